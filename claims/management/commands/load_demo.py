"""Fill an empty local desk with three articles to try everything on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.demo.load import load_demo
from factdesk.core.models import Desk


class Command(BaseCommand):
    help = "Loads the demo desk; only in local mode, and only where there is no desk yet."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The demo desk exists in local mode only.")
        if Desk.objects.exists():
            raise CommandError("There is a desk already; the demo is for an empty one.")
        load_demo()
        self.stdout.write("The demo desk is set up.")
