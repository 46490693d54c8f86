"""A report made by hand, and what other programs than ours see in its PDF."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from claims.reports.report import (
    About,
    Attempt,
    Claim,
    Comment,
    Correction,
    Evidence,
    Finding,
    Inputs,
    Person,
    Place,
    Reply,
    Report,
    Run,
    SignOff,
    Source,
    TextPositionSelector,
    TextQuoteSelector,
    Thread,
    Verdict,
    Version,
)
from claims.reports.seal import seal

AT = dt.datetime(2026, 11, 21, 14, 36, tzinfo=dt.UTC)
ADA = Person(id=1, name="Ada Verhoeven", role="editor")
BEN = Person(id=2, name="Ben Okoro", role="reviewer")
TITLE = "Tram line 4 will cost Velmar 31 million euros"
TEXT = f"""{TITLE}
The council approved the budget of 31 million euros on Monday.
“We will carry 12,000 passengers a day by 2030,” Lena Arndt said.
The line was closed in 1974. The depot stands empty."""
SPOKEN = "“We will carry 12,000 passengers a day by 2030,” Lena Arndt said."

CLAIMS = (
    ("31 million euros on Monday", "sourced"),
    ("12,000 passengers a day by 2030", "disputed"),
    ("passengers a day", "unverified"),
    ("closed in 1974", "stale"),
    ("The depot stands empty", "unchecked"),
    ("approved the budget", "dismissed"),
)


def place(text: str, words: str, *, version: int = 1) -> Place:
    start = text.index(words)
    position = TextPositionSelector(start=start, end=start + len(words))
    return Place(version=version, selector=(TextQuoteSelector(exact=words), position))


def version(text: str, *, number: int = 1, **changed: Any) -> Version:
    """The first line is the headline; each other is a paragraph."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(("body" if at else "headline", at, at + len(line)))
        at += len(line) + 1
    given: dict[str, Any] = {"sha256": "7be041d955f09a1c" * 4, "origin": "paste", "at": AT, "by": ADA}
    return Version(number=number, text=text, blocks=tuple(blocks), **(given | changed))


def claim(number: int, words: str, standing: str = "sourced", *, text: str = TEXT, **changed: Any) -> Claim:
    given: dict[str, Any] = {
        "standing": standing,
        "state": {"unchecked": "open", "stale": "open", "dismissed": "dismissed"}.get(standing, "decided"),
        "type": "quantity",
        "places": (place(text, words),),
        "created_at": AT,
        "speaker": "Lena Arndt",
    }
    if standing == "dismissed":
        given["dismiss_reason"] = "not_factual"
    elif standing not in {"unchecked", "stale"}:
        given |= judged(standing)
    return Claim(number=number, **(given | changed))


def judged(status: str) -> dict[str, Any]:
    why = {"sourced": "primary", "disputed": "contradicted", "unverified": "no_reply"}[status]
    stance = "refutes" if status == "disputed" else "supports"
    return {
        "evidence": (evidence(stance),),
        "attempts": (Attempt(channel="phone", at=AT, what="The list of stops", outcome="No answer yet", by=BEN),),
        "findings": (Finding(status=status, sub_reason=why, at=AT, note="The budget book tells", by=BEN),),
        "verdicts": (Verdict(finding=0, status=status, agrees=True, resolution="stands", at=AT, by=ADA),),
        "threads": (Thread(started_at=AT, started_by=ADA, comments=(Comment(text="Which page?", at=AT, by=ADA),)),),
    }


def evidence(stance: str = "supports", source: int = 1, **changed: Any) -> Evidence:
    given: dict[str, Any] = {"quote": "Line 4: 31,000,000", "locator": "Page 12", "note": "The second column"}
    return Evidence(source=source, stance=stance, at=AT, by=BEN, **(given | changed))


def report(*claims: Claim, text: str = TEXT, edition: str = "final", **changed: Any) -> Report:
    """With something in each of its parts."""
    about = About(
        code="",
        edition=edition,
        profile="legal",
        made_at=AT,
        newsroom="The Velmar Courier",
        desk="City",
        inputs=Inputs(version="", verdicts="", evidence=""),
        made_by=ADA,
        article=12,
    )
    given: dict[str, Any] = {
        "title": text.split("\n")[0],
        "created_at": AT,
        "writer": "Wanda Quill",
        "versions": (version(text, runs=(read(text),)),),
        "signed_off": edition != "draft",
        "claims": claims or tuple(claim(n, *one) for n, one in enumerate(CLAIMS, 1)),
        "sources": (
            Source(id=1, kind="document", title="City of Velmar, budget book", url="https://velmar.example/budget"),
            Source(id=2, kind="person", title="Nurse A", confidential=True, description="a nurse on nights"),
        ),
        "replies": (
            Reply(
                addressee="Office of the mayor",
                channel="email",
                sent_at=AT,
                deadline=AT,
                state="answered",
                claims=(1, 2),
                created_at=AT,
                put="That the line costs twice what was said.",
                outcome="denies",
                answer="Nothing of it is true.",
                settled_by=BEN,
                settled_at=AT,
            ),
        ),
        "sign_offs": (SignOff(version=1, act="sign", at=AT, version_sha256="7be0" * 16, verdicts_sha256="1", by=ADA),),
        "corrections": (
            Correction(
                before=1,
                after=1,
                start=0,
                old_words="closed in 1974 for good",
                new_words="closed in 1976 for good",
                public_note="The year was wrong.",
                at=AT,
                by=ADA,
                severity="secondary",
                root_cause="bad_source",
            ),
        ),
    }
    return seal(Report(about=about, **(given | changed)), 412, "a99f" * 16)


def read(text: str) -> Run:
    """A proposer that took every line for a sentence."""
    rows, at = [], 0
    for line in text.split("\n"):
        rows.append([at, at + len(line), 0, 1.0, "claim"])
        at += len(line) + 1
    return Run(
        proposer="rules-en", proposer_version="1.3", sentences=len(rows), finished_at=AT, reading={"sentences": rows}
    )


def poppler(tool: str, pdf: bytes, *options: str, folder: Path | None = None) -> str:
    """What one of poppler's programs says. Without them the test is skipped, and that is said; in CI it fails."""
    if shutil.which(tool) is None:
        if os.environ.get("FACTDESK_REQUIRE_OFFICE"):
            pytest.fail(f"No {tool} here, and FACTDESK_REQUIRE_OFFICE is set")
        pytest.skip(f"NO POPPLER: what is in a PDF needs {tool} (apt-get install poppler-utils)")
    with_file = [tool, *options, "-"]
    if tool == "pdftotext":
        with_file.append("-")
    elif tool == "pdftoppm":
        with_file.append("page")
    done = subprocess.run(with_file, input=pdf, capture_output=True, check=True, cwd=folder)
    return done.stdout.decode()


def words_of(pdf: bytes, *options: str) -> str:
    """All text in the order in which it was set, in one line; without the marks that keep directions apart."""
    raw = poppler("pdftotext", pdf, "-raw", "-enc", "UTF-8", *options)
    return " ".join(re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", raw).split())


def letters_of(text: str) -> str:
    """Without blanks: a line ends where it must."""
    return "".join(re.sub("[\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069]", "", text).split())


def fonts_of(pdf: bytes) -> list[tuple[str, bool]]:
    """Each font with whether it is embedded."""
    lines = poppler("pdffonts", pdf).splitlines()[2:]
    return [(line.split()[0], line.split()[-5] == "yes") for line in lines]


def said_of(pdf: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in poppler("pdfinfo", pdf).splitlines())
    return {name.strip(): value.strip() for name, _, value in lines}


def bookmarks(pdf: bytes) -> Sequence[str]:
    """Titles of the outline, in order, as the file holds them."""
    found = re.findall(rb"/Title\s*(\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]+>)", pdf)
    return [_string(one) for one in found]


def _string(raw: bytes) -> str:
    if raw.startswith(b"<"):
        data = bytes.fromhex(raw[1:-1].decode())
    else:
        escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}
        data = re.sub(
            rb"\\([0-7]{3}|.)",
            lambda one: bytes([int(one[1], 8)]) if len(one[1]) == 3 else escapes.get(one[1], one[1]),
            raw[1:-1],
            flags=re.DOTALL,
        )
    return data.decode("utf-16") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


@dataclass(frozen=True)
class Box:
    word: str
    left: float
    right: float


def all_boxes(pdf: bytes) -> list[Box]:
    found = re.findall(
        r'<word xMin="([\d.-]+)"[^>]*xMax="([\d.-]+)"[^>]*>([^<]*)</word>', poppler("pdftotext", pdf, "-bbox")
    )
    return [Box(word, float(left), float(right)) for left, right, word in found]


def boxes_of(pdf: bytes) -> dict[str, Box]:
    """By word, as it is seen: one that runs from right to left is read from its end."""
    return {re.sub("[\u202a-\u202e]", "", box.word): box for box in all_boxes(pdf)}
