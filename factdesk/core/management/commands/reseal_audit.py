"""After a new key came first in AUDIT_KEYS: sign the ends of all chains with it, if the trail is whole."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from factdesk.core.keys import newest
from factdesk.core.models import AuditChain
from factdesk.core.verifying import verify


class Command(BaseCommand):
    help = "Signs the ends of all chains with the newest key, once the trail is verified."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        ends = list(AuditChain.objects.select_for_update().exclude(key=newest().name).order_by("place"))
        _trail, fault = verify()
        if fault:
            raise CommandError(f"Broken: {fault.text}. Nothing was signed.")
        for end in ends:
            end.sign()
            end.save(update_fields=["key", "seal"])
        self.stdout.write(f"{len(ends)} chains signed with the newest key")
