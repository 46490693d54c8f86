"""Verdicts, evidence and claims that change while somebody signs: `python -m bench.interleavings --rounds 1000`.

Starts a Postgres of its own and leaves nothing behind. The seed chooses who does what and where they stop; the rest is
up to the machine.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from bench.rig import desk_of_its_own


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.interleavings", description=(__doc__ or "").partition(":")[0]
    )
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    with desk_of_its_own("interleavings", "tests.settings"):
        from tests.signed_as_seen import run

        begun = time.monotonic()
        score = run(wanted.rounds, seed=wanted.seed)
    for fault in score.wrong:
        print(fault)
    print(f"seed {wanted.seed}: {score}; {time.monotonic() - begun:.0f} s", flush=True)
    return 1 if score.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
