"""What tests of corrections have in common: an article that was signed off, and a correction of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from articles.models import Article
from claims.actions.correcting import Account, Words, correct
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.models import Anchor, Claim, Correction
from claims.vocabulary import RootCause, Severity
from factdesk.core.models import User
from tests.factories import commit

BUDGET = "The city council approved the budget of 31 million euros for tram line 4 on Monday."
CLOSED = "The line was closed in 1974 after the number of passengers had fallen by 60 per cent."


def account(**facts: Any) -> Account:
    given: dict[str, Any] = {
        "severity": Severity.SECONDARY,
        "root_cause": RootCause.MISREAD_SOURCE,
        "public_note": "The budget is 34 million euros. We misread the table.",
        "reported_at": timezone.now() - dt.timedelta(hours=1),
        "reported_by": "Hedda Quist, a reader",
    }
    return Account(**given | facts)


def corrected(article: Article, by: User, old: str, new: str, *, failed: int | None = None, **facts: Any) -> Correction:
    start = facts.pop("start", None)
    article = Article.objects.get(pk=article.pk)
    made = correct(
        article_id=article.pk,
        actor=by,
        version=article.head.number,
        words=Words(old, new, start),
        account=account(**facts),
        failed=failed,
    )
    commit()
    return made


def signed(article: Article, by: User, reason: str = "") -> None:
    article = Article.objects.get(pk=article.pk)
    seen = verdict_set_hash(article)
    sign_off(article_id=article.pk, actor=by, seen=seen, override_reason=reason, confirmed=bool(reason))


def on(article: Article, words: str) -> Claim:
    """The claim on words of the article's newest version."""
    head = Article.objects.get(pk=article.pk).head
    return Claim.objects.get(
        anchors__version=head, anchors__exact__contains=words, anchors__is_primary=True, anchors__retired_at=None
    )


def place(claim: Claim) -> Anchor:
    return claim.anchors.standing().filter(is_primary=True).order_by("-version__number")[0]
