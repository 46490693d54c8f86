"""Who may read and write in the threads of a claim."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.models import Claim, Comment, Thread
from claims.permissions.checking import CHECKERS
from claims.states import ClaimState
from factdesk.core.models import Role, User
from factdesk.core.permissions import ALLOWED, Decision, refused


def can_discuss(user: User, claim: Claim) -> Decision:
    """Write about the claim. After the sign-off editors alone: why a sign-off should be taken back has to be said
    somewhere, while a reviewer's word then would be seen by nobody who waits for it.
    """
    article: Article = claim.article
    role = user.role_on(article.desk_id)
    if role not in CHECKERS:
        return refused(_("You observe this desk. Reviewers and editors write about claims."))
    if claim.state == ClaimState.HELD:
        return refused(_("This proposal is held back. Show more proposals to write about it."))
    if article.is_signed_off and role != Role.EDITOR:
        return refused(_("This version is signed off. Editors of the desk can still write about it."))
    return ALLOWED


def can_read_thread(user: User, thread: Thread) -> Decision:
    """Twin of `ThreadQuerySet.visible_to`."""
    role = user.role_on(thread.claim.article.desk_id)
    if role is None:
        return refused(_("This article belongs to another desk."))
    if not thread.privileged or role == Role.EDITOR:
        return ALLOWED
    comments = thread.comments.all()
    if comments.filter(by=user).exists() or comments.filter(mentions__user=user).exists():
        return ALLOWED
    return refused(_("Privileged: for the editors of the desk and for those who were called in."))


def can_write_in(user: User, thread: Thread) -> Decision:
    """Answer, resolve, open again."""
    return can_discuss(user, thread.claim) and can_read_thread(user, thread)


def can_edit_comment(user: User, comment: Comment) -> Decision:
    """One's own words, as long as one may write here at all."""
    if not (allowed := can_discuss(user, comment.thread.claim)):
        return allowed
    return ALLOWED if comment.by_id == user.pk else refused(_("People correct their own words only."))
