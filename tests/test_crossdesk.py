"""Another desk's words reach nobody, whatever keys are sent where. `bench.crossdesk` asks more often."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from factdesk.core.models import Membership
from tests.across import Across, measure
from tests.seeded_desks import MARK
from tests.test_matrix import MATRIX

REQUESTS = int(os.environ.get("FACTDESK_CROSSDESK", "500"))


@pytest.mark.django_db
@pytest.mark.timeout(300 + REQUESTS)
def test_no_answer_holds_a_word_of_another_desk(data_dir: Path) -> None:
    score = measure(REQUESTS, seed=1)
    assert not score.wrong, "\n".join(score.wrong[:20])
    assert len(score.routes) > len(MATRIX) - 12
    assert {200, 303, 403, 404, 409, 422} <= score.statuses.keys(), str(score)


@pytest.mark.django_db
def test_a_leak_would_be_seen(data_dir: Path) -> None:
    """The other desk's people asking for their own: the words are there to be found."""
    across = Across(random.Random(1))
    Membership.objects.create(user=across.people["editor"], desk_id=max(across.theirs["core_desk"]), role="editor")
    across.clients = [("editor", across.clients[0][1])]
    assert any(MARK in fault for fault in across.run(60).wrong)
