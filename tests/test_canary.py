"""A confidential source's identity, in every field it is typed into, is nowhere afterwards but in its vault.

The one promise of the desk that nobody can repair: so all the places are looked at in one test.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import redis
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from pytest_django import Settings

import claims.tasks  # noqa: F401  registers the jobs
from articles.models import Article
from claims.actions.discussion import start_thread
from claims.actions.notifications import choose_mail
from claims.actions.secrets import grant_identity
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.copies import names_on_disk, pasted
from claims.models import Claim, Draft, Report, Source, SourceSecret
from factdesk.celery import app
from factdesk.core import jobs
from factdesk.core.jobs import enqueue
from factdesk.core.logging import formatter
from factdesk.core.models import Job, User
from tests.factories import PASSWORD, arrive, article_with_claims, confidential_form, issued, support
from tests.test_matrix import GET, MATRIX, ROLES

IDENTITY = {"name": "Canary Quillfeather", "contact": "canary.quill@nest.example", "kept": "Canary's safe, drawer 7"}
WORDS = ("quillfeather", "canary", "drawer 7", "nest.example")
HTMX = {"HX-Request": "true"}


def form(claim: Claim, **changes: object) -> dict[str, object]:
    return confidential_form(claim, IDENTITY, **changes)


def tells(said: str | bytes) -> list[str]:
    """The words of the identity in it, also as base64 or hexadecimal would hold them."""
    low = (said.decode(errors="replace") if isinstance(said, bytes) else said).casefold()
    name = IDENTITY["name"].encode()
    packed = [base64.b64encode(name)[:20].decode().casefold(), name.hex()]
    return [word for word in (*WORDS, *packed) if word in low]


def pages(world: Mapping[str, object]) -> Iterator[str]:
    for route, methods in MATRIX.items():
        if GET in methods:
            yield "/" + route.replace("int:", "").replace("<", "{").replace(">", "}").format(**world)


def everything() -> Iterator[tuple[str, str]]:
    """Every row of every table as Postgres writes it: search vectors, jobs, drafts, sessions and the vault as well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'm') AND relnamespace = 'public'::regnamespace"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            yield from ((table, row) for (row,) in cursor.fetchall())
    for session in Session.objects.all():
        yield "a session", json.dumps(session.get_decoded())
    for report in Report.objects.all():
        yield "a report", bytes(report.content).decode(errors="replace")


def in_the_broker() -> Iterator[bytes]:
    """Every key there, and what it holds, whatever its kind."""
    with app.connection_for_read() as met:
        channel: Any = met.default_channel
        line: redis.Redis = channel.client
        for key in line.scan_iter():
            yield key
            yield line.dump(key) or b""
            if line.type(key) == b"list":
                yield from (str(one).encode() for one in line.lrange(key, 0, -1))


@pytest.fixture
def told(settings: Settings) -> None:
    settings.MAIL_FROM, settings.DESK_URL = "FactDesk <desk@example.org>", "https://desk.example.org"


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada)[0]


@pytest.fixture
def source(article: Article, client: Client, ben: User) -> Source:
    """Typed in by Ben, whole and refused, saved and as a draft."""
    one, two = article.claims.order_by("number")[:2]
    client.force_login(ben)
    assert client.post(f"/claims/{one.pk}/evidence/", form(one), headers=HTMX).status_code == 200
    refused = form(two, public_description="")
    assert client.post(f"/claims/{two.pk}/evidence/", refused).status_code == 422
    copying = form(two, pasted=f"{IDENTITY['name']} told us of forty beds")
    assert client.post(f"/claims/{two.pk}/evidence/", copying, headers=HTMX).status_code == 422
    assert client.post(f"/claims/{two.pk}/draft/", {"draft": "evidence", **form(two)}).status_code == 200
    assert Draft.objects.get().data["source_title"] == "Nurse A"  # everything else is kept
    assert not list(names_on_disk(at_rest=-1))
    return Source.objects.get()


def break_pages(client: Client, source: Source, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page shows that broke with the identity in hand."""

    def breaks(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError(IDENTITY["name"])

    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr("claims.actions.secrets.seal", breaks)
        patch.setattr("claims.views.secrets.read_identity", breaks)
        for answer in (
            client.post(f"/claims/{claim.pk}/evidence/", form(claim, source_title="Nurse Z")),
            client.post(f"/sources/{source.pk}/identity/", {"reason": "x"}),
        ):
            assert answer.status_code == 500
            assert not tells(answer.content)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("told", "omar", "sam")
def test_the_canary_sings_nowhere(
    client: Client,
    request: pytest.FixtureRequest,
    ada: User,
    ben: User,
    article: Article,
    data_dir: Path,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    source = request.getfixturevalue("source")
    one, two, three = article.claims.order_by("number")[:3]
    copy = support(two, ben, copy=pasted("Line 4: 31,000,000")).kept.copy
    read = client.post(f"/sources/{source.pk}/identity/", {"reason": "To call her", "password": PASSWORD})
    assert set(WORDS) >= set(tells(read.content)) > {"quillfeather"}  # the one page, for the one person
    grant = grant_identity(source_id=source.pk, actor=ben, user_id=ada.pk)
    break_pages(client, source, three, monkeypatch)
    choose_mail(actor=ada, wanted=True)
    start_thread(claim_id=one.pk, actor=ben, text="@Ada, may we print what she said?")
    enqueue("claims.propose", target_id=article.head.pk, requested_by=ada)
    for job in Job.objects.filter(kind="claims.mail_notice"):
        jobs.run(job.pk)
    seen = verdict_set_hash(article)
    sign_off(article_id=article.pk, actor=ada, seen=seen, override_reason="Print.", confirmed=True)

    world: dict[str, object] = {"desk_id": article.desk_id, "uidb64": "MQ", "token": "x", "article_id": article.pk}
    world |= {"number": 1, "claim_id": one.pk, "source_id": source.pk, "copy_id": copy.pk, "grant_id": grant.pk}
    world |= {"person_id": ben.pk, "arrival_id": arrive(ada).pk}
    read_pages(client, request, world | {"report_id": issued().pk})
    assert any("Confidential source:" in row for table, row in everything() if table == "a report")
    for table, row in everything():
        assert not tells(row), table
    assert not tells(bytes(SourceSecret.objects.get().sealed))
    assert mail.outbox
    for sent in mail.outbox:
        assert not tells(str(sent.message()))
    messages = list(in_the_broker())
    assert messages  # the bell was rung
    for message in messages:
        assert not tells(message)
    for path in data_dir.rglob("*"):
        assert not tells(path.name)
        assert not (path.is_file() and tells(path.read_bytes()))
    shape, told = formatter(), [line for line in caplog.records if line.name.split(".")[0] != "asyncio"]
    assert any(line.exc_info for line in told)  # the broken pages did log
    assert not tells("\n".join(map(shape.format, told)))


def read_pages(client: Client, request: pytest.FixtureRequest, world: Mapping[str, object]) -> None:
    """Every page for every role, whole and in part; also for those who may read the identity, on its own page alone."""
    seen = 0
    for who in ROLES:
        client.logout()
        if who != "nobody":
            client.force_login(request.getfixturevalue(who))
        for url in pages(world):
            for headers in ({}, HTMX):
                answer = client.get(url, headers=headers)
                seen += answer.status_code == 200
                assert not tells(answer.getvalue()), (who, url)
                assert not tells(str(dict(answer.headers))), (who, url)
    assert seen > 50
