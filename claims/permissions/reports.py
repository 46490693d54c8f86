"""Who reads a report, who takes one out of the desk, and in what form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from articles.models import Article
from claims.permissions.checking import is_checker, is_editor
from claims.vocabulary import Profile
from factdesk.core.models import User
from factdesk.core.permissions import ALLOWED, Decision, refused

NOT_SIGNED = _("The report opens for observers when the article is signed off.")
NOT_PUBLIC_YET = _("The public report is made when the article is signed off.")
FOR_EDITORS = _("An editor of the desk takes internal and legal reports. The public one is for everybody.")


def can_read_report(user: User, article: Article) -> Decision:
    """Who checks may read the draft; who observes, the report that was signed."""
    if is_checker(user, article) or (user.role_on(article.desk_id) and article.is_signed_off):
        return ALLOWED
    return refused(NOT_SIGNED)


def profile_on_screen(user: User, article: Article) -> Profile:
    """What the page of the report shows to whom: nobody takes it anywhere by reading it."""
    return Profile.INTERNAL if is_checker(user, article) else Profile.PUBLIC


def can_export(user: User, article: Article, profile: str) -> Decision:
    """Take a report out of the desk. What is internal leaves it by an editor only, who types the password again."""
    if not user.role_on(article.desk_id):
        return refused(_("Only people of the desk take its reports."))
    if profile == Profile.PUBLIC:
        return ALLOWED if article.is_signed_off else refused(NOT_PUBLIC_YET)
    if not is_editor(user, article):
        return refused(FOR_EDITORS)
    return ALLOWED


def can_read_issued(user: User, article: Article, profile: str, *, stands: bool) -> Decision:
    """A file that was issued. Public ones are for the whole desk, unless the sign-off was taken back; a correction
    takes none.
    """
    if is_editor(user, article):
        return ALLOWED
    if profile != Profile.PUBLIC:
        return refused(FOR_EDITORS)
    return ALLOWED if user.role_on(article.desk_id) and stands else refused(NOT_SIGNED)
