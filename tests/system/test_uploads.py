"""Hostile files come to a whole desk over HTTP, good ones between them: nobody of the desk needs to lend a hand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from factdesk.core.models import User
from tests.hostile import CASES
from tests.system.browser import Browser
from tests.system.doubles import send_twice
from tests.system.rig import Rig
from tests.system.uploads import Trial, good, mixed, of_case, of_names

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]

HEAVY = {"docx-bomb", "docx-lying-size", "zip-70,000-members", "zip-bomb-bzip2", "text-one-word"}


@pytest.fixture
def rig(transactional_db: None, settings: Settings) -> Iterator[Rig]:
    """Leases and sweeps as the desk has them."""
    one = Rig(settings="tests.settings")
    settings.DATA_DIR = one.home
    try:
        yield one
    finally:
        one.close()


@pytest.mark.timeout(300)
def test_hostile_files_do_the_desk_no_harm(rig: Rig, ada: User) -> None:
    """Each sixth of the light ones and a few that take time; `python -m bench.hostile` brings them all."""
    rig.broker.start()
    light = [case for case in CASES if not case.heavy][::6]
    chosen = [of_case(case) for case in (*light, *(case for case in CASES if case.name in HEAVY))]
    strange = [*chosen, *list(of_names())[1::3]]
    findings = Trial(rig, ada.email, mixed(strange, list(good(20))), patience=200).run()
    assert findings.faults == []
    assert findings.arrivals >= findings.uploads - 10


def test_the_same_form_sent_twice_at_once_arrives_once(rig: Rig, ada: User) -> None:
    """`python -m bench.doubles` does it 200 times."""
    rig.broker.start()
    seen = send_twice(Browser(rig.start_web().address, ada.email), rounds=20)
    assert (seen.rounds, seen.faults) == (20, [])
