"""What becomes of the same upload sent twice at the same moment: `python -m bench.doubles --rounds 200`.

Starts a Postgres, a broker and a web server of its own, and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.rig import desk_of_its_own

if TYPE_CHECKING:
    from tests.system.doubles import Doubles

MOST_ROUNDS = 2_000
SETTINGS = "tests.settings"


def measure(rounds: int) -> Doubles:
    from django.test import override_settings

    from factdesk.core.models import Desk, Role
    from tests.factories import add_person
    from tests.system.browser import Browser
    from tests.system.doubles import send_twice
    from tests.system.rig import Rig

    editor = add_person("Ada Verhoeven", Desk.objects.create(name="City"), Role.EDITOR)
    rig = Rig(settings=SETTINGS)
    try:
        rig.broker.start()
        with override_settings(DATA_DIR=rig.home):
            return send_twice(Browser(rig.start_web().address, editor.email), rounds)
    finally:
        rig.close()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.doubles", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--rounds", type=int, default=200, choices=range(1, MOST_ROUNDS + 1), metavar="N")
    rounds = parser.parse_args(arguments).rounds
    with desk_of_its_own("doubles", SETTINGS):
        seen = measure(rounds)
    for fault in seen.faults:
        print(fault)
    print(seen.line())
    return 1 if seen.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
