"""Who acts when somebody works from the terminal."""

from __future__ import annotations

from django.core.management.base import CommandError

from factdesk.core.models import Membership, Role, User


def editor_of(desk: str | None, email: str | None) -> tuple[User, int]:
    """An editor and the id of their desk: those that are named, else the first there are."""
    members = Membership.objects.filter(role=Role.EDITOR, user__is_active=True).select_related("user")
    if desk:
        members = members.filter(desk__name__iexact=desk)
    if email:
        members = members.filter(user__email__iexact=email)
    member = members.order_by("pk").first()
    if member is None:
        raise CommandError("No desk with such an editor. Set one up with create_desk and add_member.")
    return member.user, member.desk_id
