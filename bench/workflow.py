"""Everything that people can try in the workflow, in any order: `python -m bench.workflow --runs 2000 --steps 50`.

Starts a Postgres of its own and leaves nothing behind. The same seed makes the same runs; without one they are those of
the tests. Prints what was done and refused how often, and ends with 1 at the first thing that the rules do not have.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from bench.rig import desk_of_its_own


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.workflow", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--shrink", action="store_true", help="make what fails short, which takes minutes")
    wanted = parser.parse_args(arguments)
    with desk_of_its_own("workflow", "tests.settings"):
        from tests.properties.run import drive

        begun, worked = time.monotonic(), time.process_time()
        watch = drive(runs=wanted.runs, steps=wanted.steps, seed=wanted.seed, shrink=wanted.shrink)
        elapsed, cpu = time.monotonic() - begun, time.process_time() - worked
    for name in sorted(watch.done | watch.refused):
        print(f"{name:24} {watch.done[name]:7} done {watch.refused[name]:7} refused")
    print(
        f"{wanted.runs} runs of {wanted.steps} steps, {watch.tries} tries: {watch.done.total()} done,"
        f" {watch.refused.total()} refused, 0 illegal; {elapsed:.0f} s, {cpu:.0f} s of this process's CPU"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
