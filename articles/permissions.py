"""Who may bring articles in and see them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.models import Arrival, Article, Purge
from articles.states import ArticleState
from factdesk.core.models import Role, User
from factdesk.core.permissions import ALLOWED, Decision, refused


def can_bring_in(user: User, desk_id: int | None = None) -> Decision:
    """Editors bring articles in: on this desk, or without a desk named, on any of theirs."""
    roles = user.roles.values() if desk_id is None else [user.role_on(desk_id)]
    return ALLOWED if Role.EDITOR in roles else refused(_("Editors of the desk bring articles in."))


def can_look_over(user: User, arrival: Arrival) -> Decision:
    """Twin of `ArrivalQuerySet.visible_to`."""
    return can_bring_in(user, arrival.desk_id)


def can_open_original(user: User, article: Article) -> Decision:
    """What a text was read from may hold more than the text: comments, revisions, who wrote it."""
    if user.role_on(article.desk_id) in (Role.EDITOR, Role.REVIEWER):
        return ALLOWED
    return refused(_("Reviewers and editors of the desk open the original."))


def can_mark_confidential(user: User, article: Article) -> Decision:
    """Editors say what may leave the desk, also of an article that is signed off."""
    if user.role_on(article.desk_id) == Role.EDITOR:
        return ALLOWED
    return refused(_("Editors of the desk mark an article confidential."))


def can_view(user: User, article: Article) -> Decision:
    """Twin of `ArticleQuerySet.visible_to`."""
    if article.state == ArticleState.PURGED:
        return refused(_("This article was purged."))
    return ALLOWED if user.role_on(article.desk_id) else refused(_("This article belongs to another desk."))


def can_ask_to_purge(user: User, article: Article, standing: Purge | None) -> Decision:
    """`standing` is the purge that is asked for already, if there is one."""
    if user.role_on(article.desk_id) != Role.EDITOR:
        return refused(_("Editors of the desk ask for a purge."))
    return refused(_("This was asked for already.")) if standing else ALLOWED


def can_end_purge(user: User, article: Article, standing: Purge | None) -> Decision:
    """Who asked thinks better of it, or another editor says no."""
    if user.role_on(article.desk_id) != Role.EDITOR:
        return refused(_("Editors of the desk decide on a purge."))
    return ALLOWED if standing else refused(_("Nobody asked to purge this article, or it was ended."))


def can_approve_purge(user: User, article: Article, standing: Purge | None) -> Decision:
    """Another editor than who asked. Where there is none, the operator names a person (`approve_purge`)."""
    if not (allowed := can_end_purge(user, article, standing)):
        return allowed
    if standing is not None and standing.asked_by_id == user.pk:
        return refused(_("You asked for this, so another editor of the desk agrees to it."))
    return ALLOWED
