"""Let the operator's language model read a desk's articles too, or no longer."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factdesk.core.actions.desks import use_model_endpoint
from factdesk.core.models import Desk, User


class Command(BaseCommand):
    help = "Switches the model endpoint on or off for a desk. Articles marked confidential are never sent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("desk")
        parser.add_argument("switch", choices=["on", "off"])

    def handle(self, *_args: Any, **options: Any) -> None:
        known = Desk.objects.filter(name__iexact=options["desk"]).first()
        if known is None:
            raise CommandError(f"There is no desk called {options['desk']}.")
        desk = use_model_endpoint(desk_id=known.pk, on=options["switch"] == "on", actor=User.objects.system())
        if not desk.uses_model_endpoint:
            self.stdout.write(f"Texts of {desk.name} stay in the house.")
            return
        self.stdout.write(f"Texts of {desk.name} go to the model endpoint, but for articles marked confidential.")
        if not settings.MODEL_ENDPOINT_URL:
            self.stderr.write("No endpoint is named yet: MODEL_ENDPOINT_URL is empty here (docs/operations.md).")
