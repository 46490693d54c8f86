"""The case file: a ZIP with the report in every format, the copies that were kept, and a list that tells if any of it
was changed. Pure; the same report and copies, the same bytes.

Copies are poured through a piece at a time, so a case of any size fits. The list, `manifest.json`, is not compressed:
the report's code stands readable in the file. It comes last, because it holds the hash of everything else.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from claims.reports.formats.casenames import copy_name, is_plain
from claims.reports.formats.claimreview import NotForReview, refusal, render
from claims.reports.formats.csv import render_claims, render_evidence
from claims.reports.report import Copy, Report
from claims.vocabulary import Profile

MANIFEST = "manifest.json"
README = "README.txt"
CASE = 1
"""Of the manifest, as `schema` is of the report: a key may be added, and anything else is the next number."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP knows: when it was packed is in the report."""
ORDINARY_FILE = 0o100644 << 16
UNIX = 3

Copies = Callable[[str], Iterable[bytes] | None]
"""The SHA-256 of a kept copy → its bytes in pieces; None where the desk has them no more."""


def write(
    report: Report, files: Mapping[str, bytes], copies: Copies, out: BinaryIO, *, public: Report | None = None
) -> None:
    """`files` are the report in other formats, by name: `report.json`, `report.html`.

    `public` is the public profile of the same report, if there is one: its claims are marked up as ClaimReview where
    that is allowed and it names the page it is on. A public case file holds no copies.
    """
    if public is not None and public.about.code != report.about.code:
        raise ValueError("the public report is another one")
    ours = _rendered(report, public)
    for name in files:
        if not is_plain(name) or name in {*ours, MANIFEST}:
            raise ValueError(f"{name!r} is no name for a file of the report")
    packed = _Packed(out)
    kept = {} if report.about.profile == Profile.PUBLIC else _kept(report)
    missing: list[dict[str, str]] = []
    for name, data in sorted({**files, **ours}.items()):
        packed.add(name, [data])
    for name, copy in sorted(kept.items()):
        if why := _add_copy(packed, name, copy, copies):
            missing.append({"name": name, "sha256": copy.sha256, "why": why})
    told = {"files": packed.members, "missing": missing} | _refused(public if public is not None else report)
    packed.add(MANIFEST, [_manifest(report, told)], compressed=False)
    packed.close()


@dataclass
class _Packed:
    """A ZIP that is being written, and what was put into it."""

    out: BinaryIO
    members: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._zip = zipfile.ZipFile(self.out, "w")

    def add(self, name: str, pieces: Iterable[bytes], *, compressed: bool = True) -> str:
        """Its hash, as it was written."""
        info = zipfile.ZipInfo(name, LONG_AGO)
        info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        info.create_system, info.external_attr = UNIX, ORDINARY_FILE
        size, digest = 0, hashlib.sha256()
        with self._zip.open(info, "w") as member:
            for piece in pieces:
                size += len(piece)
                digest.update(piece)
                member.write(piece)
        self.members.append({"name": name, "size": size, "sha256": digest.hexdigest()})
        return digest.hexdigest()

    def close(self) -> None:
        self._zip.close()


def _add_copy(packed: _Packed, name: str, copy: Copy, copies: Copies) -> str:
    """Why the copy is not there as it was kept; "" if it is. Most copies are packed already, so they are stored."""
    pieces = copies(copy.sha256)
    if pieces is None:
        return _("The desk has this file no more.")
    same = packed.add(name, pieces, compressed=False) == copy.sha256
    return "" if same else _("This is not the file that was kept: its hash is another one.")


def _rendered(report: Report, public: Report | None) -> dict[str, bytes]:
    made = {
        README: _readme(report).encode(),
        "claims.csv": render_claims(report),
        "evidence.csv": render_evidence(report),
    }
    return made | dict(_reviews(public if public is not None else report))


def _reviews(report: Report) -> Iterator[tuple[str, bytes]]:
    if report.about.profile != Profile.PUBLIC or not report.about.public_url:
        return
    for claim in report.claims:
        try:
            yield f"claimreview/{claim.code}.json", render(report, claim.number, public_url=report.about.public_url)
        except NotForReview:
            continue


def _refused(report: Report) -> dict[str, list[dict[str, str]]]:
    """Which claims are not marked up, and why; nothing where none is asked for."""
    url = report.about.public_url
    if report.about.profile != Profile.PUBLIC or not url:
        return {}
    reasons = {claim.code: refusal(report, claim.number, public_url=url) for claim in report.claims}
    return {"not_marked_up": [{"claim": code, "why": why} for code, why in reasons.items() if why]}


def _kept(report: Report) -> dict[str, Copy]:
    """Every copy that the report speaks of, once, under the name it gets."""
    found: dict[str, Copy] = {}
    for claim in report.claims:
        for item in claim.evidence:
            if item.kept is not None:
                found.setdefault(item.kept.copy.sha256, item.kept.copy)
    return {copy_name(copy): copy for copy in found.values()}


def _readme(report: Report) -> str:
    told = {"title": " ".join(report.title.split()), "newsroom": report.about.newsroom, "code": report.about.code}
    return (
        _(
            "This is the case file of “%(title)s”, checked by %(newsroom)s: report %(code)s in several formats, with"
            " the copies of sources that it speaks of in the folder “evidence”."
        )
        % told
        + "\n"
        + _("Begin with the file called report; claims.csv and evidence.csv hold the same as tables.")
        + "\n"
        + _("manifest.json tells the size and the SHA-256 of every file, which copies are missing, and how to check.")
        + "\n"
    )


def _manifest(report: Report, told_of_files: Mapping[str, Any]) -> bytes:
    about = report.about
    told = {
        "case_file": CASE,
        "report": about.code,
        "profile": about.profile,
        "edition": about.edition,
        "newsroom": about.newsroom,
        "desk": about.desk,
        "article": about.article,
        "title": report.title,
        "version": report.version.number,
        "version_sha256": report.version.sha256,
        "how_to_check": _(
            "Every file of this ZIP but manifest.json is listed here with its size and its SHA-256. Unpack it, then"
            " compare with what “sha256sum”, “shasum -a 256” or “Get-FileHash” says of each. A copy is named after the"
            " hash of what was kept."
        ),
        **told_of_files,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
