"""Who may bring articles in and see them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from factdesk.core.models import Role, User
from factdesk.core.permissions import ALLOWED, Decision, refused


def can_bring_in(user: User, desk_id: int | None = None) -> Decision:
    """Editors bring articles in: on this desk, or without a desk named, on any of theirs."""
    roles = user.roles.values() if desk_id is None else [user.role_on(desk_id)]
    return ALLOWED if Role.EDITOR in roles else refused(_("Editors of the desk bring articles in."))


def can_mark_confidential(user: User, article: Article) -> Decision:
    """Editors say what may leave the desk, also of an article that is signed off."""
    if user.role_on(article.desk_id) == Role.EDITOR:
        return ALLOWED
    return refused(_("Editors of the desk mark an article confidential."))


def can_view(user: User, article: Article) -> Decision:
    """Twin of `ArticleQuerySet.visible_to`."""
    return ALLOWED if user.role_on(article.desk_id) else refused(_("This article belongs to another desk."))
