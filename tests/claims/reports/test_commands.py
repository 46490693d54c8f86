"""Reports from the terminal: in the form that the name of the file asks for, issued like any other."""

from __future__ import annotations

import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from claims.management.commands import check_article
from claims.models import Report
from claims.reports.verifying import print_of, verify
from factdesk.core.models import User
from tests.factories import TEXT, article_with_claims, propose

BEGINS = {
    "html": b"<!doctype html>",
    "pdf": b"%PDF-",
    "docx": b"PK",
    "csv": b"\xef\xbb\xbf",
    "json": b"{",
    "zip": b"PK",
}
PAGE = "https://velmar.example/checks/tram-4"


@pytest.mark.parametrize("form", BEGINS)
def test_a_file_is_checked_and_its_report_written_by_its_name(
    ada: User, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_article.Command, "_await_proposals", lambda _self, article, _wait: propose(article))
    story, out = tmp_path / "story.txt", tmp_path / f"out.{form}"
    story.write_text(TEXT)
    said = StringIO()
    call_command("check_article", story, "--report", out, stdout=said, stderr=StringIO())
    assert out.read_bytes().startswith(BEGINS[form])
    assert "31 million euros" in said.getvalue()
    assert Report.objects.filter(edition="draft", profile="internal").exists()
    assert (tmp_path / "out-evidence.csv").exists() == (form == "csv")
    assert verify(print_of([out.read_bytes()]), reader=ada).holds


def test_a_name_that_asks_for_nothing_is_refused_before_anything_is_done(ada: User, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(TEXT)
    with pytest.raises(CommandError, match=r"written as \.html, \.pdf, \.docx, \.csv, \.json, \.zip"):
        call_command("check_article", story, "--report", tmp_path / "out.odt")
    assert not Article.objects.exists()


def test_a_report_is_exported_once_in_each_form(signed: Article, tmp_path: Path) -> None:
    first, second = tmp_path / "one.docx", tmp_path / "two.docx"
    for out in (first, second):
        call_command("export_report", signed.pk, format="docx", profile="legal", out=out, stderr=StringIO())
    assert first.read_bytes() == second.read_bytes()
    assert Report.objects.filter(format="docx").count() == 1


def test_a_public_case_file_holds_what_search_engines_are_told(signed: Article, tmp_path: Path) -> None:
    out = tmp_path / "case.zip"
    options = {"format": "zip", "profile": "public", "out": out, "url": PAGE}
    call_command("export_report", signed.pk, **options, stderr=StringIO())
    told = zipfile.ZipFile(out).namelist()
    assert any(name.startswith("claimreview/C") for name in told)
    said = StringIO()
    number = next(claim.number for claim in signed.claims.all() if claim.attributed_to)
    call_command("claim_review", signed.pk, number, url=PAGE, stdout=said)
    assert '"ClaimReview"' in said.getvalue()


def test_what_cannot_be_is_said_in_words(signed: Article, ada: User, tmp_path: Path) -> None:
    own = next(claim.number for claim in signed.claims.all() if not claim.attributed_to)
    with pytest.raises(CommandError, match="The article says it itself"):
        call_command("claim_review", signed.pk, own, url=PAGE)
    with pytest.raises(CommandError, match="There is no article 0"):
        call_command("export_report", 0)
    draft, _claims = article_with_claims(ada)
    with pytest.raises(CommandError, match="made when the article is signed off"):
        call_command("export_report", draft.pk, profile="public", out=tmp_path / "x.pdf")
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_report", draft.pk, format="html", out=tmp_path / "nowhere" / "x.html")
