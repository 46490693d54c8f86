"""The case file: what is in it under which names, that it is the same bytes, and that a change to it is found."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.reports.formats.casecheck import verify
from claims.reports.formats.casefile import MANIFEST, write
from claims.reports.formats.casenames import copy_name, safe
from claims.reports.profiles import for_profile
from claims.reports.report import Copy, Kept, Report
from claims.reports.seal import CODE
from claims.vocabulary import Profile
from tests.claims.reports.reported import BYTES, COPY, claim, evidence, report

FILES = {"report.json": b"{}", "report.html": b"<!doctype html>"}
PAGE = "https://velmar.example/checks/tram-4"


def shelf(sha256: str) -> Iterable[bytes] | None:
    return iter([BYTES[:5], BYTES[5:]]) if sha256 == COPY.sha256 else None


def packed(made: Report, files: dict[str, bytes] = FILES, copies: Any = shelf, public: Report | None = None) -> bytes:
    out = io.BytesIO()
    write(made, files, copies, out, public=public)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_it_holds_the_report_its_tables_its_copies_and_the_list() -> None:
    made = report(public_url=PAGE)
    data = packed(made, public=for_profile(made, Profile.PUBLIC))
    held = members(data)
    assert list(held) == [
        "README.txt",
        "claimreview/C001.json",
        "claims.csv",
        "evidence.csv",
        "report.html",
        "report.json",
        f"evidence/{COPY.sha256}-Budget.txt",
        MANIFEST,
    ]
    assert held[f"evidence/{COPY.sha256}-Budget.txt"] == BYTES
    assert json.loads(held["claimreview/C001.json"])["url"] == PAGE
    told = json.loads(held[MANIFEST])
    assert (told["report"], told["profile"], told["edition"]) == (made.about.code, "legal", "final")
    assert told["missing"] == []
    for one in told["files"]:
        assert (one["size"], one["sha256"]) == (len(held[one["name"]]), hashlib.sha256(held[one["name"]]).hexdigest())
    assert {one["name"] for one in told["files"]} == held.keys() - {MANIFEST}
    assert held["README.txt"].decode().count("\n") == 3
    assert verify(data) == []


def test_the_public_report_is_the_same_report() -> None:
    with pytest.raises(ValueError, match="another one"):
        packed(report(), public=for_profile(report(title="Other"), Profile.PUBLIC))


def test_its_code_stands_readable_in_the_file() -> None:
    made = report()
    with zipfile.ZipFile(io.BytesIO(packed(made))) as archive:
        assert archive.getinfo(MANIFEST).compress_type == zipfile.ZIP_STORED
    assert made.about.code.encode() in CODE.findall(packed(made))


def test_the_same_case_is_the_same_bytes_whatever_order_it_came_in() -> None:
    backwards = dict(reversed(FILES.items()))
    assert packed(report()) == packed(report(), files=backwards)
    with zipfile.ZipFile(io.BytesIO(packed(report()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}


def test_in_public_there_are_no_copies() -> None:
    held = members(packed(for_profile(report(), Profile.PUBLIC)))
    assert not [name for name in held if name.startswith("evidence/")]
    assert b"Budget.txt" not in held[MANIFEST]
    smuggled = replace(for_profile(report(), Profile.PUBLIC), claims=(claim(),), sources=report().sources)
    assert not [name for name in members(packed(smuggled)) if name.startswith("evidence/")]


@pytest.mark.parametrize("url", ["", "velmar"])
def test_without_a_public_page_nothing_is_marked_up(url: str) -> None:
    made = report(public_url=url)
    assert "claimreview/C001.json" not in members(packed(made, public=for_profile(made, Profile.PUBLIC)))


def test_what_is_not_marked_up_is_told_with_its_reason() -> None:
    public = for_profile(report(), Profile.PUBLIC)
    public = replace(public, about=replace(public.about, public_url=PAGE))
    inside = members(packed(public))
    told = {one["claim"]: one["why"] for one in json.loads(inside[MANIFEST])["not_marked_up"]}
    for one in public.claims:
        assert (f"claimreview/{one.code}.json" in inside) != bool(told.get(one.code)), one.code


def test_a_copy_that_is_gone_or_another_one_is_told() -> None:
    gone = packed(report(), copies=lambda _sha256: None)
    (told,) = json.loads(members(gone)[MANIFEST])["missing"]
    assert (told["sha256"], told["why"]) == (COPY.sha256, "The desk has this file no more.")
    other = packed(report(), copies=lambda _sha256: [b"something else"])
    (told,) = json.loads(members(other)[MANIFEST])["missing"]
    assert told["why"].startswith("This is not the file that was kept")
    assert verify(gone) == verify(other) == []


def test_a_copy_that_bears_out_several_claims_is_there_once() -> None:
    kept = evidence(kept=Kept(copy=replace(COPY, name="Again.txt"), found="exact", line=1))
    held = members(packed(report(claim(), claim(2, evidence=(kept, kept)))))
    assert [name for name in held if name.startswith("evidence/")] == [f"evidence/{COPY.sha256}-Budget.txt"]


@pytest.mark.parametrize(
    "name",
    ["../report.json", "a/b.json", "claims.csv", "manifest.json", "README.txt", ".hidden", "", "x\n.json", "con"],
)
def test_a_file_with_a_name_of_its_own_will_is_not_taken(name: str) -> None:
    with pytest.raises(ValueError, match="is no name"):
        packed(report(), files={name: b""})


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Budget 2026.pdf", "Budget 2026.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\Budget.pdf", "Budget.pdf"),
        ("a\x00b\n\u202egnp.exe", "a_b__gnp.exe"),
        ("..", "copy"),
        ("", "copy"),
        ("aux. ", "aux"),
        ("a:b*c?.pdf", "a_b_c_.pdf"),
        ("Übersicht – 表.pdf", "Übersicht _ 表.pdf"),
        ("x" * 500 + ".pdf", "x" * 76 + ".pdf"),
        ("表" * 100 + ".pdf", "表" * 25 + ".pdf"),
    ],
)
def test_a_name_is_safe_on_every_system(name: str, told: str) -> None:
    assert safe(name) == told


@given(st.text())
def test_any_name_is_safe_and_short(name: str) -> None:
    made = safe(name)
    assert made
    assert len(made.encode()) <= 80
    assert not {*'/\\:*?"<>|'} & {*made}
    assert made.strip(". ") == made
    assert copy_name(replace(COPY, name=name)).isprintable() or made


def test_what_was_pasted_has_a_name_too() -> None:
    assert copy_name(replace(COPY, name="", pasted=True)) == f"evidence/{COPY.sha256}-pasted.txt"


def again(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same ZIP with something changed."""
    held = members(data)
    change(held)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return out.getvalue()


def _changed(held: dict[str, bytes]) -> None:
    held["claims.csv"] = held["claims.csv"].replace(b"sourced", b"sourcee")


def _longer(held: dict[str, bytes]) -> None:
    held["claims.csv"] += b" "


def _without(held: dict[str, bytes]) -> None:
    del held[f"evidence/{COPY.sha256}-Budget.txt"]


def _added(held: dict[str, bytes]) -> None:
    held["evidence/new.txt"] = b"new"


def _outside(held: dict[str, bytes]) -> None:
    held["../../new.txt"] = b"new"


def _unlisted(held: dict[str, bytes]) -> None:
    del held[MANIFEST]


def _no_list(held: dict[str, bytes]) -> None:
    held[MANIFEST] = b'{"files": [{"name": "claims.csv", "size": "1", "sha256": 2}]}'


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_changed, "claims.csv was changed"),
        (_longer, "claims.csv was changed"),
        (_without, "is missing"),
        (_added, "evidence/new.txt is not in the list"),
        (_outside, "no name for a file"),
        (_unlisted, "no manifest.json"),
        (_no_list, "no manifest.json"),
    ],
)
def test_whatever_was_changed_is_found(change: Callable[[dict[str, bytes]], None], fault: str) -> None:
    assert any(fault in told for told in verify(again(packed(report()), change)))


@given(st.binary(max_size=200))
def test_what_is_no_zip_is_no_case_file(data: bytes) -> None:
    assert verify(data)


CASE = packed(report())


@given(st.integers(0, len(CASE) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_found_or_changes_nothing_that_is_held(at: int, by: int) -> None:
    broken = bytearray(CASE)
    broken[at] ^= by
    if not verify(bytes(broken)):
        assert {name: data for name, data in members(bytes(broken)).items() if name != MANIFEST} == {
            name: data for name, data in members(CASE).items() if name != MANIFEST
        }


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 50_000_000)
        listed = {"files": [{"name": "bomb", "size": 10, "sha256": "0" * 64}]}
        archive.writestr(MANIFEST, json.dumps(listed))
    data = out.getvalue()
    tracemalloc.start()
    assert verify(data) == ["bomb was changed."]
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_two_hundred_large_copies_are_poured_through() -> None:
    """A megabyte each here, 200 in all; what is held in memory does not depend on it."""
    piece = b"x" * 250_000

    def pieces(_sha256: str) -> Iterator[bytes]:
        return (piece for _ in range(4))

    digest = hashlib.sha256(piece * 4).hexdigest()
    copies = [Copy(sha256=f"{n:064x}", size=1_000_000, media_type="application/pdf", at=COPY.at) for n in range(199)]
    copies.append(replace(copies[0], sha256=digest))
    items = tuple(evidence(kept=Kept(copy=copy, found="no_quote")) for copy in copies)
    with tempfile.TemporaryFile() as out:
        tracemalloc.start()
        write(report(claim(evidence=items)), FILES, pieces, out)
        written = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        assert verify(out) == []
        checked = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert out.seek(0, 2) > 200_000_000
    assert max(written, checked) < 12_000_000
