"""Seal the identities of confidential sources with the newest key, after the keys were changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claims.actions.secrets import reseal
from claims.models import SourceSecret
from factdesk.core.models import User


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        system = User.objects.system()
        sources = SourceSecret.objects.order_by("pk").values_list("source", flat=True)
        done = sum(reseal(source_id=source_id, actor=system) for source_id in list(sources))
        self.stdout.write(f"Sealed with the newest key: {done} {'identity' if done == 1 else 'identities'}.")
