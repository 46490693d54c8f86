"""Who signs in, and who it is on every request: the person and their roles, in one query."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from factdesk.core.models import Membership, User


class DeskBackend(ModelBackend):
    """Reads the roles with the person, afresh for each request: one that was taken away is gone on the next."""

    def get_user(self, user_id: Any) -> User | None:
        roles = Membership.objects.filter(user=OuterRef("pk")).values(json=JSONObject(desk="desk_id", role="role"))
        found = User.objects.annotate(role_rows=ArraySubquery(roles)).filter(pk=user_id).first()
        if found is None or not self.user_can_authenticate(found):
            return None
        found.roles = {row["desk"]: row["role"] for row in found.role_rows}
        return found
