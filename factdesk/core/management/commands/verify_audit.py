"""Read every chain of the audit trail and name the first line that somebody changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factdesk.core.audit import first_broken
from factdesk.core.models import AuditEntry


class Command(BaseCommand):
    help = "Verifies the hash chains of the audit trail; exits with 1 at the first broken line."

    def handle(self, *_args: Any, **_options: Any) -> None:
        entries = AuditEntry.objects.order_by("chain", "seq")
        broken = first_broken(entries.iterator(chunk_size=2000))
        if broken is not None:
            raise CommandError(f"Broken: {broken.chain}, line {broken.seq}, {broken.action} at {broken.at}")
        self.stdout.write(f"{entries.count()} lines, every chain unbroken")
