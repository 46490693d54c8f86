"""The whole workflow as a machine that tries everything: each method is one thing people try, wisely or not.

A new action is three lines here: who, on what, with which words. `Watch` judges it like all others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import hypothesis.strategies as st
from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from articles.models import Article
from claims.actions.assigning import assign, send_back, set_legal, set_priority
from claims.actions.bulk import assign_many, dismiss_many
from claims.actions.evidence import add_evidence, log_attempt, retract_evidence
from claims.actions.judgement import give_verdict, record_finding
from claims.actions.making import add_claim, edit_details
from claims.actions.merging import merge
from claims.actions.second_reads import read_again
from claims.actions.signoff import revoke, sign_off, verdict_set_hash
from claims.actions.undoing import undo_last
from claims.actions.words import edit_span, split
from claims.actions.workflow import accept, dismiss, reopen
from claims.models import Anchor, Evidence, Finding
from claims.states import ClaimState
from claims.vocabulary import (
    SUB_REASONS,
    Channel,
    ClaimKind,
    DismissReason,
    Priority,
    Resolution,
    SourceKind,
    SourceRank,
    Stance,
    Status,
    SubReason,
)
from factdesk.core.models import Desk, User
from factdesk.core.models.desk import SecondReadRule
from tests.properties.cast import Newsroom
from tests.properties.watch import Standing, Watch

ANY = st.integers(0, 999)  # one of what is there, counted round
WHO = st.sampled_from((0, 0, 1, 2, 2, 3, 3, 4, 5))
EDITOR = st.sampled_from((0, 0, 0, 1, 1, 1, 2, 4, 5))
WHERE = st.sampled_from((0, 0, 0, 0, 0, 0, 1))  # mostly one article, so that work piles up
LATE = st.sampled_from((0, 0, 0, 0, 0, 0, 0, 0, 0, 1))  # a page that is older than the claim
SAID = st.sampled_from(("The budget book says so.", "Nobody was in.", "It is so.", "It is so.", "", "  "))
YES = st.booleans()
NEW, BEGUN = (ClaimState.PROPOSED, ClaimState.OPEN), (ClaimState.OPEN, ClaimState.IN_CHECK)
CHECKED = (ClaimState.IN_CHECK, ClaimState.STALE)
MOSTLY = st.sampled_from((True, True, True, False))

Tried = TypeVar("Tried", bound=Callable[..., None])


def tried(*, often: int = 1, **words: st.SearchStrategy[Any]) -> Callable[[Tried], Tried]:
    """One thing people try, with what words, and how often beside the others.

    Not a rule of hypothesis each: it would leave most of them out of a run, and few runs would come to a verdict.
    """

    def mark(method: Tried) -> Tried:
        setattr(method, "menu", (often, st.fixed_dictionaries(words)))  # noqa: B010  a function has no such field
        return method

    return mark


class Workflow(RuleBasedStateMachine):
    """One run. The newsroom is there before and is put back as it was afterwards."""

    watch: Watch

    def __init__(self) -> None:
        super().__init__()
        # A transaction of its own where none is open: in one for all, Postgres remembers each run to the end.
        self.run = transaction.atomic()
        self.run.__enter__()
        self.room: Newsroom = self.watch.room
        self.watch.begin()

    @rule(data=st.data())
    def somebody(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(self.menu()))
        getattr(self, name)(**data.draw(getattr(self, name).menu[1], label=name))

    @classmethod
    @cache
    def menu(cls) -> list[str]:
        methods = ((name, getattr(cls, name)) for name in dir(cls))
        return [name for name, method in methods if hasattr(method, "menu") for _ in range(method.menu[0])]

    def teardown(self) -> None:
        try:
            self.watch.end()
        finally:
            transaction.set_rollback(True)
            self.run.__exit__(None, None, None)

    def who(self, at: int) -> User:
        return self.room.people[at]

    def claim(self, where: int, at: int, *states: str) -> tuple[int, Standing]:
        """One of the article's; three times of four one in these states, if there is any."""
        article = self.room.articles[where].pk
        claims = [(pk, one) for pk, one in sorted(self.watch.claims.items()) if one.article == article]
        suited = [(pk, one) for pk, one in claims if one.state in states and at % 4]
        return (suited or claims)[at // 4 % len(suited or claims)]

    def article(self, where: int) -> Article:
        """Read anew, as every request does."""
        return Article.objects.get(pk=self.room.articles[where].pk)

    def on_claim(self, act: Any, who: int, where: int, at: int, late: int, *states: str, **words: object) -> None:
        pk, claim = self.claim(where, at, *states)
        self.watch.see(act, self.who(who), claim_id=pk, seen=claim.lock_version - late, **words)

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE)
    def accepts(self, who: int, where: int, at: int, late: int) -> None:
        self.on_claim(accept, who, where, at, late, ClaimState.PROPOSED)

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE, reason=st.sampled_from([*DismissReason]))
    def dismisses(self, who: int, where: int, at: int, late: int, reason: DismissReason) -> None:
        self.on_claim(dismiss, who, where, at, late, *BEGUN, reason=reason)

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE)
    def reopens(self, who: int, where: int, at: int, late: int) -> None:
        self.on_claim(reopen, who, where, at, late, ClaimState.DISMISSED, ClaimState.DECIDED)

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE, into=st.integers(0, 6))
    def merges(self, who: int, where: int, at: int, late: int, into: int) -> None:
        self.on_claim(merge, who, where, at, late, *BEGUN, into=into)

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE, start=st.integers(0, 200), length=st.integers(0, 60), cuts=YES)
    def changes_words(self, who: int, where: int, at: int, late: int, start: int, length: int, cuts: bool) -> None:
        act = split if cuts else edit_span
        if cuts:  # somewhere in its own words, or nothing would ever be split
            words = Anchor.objects.get(claim=self.claim(where, at, *NEW)[0], retired_at=None, is_primary=True)
            start = words.start + start % 40
        self.on_claim(act, who, where, at, late, *NEW, version=1, start=start, end=start + length)

    @tried(
        who=WHO, where=WHERE, start=st.integers(0, 200), length=st.integers(0, 60), version=st.sampled_from((1, 1, 2))
    )
    def adds_a_claim(self, who: int, where: int, start: int, length: int, version: int) -> None:
        self.watch.see(
            add_claim,
            self.who(who),
            article_id=self.room.articles[where].pk,
            version=version,
            start=start,
            end=start + length,
            kind=ClaimKind.STATISTIC,
        )

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE, kind=st.sampled_from([*ClaimKind]), speaker=SAID)
    def corrects_details(self, who: int, where: int, at: int, late: int, kind: ClaimKind, speaker: str) -> None:
        self.on_claim(edit_details, who, where, at, late, kind=kind, attributed_to=speaker)

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE, to=st.one_of(st.none(), WHO), due=YES)
    def gives_to(self, who: int, where: int, at: int, late: int, to: int | None, due: bool) -> None:
        reviewer = None if to is None else self.who(to).pk
        due_at = {"due_at": timezone.now() + dt.timedelta(days=1)} if due else {}
        self.on_claim(assign, who, where, at, late, reviewer_id=reviewer, **due_at)

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE, first=YES, legal=YES)
    def flags(self, who: int, where: int, at: int, late: int, first: bool, legal: bool) -> None:
        self.on_claim(set_priority, who, where, at, late, priority=Priority.HIGH if first else Priority.NORMAL)
        self.on_claim(set_legal, who, where, at, late, legal=legal)

    @tried(who=WHO, to=WHO, at=ANY, gives=YES)
    def picks_several(self, who: int, to: int, at: int, gives: bool) -> None:
        """Claims of both desks ticked at once, one of them on an old page."""
        picked = {pk: one.lock_version for pk, one in [*self.watch.claims.items()][at % 3 :: 2]}
        if gives:
            self.watch.see(assign_many, self.who(who), picked=picked, reviewer_id=self.who(to).pk)
        else:
            self.watch.see(dismiss_many, self.who(who), picked=picked, reason=DismissReason.OPINION)

    @tried(
        who=WHO,
        where=WHERE,
        at=ANY,
        late=LATE,
        stance=st.sampled_from([*Stance]),
        rank=st.sampled_from([*SourceRank]),
        title=st.sampled_from(("Budget book", "Minutes", "The paper")),
        locator=st.sampled_from(("", "Page 12")),
    )
    def adds_evidence(self, who: int, where: int, at: int, late: int, **entry: Any) -> None:
        quote = f"Line 4: 31,000,000 ({self.watch.tries})"  # the same entry sent twice is one entry
        self.on_claim(add_evidence, who, where, at, late, kind=SourceKind.DOCUMENT, quote=quote, **entry)

    @tried(who=WHO, at=ANY, late=LATE, reason=SAID)
    def retracts(self, who: int, at: int, late: int, reason: str) -> None:
        entries = list(Evidence.objects.select_related("claim").order_by("pk"))
        if entries:
            one = entries[at % len(entries)]
            seen = one.claim.lock_version - late
            self.watch.see(retract_evidence, self.who(who), evidence_id=one.pk, seen=seen, reason=reason)

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE)
    def tries_in_vain(self, who: int, where: int, at: int, late: int) -> None:
        what = f"Rang up {self.watch.tries}"
        self.on_claim(
            log_attempt,
            who,
            where,
            at,
            late,
            ClaimState.IN_CHECK,
            what=what,
            channel=Channel.PHONE,
            outcome="Nobody in",
        )

    @tried(who=WHO, where=WHERE, at=ANY, late=LATE, status=st.sampled_from([*Status]), reason=ANY, fits=YES, note=SAID)
    def finds(
        self, who: int, where: int, at: int, late: int, status: Status, reason: int, fits: bool, note: str
    ) -> None:
        fitting = SUB_REASONS[status] if fits else tuple(SubReason)
        why = fitting[reason % len(fitting)]
        self.on_claim(
            record_finding,
            who,
            where,
            at,
            late,
            ClaimState.IN_CHECK,
            ClaimState.STALE,
            status=status,
            sub_reason=why,
            note=note,
        )

    @tried(
        who=EDITOR,
        where=WHERE,
        at=ANY,
        late=LATE,
        status=st.one_of(st.none(), st.none(), st.sampled_from([*Status])),
        resolution=st.sampled_from([*Resolution]),
        reason=SAID,
    )
    def decides(
        self, who: int, where: int, at: int, late: int, status: Status | None, resolution: Resolution, reason: str
    ) -> None:
        words: dict[str, Any] = {"status": status, "resolution": resolution, "override_reason": reason}
        words |= {"wording": reason, "alone_reason": reason}
        self.on_claim(give_verdict, who, where, at, late, ClaimState.FOUND, **words)

    @tried(who=EDITOR, where=WHERE, at=ANY, late=LATE, reason=SAID)
    def sends_back(self, who: int, where: int, at: int, late: int, reason: str) -> None:
        self.on_claim(send_back, who, where, at, late, ClaimState.FOUND, reason=reason)

    @tried(who=WHO, where=WHERE)
    def undoes(self, who: int, where: int) -> None:
        self.watch.see(undo_last, self.who(who), article_id=self.room.articles[where].pk)

    @initialize(claims=st.lists(ANY, max_size=4), second=st.sampled_from([*SecondReadRule]))
    def some_is_done(self, claims: list[int], second: SecondReadRule) -> None:
        """Most runs begin in the middle of the work, and two of three on a desk that wants second readers."""
        Desk.objects.filter(pk=self.room.articles[0].desk_id).update(second_read=second)
        self.watch.begin()
        for at in claims:
            self.carries_on(where=0, at=at, status=[*Status][at % 3], steps=at % 4)

    @tried(often=6, where=WHERE, at=ANY, status=st.sampled_from([*Status]), steps=st.integers(1, 3))
    def carries_on(self, where: int, at: int, status: Status, steps: int) -> None:
        """The next right steps for one claim, by people who may: without them few runs would come to a verdict."""
        for _ in range(steps):
            self._one_step_on(where, at, status)

    def _one_step_on(self, where: int, at: int, status: Status) -> None:
        pk, claim = self.claim(where, at)
        editors, reviewer = ((0, 1), 2) if where == 0 else ((5, 3), 3)
        if claim.state == ClaimState.FOUND:
            finder = Finding.objects.filter(claim=pk).order_by("-pk").values_list("by", flat=True)[0]
            by = next(who for who in editors if self.who(who).pk != finder)
            seen, agreeing = claim.lock_version, {"status": None, "resolution": Resolution.STANDS}
            if self.watch.see(give_verdict, self.who(by), claim_id=pk, seen=seen, **agreeing) is None and claim.finding:
                reader, same = self.who(3 if finder != self.who(3).pk else 2), Status(claim.finding)
                self.watch.see(read_again, reader, claim_id=pk, seen=seen, status=same)
        elif claim.state == ClaimState.DISMISSED:
            self.on_claim(reopen, editors[0], where, at, 0)
        elif not Evidence.objects.filter(claim=pk, retracted_at=None).exists():
            stance = Stance.REFUTES if status == Status.DISPUTED else Stance.SUPPORTS
            words: dict[str, Any] = {"stance": stance, "rank": SourceRank.PRIMARY, "title": "Minutes", "locator": "3"}
            self.adds_evidence(who=reviewer, where=where, at=at, late=0, **words)
        else:
            self.finds(who=reviewer, where=where, at=at, late=0, status=status, reason=0, fits=True, note="I read it.")

    @tried(often=2, who=EDITOR, where=WHERE, late=LATE, reason=SAID, confirmed=MOSTLY)
    def signs(self, who: int, where: int, late: int, reason: str, confirmed: bool) -> None:
        article = self.article(where)
        seen = "0" * 64 if late else verdict_set_hash(article)
        words: dict[str, Any] = {"seen": seen, "override_reason": reason, "confirmed": confirmed}
        self.watch.see(sign_off, self.who(who), article_id=article.pk, **words)

    @tried(who=EDITOR, where=WHERE, reason=SAID)
    def takes_the_signature_back(self, who: int, where: int, reason: str) -> None:
        self.watch.see(revoke, self.who(who), article_id=self.room.articles[where].pk, reason=reason)
