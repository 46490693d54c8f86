"""The same form sent twice at the same moment, as by a double click or a line that tries again."""

from __future__ import annotations

import statistics
import threading
from dataclasses import dataclass, field

from articles.actions.arriving import READING
from articles.models import Arrival
from articles.originals import ORIGINALS
from factdesk.core.models import Job
from tests.factories import TEXT
from tests.system.browser import Answer, Browser, as_browsers_say


@dataclass
class Doubles:
    """What came of the rounds; in `faults` each that ended otherwise than with one arrival."""

    rounds: int = 0
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        return (
            f"{self.rounds} forms sent twice at once, {len(self.faults)} not exactly one arrival, one file and one job;"
            f" answers: median {statistics.median(self.seconds):.3f} s, longest {max(self.seconds):.2f} s"
        )


def send_twice(browser: Browser, rounds: int) -> Doubles:
    """No worker runs: what arrived stays as it came."""
    seen = Doubles()
    for number in range(rounds):
        answers = at_once(browser, f"{TEXT}\n\nEdition {number}.".encode())
        seen.rounds += 1
        seen.seconds += [answer.seconds for answer in answers]
        found = {
            "answers": sorted({(answer.status, answer.arrival > 0) for answer in answers}),
            "addresses": len({answer.to for answer in answers}),
            "arrivals": Arrival.objects.count(),
            "files": len(list(ORIGINALS.names(at_rest=-1))),
            "jobs": Job.objects.filter(kind=READING).count(),
        }
        here = number + 1 + len(seen.faults)
        wanted = {"answers": [(303, True)], "addresses": 1, "arrivals": here, "files": here, "jobs": here}
        if found != wanted:
            seen.faults.append(f"round {number}: {found} instead of {wanted}")
    return seen


def at_once(browser: Browser, data: bytes) -> list[Answer]:
    """One form, two clicks."""
    form, gate = browser.form(), threading.Barrier(2)
    answers: list[Answer] = []

    def click(one: Browser) -> None:
        gate.wait()
        answers.append(one.upload(data, as_browsers_say("draft.txt"), form))

    threads = [threading.Thread(target=click, args=[one]) for one in (browser.again(), browser.again())]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
