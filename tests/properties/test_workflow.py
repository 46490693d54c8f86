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
    for rare in ("give_verdict", "read_again", "sign_off", "revoke", "send_back", "retract_evidence", "name_writers"):
        assert watch.done[rare] or RUNS < 100, watch.done
        assert watch.refused[rare] or RUNS < 100, watch.refused
