"""What a person did last in an article, and whether it can still be taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from articles.models import Article
from factdesk.core.audit import Action
from factdesk.core.models import AuditEntry, User

WITHIN = dt.timedelta(minutes=10)
# What has a way back that loses nothing: the rows stay, only where the claim stands is set back. Evidence is retracted.
# A logged attempt has none: it says that somebody asked, which stays true whatever they think of it a minute later,
# and no row could take it back without saying that they did not.
UNDOABLE = frozenset(
    {
        Action.CLAIM_ACCEPTED,
        Action.CLAIM_DISMISSED,
        Action.CLAIM_MERGED,
        Action.EVIDENCE_ADDED,
        Action.FINDING_RECORDED,
        Action.VERDICT_GIVEN,
    }
)
# Lines on the other claim of a change that has its own line.
ECHOES = frozenset({Action.SPLIT_OFF, Action.PLACES_TAKEN_OVER, Action.PLACES_GIVEN_BACK})


@dataclass(frozen=True)
class LastDone:
    """A person's newest line on a claim, and the first line on that claim after it, whoever wrote it."""

    entry: AuditEntry
    followed_by: AuditEntry | None


def last_done(article: Article, actor: User) -> LastDone | None:
    """The newest thing the person did to a claim of the article and has not taken back; None after ten minutes."""
    recent = AuditEntry.objects.filter(
        chain=article.audit_chain, object_type="claim", at__gt=timezone.now() - WITHIN
    ).select_related("actor")
    entries = list(recent.order_by("seq"))
    taken_back = {entry.changes["undone"] for entry in entries if entry.action == Action.CLAIM_UNDONE}
    standing = [entry for entry in entries if entry.action != Action.CLAIM_UNDONE and entry.seq not in taken_back]
    own = [entry for entry in standing if entry.actor_id == actor.pk and entry.action not in ECHOES]
    if not own:
        return None
    last = own[-1]
    after = (entry for entry in standing if entry.object_id == last.object_id and entry.seq > last.seq)
    return LastDone(last, next(after, None))
