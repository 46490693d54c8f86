"""Sign an audit trail that is older than its keys. `prepare` and compose's migrations run it; it works once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from factdesk.core.adopting import adopt


class Command(BaseCommand):
    help = "Signs a trail from before there were keys as it is, once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = adopt()
        if count:
            self.stdout.write(f"{count} rows signed")
