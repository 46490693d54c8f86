"""Putting words right after publication: a new version, in which only what the words touch is checked again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import freeze, move
from articles.extract.document import Document
from articles.models import Article, Version
from claims.actions.carrying import Outcomes, carry_anchors, carry_marks, carry_reading
from claims.actions.locking import lock_article, touch
from claims.carry import Change, Outcome, edits_between
from claims.models import Claim, Correction, NoticeKind
from claims.notices import notify
from claims.permissions import can_correct, may_correct
from claims.spans import find
from claims.states import CLAIM_FLOW, SET_ASIDE, ClaimState
from claims.vocabulary import RootCause, Severity
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Refused, Text
from factdesk.core.models import User
from factdesk.core.permissions import require


@dataclass(frozen=True)
class Words:
    """What was printed and what should have been. `start` is where, needed when it stands in several places."""

    old: str
    new: str
    start: int | None = None


@dataclass(frozen=True)
class Account:
    """How bad it was, how the desk learnt of it, what readers are told, and why it happened."""

    severity: Severity
    root_cause: RootCause
    public_note: str
    reported_at: dt.datetime
    reported_by: str = ""


class SeveralPlaces(Refused):
    """The words stand in more than one place of the text; `starts` says where."""

    def __init__(self, starts: list[int]) -> None:
        text = _("These words stand in the text %(n)d times. Choose the place that is meant.")
        super().__init__({"place": text % {"n": len(starts)}})
        self.starts = starts


@transaction.atomic
def correct(
    *, article_id: int, actor: User, version: int, words: Words, account: Account, failed: int | None = None
) -> Correction:
    """Correct the signed-off version `version` of the article. `failed` is the number of the claim that went wrong.

    The next version is frozen and checked: what stands on the very same words keeps its verdict, what stands on others
    goes stale, what was cut is withdrawn. The old version keeps its sign-off and its report.
    """
    article = lock_article(article_id, actor=actor)
    require(may_correct(actor, article))
    before = article.head
    if before.number != version or not article.is_signed_off:
        raise Conflict(_("The article changed since this page was opened. Look at what changed, then correct it."))
    require(can_correct(actor, article))
    _require_account(account)
    start, old, new = _place(before, words)
    claim = _failed(article, failed)
    change = Change(before.text, edits_between(before.text, start, start + len(old), new))
    after = _next_version(article, before, change, actor)
    outcomes = carry_anchors(before, after, change)
    carry_marks(before, after, change)
    carry_reading(before, after, change)
    correction = Correction.objects.create(
        article=article,
        claim=claim,
        version_before=before,
        version_after=after,
        start=start,
        old_words=old,
        new_words=new,
        by=actor,
        **vars(account),
    )
    _record(correction, change, outcomes)
    _take_up(article, outcomes, claim, actor)
    return correction


def _require_account(account: Account) -> None:
    missing: dict[str, Text] = {}
    if not account.public_note.strip():
        missing["public_note"] = _("Say what readers are told.")
    if account.reported_at > timezone.now():
        missing["reported_at"] = _("This time is yet to come.")
    if missing:
        raise Refused(missing)


def _place(version: Version, words: Words) -> tuple[int, str, str]:
    """Where the printed words start, and both as the text holds them."""
    old, new = (one.replace("\r\n", "\n").strip() for one in (words.old, words.new))
    starts = find(version.text, old)
    if not starts:
        raise Refused({"old_words": _("These words are not in the text. Copy them from it, letter for letter.")})
    if len(starts) > 1 and words.start not in starts:
        raise SeveralPlaces(starts)
    start = words.start if words.start in starts else starts[0]
    if old == new:
        raise Refused({"new_words": _("These are the words that were printed.")})
    inside = any(block.start <= start and start + len(old) <= block.end for block in version.block_list())
    if not inside or "\n\n" in new:
        raise Refused({"old_words": _("A correction stays within one paragraph. Correct the others one by one.")})
    return (start, old, new) if new else (*_with_a_blank(version.text, start, old), new)


def _with_a_blank(text: str, start: int, old: str) -> tuple[int, str]:
    """Words that are cut take one of the blanks beside them along."""
    end = start + len(old)
    if text[start - 1 : start] == " " and (end == len(text) or text[end].isspace()):
        return start - 1, f" {old}"
    return start, f"{old} " if text[end : end + 1] == " " else old


def _failed(article: Article, number: int | None) -> Claim | None:
    if number is None:
        return None
    claim = Claim.objects.filter(article=article, number=number).exclude(state__in=SET_ASIDE).first()
    if claim is None:
        raise Refused({"claim": _("There is no claim %(number)d that was checked.") % {"number": number}})
    return claim


def _next_version(article: Article, before: Version, change: Change, actor: User) -> Version:
    """The article is opened first: nothing is added to one that is signed off."""
    blocks = change.blocks(before.block_list())
    if not blocks:
        raise Refused({"new_words": _("Nothing would be left of the text.")})
    move(article, "correct")
    document = Document(change.text, blocks)
    return freeze(article, document, number=before.number + 1, origin=Version.Origin.CORRECTION, actor=actor)


def _record(correction: Correction, change: Change, outcomes: Outcomes) -> None:
    counted = Counter(outcomes.values())
    changes: dict[str, object] = {
        "from": correction.version_before.number,
        "to": correction.version_after.number,
        "claim": correction.claim_id,
        "severity": correction.severity,
        "edits": len(change.edits),
        **{str(outcome): counted[outcome] for outcome in Outcome},
    }
    record(Action.CORRECTED, correction, actor=correction.by, changes=changes, rows=[correction])


def _take_up(article: Article, outcomes: Outcomes, failed: Claim | None, actor: User) -> None:
    """Open again what cannot stand as it is, and tell who worked on it."""
    changed = {pk for pk, outcome in outcomes.items() if outcome in {Outcome.REWORDED, Outcome.ORPHANED}}
    keys = changed | ({failed.pk} if failed else set())
    claims = (
        Claim.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk__in=keys)
        .exclude(state=ClaimState.WITHDRAWN)
    )
    for claim in claims.select_related("reviewer").order_by("number"):
        claim.article = article
        before, outcome = claim.state, outcomes[claim.pk]
        if outcome is Outcome.ORPHANED:
            touch(claim, "withdraw")
            action = Action.CLAIM_WITHDRAWN
        elif outcome is Outcome.REWORDED:
            _reword(claim)
            action = Action.CLAIM_REWORDED
        else:
            touch(claim, "reopen" if CLAIM_FLOW.allows("reopen", claim.state) else None)
            action = Action.CLAIM_REOPENED
        record(action, claim, actor=actor, changes={"from": before, "to": claim.state})
        finding = claim.findings.select_related("by").order_by("-pk").first()
        people = [claim.reviewer, finding.by if finding else None]
        notify(NoticeKind.CORRECTED, [person for person in people if person is not None], claim, by=actor)


def _reword(claim: Claim) -> None:
    """What was found, decided or dismissed spoke of other words. What lies elsewhere as a double stays there."""
    if CLAIM_FLOW.allows("go_stale", claim.state):
        touch(claim, "go_stale")
    elif claim.state == ClaimState.DISMISSED and claim.merged_into_id is None:
        touch(claim, "open_again", dismiss_reason="")
    else:
        touch(claim)
