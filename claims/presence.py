"""Who else has an article open now, and at which claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.models import Claim, Presence
from factdesk.core.errors import Missing
from factdesk.core.models import User

LEASE = dt.timedelta(seconds=60)  # three heartbeats of 20 s: who misses all of them is gone


@dataclass(frozen=True)
class Other:
    """One colleague in the same article."""

    user_id: int
    name: str
    number: int

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]


@dataclass(frozen=True)
class Company:
    """Everybody else in the article, as somebody at one of its claims sees them."""

    article_id: int
    number: int
    others: tuple[Other, ...]

    @property
    def here(self) -> list[Other]:
        return [other for other in self.others if other.number == self.number]

    @property
    def sentence(self) -> str:
        return here_too([other.first_name for other in self.here])

    @property
    def mark(self) -> str:
        """What a page that shows this need not be sent again."""
        return ",".join([str(self.number), *(f"{other.user_id}:{other.number}" for other in self.others)])


def company(user: User, claim_id: int) -> Company:
    """One query; Missing when the person may not know of the claim."""
    present = Presence.objects.filter(article=OuterRef("article"), seen_at__gt=timezone.now() - LEASE)
    others = (
        present.exclude(user=user)
        .order_by("user__name", "user")
        .values(other=JSONObject(user_id="user", name="user__name", number="claim__number"))
    )
    claim = Claim.objects.visible_to(user).filter(pk=claim_id).annotate(others=ArraySubquery(others))
    found = claim.values_list("article_id", "number", "others").first()
    if found is None:
        raise Missing
    article_id, number, rows = found
    return Company(article_id, number, tuple(Other(**row) for row in rows))


def here_too(names: Sequence[str]) -> str:
    """Who is at the same claim, in a sentence; empty when nobody is."""
    if not names:
        return ""
    if len(names) == 1:
        return _("%(name)s is here too") % {"name": names[0]}
    return _("%(names)s and %(last)s are here too") % {"names": ", ".join(names[:-1]), "last": names[-1]}
