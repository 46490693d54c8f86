"""Whatever people try, in whatever order: no illegal state, every change on record. `bench.workflow` runs more."""

from __future__ import annotations

import os

import pytest

from tests.properties.run import drive

RUNS = int(os.environ.get("FACTDESK_WORKFLOW_RUNS", "200"))
STEPS = 50


@pytest.mark.django_db
@pytest.mark.timeout(300 + RUNS * 10)
def test_no_way_through_the_workflow_leads_off_the_table() -> None:
    watch = drive(runs=RUNS, steps=STEPS)
    # Changing several at once is never refused whole.
    tried = set(watch.done | watch.refused) - {"assign_many", "dismiss_many"}
    never = {name for name in tried if not (watch.done[name] and watch.refused[name])}
    assert not never or RUNS < 100, f"never done, or never refused: {never}"
