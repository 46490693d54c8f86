"""How a claim reads in the queue, and under which heading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.deadlines import Due, due
from claims.duty import flags
from claims.labels import kind_label, label
from claims.models import Claim
from claims.queue import COUNTED, Ask
from claims.rail import claim_url
from claims.states import ClaimState
from claims.vocabulary import Standing
from factdesk.core.models import User


@dataclass(frozen=True)
class Line:
    """One claim of the queue. `pick` is what its box sends: the claim, and the state it was shown in."""

    pick: str
    number: int
    url: str
    words: str
    article: str
    type_label: str
    standing: str
    standing_label: str
    reviewer: str
    flags: tuple[str, ...]
    proposed: bool
    own_finding: bool
    due: Due | None
    sent_back_by: str
    reason: str


@dataclass(frozen=True)
class Group:
    """Claims under one heading: an article with its deadline, or a day."""

    heading: str
    url: str
    due: Due | None
    lines: list[Line]


def line(claim: Claim, user: User, ask: Ask, now: dt.datetime) -> Line:
    """`claim` comes from `page_of`. Under its article's heading only a deadline of its own is told."""
    by_due = ask.order == "due"
    standing = Standing(claim.standing)
    returned = claim.sent_back.returned if claim.sent_back else None
    wanted = claim.due_at or (claim.article.due_at if by_due else None)
    return Line(
        pick=f"{claim.pk}:{claim.lock_version}",
        number=claim.number,
        url=claim_url(claim.article_id, claim.number),
        words=claim.exact,
        article=claim.article.title if by_due else "",
        type_label=kind_label(claim.type),
        standing=standing,
        standing_label=label(standing),
        reviewer=claim.reviewer.name if claim.reviewer else "",
        flags=tuple(flag for flag in flags(claim, claim.article.desk) if not (returned and flag == _("Sent back"))),
        proposed=claim.state == ClaimState.PROPOSED,
        own_finding=claim.state == ClaimState.FOUND and claim.finder_id == user.pk,
        due=due(wanted, now=now),
        sent_back_by=returned.by.name if returned else "",
        reason=returned.reason if returned else "",
    )


def grouped(claims: Sequence[Claim], user: User, ask: Ask) -> list[Group]:
    now = timezone.now()
    groups: dict[object, Group] = {}
    for claim in claims:
        if ask.order == "due":
            heading = _day(claim.due_at or claim.article.due_at, now)
            group = groups.setdefault(heading, Group(heading, "", None, []))
        else:
            article = claim.article
            url = reverse("workspace", kwargs={"article_id": article.pk})
            group = groups.setdefault(article.pk, Group(article.title, url, due(article.due_at, now=now), []))
        group.lines.append(line(claim, user, ask, now))
    return list(groups.values())


def _day(at: dt.datetime | None, now: dt.datetime) -> str:
    if at is None:
        return _("No deadline")
    if at <= now:
        return _("Late")
    days = (timezone.localtime(at).date() - timezone.localtime(now).date()).days
    return [_("Today"), _("Tomorrow"), _("Later")][min(days, 2)]


def summary(groups: Sequence[Group], total: int, ask: Ask, *, more: bool) -> str:
    """What lies on the table, in one sentence."""
    if not groups:
        return ""
    number = counted(total)
    if ask.order == "article" and not more and ask.page == 1:
        within = ngettext("in one article", "in %(n)d articles", len(groups)) % {"n": len(groups)}
        return ngettext("One claim %(within)s.", "%(number)s claims %(within)s.", total) % {
            "number": number,
            "within": within,
        }
    return ngettext("One claim.", "%(number)s claims.", total) % {"number": number}


def counted(total: int) -> str:
    """A count as far as it was counted: "1,000+"."""
    return f"{COUNTED:,}+" if total > COUNTED else f"{total:,}"
