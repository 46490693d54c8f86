"""Who corrects what was published, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.permissions.checking import is_editor
from claims.writers import wrote
from factdesk.core.models import User
from factdesk.core.permissions import ALLOWED, Decision, refused


def may_correct(user: User, article: Article) -> Decision:
    """Whoever signs may correct, whatever stands in the article now."""
    if not is_editor(user, article):
        return refused(_("An editor of the desk corrects an article."))
    if wrote(user.pk, article):
        return refused(_("You wrote this article, so another editor corrects it."))
    return ALLOWED


def can_correct(user: User, article: Article) -> Decision:
    """Put words right that were signed off. Before the sign-off the writer changes the draft."""
    allowed = may_correct(user, article)
    if allowed and not article.is_signed_off:
        return refused(_("This version is not signed off. A correction is for what was published."))
    return allowed
