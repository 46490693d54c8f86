"""Two people who save on one claim at the same moment, over HTTP; used by the tests and by `python -m bench.races`."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.test import Client

from claims.models import Attempt, Claim, Evidence
from factdesk.core.audit import Action, first_broken
from factdesk.core.models import AuditEntry, User

SAVED, TOLD = 200, 409
TOKEN = "r" * 32  # any will do, as long as cookie and header agree
ACTS = ("attempt", "evidence")


class Writer:
    """A signed-in browser of one person."""

    def __init__(self, address: str, user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        self.address = address
        self.headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "HX-Request": "true"}

    def save(self, claim_id: int, act: str, seen: int, words: str) -> tuple[int, str]:
        """Status and page."""
        form: dict[str, object] = {"seen": seen, "what": words, "channel": "phone", "outcome": words}
        if act == "evidence":
            form = {"seen": seen, "stance": "supports", "source_title": words, "source_kind": "document"}
            form |= {"quote": words, "locator": "Page 1"}
        url = f"{self.address}/claims/{claim_id}/{act}/"
        request = Request(url, urlencode(form).encode(), self.headers)  # noqa: S310  our own server
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()


@dataclass
class Score:
    """What came of the rounds. Everything but `rounds` and `one_winner` must be nought."""

    rounds: int = 0
    one_winner: int = 0
    both_won: int = 0
    nobody_won: int = 0
    lost: int = 0  # told "saved", and not there
    not_told: int = 0  # refused without seeing who was faster, or without one's own words
    broken: int = 0  # lines of the audit trail that do not follow

    @property
    def clean(self) -> bool:
        return self.one_winner == self.rounds and not (self.lost or self.not_told or self.broken)

    def __str__(self) -> str:
        return (
            f"{self.rounds} rounds: {self.one_winner} with one winner, {self.both_won} BOTH, {self.nobody_won} NOBODY,"
            f" {self.lost} LOST, {self.not_told} NOT TOLD, {self.broken} broken audit lines"
        )


@dataclass
class Race:
    """Writers of one claim, round after round."""

    claim: Claim
    writers: dict[str, Writer]
    score: Score = field(default_factory=Score)

    def run(self, rounds: int) -> Score:
        for number in range(rounds):
            self._round(number)
        acknowledged = AuditEntry.objects.filter(action__in=(Action.ATTEMPT_LOGGED, Action.EVIDENCE_ADDED)).count()
        self.score.lost += abs(acknowledged - self.score.one_winner - 2 * self.score.both_won)
        self.score.broken = int(first_broken(AuditEntry.objects.order_by("chain", "seq")) is not None)
        return self.score

    def _round(self, number: int) -> None:
        self.claim.refresh_from_db()
        seen, act = self.claim.lock_version, ACTS[number % len(ACTS)]
        gate = threading.Barrier(len(self.writers))
        answers: dict[str, tuple[int, str]] = {}

        def save(name: str, writer: Writer) -> None:
            gate.wait()
            answers[name] = writer.save(self.claim.pk, act, seen, f"{name} in round {number}")

        threads = [threading.Thread(target=save, args=pair) for pair in self.writers.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self._count(act, number, answers)

    def _count(self, act: str, number: int, answers: dict[str, tuple[int, str]]) -> None:
        winners = [name for name, (status, _page) in answers.items() if status == SAVED]
        self.score.rounds += 1
        self.score.one_winner += len(winners) == 1
        self.score.both_won += len(winners) > 1
        self.score.nobody_won += not winners
        there = set(self._words(act))
        for name, (status, page) in answers.items():
            words = f"{name} in round {number}"
            if status == SAVED:
                self.score.lost += words not in there
            else:
                told = status == TOLD and words in page and any(winner in page for winner in winners)
                self.score.not_told += not told
                self.score.lost += words in there  # refused, and written all the same

    def _words(self, act: str) -> Iterable[str]:
        if act == "attempt":
            return Attempt.objects.filter(claim=self.claim).values_list("what", flat=True)
        return Evidence.objects.filter(claim=self.claim).values_list("quote", flat=True)
