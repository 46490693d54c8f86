"""A desk that asks an endpoint on loopback, with little patience."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytest_django import Settings

import claims.tasks  # noqa: F401  what a worker can do
from articles.models import Article
from claims.models import Claim
from factdesk.core import jobs
from factdesk.core.actions.desks import use_model_endpoint
from factdesk.core.models import Desk, Job, User
from tests.claims.endpoint.fake import Fake

KEY = "sk-a-key-that-nobody-may-read"


@pytest.fixture
def fake() -> Iterator[Fake]:
    server = Fake()
    yield server
    server.close()


@pytest.fixture
def named(fake: Fake, settings: Settings) -> Fake:
    """The operator has named the endpoint; no desk asks it yet."""
    settings.MODEL_ENDPOINT_URL = fake.url
    settings.MODEL_ENDPOINT_NAME = "model-7"
    settings.MODEL_ENDPOINT_KEY = KEY
    settings.MODEL_ENDPOINT_SECONDS = 0.6
    settings.MODEL_ENDPOINT_PAUSE_SECONDS = 0.01
    settings.MODEL_ENDPOINT_BUDGET_SECONDS = 20
    return fake


@pytest.fixture
def endpoint(named: Fake, desk: Desk) -> Fake:
    use_model_endpoint(desk_id=desk.pk, on=True, actor=User.objects.system())
    return named


@pytest.fixture
def work() -> Callable[[Article], list[Claim]]:
    """What the worker does with the article's job, from the ring to the row that is done."""

    def run(article: Article) -> list[Claim]:
        job = Job.objects.filter(kind="claims.propose", target_id=article.head.pk).latest("pk")
        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error, job.attempts) == (Job.State.DONE, "", 1)
        article.refresh_from_db()
        return list(article.claims.order_by("number"))

    return run
