"""A whole desk taken out: every report once, in as many queries for each batch, on record, and by its editors alone."""

from __future__ import annotations

import csv
import io
import json
import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from claims.actions.discussion import start_thread
from claims.actions.exporting import export_desk
from claims.models import Claim
from claims.reports.build import build_report
from claims.reports.desk import BATCH, reports, write_lines, write_tables
from claims.reports.formats.csv import CLAIMS, EVIDENCE, render_claims, render_evidence
from claims.reports.report import Report
from claims.vocabulary import Profile
from factdesk.core.audit import Action
from factdesk.core.errors import Denied, Missing
from factdesk.core.models import AuditEntry, Desk, User
from tests.cloned import clone
from tests.factories import article_with_claims, confide, decide, find

IDENTITY = "Rosa Qzwxvandermeer"
PRIVILEGED = "Qzwxprivileged words"


@pytest.fixture
def article(ada: User, ben: User) -> Article:
    """Two claims decided, a confidential source, and words for lawyers alone."""
    article, (first, second, *_rest) = article_with_claims(ada)
    confide(first, ben, name=IDENTITY)
    for claim in (first, second):
        find(claim, ben)
        decide(claim, ada)
    start_thread(claim_id=first.pk, actor=ada, text=PRIVILEGED, privileged=True)
    return article


def taken(desk: Desk, by: User, profile: Profile = Profile.INTERNAL) -> list[Report]:
    return list(reports(desk.pk, made_by=by, profile=profile))


def test_every_article_of_the_desk_comes_once_and_none_of_another(
    desk: Desk, ada: User, sam: User, article: Article
) -> None:
    clone(article, 2 * BATCH)
    article_with_claims(sam)
    found = [report.about.article for report in taken(desk, ada)]
    assert found == list(Article.objects.filter(desk=desk).order_by("pk").values_list("pk", flat=True))
    assert len(found) == 2 * BATCH + 1


def test_a_report_of_many_says_what_it_says_alone(desk: Desk, ada: User, article: Article) -> None:
    clone(article, 3)
    alone = build_report(article, made_by=ada)
    first, *others = taken(desk, ada, Profile.LEGAL)
    assert first.about.inputs == alone.about.inputs
    assert [claim.evidence for claim in others[0].claims] == [claim.evidence for claim in alone.claims]


def test_a_batch_takes_as_many_queries_however_many_articles_are_in_it(desk: Desk, ada: User, article: Article) -> None:
    def queries(made: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert len(list(reports(desk.pk, made_by=ada, profile=Profile.INTERNAL, batch=200))) == made
        return len(asked)

    clone(article, 9)
    ten = queries(10)
    clone(article, 90, first=10)
    assert queries(100) == ten <= 8


def test_several_batches_take_as_many_each(desk: Desk, ada: User, article: Article) -> None:
    clone(article, 2 * BATCH)
    with CaptureQueriesContext(connection) as asked:
        taken(desk, ada)
    assert len(asked) <= 3 * 8


def test_a_desk_without_articles_is_an_empty_file(desk: Desk, ada: User) -> None:
    out = io.BytesIO()
    assert write_lines(reports(desk.pk, made_by=ada, profile=Profile.INTERNAL), out) == 0
    assert out.getvalue() == b""


def test_each_line_is_a_report_that_can_be_read_back(desk: Desk, ada: User, article: Article) -> None:
    clone(article, 2)
    out = io.BytesIO()
    assert write_lines(reports(desk.pk, made_by=ada, profile=Profile.INTERNAL), out) == 3
    lines = out.getvalue().splitlines()
    read = [msgspec.json.decode(line, type=Report) for line in lines]
    assert [report.about.article for report in read] == [article.pk, article.pk + 1_000_000, article.pk + 2_000_000]
    assert {report.about.profile for report in read} == {"internal"}
    assert len({report.about.code for report in read}) == 3


def test_the_tables_are_those_of_each_report_below_each_other(desk: Desk, ada: User, article: Article) -> None:
    clone(article, 1)
    claims, evidence = io.StringIO(newline=""), io.StringIO(newline="")
    made = taken(desk, ada)
    assert write_tables(made, claims, evidence) == 2
    for table, render in ((claims, render_claims), (evidence, render_evidence)):
        first, second = (render(report).decode() for report in made)
        assert table.getvalue() == first + second.partition("\r\n")[2]


@pytest.mark.parametrize("form", ["json", "csv"])
def test_who_a_confidential_source_is_and_what_is_for_lawyers_stays_out(
    tmp_path: Path, desk: Desk, ada: User, article: Article, form: str
) -> None:
    assert PRIVILEGED in str(taken(desk, ada, Profile.LEGAL))
    for profile in ("internal", "legal"):
        written = exported(tmp_path / profile, form, profile)
        assert IDENTITY not in written
        assert (PRIVILEGED in written) is (profile == "legal" and form == "json")
        assert "Nurse A" in written


def exported(to: Path, form: str, profile: str = "internal", **more: Any) -> str:
    call_command("export_desk", desk="City", format=form, out=str(to), profile=profile, **more)
    return "".join(file.read_text() for file in (to.iterdir() if to.is_dir() else [to]))


def test_the_command_leaves_whole_files_for_the_owner_alone(tmp_path: Path, ada: User, article: Article) -> None:
    exported(tmp_path / "out.jsonl", "json")
    exported(tmp_path / "tables", "csv")
    files = [tmp_path / "out.jsonl", tmp_path / "tables" / "claims.csv", tmp_path / "tables" / "evidence.csv"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert not list(tmp_path.rglob("*.part"))
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["about"]["article"] for line in lines] == [article.pk]
    for file, columns in zip(files[1:], (CLAIMS, EVIDENCE), strict=True):
        with file.open(encoding="utf-8-sig", newline="") as table:
            assert tuple(next(csv.reader(table))) == columns


def test_to_standard_output(capsysbinary: pytest.CaptureFixture[bytes], ada: User, article: Article) -> None:
    call_command("export_desk", desk="City", format="json", out="-")
    assert json.loads(capsysbinary.readouterr().out)["title"] == article.title


def test_an_export_that_breaks_off_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ada: User, article: Article
) -> None:
    def breaks(*_args: object, **_more: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("claims.management.commands.export_desk.write_lines", breaks)
    with pytest.raises(CommandError, match="No space left"):
        exported(tmp_path / "out.jsonl", "json")
    assert list(tmp_path.iterdir()) == []


def test_tables_do_not_fit_on_standard_output(ada: User) -> None:
    with pytest.raises(CommandError, match="two files"):
        call_command("export_desk", desk="City", format="csv", out="-")
    assert not AuditEntry.objects.filter(action=Action.DESK_EXPORTED).exists()


def test_only_an_editor_of_the_desk_can_be_named(tmp_path: Path, ada: User, ben: User, sam: User) -> None:
    for email in ("ben@factdesk.example", "sam@factdesk.example", "nobody@factdesk.example"):
        with pytest.raises(CommandError, match="No desk with such an editor"):
            exported(tmp_path / "out.jsonl", "json", email=email)


def test_it_is_on_record_before_the_first_row_is_read(tmp_path: Path, desk: Desk, ada: User, article: Article) -> None:
    exported(tmp_path / "out.jsonl", "json", "legal", email="ada@factdesk.example")
    line = AuditEntry.objects.get(action=Action.DESK_EXPORTED)
    assert (line.actor, line.chain, line.object_id) == (ada, desk.audit_chain, desk.pk)
    assert line.changes == {"profile": "legal", "form": "json"}
    assert str(Action(line.action).label) == "exported the reports of the desk"


@pytest.mark.parametrize(("who", "error"), [("ben", Denied), ("omar", Denied), ("sam", Missing)])
def test_nobody_else_takes_a_desk_out(
    request: pytest.FixtureRequest, desk: Desk, ada: User, who: str, error: type[Exception]
) -> None:
    actor: User = request.getfixturevalue(who)
    with pytest.raises(error):
        export_desk(desk_id=desk.pk, actor=actor, profile=Profile.INTERNAL, form="json")
    assert not AuditEntry.objects.filter(action=Action.DESK_EXPORTED).exists()


@pytest.mark.django_db(transaction=True)
def test_a_report_is_of_one_moment(desk: Desk, ada: User, ben: User) -> None:
    """Outside of a test's own transaction: the batch is read in one that sees the same rows throughout."""
    article, _claims = article_with_claims(ada)
    with CaptureQueriesContext(connection) as asked:
        (made,) = taken(desk, ada)
    statements = [query["sql"] for query in asked]
    assert any("REPEATABLE READ" in statement for statement in statements)
    assert made.about.article == article.pk
    assert len(made.claims) == Claim.objects.filter(article=article).count()
