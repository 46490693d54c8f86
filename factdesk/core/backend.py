"""Who signs in, and who it is on every request: the person, their roles and second factor, in one query."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from factdesk.core.models import Membership, User
from factdesk.core.prepared import prepared


class DeskBackend(ModelBackend):
    """Reads the roles with the person, afresh for each request: one that was taken away is gone on the next."""

    def get_user(self, user_id: Any) -> User | None:
        found: User | None = next(iter(prepared(_with_roles, user_id)), None)
        if found is None or not self.user_can_authenticate(found):
            return None
        found.roles = {row["desk"]: row["role"] for row in vars(found)["role_rows"]}
        found.factor_id = vars(found)["factor"]
        return found


def _with_roles(user_id: int) -> QuerySet[User]:
    roles = Membership.objects.filter(user=OuterRef("pk")).values(json=JSONObject(desk="desk_id", role="role"))
    return User.objects.annotate(role_rows=ArraySubquery(roles), factor=F("second_factor")).filter(pk=user_id)
