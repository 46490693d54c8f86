"""Bring database and static files up to the code, in one process, so that a start is quick."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from factdesk.core.models import Desk


class Command(BaseCommand):
    help = "Migrates, collects static files and, on a local desk that is empty, loads the demo."

    def handle(self, *_args: Any, **_options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0, stdout=self.stderr)
        call_command("adopt_trail", stdout=self.stderr)
        call_command("collectstatic", interactive=False, verbosity=0, stdout=self.stderr)
        if settings.LOCAL and not Desk.objects.exists():
            call_command("load_demo", stdout=self.stderr)
