"""What the newest run offers an article's desk, and what its readers have to know about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.actions.proposals import reach_of
from claims.models import REACHES
from claims.permissions import can_propose_again, can_set_reach, may_send
from claims.runs import NewestReading
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
    "endpoint_failed": _("The model endpoint did not answer; claims were proposed by this desk alone."),
    "endpoint_missing": _(
        "This desk asks a language model, but none is set up here; claims were proposed by this desk alone."
    ),
    "endpoint_partly": _(
        "The model endpoint read %(0)s of %(1)s sentences; claims in the others were proposed by this desk alone."
    ),
    "endpoint_confidential": _(
        "This article was confidential when it was read: claims were proposed by this desk alone, no language model was"
        " asked."
    ),
    "endpoint_used": _("A language model was asked too. Every word that it points at was compared with this text."),
    "endpoint_refused": _("%(0)s of %(1)s claims of the language model were refused: not in the text."),
}
QUIET = {"endpoint_confidential", "endpoint_used", "endpoint_refused"}  # nothing is wrong; it is only good to know
AGAIN = {"endpoint_failed", "endpoint_partly", "endpoint_missing", "endpoint_confidential"}


@dataclass(frozen=True)
class Choice:
    """A reach and how many sentences it offers."""

    code: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class NoticeLine:
    """What a reader has to know; `warn` when it asks for more care."""

    text: str
    warn: bool


@dataclass(frozen=True)
class Offer:
    """How much of what was found is shown, who may change that, and notices in newsroom words."""

    sentences: int
    choices: tuple[Choice, ...]
    notices: tuple[NoticeLine, ...]
    ask_again: Decision | None
    allowed: Decision
    url: str


def offer(article: Article, user: User, reading: NewestReading | None) -> Offer | None:
    """One query, whatever the length of the text; nothing before the article was read."""
    if reading is None:
        return None
    counts, current = reading.counts, reach_of(article)
    return Offer(
        sentences=len(reading.sentences),
        choices=tuple(
            Choice(code, str(label), counts[code], code == current) for code, label in REACHES if code in counts
        ),
        notices=tuple(_notice(code, *numbers) for code, *numbers in reading.notices if code in NOTICES),
        ask_again=_ask_again(article, user, {code for code, *_numbers in reading.notices}),
        allowed=can_set_reach(user, article),
        url=reverse("reach", kwargs={"article_id": article.pk}),
    )


def _notice(code: str, *numbers: int) -> NoticeLine:
    text = str(NOTICES[code]) % {str(place): number for place, number in enumerate(numbers)}
    return NoticeLine(text, warn=code not in QUIET)


def _ask_again(article: Article, user: User, codes: set[str]) -> Decision | None:
    """Whether to draw the button that asks the endpoint once more: where it did not read, and the text may go now."""
    if not codes & AGAIN or not may_send(article, article.desk):
        return None
    return can_propose_again(user, article)
