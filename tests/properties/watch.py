"""Watching one try at a time: who tried what, what it changed, and whether it may have changed just that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection
from structlog.contextvars import bound_contextvars

from claims.models import Claim
from claims.states import CLAIM_FLOW, ClaimState
from factdesk.core.audit import Action, first_broken
from factdesk.core.errors import DeskError
from factdesk.core.models import AuditEntry, Role, User
from tests.factories import commit
from tests.properties import rules, snapshot
from tests.properties.ask import ask, plan
from tests.properties.cast import Newsroom
from tests.properties.rules import breaches
from tests.properties.snapshot import OF_ARTICLE, OF_CLAIM, OF_VERSION, Place, Snapshot, changed, look

TRAIL = "core_auditentry"
# What is a person's own, or tells people of a change, and is none itself.
SILENT = {"claims_notification", "claims_draft", "claims_presence", "claims_savedfilter", "claims_mailchoice"}
# What goes on after the sign-off: talk, and answers, which come when they come.
GOES_ON = SILENT | {
    "claims_thread",
    "claims_comment",
    "claims_commentedit",
    "claims_mention",
    "claims_replyrequest",
    "claims_replyattempt",
}
EDITORS = {
    Action.VERDICT_GIVEN,
    Action.CLAIM_SENT_BACK,
    Action.SIGNED_OFF,
    Action.SIGN_OFF_REVOKED,
    Action.REPORT_ISSUED,
    Action.REPLY_REFLECTED,
    Action.CONFIDENTIAL_SET,
    Action.RULES_SET,
    Action.DESK_EXPORTED,
    Action.WRITERS_NAMED,
}
# A held proposal whose words somebody marks is offered and accepted in one.
MOVES = {*CLAIM_FLOW.pairs(), (ClaimState.HELD, ClaimState.OPEN)}
STANDS_BY = {ClaimState.DECIDED: "verdict", ClaimState.FOUND: "finding"}
NEWEST = """SELECT c.id, c.article_id, c.state, c.lock_version, f.status, v.status FROM claims_claim c
    LEFT JOIN claims_finding f ON f.claim_id = c.id
        AND NOT EXISTS (SELECT FROM claims_finding n WHERE n.supersedes_id = f.id)
    LEFT JOIN claims_verdict v ON v.claim_id = c.id
        AND NOT EXISTS (SELECT FROM claims_verdict n WHERE n.supersedes_id = v.id)"""


class Illegal(AssertionError):
    """Something that the newsroom's rules do not have."""


UNREAD = """SELECT v.id FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
    JOIN articles_article a ON a.id = c.article_id JOIN core_desk d ON d.id = a.desk_id
    WHERE (d.second_read = 'all' OR (d.second_read = 'legal' AND c.legal)) AND btrim(v.alone_reason) = ''
    AND NOT EXISTS (SELECT FROM claims_secondread s WHERE s.finding_id = v.finding_id AND s.agrees
        AND s.by_id <> v.by_id)"""
SIGNED = """SELECT v.article_id FROM claims_signoff s JOIN articles_version v ON v.id = s.version_id
    WHERE s.act = 'sign' AND NOT EXISTS (SELECT FROM claims_signoff n JOIN articles_version w ON w.id = n.version_id
    WHERE w.article_id = v.article_id AND n.id > s.id)"""

QUESTIONS = {
    "look": (snapshot.question(), 5),
    "breaches": (rules.question(), 1),
    "claims_now": (NEWEST, 6),
    "signed_now": (SIGNED, 1),
    "unread": (UNREAD, 1),
}


@dataclass(frozen=True)
class Standing:
    """One claim, as the rows say."""

    article: int
    state: str
    lock_version: int
    finding: str | None
    verdict: str | None

    @property
    def standing(self) -> str:
        if self.state in STANDS_BY:
            return str(getattr(self, STANDS_BY[ClaimState(self.state)]))
        return self.state if self.state in {ClaimState.DISMISSED, ClaimState.STALE} else "unchecked"


@dataclass
class Watch:
    """The newsroom under watch. `done` and `refused` count what people tried, by name."""

    room: Newsroom
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    tries: int = 0

    def begin(self) -> None:
        for name, (question, columns) in QUESTIONS.items():
            plan(name, question, columns=columns)
        self.places, self.claims = look(), claims_now()
        self.last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.signed = signed_now()

    def see(self, act: Callable[..., Any], actor: User, **arguments: Any) -> Any:
        """One person tries one action; None when the desk refuses it. Illegal, if anything is as it must not be."""
        self.tries += 1
        name, request = act.__name__, f"try-{self.tries}"
        try:
            with bound_contextvars(request_id=request):
                result = act(actor=actor, **arguments)
                commit()
        except DeskError as error:
            self.refused[name] += 1
            self._judge_refusal(f"{name} by {actor.name}, refused: {error}")
            return None
        self.done[name] += 1
        self._judge(f"{name} by {actor.name}", actor, request)
        return result

    def end(self) -> None:
        """What is too dear for every step: the whole trail, line by line."""
        broken = first_broken(AuditEntry.objects.order_by("chain", "seq"))
        if broken is not None:
            raise Illegal(f"the trail is broken at {broken}")

    def _judge_refusal(self, what: str) -> None:
        places = look()
        # A refusal may be on record itself; then it says so, and nothing else.
        lines = self._new_lines(places)
        moved = {place for place in changed(self.places, places) if place.table != TRAIL}
        if moved or any("refused" not in line.action for line in lines):
            raise Illegal(f"{what}: changed {sorted(moved)} {lines}")
        self.places = places

    def _judge(self, what: str, actor: User, request: str) -> None:
        places, claims = look(), claims_now()
        moved = {place for place in changed(self.places, places) if place.table not in SILENT}
        lines = self._new_lines(places)
        faults = [
            *self._unsaid(moved, lines),
            *self._unsigned(lines, actor, request),
            *self._unread(lines),
            *self._off_the_table(claims),
            *self._unfrozen(moved, claims, lines),
            *self._misread(claims),
            *(breaches() if moved else ()),
        ]
        if faults:
            raise Illegal(f"{what}: {'; '.join(faults)}; lines {[line.action for line in lines]}")
        self.places, self.claims, self.signed = places, claims, signed_now()

    def _new_lines(self, places: Snapshot) -> list[AuditEntry]:
        trail = Place(TRAIL)
        if places.get(trail) == self.places.get(trail):
            return []
        lines = list(AuditEntry.objects.filter(pk__gt=self.last).order_by("pk"))
        self.last = lines[-1].pk if lines else self.last
        return lines

    def _unsaid(self, moved: set[Place], lines: list[AuditEntry]) -> list[str]:
        """Every change of a claim is on record for that claim, any other for something."""
        if moved and not lines:
            return [f"{sorted(moved)} changed without a line"]
        spoken = {line.object_id for line in lines if line.object_type == "claim"}
        spoken |= {line.changes.get("claim") for line in lines}
        whole = any(line.action in {Action.REACH_SET, Action.REPLY_ASKED} for line in lines)
        silent = {place.key for place in moved if place.kind == OF_CLAIM} - spoken
        return [f"claims {sorted(silent)} changed without a line of their own"] if silent and not whole else []

    def _unsigned(self, lines: list[AuditEntry], actor: User, request: str) -> list[str]:
        faults = []
        for line in lines:
            if (line.actor_id, line.request_id) != (actor.pk, request):
                faults.append(f"{line.action} is signed by {line.actor_id} in {line.request_id!r}")
            if line.hash != line.expected_hash():
                faults.append(f"{line.action} does not have the hash of what it says")
            role = self._role(actor, line.chain)
            if role not in ({Role.EDITOR} if line.action in EDITORS else {Role.EDITOR, Role.REVIEWER}):
                faults.append(f"{line.action} by one who is {role} there")
        return faults

    def _unread(self, lines: list[AuditEntry]) -> list[str]:
        """A verdict without the second reader that the desk wants, by the rules as they are at that moment."""
        given = [line.changes["verdict"] for line in lines if line.action == Action.VERDICT_GIVEN]
        bare = {verdict for (verdict,) in ask("unread")} if given else set()
        return [f"verdict {verdict} without its second reader" for verdict in given if verdict in bare]

    def _role(self, actor: User, chain: str) -> str | None:
        kind, _, key = chain.partition(":")
        desks = {article.pk: article.desk_id for article in self.room.articles}
        return actor.role_on(desks[int(key)] if kind == "article" else int(key))

    def _off_the_table(self, claims: dict[int, Standing]) -> list[str]:
        faults = []
        for pk, now in claims.items():
            was = self.claims.get(pk)
            if was is None:
                if now.state != ClaimState.OPEN:
                    faults.append(f"claim {pk} begins as {now.state}")
            elif now != was and now.lock_version <= was.lock_version:
                faults.append(f"claim {pk} changed and was not counted")
            elif now.state != was.state and (was.state, now.state) not in MOVES:
                faults.append(f"claim {pk} went from {was.state} to {now.state}")
        return faults + [f"claim {pk} is gone" for pk in self.claims.keys() - claims.keys()]

    def _unfrozen(self, moved: set[Place], claims: dict[int, Standing], lines: list[AuditEntry]) -> list[str]:
        """What is signed stays as it was signed."""
        still = self.signed & signed_now()
        if not still:
            return []
        articles = {pk: one.article for pk, one in (self.claims | claims).items()}
        if any(line.action == Action.CONFIDENTIAL_SET for line in lines):
            moved = {place for place in moved if place.table != "articles_article"}
        touched = {
            place
            for place in moved - {Place(TRAIL)}
            if place.table not in GOES_ON and self._of(place, articles) in still
        }
        return [f"{sorted(touched)} changed in a signed article"] if touched else []

    def _of(self, place: Place, articles: dict[int, int]) -> int | None:
        if place.kind == OF_VERSION:
            return next((one.pk for one in self.room.articles if one.head.pk == place.key), None)
        return articles.get(place.key) if place.kind == OF_CLAIM else place.key if place.kind == OF_ARTICLE else None

    def _misread(self, claims: dict[int, Standing]) -> list[str]:
        """The pages and the report show what the rows say."""
        with connection.cursor() as cursor:
            cursor.execute(*shown())
            read = dict(cursor.fetchall())
        return [
            f"claim {pk} is shown as {read[pk]} and is {one.standing}"
            for pk, one in claims.items()
            if read[pk] != one.standing
        ]


def claims_now() -> dict[int, Standing]:
    return {pk: Standing(*columns) for pk, *columns in ask("claims_now")}


def signed_now() -> set[int]:
    """Which articles carry a name, by their rows and not by their state."""
    return {article for (article,) in ask("signed_now")}


@lru_cache
def shown() -> tuple[str, tuple[Any, ...]]:
    """The question that the desk's own pages ask for the standing of claims."""
    columns: list[str] = ["pk", "standing"]
    return Claim.objects.with_standing().order_by().values_list(*columns).query.sql_with_params()
