"""Who asks for a reply, writes down what came, and says that the copy is fair to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.models import ReplyRequest
from claims.permissions.checking import is_checker, is_editor
from claims.states import ReplyState
from factdesk.core.models import User
from factdesk.core.permissions import ALLOWED, Decision, refused


def can_ask_for_reply(user: User, article: Article) -> Decision:
    allowed = is_checker(user, article)
    if allowed and article.is_signed_off:
        return refused(_("This version is signed off. An editor can take the sign-off back."))
    return allowed


def can_record_reply(user: User, request: ReplyRequest) -> Decision:
    """Attempts and answers, also after the sign-off: answers come when they come."""
    if not (checker := is_checker(user, request.article)):
        return checker
    if request.state == ReplyState.ANSWERED:
        return refused(_("The answer is written down. What comes later is a new request."))
    return ALLOWED


def can_reflect(user: User, request: ReplyRequest) -> Decision:
    """Say that the copy tells the reply fairly, or no longer does."""
    if not is_editor(user, request.article):
        return refused(_("An editor says whether the copy reflects the reply."))
    if request.state == ReplyState.OPEN:
        return refused(_("There is no answer yet."))
    return ALLOWED
