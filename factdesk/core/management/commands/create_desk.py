"""Set up a desk from the command line; people come with `add_member`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factdesk.core.actions.desks import create_desk
from factdesk.core.errors import DeskError
from factdesk.core.models import User


class Command(BaseCommand):
    help = "Creates a desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            desk = create_desk(name=options["name"], actor=User.objects.system())
        except DeskError as error:
            raise CommandError(str(error.text)) from error
        self.stdout.write(f"Desk {desk.name} is there. Put people on it with add_member.")
