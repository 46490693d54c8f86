"""Every hostile file and file name through a whole desk, good files between them: `python -m bench.hostile`.

Starts a Postgres, a broker, a worker and a web server of its own, and leaves nothing behind. Each file goes over HTTP
as a browser would send it. What the desk answers, makes of it, logs and leaves on disk is looked at afterwards.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.rig import desk_of_its_own

if TYPE_CHECKING:
    from tests.system.uploads import Findings

GOOD = 200
MOST_GOOD = 2_000
PATIENCE = 1_800.0  # seconds until all of it must have been read
SETTINGS = "tests.settings"


def bring_all(fine: int, every: int, first: int) -> Findings:
    """All of it to one desk; or every n-th hostile file only, from the first that is named."""
    from django.test import override_settings

    from factdesk.core.models import Desk, Role
    from tests.factories import add_person
    from tests.hostile import CASES
    from tests.system.rig import Rig
    from tests.system.uploads import Trial, good, mixed, of_case, of_names

    editor = add_person("Ada Verhoeven", Desk.objects.create(name="City"), Role.EDITOR)
    strange = [*map(of_case, CASES), *of_names()][first::every]
    rig = Rig(settings=SETTINGS)
    try:
        rig.broker.start()
        with override_settings(DATA_DIR=rig.home):
            return Trial(rig, editor.email, mixed(strange, list(good(fine))), PATIENCE).run()
    finally:
        rig.close()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--good", type=int, default=GOOD, choices=range(MOST_GOOD + 1), metavar="N")
    parser.add_argument("--every", type=int, default=1, choices=range(1, 100), metavar="N")
    parser.add_argument("--first", type=int, default=0, choices=range(100), metavar="N")
    told = parser.parse_args(arguments)
    begun = time.monotonic()
    with desk_of_its_own("hostile", SETTINGS):
        findings = bring_all(told.good, told.every, told.first)
    for fault in findings.faults:
        print(fault, flush=True)
    print(f"{findings.line()}; {time.monotonic() - begun:.0f} s")
    return 1 if findings.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
