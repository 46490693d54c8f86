"""Claims of somebody who no longer checks on a desk: they are nobody's again, and say so."""

from __future__ import annotations

from articles.models import Article
from articles.states import ArticleState
from claims.actions.locking import touch
from claims.models import Claim
from claims.states import OPEN_STATES
from factdesk.core.audit import Action, record
from factdesk.core.leaving import on_leaving
from factdesk.core.models import User


@on_leaving
def free_claims(*, desk_id: int, user_id: int, actor: User) -> int:
    """Every claim that still waits for their finding goes to nobody, with a line each. What they found stays theirs.

    Articles come before claims and in order, as everywhere, so that nobody waits in a circle.
    """
    theirs = Claim.objects.filter(reviewer=user_id, state__in=OPEN_STATES, article__desk=desk_id)
    articles = Article.objects.filter(pk__in=theirs.values("article")).exclude(state=ArticleState.SIGNED_OFF)
    held = {article.pk: article for article in articles.order_by("pk").select_for_update(no_key=True)}
    claims = list(theirs.filter(article__in=held).order_by("pk").select_for_update(no_key=True, of=("self",)))
    for claim in claims:
        claim.article = held[claim.article_id]
        touch(claim, reviewer=None)
        record(Action.CLAIM_ASSIGNED, claim, actor=actor, changes={"from": user_id, "to": None})
    return len(claims)
