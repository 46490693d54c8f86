"""What the newest run offers an article's desk, and what its readers have to know about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.actions.proposals import reach_of
from claims.models import REACHES, ProposalRun
from claims.permissions import can_set_reach
from factdesk.core.models import User
from factdesk.core.permissions import Decision

NOTICES = {
    "basic_detector": _(
        "Basic detector: the desk’s trained reader is not installed here, so these claims were found by cues alone."
        " Expect to add more of them yourself."
    ),
    "not_english": _(
        "This text is not in English. Claims are ranked for English; here they were found by figures, dates and names"
        " alone. Expect to add more of them yourself."
    ),
}


@dataclass(frozen=True)
class Choice:
    """A reach and how many sentences it offers."""

    code: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class Offer:
    """How much of what was found is shown, who may change that, and notices in newsroom words."""

    sentences: int
    choices: tuple[Choice, ...]
    notices: tuple[str, ...]
    allowed: Decision
    url: str


def offer(article: Article, user: User) -> Offer | None:
    """Two queries, whatever the length of the text; nothing before the article was read."""
    run = (
        ProposalRun.objects.filter(version=article.head)
        .order_by("-pk")
        .values("sentences", "notices", "reading__counts")
        .first()
    )
    if run is None:
        return None
    counts, current = run["reading__counts"] or {}, reach_of(article)
    return Offer(
        sentences=run["sentences"],
        choices=tuple(
            Choice(code, str(label), counts[code], code == current) for code, label in REACHES if code in counts
        ),
        notices=tuple(str(NOTICES[code]) for code, *_rest in run["notices"] if code in NOTICES),
        allowed=can_set_reach(user, article),
        url=reverse("reach", kwargs={"article_id": article.pk}),
    )
