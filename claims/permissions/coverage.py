"""Who may say of a sentence that there is nothing to check, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.permissions.checking import checks
from factdesk.core.models import User
from factdesk.core.permissions import Decision, refused


def can_cover(user: User, article: Article) -> Decision:
    """Mark sentences as nothing to check, and take such marks back, whoever made them."""
    allowed = checks(user, article)
    if allowed and article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    return allowed
