"""A purge by two people: no word is left anywhere, nothing else is touched, and the record says that it happened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from articles.models import Arrival, Article, Purge, Version
from articles.states import ArticleState
from claims.actions.purging import approve_as_operator, approve_purge, ask_for_purge, end_purge
from claims.copies import pasted, path_of
from claims.lookup import look_up
from claims.models import Claim, Copy, Evidence, Source
from claims.purging import OF_A_SOURCE, PARTS, UNGUARDED
from factdesk.core.audit import Action
from factdesk.core.errors import Conflict, Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Desk, Job, Role, User
from factdesk.core.verifying import verify
from tests.canary import (
    CANARY,
    agreed,
    asked,
    broker,
    digest,
    dump,
    execute,
    filled,
    rows_with,
    stamp_every_text_field,
)
from tests.factories import add_person, article_with_claims, commit, support


@pytest.fixture
def una(desk: Desk) -> User:
    """The desk's second editor."""
    return add_person("Una Bell", desk, Role.EDITOR)


@pytest.mark.django_db(transaction=True)
def test_no_word_is_left(ada: User, ben: User, una: User, data_dir: Path) -> None:
    article = filled(ada, ben)
    other, claims = article_with_claims(ada)
    shared = Evidence.objects.get(claim__article=article, kept__isnull=False)
    # The same source with the same copy, used in another article: both stay.
    common = support(claims[0], ben, title="City of Velmar, budget book", copy=pasted("Line 4: 31,000,000"))
    keep_too = support(Claim.objects.get(pk=claims[1].pk), ben)
    purge = asked(article, ada)
    stamp_every_text_field(article)
    gone = path_of(Copy.objects.get(kept__evidence=shared).name)
    stays = path_of(Copy.objects.get(kept__evidence=common).name)
    assert CANARY in gone.read_text()
    assert len(rows_with(CANARY)) > 20
    assert CANARY.encode() in dump()
    before = digest(other)

    agreed(article, una, purge)

    assert rows_with(CANARY) == []
    told = dump()
    assert CANARY.encode() not in told
    assert CANARY.encode().hex().encode() not in told
    assert not [path for path in data_dir.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert not gone.exists()
    assert stays.exists()
    assert CANARY.encode() not in broker()
    assert digest(other) == before
    assert Source.objects.filter(pk__in=[common.source_id, keep_too.source_id]).exists()
    assert not look_up(User.objects.get(pk=ada.pk), CANARY)
    article.refresh_from_db()
    assert (article.state, article.title, article.writer) == (ArticleState.PURGED, "-", "")


def test_the_record_says_that_it_happened_and_is_whole(ada: User, ben: User, una: User, data_dir: Path) -> None:
    article = filled(ada, ben)
    assert verify()[1] is None
    agreed(article, una, asked(article, ada))
    commit()
    trail, fault = verify()
    assert fault is None
    assert trail.purged == {article.audit_chain}
    lines = AuditEntry.objects.filter(chain=article.audit_chain).order_by("-seq")
    assert [line.action for line in lines[:3]] == [Action.ARTICLE_PURGED, Action.PURGE_APPROVED, Action.PURGE_ASKED]
    assert [line.actor.first_name for line in lines[:3]] == ["Una", "Una", "Ada"]
    assert lines[0].moved == {"state": ["signed_off", "purged"]}
    call_command("verify_audit")


def test_every_model_that_hangs_on_an_article_is_purged() -> None:
    """A new table fails here until it stands in `claims.purging.PARTS`, or is said to stay."""
    # Of what an article came in as, a row stays that has no words: the same form sent again makes nothing new.
    stays = {Article, Purge, Arrival}
    known: set[type[models.Model]] = {model for model, _way in (*PARTS, *OF_A_SOURCE)} | {Copy} | stays
    hanging = {Article, Version, Claim, Source}
    while more := {
        model
        for model in apps.get_models()
        if model not in hanging
        and any(field.related_model in hanging for field in model._meta.concrete_fields if field.is_relation)
    }:
        hanging |= more
    assert hanging == known


def test_an_article_that_is_gone_is_a_page_for_editors_alone(
    ada: User, ben: User, una: User, sam: User, data_dir: Path, client: Any
) -> None:
    article = filled(ada, ben)
    agreed(article, una, asked(article, ada))
    url = f"/articles/{article.pk}/"
    for reader, status in ((ada, 200), (una, 200), (ben, 404), (sam, 404)):
        client.force_login(reader)
        answer = client.get(url)
        assert answer.status_code == status
        if status == 200:
            assert "Ada Verhoeven" in answer.content.decode()
            assert "Una Bell" in answer.content.decode()
            history = client.get(f"{url}history/")
            assert "purged the article" in history.content.decode()
            assert CANARY not in history.content.decode()
        assert client.get(f"{url}sign-off/").status_code == 404
        assert client.get("/").status_code == 200
    with pytest.raises(Missing):
        asked(article, ada)


def test_two_editors_and_a_password(ada: User, ben: User, una: User) -> None:
    article, _claims = article_with_claims(ada)
    with pytest.raises(Denied):
        asked(article, ben)
    with pytest.raises(Refused, match="password"):
        ask_for_purge(article_id=article.pk, actor=ada, ground=Purge.Ground.SAFETY, reason="x", password_at=None)
    with pytest.raises(Refused):
        asked(article, ada, reason=" ")
    purge = asked(article, ada)
    with pytest.raises(Denied):
        asked(article, una)
    for other in (ada, ben):
        with pytest.raises(Denied):
            agreed(article, other, purge)
    with pytest.raises(Refused, match="password"):
        approve_purge(article_id=article.pk, actor=una, seen=purge.pk, password_at=None)
    ended = end_purge(article_id=article.pk, actor=ada)
    assert (ended.withdrawn_by, ended.reason) == (ada, "")
    with pytest.raises(Denied):
        agreed(article, una, purge)
    asked(article, ada)
    with pytest.raises(Conflict):
        agreed(article, una, purge)
    commit()
    assert verify()[1] is None
    assert article.versions.exists()


def test_the_operator_stands_in_where_there_is_no_second_editor(ada: User, desk: Desk, sam: User) -> None:
    article, _claims = article_with_claims(ada)
    asked(article, ada)
    with pytest.raises(CommandError, match="--yes"):
        call_command("approve_purge", str(article.pk), sam.email)
    with pytest.raises(CommandError, match="Another one"):
        call_command("approve_purge", str(article.pk), ada.email, "--yes")
    una = add_person("Una Bell", desk, Role.EDITOR)
    with pytest.raises(CommandError, match="another editor"):
        call_command("approve_purge", str(article.pk), sam.email, "--yes")
    una.memberships.all().delete()
    call_command("approve_purge", str(article.pk), sam.email, "--yes")
    commit()
    assert not article.versions.exists()
    assert verify()[1] is None
    with pytest.raises(Missing):
        approve_as_operator(article_id=article.pk, actor=sam)


FORGED = """INSERT INTO articles_purge (article_id, ground, reason, asked_by_id, asked_at, approved_by_id, approved_at)
    VALUES (%s, 'legal', 'x', %s, now(), {approver}, {at})"""


GUARDED: list[str] = [model._meta.db_table for model, _way in (*PARTS, *OF_A_SOURCE)] + ["claims_copy"]


@pytest.mark.parametrize("part", [table for table in GUARDED if table not in UNGUARDED])
def test_no_row_goes_without_the_purge_of_its_own_article(
    ada: User, ben: User, una: User, data_dir: Path, part: str
) -> None:
    filled(ada, ben)
    other, _claims = article_with_claims(ada)
    asked(other, ada)
    with pytest.raises(DatabaseError, match="purge that two people"), transaction.atomic():
        execute(f"DELETE FROM {part}")
    # Nor by the way that purges take, which has the owner's rights.
    with pytest.raises(DatabaseError, match="purge that two people"), transaction.atomic():
        execute(f"SELECT articles_purge_rows('{part}', array_agg(id)) FROM {part}")
    # Nor while another article is being purged.
    approve = f"UPDATE articles_purge SET approved_by_id = {una.pk}, approved_at = now()"
    with pytest.raises(DatabaseError, match="purge that two people"), transaction.atomic():
        execute(f"{approve}; DELETE FROM {part}")


def test_the_database_wants_two_people_one_after_the_other(ada: User, ben: User, una: User, sam: User) -> None:
    article, _claims = article_with_claims(ada)
    values: list[Any] = [article.pk, ada.pk]
    refused = [
        (FORGED.format(approver=una.pk, at="now()"), values, "asked for first"),
        (FORGED.format(approver="NULL", at="NULL"), [article.pk, ben.pk], "an editor of the desk asks"),
        (FORGED.format(approver="NULL", at="NULL"), [article.pk, sam.pk], "an editor of the desk asks"),
    ]
    execute("SELECT 1")
    for statement, given, why in refused:
        with pytest.raises(DatabaseError, match=why), transaction.atomic():
            execute(statement, given)
    purge = asked(article, ada)
    approve = "UPDATE articles_purge SET approved_by_id = %s, approved_at = now() WHERE id = %s"
    for approver, why in ((ada, "another person"), (ben, "another editor"), (User.objects.system(), "another person")):
        with pytest.raises(DatabaseError, match=why), transaction.atomic():
            execute(approve, [approver.pk, purge.pk])
    with pytest.raises(DatabaseError, match="carried out at once"), transaction.atomic():
        execute(f"{approve}; SET CONSTRAINTS ALL IMMEDIATE".replace("%s", "{}").format(una.pk, purge.pk))
    for statement in (
        "UPDATE articles_article SET state = 'purged', title = '-', writer = ''",
        "DELETE FROM articles_article",
        "DELETE FROM articles_purge",
        "UPDATE articles_purge SET asked_by_id = approved_by_id",
        "SELECT articles_purge_rows('core_auditentry', ARRAY[1])",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            execute(statement)


def test_a_worker_that_reads_the_text_writes_nothing_any_more(ada: User, una: User) -> None:
    article, _claims = article_with_claims(ada)
    job = Job.objects.get(target_id=article.head.pk)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, lease_until=timezone.now())
    agreed(article, una, asked(article, ada))
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "Purged")
