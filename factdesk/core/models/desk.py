"""A desk is what people share and what keeps their work apart from everyone else's."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factdesk.core.triggers import frozen_fields, keeps_an_editor


class Role(models.TextChoices):
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    OBSERVER = "observer", _("observer")


class SecondReadRule(models.TextChoices):
    """Which findings somebody else reads before an editor decides."""

    NONE = "none", _("no claim")
    LEGAL = "legal", _("claims that a lawyer reads")
    ALL = "all", _("every claim")


class Desk(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    # Whether texts of this desk may be read by the language model that the operator named; articles marked
    # confidential never are.
    uses_model_endpoint = models.BooleanField(_("asks a model endpoint"), default=False)
    # The rules of the desk, which Postgres holds it to (docs/workflow.md).
    second_read = models.CharField(
        _("second read of"), max_length=5, choices=SecondReadRule, default=SecondReadRule.NONE
    )
    blind_second_read = models.BooleanField(_("second readers do not see the finding"), default=False)
    decides_alone = models.BooleanField(_("decides alone, with a reason that is printed"), default=False)
    demands_coverage = models.BooleanField(_("signs when every sentence is accounted for"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(second_read__in=SecondReadRule.values), name="known_second_read_rule"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_chain(self) -> str:
        return f"desk:{self.pk}"


class Membership(models.Model):
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "user"], name="one_role_per_desk"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_role"),
        ]
        triggers = [keeps_an_editor(), frozen_fields(["desk", "user"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.desk_id}"
