"""What stays in the house: confidential articles by every way, and desks that never asked for it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.actions import mark_confidential
from articles.models import Article
from claims.actions.consulting import Consultation, consult
from claims.actions.proposals import propose_again
from claims.endpoint.asking import Answer as Answered
from claims.endpoint.asking import ask
from claims.management.commands import check_article
from claims.models import Claim, ProposalRun, TextSent
from claims.permissions import may_send
from factdesk.core import jobs
from factdesk.core.actions.desks import use_model_endpoint
from factdesk.core.jobs import JobRun
from factdesk.core.models import AuditEntry, Desk, Job, User
from tests.claims.endpoint.fake import Answer, Fake, claims, completion
from tests.factories import TEXT, bring

pytestmark = pytest.mark.django_db

Work = Callable[[Article], list[Claim]]


def test_the_one_rule(ada: User, desk: Desk) -> None:
    article = bring(ada)
    for confidential in (False, True):
        for asks in (False, True):
            article.confidential, desk.uses_model_endpoint = confidential, asks
            decision = may_send(article, desk)
            assert bool(decision) is (asks and not confidential)
            assert decision or decision.reason


def test_a_desk_that_was_never_switched_on_sends_nothing(named: Fake, ada: User, work: Work) -> None:
    assert work(bring(ada))
    assert named.requests == []
    assert not TextSent.objects.exists()
    assert not [notice for notice in ProposalRun.objects.get().notices if notice[0].startswith("endpoint")]


def test_a_confidential_article_from_the_form(
    endpoint: Fake, ada: User, desk: Desk, work: Work, client: Client
) -> None:
    client.force_login(ada)
    form = {"way": "paste", "text": TEXT, "desk": desk.pk, "token": str(uuid.uuid4()), "confidential": "on"}
    client.post("/articles/new/", form)
    article = Article.objects.get()
    assert work(article)
    assert endpoint.requests == []
    page = client.get(f"/articles/{article.pk}/").content.decode()
    assert "This article was confidential when it was read" in page
    assert "Ask the model endpoint again" not in page


def test_a_confidential_article_from_the_terminal(
    endpoint: Fake, ada: User, work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def a_worker(_command: object, article: Article, _seconds: float) -> None:
        work(article)

    monkeypatch.setattr(check_article.Command, "_await_proposals", a_worker)
    story = tmp_path / "story.txt"
    story.write_text(TEXT)
    call_command("check_article", story, "--confidential", stdout=StringIO())
    assert endpoint.requests == []
    call_command("check_article", story, stdout=StringIO())
    assert len(endpoint.requests) == 1


def test_asking_again(endpoint: Fake, ada: User, work: Work) -> None:
    article = bring(ada, confidential=True)
    work(article)
    propose_again(article_id=article.pk, actor=ada)
    work(article)
    assert endpoint.requests == []
    mark_confidential(article_id=article.pk, actor=ada, confidential=False)
    propose_again(article_id=article.pk, actor=ada)
    work(article)
    assert len(endpoint.requests) == 1


def test_marked_after_the_slip_and_before_the_first_word(
    endpoint: Fake, ada: User, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = bring(ada)

    def late(*args: Any, **kwargs: Any) -> Answered:
        mark_confidential(article_id=article.pk, actor=ada, confidential=True)
        return ask(*args, **kwargs)

    monkeypatch.setattr("claims.actions.consulting.ask", late)
    work(article)
    assert endpoint.requests == []
    assert ["endpoint_confidential"] in ProposalRun.objects.get().notices


def test_marked_between_bringing_in_and_reading(endpoint: Fake, ada: User, work: Work) -> None:
    article = bring(ada)
    mark_confidential(article_id=article.pk, actor=ada, confidential=True)
    work(article)
    assert endpoint.requests == []


def test_marked_while_the_endpoint_reads(endpoint: Fake, ada: User, work: Work) -> None:
    """The second part of a long text stays in the house. The mark is set on the way of the first, by another hand."""
    text = "The lines\n\n" + "\n\n".join(f"Line {n} carried {n}00 passengers in {1900 + n}." for n in range(2, 92))
    article = bring(ada, text)
    beats: list[int] = []

    def marking(*_args: object, **_kwargs: object) -> None:
        if endpoint.requests and not beats:
            beats.append(1)
            mark_confidential(article_id=article.pk, actor=ada, confidential=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("claims.endpoint.asking._BEAT", 0.05)
        patch.setattr("factdesk.core.jobs.JobRun.progress", marking)
        endpoint.says(Answer(body=completion(claims()), pauses=(0.3, 0)))
        work(article)
    assert beats
    assert len(endpoint.requests) == 1
    assert ["endpoint_partly", 40, 91] in ProposalRun.objects.get().notices


def test_a_job_that_was_waiting_when_the_desk_was_switched_off(
    endpoint: Fake, ada: User, desk: Desk, work: Work
) -> None:
    article = bring(ada)
    use_model_endpoint(desk_id=desk.pk, on=False, actor=User.objects.system())
    work(article)
    assert endpoint.requests == []


def test_another_desk_is_not_switched_on_with_it(endpoint: Fake, sam: User, work: Work) -> None:
    work(bring(sam))
    assert endpoint.requests == []


def test_postgres_gives_no_slip_for_what_must_stay(endpoint: Fake, ada: User, sam: User) -> None:
    for article in (bring(ada, confidential=True), bring(sam)):
        with pytest.raises(DatabaseError, match="may not leave the desk"), transaction.atomic():
            TextSent.objects.create(version=article.head, host="models.example", model="x", sentences=1)
    slip = TextSent.objects.create(version=bring(ada).head, host="models.example", model="x", sentences=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        slip.delete()


def test_a_desk_that_asks_where_nobody_is_named_says_so(
    endpoint: Fake, ada: User, work: Work, settings: Settings
) -> None:
    settings.MODEL_ENDPOINT_NAME = ""
    assert work(bring(ada))
    assert endpoint.requests == []
    assert ["endpoint_missing"] in ProposalRun.objects.get().notices


def test_a_worker_that_lost_its_job_sends_no_more_and_stores_nothing(
    endpoint: Fake, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = bring(ada)
    job = Job.objects.get()

    def losing(*args: Any, **kwargs: Any) -> Consultation:
        Job.objects.filter(pk=job.pk).update(attempts=2)
        return consult(*args, **kwargs)

    monkeypatch.setattr("claims.tasks.consult", losing)
    jobs.run(job.pk)
    assert endpoint.requests == []
    assert not article.claims.exists()


def test_the_lease_is_kept_while_the_endpoint_thinks(
    endpoint: Fake, ada: User, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    leases: list[dt.datetime] = []
    progress = JobRun.progress

    def told(run: JobRun, done: int, total: int) -> None:
        progress(run, done, total)
        leases.append(Job.objects.get(pk=run.job_id).lease_until or timezone.now())

    monkeypatch.setattr("claims.endpoint.asking._BEAT", 0.05)
    monkeypatch.setattr(JobRun, "progress", told)
    endpoint.says(Answer(body=completion(claims()), pauses=(0.4, 0)))
    work(bring(ada))
    assert leases[-1] - leases[-5] > dt.timedelta(seconds=0.1)


def test_the_switch_is_a_command_and_leaves_a_line(desk: Desk) -> None:
    out, err = StringIO(), StringIO()
    call_command("model_endpoint", "city", "on", stdout=out, stderr=err)
    call_command("model_endpoint", "City", "on", stdout=out, stderr=err)
    desk.refresh_from_db()
    assert desk.uses_model_endpoint
    assert "No endpoint is named yet" in err.getvalue()
    call_command("model_endpoint", "City", "off", stdout=out)
    desk.refresh_from_db()
    assert not desk.uses_model_endpoint
    entries = AuditEntry.objects.filter(action="desk.model_endpoint_set").order_by("seq")
    assert [entry.changes for entry in entries] == [{"on": True}, {"on": False}]
    with pytest.raises(CommandError, match="no desk called"):
        call_command("model_endpoint", "Nowhere", "on")
