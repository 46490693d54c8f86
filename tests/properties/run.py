"""Running the machine: how often, how long, and what people managed to do in it."""

from __future__ import annotations

import hypothesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties.around import Desk
from tests.properties.cast import open_newsroom
from tests.properties.watch import Watch


def drive(*, runs: int, steps: int, seed: int | None = None, shrink: bool = False) -> Watch:
    """Every run begins in the same newsroom. The same runs each time, of each seed others."""
    with transaction.atomic():
        watch = Watch(open_newsroom())
    machine = type("Desk", (Desk,), {"watch": watch})
    if seed is not None:
        machine = hypothesis.seed(seed)(machine)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            derandomize=seed is None,
            database=None,
            deadline=None,
            print_blob=True,
            phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return watch
