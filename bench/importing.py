"""How fast a folder of files becomes articles with proposed claims: `python -m bench.importing --articles 1000`.

Starts a Postgres, a broker and a worker of two processes, and leaves nothing behind. The files, of eight kinds, come in
by `import_articles`: a quarter of them first, then the rest, so that growth shows. CPU is that of the command, of the
worker, of its readers and of Postgres.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.files import file
from bench.rig import desk_of_its_own

if TYPE_CHECKING:
    from tests.system.rig import Rig

SETTINGS = "tests.settings"
MOST = 10_000
PATIENCE = 3_600.0
TICKS = os.sysconf("SC_CLK_TCK")
HEAD = "articles  minutes  a minute  CPU s each   command    worker   readers  Postgres  rings each"


@dataclass(frozen=True)
class Spent:
    """Seconds of processor until now, and how often the broker was rung."""

    at: float
    command: float
    worker: float
    readers: float
    postgres: float
    rings: int

    def since(self, before: Spent, articles: int) -> str:
        parts = [
            (getattr(self, name) - getattr(before, name)) / articles
            for name in ("command", "worker", "readers", "postgres")
        ]
        minutes = (self.at - before.at) / 60
        row = f"{articles:8}  {minutes:7.1f}  {articles / minutes:8.0f}  {sum(parts):10.3f}"
        return row + "".join(f"  {part:8.3f}" for part in parts) + f"  {(self.rings - before.rings) / articles:10.1f}"


@dataclass(frozen=True)
class Meter:
    """Whose processor it was: the worker's group, the readers it has buried, and all of Postgres."""

    rig: Rig
    home: Path

    def spent(self) -> Spent:
        worker = [cpu_of(pid) for pid in self.workers()]
        postmaster = int((self.home / "postgres" / "postmaster.pid").read_text().split()[0])
        backends = [cpu_of(pid) for pid in everybody() if parent_of(pid) == postmaster]
        with self.rig.line() as line:
            rings = int(line.info("commandstats").get("cmdstat_lpush", {}).get("calls", 0))
        return Spent(
            at=time.monotonic(),
            command=time.process_time(),
            worker=sum(own for own, _ in worker),
            readers=sum(buried for _, buried in worker),
            postgres=sum(own for own, _ in backends) + sum(cpu_of(postmaster)),
            rings=rings,
        )

    def workers(self) -> list[int]:
        from tests.system.rig import pid_of

        group = pid_of(self.rig.workers[0])
        return [pid for pid in everybody() if group_of(pid) == group]

    def most_memory(self) -> int:
        """MB resident at most, of any one process of the worker."""
        return max(high_of(pid) for pid in self.workers()) // 1024


def everybody() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").glob("[0-9]*"))


def _stat(pid: int) -> list[str]:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return ["Z"] + ["0"] * 40


def parent_of(pid: int) -> int:
    return int(_stat(pid)[1])


def group_of(pid: int) -> int:
    return int(_stat(pid)[2])


def cpu_of(pid: int) -> tuple[float, float]:
    """Seconds of its own, and of its children that have ended."""
    own, kernel, children, in_kernel = map(int, _stat(pid)[11:15])
    return (own + kernel) / TICKS, (children + in_kernel) / TICKS


def high_of(pid: int) -> int:
    with suppress(OSError):
        for row in Path(f"/proc/{pid}/status").read_text().splitlines():
            if row.startswith("VmHWM"):
                return int(row.split()[1])
    return 0


def bring(rig: Rig, folder: Path, numbers: range) -> None:
    """The files of these numbers, until the claims of the last are proposed."""
    from django.core.management import CommandError, call_command

    folder.mkdir()
    for number in numbers:
        name, data = file(number)
        (folder / name).write_bytes(data)
    told = io.StringIO()
    try:
        call_command("import_articles", folder, wait=PATIENCE, stdout=told)
    except CommandError:
        print(*(row for row in told.getvalue().splitlines() if ": article " not in row), sep="\n")
    rig.wait_until_done(PATIENCE)


def measure(home: Path, articles: int) -> int:
    from articles.models import Article
    from factdesk.core.models import Desk, Role
    from tests.factories import add_person
    from tests.system.rig import Rig, eventually

    add_person("Ada Verhoeven", Desk.objects.create(name="City"), Role.EDITOR)
    rig = Rig(settings=SETTINGS, data=home)
    try:
        rig.broker.start()
        worker = rig.start_worker()
        eventually(lambda: rig.pool_of(worker), "the worker is up")
        meter, quarter = Meter(rig, home), articles // 4
        print(HEAD)
        for numbers in (range(quarter), range(quarter, articles)):
            before = meter.spent()
            bring(rig, home / f"folder-{numbers.start}", numbers)
            print(meter.spent().since(before, len(numbers)), flush=True)
        print(f"a process of the worker: {meter.most_memory()} MB at most; articles: {Article.objects.count()}")
        return Article.objects.count()
    finally:
        rig.close()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--articles", type=int, default=1_000, choices=range(8, MOST + 1), metavar="N")
    articles = parser.parse_args(arguments).articles
    with desk_of_its_own("importing", SETTINGS) as home:
        return 0 if measure(home, articles) == articles else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
