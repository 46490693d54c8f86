"""Two writers on one claim over HTTP: one wins, the other is told, nothing is lost. `bench.races` runs more."""

from __future__ import annotations

import os

import pytest
from pytest_django.live_server_helper import LiveServer

from factdesk.core.models import User
from tests.factories import article_with_claims
from tests.races import Race, Writer

ROUNDS = int(os.environ.get("FACTDESK_RACES", "50"))


@pytest.mark.django_db(transaction=True)
def test_one_wins_and_the_other_is_told(live_server: LiveServer, ada: User, ben: User, cleo: User) -> None:
    _article, claims = article_with_claims(ada)
    writers = {user.name: Writer(live_server.url, user) for user in (ben, cleo)}
    score = Race(claims[0], writers).run(ROUNDS)
    assert score.clean, str(score)
    assert score.rounds == ROUNDS
