"""Hostile and good files through a whole desk: what the desk answers, what it makes of them, what it leaves behind."""

from __future__ import annotations

import datetime as dt
import socket
import statistics
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from django.db import connection
from django.utils import timezone

from articles.actions.arriving import READING
from articles.extract.document import Why
from articles.models import Arrival
from articles.originals import ORIGINALS
from articles.states import ArrivalState
from factdesk.core.models import Job
from tests.hostile import CANARY_PORT, FILE_NAMES, READS, SECRET, Case
from tests.hostile.case import INSTRUCTION, PROSE
from tests.hostile.good import GOOD_FILES
from tests.system.browser import Answer, Browser, as_browsers_say, as_strangers_say, strange_markup
from tests.system.rig import Rig, eventually

LONGEST_ANSWER = 2.0  # seconds
LONGEST_READING = 30.0
MOST_MEMORY = 512 * 1024**2
PLAIN = b"The council approved the budget on Monday.\n\nIt is the largest since 1998.\n"
TOLD_BY = (PROSE, INSTRUCTION, SECRET, "The council approved", "largest since 1998")
_OF_MEMBERS = {Why.DAMAGED, Why.EMPTY, Why.TOO_LARGE, Why.PASSWORD}


@dataclass
class Upload:
    """One file to bring in, and what may come of it."""

    label: str
    disposition: str
    make: Callable[[], bytes]
    expect: frozenset[str]
    may_be_nameless: bool = False
    arrival: int = 0

    def became(self, arrival: Arrival) -> bool:
        """Whether that is one of the ways it may end. An archive that the jail knows as one is opened by the worker."""
        if arrival.state == ArrivalState.UNPACKED:
            return Why.ARCHIVE in self.expect
        if arrival.state == ArrivalState.REFUSED:
            return arrival.why in self.expect or (Why.ARCHIVE in self.expect and arrival.why in _OF_MEMBERS)
        return arrival.state == ArrivalState.READY and READS in self.expect


def of_case(case: Case) -> Upload:
    named = as_browsers_say(case.file_name)
    return Upload(case.name, named, case.make, frozenset(case.expect), may_be_nameless=not case.file_name)


def of_names() -> Iterator[Upload]:
    """Every name twice: as a browser escapes it, and byte by byte."""
    for way in (as_browsers_say, as_strangers_say):
        for label, name in FILE_NAMES.items():
            yield Upload(f"name {label}", way(name), lambda: PLAIN, frozenset({READS}), may_be_nameless=True)


def good(count: int) -> Iterator[Upload]:
    files = cycle((f"good.{ending}", data) for ending, all_of_it in GOOD_FILES.items() for data in all_of_it)
    for name, data in islice(files, count):
        yield Upload(name, as_browsers_say(name), lambda data=data: data, frozenset({READS}))  # type: ignore[misc]


def mixed(strange: Sequence[Upload], fine: Sequence[Upload]) -> list[Upload]:
    """The good ones evenly between the others."""
    places = [(at / max(len(rows), 1), rows[at]) for rows in (strange, fine) for at in range(len(rows))]
    return [row for _, row in sorted(places, key=lambda place: place[0])]


@dataclass
class Findings:
    """What was seen. `faults` is empty, or the desk is not as it should be."""

    uploads: int = 0
    arrivals: int = 0
    answers: list[float] = field(default_factory=list)
    readings: list[float] = field(default_factory=list)
    memory: int = 0
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        return (
            f"{self.uploads} uploads, {self.arrivals} arrivals; answers: median {statistics.median(self.answers):.3f}"
            f" s, longest {max(self.answers):.2f} s of {len(self.answers)}; readings: median"
            f" {statistics.median(self.readings):.2f} s, longest {max(self.readings):.1f} s; a worker's process at"
            f" most {self.memory / 1024**2:.0f} MB; {len(self.faults)} FAULTS"
        )


@dataclass
class Trial:
    """A desk with a web server and a worker, and everything that is brought to it."""

    rig: Rig
    email: str
    uploads: Sequence[Upload]
    patience: float
    seen: Findings = field(default_factory=Findings)

    def run(self) -> Findings:
        web, worker = self.rig.start_web(), self.rig.start_worker()
        browser = Browser(web.address, self.email)
        before = eventually(lambda: self.rig.pool_of(worker), "the worker is up")
        files = self.files_outside()
        with canary() as visits, taken_up() as begun:
            for one in self.uploads:
                self.send(browser, one)
            self.rig.wait_until_done(self.patience)
            self.expect("nobody was called", [0], [visits()])
        self.look_at_rows(begun)
        self.look_at_pages(browser)
        self.expect("the worker's processes are the same", sorted(before), sorted(self.rig.pool_of(worker)))
        self.expect("the worker lives", [None], [worker.process.poll() if worker.process else 0])
        self.look_at_memory([*before, worker.process.pid if worker.process else 0])
        self.look_at_disk(files)
        self.look_at_logs()
        self.look_at_answers([*browser.answers])
        return self.seen

    def expect(self, what: str, wanted: object, found: object) -> None:
        if wanted != found:
            self.seen.faults.append(f"{what}: {wanted} expected, {found} found")

    def send(self, browser: Browser, one: Upload) -> None:
        data = one.make()
        answer = browser.upload(data, one.disposition)
        one.arrival = answer.arrival
        self.seen.uploads += 1
        words = "The submitted file is empty" if not data else "Choose a file" if one.may_be_nameless else ""
        refused_in_words = answer.status == 422 and words and words in answer.page
        if not (one.arrival or refused_in_words):
            self.seen.faults.append(f"{one.label}: answered {answer.status}")

    def look_at_rows(self, begun: dict[int, dt.datetime]) -> None:
        rows = {row.pk: row for row in Arrival.objects.defer("document")}
        self.seen.arrivals = len(rows)
        for one in self.uploads:
            row = rows.get(one.arrival)
            if row is not None and not one.became(row):
                self.seen.faults.append(f"{one.label}: {row.state} {row.why}, expected {sorted(one.expect)}")
        ended = {ArrivalState.READY, ArrivalState.REFUSED, ArrivalState.UNPACKED}
        self.expect("every arrival has ended", set(), {row.state for row in rows.values()} - ended)
        labels = {one.arrival: one.label for one in self.uploads}
        for job in Job.objects.filter(kind=READING):
            if job.state != Job.State.DONE or job.attempts != 1:
                label = labels.get(job.target_id, "a member")
                self.seen.faults.append(f"{label}: its job is {job.state} after {job.attempts} tries, {job.error}")
            if job.pk in begun and job.finished_at:
                self.seen.readings.append((job.finished_at - begun[job.pk]).total_seconds())
                if self.seen.readings[-1] > LONGEST_READING:
                    self.seen.faults.append(f"{labels.get(job.target_id)}: read for {self.seen.readings[-1]:.1f} s")

    def look_at_pages(self, browser: Browser) -> None:
        for row in Arrival.objects.defer("document").order_by("pk"):
            answer = browser.get(row.get_absolute_url())
            wanted = 302 if row.state == ArrivalState.UNPACKED else 200
            self.expect(f"status of the page of {row}", wanted, answer.status)
            self.expect(f"strange markup in the page of {row}", [], strange_markup(answer.page))
        answer = browser.get("/arrivals/")
        self.expect("status and strange markup of the list", (200, []), (answer.status, strange_markup(answer.page)))

    def look_at_memory(self, pids: Sequence[int]) -> None:
        for pid in pids:
            with suppress(OSError):
                rows = Path("/proc", str(pid), "status").read_text().splitlines()
                high = next(int(row.split()[1]) * 1024 for row in rows if row.startswith("VmHWM"))
                self.seen.memory = max(self.seen.memory, high)
        if not 0 < self.seen.memory <= MOST_MEMORY:
            self.seen.faults.append(f"a worker's process took {self.seen.memory} bytes")

    def files_outside(self) -> set[Path]:
        """Everything but what the desk keeps, and what its programs write of themselves."""
        kept = (self.rig.home / "media", *(self.rig.home / name for name in ("worker-0", "web-0")))
        here = {path for path in self.rig.home.rglob("*") if not any(path.is_relative_to(one) for one in kept)}
        logs = {path for one in kept[1:] for path in one.rglob("*") if "beat" not in path.name}
        return here | logs | set(Path.cwd().iterdir())

    def look_at_disk(self, before: set[Path]) -> None:
        self.expect("no file outside media", set(), self.files_outside() - before)
        known = set(Arrival.objects.exclude(file="").values_list("file", flat=True))
        self.expect("every original has its row", known, set(ORIGINALS.names(at_rest=-1)))
        media = self.rig.home / "media"
        others = {path for path in media.rglob("*") if path.is_file() and path.parts[-3] != "originals"}
        self.expect("nothing else in media", set(), others)

    def look_at_logs(self) -> None:
        names = [name for name in FILE_NAMES.values() if len(name) > 6]
        for program in (*self.rig.workers, *self.rig.webs):
            told = program.log.read_text(errors="replace")
            for words in (*TOLD_BY, *names, "Traceback", '"frames"', "a.docx", "good."):
                if words in told:
                    at = told.index(words)
                    self.seen.faults.append(f"{program.name} logs {words!r}: …{told[max(0, at - 300) : at + 300]}…")

    def look_at_answers(self, answers: Sequence[tuple[str, Answer]]) -> None:
        for what, answer in answers:
            self.seen.answers.append(answer.seconds)
            if answer.seconds > LONGEST_ANSWER or answer.status >= 500 or "Traceback" in answer.page:
                self.seen.faults.append(f"{what}: {answer.status} after {answer.seconds:.2f} s")


@contextmanager
def canary() -> Iterator[Callable[[], int]]:
    """How many came to the port that hostile files name. Another run of ours may have it, and watches it then."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.setblocking(False)
        with suppress(OSError):
            server.bind(("127.0.0.1", CANARY_PORT))
            server.listen()

        def visits() -> int:
            came = 0
            with suppress(OSError):
                while True:
                    server.accept()[0].close()
                    came += 1
            return came

        yield visits


@contextmanager
def taken_up() -> Iterator[dict[int, dt.datetime]]:
    """When each job was first seen running."""
    seen: dict[int, dt.datetime] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            for pk in Job.objects.filter(state=Job.State.RUNNING).values_list("pk", flat=True):
                seen.setdefault(pk, timezone.now())
        connection.close()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
