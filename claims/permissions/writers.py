"""Who says who wrote an article."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.permissions.checking import is_editor
from claims.writers import wrote
from factdesk.core.models import User
from factdesk.core.permissions import ALLOWED, Decision, refused


def can_name_writers(user: User, article: Article) -> Decision:
    """An editor of the desk, but none who wrote it: nobody frees themselves to check it."""
    if not is_editor(user, article):
        return refused(_("Editors of the desk say who wrote an article."))
    if wrote(user.pk, article):
        return refused(_("You wrote this article. Another editor changes who did."))
    if article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    return ALLOWED
