"""Saying that one is here, while one is."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from claims.models import Presence
from claims.presence import Company, company
from factdesk.core.models import User


@transaction.atomic
def be_here(*, claim_id: int, actor: User) -> Company:
    """Hold the place at this claim for another minute; who else is in the article.

    It overwrites where the person was before and leaves no trace of that: looking is nobody's business later.
    """
    found = company(actor, claim_id)
    here = Presence(user=actor, article_id=found.article_id, claim_id=claim_id, seen_at=timezone.now())
    Presence.objects.bulk_create(
        [here], update_conflicts=True, unique_fields=["user", "article"], update_fields=["claim", "seen_at"]
    )
    return found
