"""How the readers stand wrong bytes: `python -m bench.mutations --each 20000`. Needs no database.

Every format's good files are changed by chance and read, some hundred to a process that has given up what the child of
a real reading gives up. Counted: documents, refusals by reason, those of them that only the last resort gave (an error
that a reader did not foresee), errors that nothing stopped, crashes, and files that took too long or too much memory.
Any of the last four makes the exit status 1.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import select
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from articles.extract.confine import die_with, leave_everything, limit
from articles.extract.document import Unreadable
from articles.extract.jail import LIMITS
from articles.extract.wire import from_wire, to_wire
from bench.mutants import mutant

BATCH = 250
SLOWEST = 10.0
"""Seconds that one small file may take."""
_ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Score:
    """What came of the mutants of one format. Errors by place; `bad` are the numbers to try again."""

    read: int = 0
    why: Counter[str] = field(default_factory=Counter)
    unforeseen: Counter[str] = field(default_factory=Counter)
    unhandled: Counter[str] = field(default_factory=Counter)
    crashes: Counter[str] = field(default_factory=Counter)
    slow: int = 0
    memory: int = 0
    slowest: float = 0.0
    bad: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.read + self.why.total() + self.unhandled.total() + self.crashes.total() + self.slow + self.memory

    @property
    def is_clean(self) -> bool:
        return not (self.unhandled or self.crashes or self.slow or self.memory)

    def add(self, number: int, outcome: str, seconds: float, place: str) -> None:
        self.slowest = max(self.slowest, seconds)
        if outcome == "read":
            self.read += 1
        elif outcome == "unhandled":
            self.unhandled[place] += 1
        elif outcome == "memory":
            self.memory += 1
        else:
            self.why[outcome] += 1
            if place:
                self.unforeseen[place] += 1
        if outcome in ("unhandled", "memory"):
            self.bad.append(number)


def measure(ending: str, good: Sequence[bytes], count: int, seed: int = 1) -> Score:
    """Read so many mutants; a process that ends over one is followed by another that goes on after it.

    To be called where little else is loaded and no thread runs: what is forked has all of it, and bounds on its memory.
    """
    score = Score()
    for data in good:  # loads what is loaded late, once for all that are forked
        _outcome(ending, data)
    number = 0
    while number < count:
        number = _batch(ending, good, range(number, min(count, number + BATCH)), seed, score)
    return score


def _batch(ending: str, good: Sequence[bytes], numbers: range, seed: int, score: Score) -> int:
    """The number to go on with."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        _read_all(ending, good, numbers, seed, theirs)
    os.close(theirs)
    done = numbers.start
    for row in _rows(ours):
        score.add(*row)
        done = row[0] + 1
    late = not select.select([ours], [], [], 0)[0]  # at its end a pipe can be read
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(ours)
    if done == numbers.stop:
        return done
    score.bad.append(done)
    if late or -code == signal.SIGXCPU:
        score.slow += 1
    else:
        score.crashes[signal.Signals(-code).name if code < 0 else f"exit {code}"] += 1
    return done + 1


def _rows(ours: int) -> Iterator[tuple[int, str, float, str]]:
    """What the process says, a line for each file, for as long as no file takes too long."""
    said = b""
    while select.select([ours], [], [], SLOWEST)[0]:
        more = os.read(ours, 65_536)
        if not more:
            return
        *lines, said = (said + more).split(b"\n")
        for line in lines:
            number, outcome, seconds, place = json.loads(line)
            yield number, outcome, seconds, place


def _read_all(ending: str, good: Sequence[bytes], numbers: range, seed: int, theirs: int) -> None:
    """In the forked process, which never returns."""
    with suppress(BaseException):
        die_with(os.getppid())
        limit(memory=LIMITS.memory, cpu=int(SLOWEST) * 20, written=LIMITS.answer)
        leave_everything(_ROOT / "articles", _ROOT / "tests", _ROOT / "bench")
        for number in numbers:
            begun = time.monotonic()
            outcome, place = _outcome(ending, mutant(ending, number, seed, good))
            row = [number, outcome, time.monotonic() - begun, place]
            os.write(theirs, json.dumps(row).encode() + b"\n")
    os._exit(0)


def _outcome(ending: str, data: bytes) -> tuple[str, str]:
    """What came of it, and where the error stands that nobody foresaw."""
    reading = importlib.import_module("articles.extract.reading")
    try:
        from_wire(json.loads(json.dumps(to_wire(reading.read(data, name=f"a.{ending}")))))
    except Unreadable as refusal:
        hidden = refusal.__context__
        last = traceback.extract_tb(refusal.__traceback__)[-1]
        foreseen = hidden is None or isinstance(hidden, Unreadable) or last.filename != reading.__file__
        return str(refusal.why), "" if foreseen or hidden is None else _place(hidden)
    except MemoryError:
        return "memory", ""
    except Exception as error:  # noqa: BLE001  this is what is counted
        return "unhandled", _place(error)
    return "read", ""


def _place(error: BaseException) -> str:
    steps = traceback.extract_tb(error.__traceback__)
    ours = [step for step in steps if "/articles/extract/" in step.filename and "reading.py" not in step.filename]
    step = (ours or steps)[-1]
    return f"{type(error).__name__} {Path(step.filename).name}:{step.lineno}"


def main() -> int:
    from tests.hostile.good import GOOD_FILES

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--each", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", nargs="*", default=list(GOOD_FILES), choices=list(GOOD_FILES))
    given = parser.parse_args()
    clean = True
    print("format   files   read  refused  unforeseen  unhandled  crashes  slow  memory  slowest s  files/s")
    for ending in given.formats:
        begun = time.monotonic()
        score = measure(ending, GOOD_FILES[ending], given.each, given.seed)
        clean &= score.is_clean
        print(
            f"{ending:6} {score.count:7,} {score.read:6,} {score.why.total():8,} {score.unforeseen.total():11,}"
            f" {score.unhandled.total():10,} {score.crashes.total():8,} {score.slow:5,} {score.memory:7,}"
            f" {score.slowest:10.2f} {score.count / (time.monotonic() - begun):8.0f}"
        )
        for place, times in (score.unhandled + score.unforeseen + score.crashes).most_common(12):
            print(f"         {times:6,} {place}")
        if score.bad:
            print(f"         numbers: {' '.join(map(str, score.bad[:20]))}")
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
