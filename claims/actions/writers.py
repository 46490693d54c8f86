"""Saying who wrote an article, so that others check it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from claims.actions.locking import lock_article, touch
from claims.models import Claim, Finding, SecondRead, Verdict, Writer
from claims.permissions import can_name_writers
from claims.writers import KEPT
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Refused
from factdesk.core.models import Membership, User
from factdesk.core.permissions import require


@transaction.atomic
def name_writers(*, article_id: int, actor: User, seen: Collection[int], writers: Collection[int]) -> Article:
    """These people of the desk wrote or edited it. `seen` are those that the page showed.

    What they had, open or set aside, is free again. Refused for whoever found, read or decided something in it already.
    """
    article = lock_article(article_id, actor=actor)
    before = set(Writer.objects.filter(article=article).values_list("user_id", flat=True))
    wanted = set(writers)
    if before == wanted:
        return article
    require(can_name_writers(actor, article))
    if before != set(seen):
        raise Conflict(_("Somebody else changed who wrote it. Look again, then save."))
    came = _people(article, wanted - before)
    _refuse_checkers(article, came)
    Writer.objects.filter(article=article, user__in=before - wanted).delete()
    Writer.objects.bulk_create(Writer(article=article, user=person, added_by=actor) for person in came)
    vars(article)[KEPT] = sorted(wanted)
    record(Action.WRITERS_NAMED, article, actor=actor, changes={"from": sorted(before), "to": sorted(wanted)})
    for claim in Claim.objects.select_for_update(no_key=True).filter(article=article, reviewer__in=came):
        left = claim.reviewer_id
        touch(claim, reviewer=None)
        record(Action.CLAIM_ASSIGNED, claim, actor=actor, changes={"from": left, "to": None})
    return article


def _people(article: Article, keys: Collection[int]) -> list[User]:
    here = Membership.objects.filter(desk=article.desk_id, user__in=keys).values("user")
    found = list(User.objects.filter(pk__in=here, is_system=False).order_by("name", "pk"))
    if len(found) != len(keys):
        raise Refused({"writers": _("There is nobody by that name on this desk.")})
    return found


def _refuse_checkers(article: Article, people: list[User]) -> None:
    for rows in (Finding, SecondRead, Verdict):
        theirs = rows._default_manager.filter(claim__article=article, by__in=people)
        name = theirs.values_list("by__name", flat=True).first()
        if name is not None:
            text = _("%(name)s checked claims of this article, so somebody else wrote it.") % {"name": name}
            raise Refused({"writers": text})
