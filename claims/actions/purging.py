"""The end of an article: one editor asks, another person agrees, and no word of it is left."""

from __future__ import annotations

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Purge
from articles.permissions import can_approve_purge, can_ask_to_purge, can_end_purge
from articles.states import ARTICLE_FLOW
from claims.actions.locking import lock_article
from claims.issued import ORDER
from claims.models import ReportOrder
from claims.purging import delete_all, standing_purge
from factdesk.core import password
from factdesk.core.audit import Action, moving, record
from factdesk.core.errors import Conflict, Missing, Refused
from factdesk.core.models import Job, Membership, Role, User
from factdesk.core.permissions import Decision, refused, require

NOTHING = "-"
"""What a purged article is called: it must be called something."""


@transaction.atomic
def ask_for_purge(
    *, article_id: int, actor: User, ground: Purge.Ground, reason: str, password_at: dt.datetime | None
) -> Purge:
    """Ask to have every word of the article deleted. Nothing happens until another person agrees."""
    article = lock_article(article_id, actor=actor)
    require(can_ask_to_purge(actor, article, standing_purge(article)))
    _require_password(password_at)
    if not reason.strip():
        raise Refused({"reason": _("Say why. Who agrees reads it; with the article it is gone.")})
    purge = Purge.objects.create(article=article, ground=ground, reason=reason.strip(), asked_by=actor)
    changes = {"purge": purge.pk, "ground": str(ground)}
    record(Action.PURGE_ASKED, article, actor=actor, changes=changes, rows=[purge])
    return purge


@transaction.atomic
def end_purge(*, article_id: int, actor: User) -> Purge:
    """Who asked thinks better of it, or another editor says no. It can be asked for anew."""
    article = lock_article(article_id, actor=actor)
    purge = standing_purge(article)
    require(can_end_purge(actor, article, purge))
    assert purge is not None  # noqa: S101  narrows the type
    purge.withdrawn_by, purge.withdrawn_at, purge.reason = actor, timezone.now(), ""
    purge.save(update_fields=["withdrawn_by", "withdrawn_at", "reason"])
    record(Action.PURGE_WITHDRAWN, article, actor=actor, changes={"purge": purge.pk}, rows=[purge])
    return purge


@transaction.atomic
def approve_purge(*, article_id: int, actor: User, seen: int, password_at: dt.datetime | None) -> Purge:
    """Agree to what another editor asked, and do it. `seen` is the request that the page showed."""
    article = lock_article(article_id, actor=actor)
    purge = standing_purge(article)
    require(can_approve_purge(actor, article, purge))
    _require_password(password_at)
    if purge is None or purge.pk != seen:
        raise Conflict(_("This was ended and asked for anew. Load the page again and read why."))
    return _carry_out(article, purge, actor)


@transaction.atomic
def approve_as_operator(*, article_id: int, actor: User) -> Purge:
    """Agree on a desk that has no second editor: whoever runs the desk names another person with an account."""
    article = Article.objects.select_for_update(no_key=True).filter(pk=article_id).first()
    purge = standing_purge(article) if article else None
    if article is None or purge is None:
        raise Missing
    require(_stands_in(actor, article, purge))
    return _carry_out(article, purge, actor)


def _stands_in(actor: User, article: Article, purge: Purge) -> Decision:
    if actor.pk == purge.asked_by_id:
        return refused(_("This person asked for it. Another one agrees."))
    others = Membership.objects.filter(desk=article.desk_id, role=Role.EDITOR, user__is_active=True)
    if others.exclude(user=purge.asked_by_id).exclude(user=actor).exists():
        return refused(_("The desk has another editor, who agrees to it on the page."))
    return Decision(allowed=True)


def _require_password(password_at: dt.datetime | None) -> None:
    if not (fresh := password.counts(password_at)):
        raise Refused({"password": fresh.reason})


def _carry_out(article: Article, purge: Purge, actor: User) -> Purge:
    purge.approved_by, purge.approved_at = actor, timezone.now()
    purge.save(update_fields=["approved_by", "approved_at"])
    record(Action.PURGE_APPROVED, article, actor=actor, changes={"purge": purge.pk}, rows=[purge])
    _stop_reading(article)
    files = delete_all(article)
    before = article.state
    article.title, article.writer, article.state = NOTHING, "", ARTICLE_FLOW.after("purge", before)
    article.save(update_fields=["title", "writer", "state"])
    moving(article, "state", before, article.state)
    purge.purged_at, purge.reason = timezone.now(), ""
    purge.save(update_fields=["purged_at", "reason"])
    changes = {"purge": purge.pk, "files": len(files)}
    record(Action.ARTICLE_PURGED, article, actor=actor, changes=changes, rows=[purge])
    # A file whose row is gone and that could not be removed now goes with `sweep_files`.
    for shelf, name in files:
        transaction.on_commit(partial(shelf.remove, name), robust=True)
    return purge


def _stop_reading(article: Article) -> None:
    """A worker that reads the text or makes a report at this moment finds its hold gone, and writes nothing."""
    versions = article.versions.values_list("pk", flat=True)
    orders = ReportOrder.objects.filter(version__article=article).values_list("pk", flat=True)
    of_it = Q(kind="claims.propose", target_id__in=list(versions)) | Q(kind=ORDER, target_id__in=list(orders))
    Job.objects.filter(of_it, state__in=Job.UNFINISHED).update(
        state=Job.State.FAILED, error="Purged", lease_until=None, finished_at=timezone.now()
    )
