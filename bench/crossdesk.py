"""Whether anything of one desk reaches another: `python -m bench.crossdesk --requests 5000`.

Starts a Postgres of its own and leaves nothing behind. The same seed asks the same.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from bench.rig import desk_of_its_own


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.crossdesk", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--requests", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    with desk_of_its_own("crossdesk", "tests.settings"):
        from django.test.utils import setup_test_environment

        from tests.across import measure

        setup_test_environment()
        begun = time.monotonic()
        score = measure(wanted.requests, seed=wanted.seed)
    for fault in score.wrong[:50]:
        print(fault)
    print(f"seed {wanted.seed}: {score}; {time.monotonic() - begun:.0f} s", flush=True)
    return 1 if score.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
