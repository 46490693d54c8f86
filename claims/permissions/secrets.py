"""Who may know who a confidential source is. By name, for each source: no role opens it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from claims.models import SourceGrant
from claims.permissions.checking import CHECKERS
from factdesk.core.models import User
from factdesk.core.permissions import ALLOWED, Decision, refused


def sees_sources(user: User, desk_id: int) -> Decision:
    """Know that a confidential source is there, under its pseudonym; twin of `SourceQuerySet.confidential_for`."""
    if user.role_on(desk_id) in CHECKERS:
        return ALLOWED
    return refused(_("Confidential sources are held by the editor."))


def can_read_identity(grant: SourceGrant | None) -> Decision:
    """`grant` is the person's live one. An editor without it reads as little as anybody."""
    if grant is not None:
        return ALLOWED
    return refused(_("Only the people named here may read who this is. Each of them can name you."))


def can_grant(grant: SourceGrant | None) -> Decision:
    if grant is not None:
        return ALLOWED
    return refused(_("Only who may read the identity lets others read it."))


def can_quote(grant: SourceGrant | None) -> Decision:
    """Put evidence under a pseudonym that is there already."""
    if grant is not None:
        return ALLOWED
    return refused(_("This is the name of a confidential source. Only who knows that source adds its words."))


def can_take_back(user: User, own: SourceGrant | None, grant: SourceGrant, *, entered_by: int, others: int) -> Decision:
    """A grant is taken back by who gave it, who entered the identity, or who holds it; the last one by nobody."""
    if own is None:
        return can_grant(own)
    if own == grant and not others:
        return refused(_("You are the last who can read it. Name somebody else first."))
    if user.pk in {grant.granted_by_id, grant.user_id, entered_by}:
        return ALLOWED
    return refused(_("Who gave it, who holds it, or who entered the identity takes it back."))
