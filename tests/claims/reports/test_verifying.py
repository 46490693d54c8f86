"""Whether a file is one of ours, untouched, and whether the desk still says the same: any change is found."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from claims.actions.reporting import issue_now
from claims.actions.signoff import revoke
from claims.models import Report
from claims.reports.shelf import REPORTS
from claims.reports.verifying import Touch, print_of, verify
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import issued

FORMS = ("html", "csv", "evidence", "json", "docx", "pdf", "zip")
CHANGES = 100


def bytes_of(report: Report) -> bytes:
    return REPORTS.read(report.file) if report.file else bytes(report.content)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_known_and_holds(signed: Article, ada: User, form: str) -> None:
    report = issue_now(article_id=signed.pk, actor=ada, profile="internal", form=form)
    found = verify(print_of([bytes_of(report)]), reader=ada)
    assert found.holds, found
    assert found.code == report.code
    assert [match.same for match in found.matches] == [True] * 5


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_byte_is_found(signed: Article, ada: User, form: str) -> None:
    """Wherever it is; and as long as the code itself stands, it is still known which report it was."""
    data = bytes_of(issue_now(article_id=signed.pk, actor=ada, profile="legal", form=form))
    chance = random.Random(form)
    for _ in range(CHANGES):
        at = chance.randrange(len(data))
        changed = data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        found = verify(print_of([changed]), reader=ada)
        assert found.touch in {Touch.CHANGED, Touch.UNKNOWN}
        assert not found.holds
    cut = verify(print_of([data + b"\n"]), reader=ada)
    assert cut.touch is Touch.CHANGED, "it says which one it was"
    assert cut.which


ROWS = (
    ("claims_evidence", "quote"),
    ("claims_evidence", "locator"),
    ("claims_evidence", "stance"),
    ("claims_finding", "note"),
    ("claims_finding", "proposed_text"),
    ("claims_verdict", "status"),
    ("claims_verdict", "override_reason"),
    ("claims_source", "title"),
    ("claims_claim", "state"),
    ("claims_signoff", "override_reason"),
)


def test_a_changed_row_is_found(signed: Article, ada: User) -> None:
    """A hundred changes behind the desk's back, each in a row of its own choosing and taken back again."""
    data = bytes_of(issued())
    chance = random.Random(7)
    assert verify(print_of([data]), reader=ada).holds
    values = {"stance": "context", "status": "unverified", "state": "open"}
    for _ in range(CHANGES):
        table, column = chance.choice(ROWS)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id, {column} FROM {table} ORDER BY id")
            key, before = chance.choice(cursor.fetchall())
            set_in(table, column, key, values.get(column, f"{before}."))
            assert not verify(print_of([data]), reader=ada).holds, (table, column)
            set_in(table, column, key, before)
    assert verify(print_of([data]), reader=ada).holds


def set_in(table: str, column: str, key: int, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, key])
        cursor.execute("SET session_replication_role = origin")


def test_the_desks_own_copy_is_looked_at_too(signed: Article, ada: User) -> None:
    report = issued()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE claims_report SET content = '\\x00'::bytea WHERE id = %s", [report.pk])
        cursor.execute("SET session_replication_role = origin")
    assert verify(print_of([bytes(report.content)]), reader=ada).touch is Touch.DAMAGED


def test_what_was_checked_since_is_told(signed: Article, ada: User) -> None:
    data = bytes_of(issued())
    revoke(article_id=signed.pk, actor=ada, reason="The council corrected its figures.")
    found = verify(print_of([data]), reader=ada)
    assert found.touch is Touch.UNTOUCHED
    told = {match.what: match.same for match in found.matches}
    assert told["Text"]
    assert told["Verdicts"]
    assert not told["All that is recorded"]
    assert told["Audit trail"]


def test_the_page_knows_the_files_of_ones_own_desks_alone(
    signed_in: SignIn, signed: Article, ben: User, sam: User
) -> None:
    data = bytes_of(issued())

    def checked(reader: User, content: bytes) -> str:
        file = SimpleUploadedFile("report.html", content)
        return signed_in(reader).post("/reports/verify/", {"file": file}).content.decode()

    assert "Untouched, and all is as it was" in checked(ben, data)
    assert "Changed: this is not the file that was issued" in checked(ben, data + b" ")
    for content in (data, data + b" "):
        page = checked(sam, content)
        assert "No report of your desks" in page
        assert signed.title not in page
    assert "No report of your desks" in checked(ben, b"something else")


def test_the_command_says_so_by_its_exit(signed: Article, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(bytes_of(issued()))
    call_command("verify_report", file)
    assert "Untouched" in capsys.readouterr().out
    file.write_bytes(bytes_of(issued()).replace(b"Tram", b"Train"))
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_report", file)
    file.write_bytes(b"")
    with pytest.raises(CommandError, match="no report"):
        call_command("verify_report", file)


def test_a_colleague_who_gets_another_role_changes_nothing_that_was_done(signed: Article, ada: User, ben: User) -> None:
    data = bytes_of(issued())
    ben.memberships.update(role="editor")
    assert verify(print_of([data]), reader=ada).holds
    ben.memberships.all().delete()
    assert verify(print_of([data]), reader=ada).holds


def test_the_code_is_found_wherever_a_piece_ends(signed: Article, ada: User) -> None:
    data = bytes_of(issued()) + b" "
    for size in (1, 7, 4096):
        pieces = (data[at : at + size] for at in range(0, len(data), size))
        assert verify(print_of(pieces), reader=ada).touch is Touch.CHANGED


def test_a_case_file_says_which_of_its_files_was_changed(
    signed: Article, ada: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = issue_now(article_id=signed.pk, actor=ada, profile="internal", form="zip")
    file, other = tmp_path / "case.zip", tmp_path / "other.zip"
    file.write_bytes(bytes_of(report))
    with zipfile.ZipFile(file) as case, zipfile.ZipFile(other, "w") as changed:
        for info in case.infolist():
            data = case.read(info)
            changed.writestr(info, data.replace(b"sourced", b"refuted") if info.filename == "claims.csv" else data)
    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_report", other)
    told = capsys.readouterr().out
    assert "CHANGED" in told
    assert "claims.csv" in told


def test_a_case_file_on_disk_is_looked_at_too(signed: Article, ada: User) -> None:
    report = issue_now(article_id=signed.pk, actor=ada, profile="internal", form="zip")
    data, path = bytes_of(report), REPORTS.path_of(report.file)
    assert verify(print_of([data]), reader=ada).holds
    path.write_bytes(data + b" ")
    assert verify(print_of([data]), reader=ada).touch is Touch.DAMAGED
    path.unlink()
    assert verify(print_of([data]), reader=ada).touch is Touch.DAMAGED
