"""People who change one article at the same moment while somebody signs it; for tests and `bench.interleavings`.

All wait for each other where they first take hold of a row, and each stops for a moment at places of its own, so that
the same acts meet in many orders. What came of it is read from the trail, which was written in the order things
happened.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, connections, transaction
from structlog.contextvars import bound_contextvars

from articles.models import Article
from claims.actions.evidence import retract_evidence
from claims.actions.judgement import give_verdict, record_finding
from claims.actions.making import add_claim
from claims.actions.signoff import revoke, sign_off, verdict_set_hash
from claims.actions.workflow import reopen
from claims.models import Claim, Evidence, Verdict
from claims.vocabulary import ClaimKind, Resolution, Status, SubReason
from factdesk.core.errors import DeskError
from factdesk.core.models import Desk, Role, User
from tests.factories import add_person, bring, decide, find, propose, support

TEXT = """Tram line 4 will cost 31 million euros

The council approved the budget on Monday. It was 60 per cent more than in 1974.

Lena Arndt said that 12,000 people would ride it. Is it worth the money?
"""
HOLDS = "FOR NO KEY UPDATE"
LATEST, SOON = 1.0, 3
NAPS, STATEMENTS = (0.002, 0.01, 0.04), 24
ROUND = "round"  # the request of everything that is tried
ADDED = (TEXT.index("Is it worth"), TEXT.index("?"))

Facts = dict[int, tuple[str, int | None]]
"""Claim → its state and its newest verdict."""


@dataclass(frozen=True)
class People:
    ada: User
    eva: User
    ben: User
    cleo: User


@dataclass
class Act:
    """One person's part in a round. `early`: they read the page before anybody acts, otherwise at the last moment."""

    name: str
    prepare: Callable[[], dict[str, Any]]
    act: Callable[..., Any]
    early: bool
    naps: dict[int, float]
    saw: Facts = field(default_factory=dict)
    answer: Any = None
    refused: bool = False
    crashed: BaseException | None = None


@dataclass
class Score:
    """What came of the rounds. Everything but `rounds` and the acts must be nought."""

    rounds: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        acts = ", ".join(
            f"{name} {self.done[name]}/{self.done[name] + self.refused[name]}" for name in sorted(self.done)
        )
        return f"{self.rounds} rounds, {len(self.wrong)} WRONG; done of tried: {acts}"


def people() -> People:
    desk = Desk.objects.create(name="City")
    ada, eva = (add_person(name, desk, Role.EDITOR) for name in ("Ada Verhoeven", "Eva Lindqvist"))
    ben, cleo = (add_person(name, desk, Role.REVIEWER) for name in ("Ben Okoro", "Cleo Marsh"))
    return People(ada, eva, ben, cleo)


def facts(article: Article) -> Facts:
    newest = dict(Verdict.objects.filter(claim__article=article).order_by("pk").values_list("claim", "pk"))
    return {pk: (state, newest.get(pk)) for pk, state in article.claims.values_list("pk", "state")}


@dataclass
class Scene:
    """One article: the first claim decided, the second found, the third with its evidence; signed already, or not."""

    cast: People
    chance: random.Random
    article: Article = field(init=False)
    claims: list[Claim] = field(init=False)

    def __post_init__(self) -> None:
        self.article = bring(self.cast.ada, TEXT)
        self.claims = propose(self.article)[:3]
        find(self.claims[0], self.cast.ben)
        decide(self.claims[0], self.cast.ada)
        find(self.claims[1], self.cast.ben)
        support(self.claims[2], self.cast.cleo)
        self.signed = self.chance.random() < 0.25
        if self.signed:
            sign_off(actor=self.cast.eva, **self.signing())

    def signing(self) -> dict[str, Any]:
        words = {"override_reason": "Print.", "confirmed": True}
        return {"article_id": self.article.pk, "seen": verdict_set_hash(self.article), **words}

    def on(self, at: int, **words: object) -> dict[str, Any]:
        return {"claim_id": self.claims[at].pk, "seen": self._seen(at), **words}

    def _seen(self, at: int) -> int:
        return Claim.objects.values_list("lock_version", flat=True).get(pk=self.claims[at].pk)

    def acts(self) -> list[Act]:
        """Somebody signs, and two or three others do something else; in a signed article somebody takes it back."""
        every = self._every()
        others = [name for name in every if name not in {"sign off", "revoke"}]
        chosen = ["sign off", *(["revoke"] if self.signed else []), *self.chance.sample(others, 2)]
        return [
            Act(
                name,
                *every[name],
                early=self.chance.random() < 0.5,
                naps={self.chance.randrange(STATEMENTS): self.chance.choice(NAPS) for _ in range(2)},
            )
            for name in chosen
        ]

    def _every(self) -> dict[str, tuple[Callable[[], dict[str, Any]], Callable[..., Any]]]:
        cast, article = self.cast, self.article.pk
        verdict: dict[str, Any] = {"status": None, "resolution": Resolution.STANDS}
        finding = {"status": Status.SOURCED, "sub_reason": SubReason.PRIMARY, "note": "I read it."}
        added = {"version": 1, "start": ADDED[0], "end": ADDED[1], "kind": ClaimKind.STATISTIC}
        proof = Evidence.objects.filter(claim=self.claims[0]).values_list("pk", flat=True)[0]
        retracting = {"evidence_id": proof, "reason": "It was forged."}
        return {
            "sign off": (self.signing, by(cast.eva, sign_off)),
            "revoke": (lambda: {"article_id": article, "reason": "A mistake."}, by(cast.ada, revoke)),
            "decide": (lambda: self.on(1, **verdict), by(cast.ada, give_verdict)),
            "find again": (lambda: self.on(1, **finding), by(cast.cleo, record_finding)),
            "find": (lambda: self.on(2, **finding), by(cast.cleo, record_finding)),
            "add": (lambda: {"article_id": article, **added}, by(cast.ben, add_claim)),
            "retract": (lambda: {"seen": self._seen(0), **retracting}, by(cast.cleo, retract_evidence)),
            "reopen": (lambda: self.on(0), by(cast.ada, reopen)),
        }


def by(actor: User, act: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **words: act(actor=actor, **words)


@contextmanager
def stopping(act: Act, gate: threading.Barrier) -> Iterator[None]:
    """Waits for the others where it first holds a row, or before long; and dozes off where this act does."""
    at, waited = 0, False

    def stop(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal at, waited
        if not waited and (HOLDS in sql or at == SOON):
            waited = True
            with suppress(threading.BrokenBarrierError):
                gate.wait(LATEST)
        time.sleep(act.naps.get(at, 0))
        at += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(stop):
        yield


def play(scene: Scene) -> list[Act]:
    """All at once; what each was told stands in their act."""
    acts = scene.acts()
    gate, start = threading.Barrier(len(acts)), threading.Barrier(len(acts))

    def look(act: Act) -> dict[str, Any]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # a page shows one moment
            act.saw = facts(scene.article)
            return act.prepare()

    def run(act: Act) -> None:
        try:
            words = look(act) if act.early else None
            start.wait(LATEST * 10)
            with bound_contextvars(request_id=ROUND), stopping(act, gate):
                act.answer = act.act(**(look(act) if words is None else words))
        except DeskError:
            act.refused = True
        except BaseException as error:  # noqa: BLE001  counted, whatever it is
            act.crashed = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return acts
