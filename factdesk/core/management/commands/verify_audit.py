"""Read every chain of the audit trail and what it vouches for, and name the first row that somebody changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factdesk.core.audit import Action
from factdesk.core.models import AuditEntry
from factdesk.core.verifying import verify


class Command(BaseCommand):
    help = "Verifies the audit trail, its chains and the rows they vouch for; exits with 1 at the first broken one."

    def handle(self, *_args: Any, **_options: Any) -> None:
        trail, fault = verify()
        if fault is not None:
            raise CommandError(f"Broken: {fault.text}")
        self.stdout.write(f"{trail.lines} lines, every chain unbroken; {len(trail.rows)} rows as their lines left them")
        old = sum(trail.plain.values())
        if old:
            adopted = AuditEntry.objects.filter(action=Action.TRAIL_ADOPTED).order_by("pk").first()
            since = f", signed as they were on {adopted.at:%Y-%m-%d %H:%M} UTC" if adopted else ""
            self.stdout.write(f"{old} lines are older than the trail's keys{since}")
