"""A person who signs in, or the system that proposes."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from factdesk.core.models.desk import Role

SYSTEM_EMAIL = "proposer@factdesk.invalid"


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, email: str, name: str, password: str | None = None) -> User:
        user = self.model(email=email.lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower(), is_system=False)

    def system(self) -> User:
        """The one author of proposals. It has no password and the database lets it judge nothing."""
        user, _created = self.get_or_create(
            email=SYSTEM_EMAIL, defaults={"name": "FactDesk", "is_system": True, "password": "!"}
        )
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="one_spelling_of_an_email")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.partition(" ")[0]

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()

    @cached_property
    def roles(self) -> dict[int, str]:
        """Desk id → role. Read once for each request, so a role taken away is gone on the next."""
        return dict(self.memberships.values_list("desk_id", "role"))

    @cached_property
    def factor_id(self) -> int | None:
        """Which second factor they have, if any. Read with the roles."""
        return type(self).objects.filter(pk=self.pk).values_list("second_factor", flat=True).first()

    @property
    def audit_chain(self) -> str:
        return f"person:{self.pk}"

    @property
    def is_editor(self) -> bool:
        return Role.EDITOR in self.roles.values()

    def role_on(self, desk_id: int) -> str | None:
        return self.roles.get(desk_id)
