"""Put a person on a desk; the password is read from the terminal or from standard input, never from arguments."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from factdesk.core.actions.desks import add_member
from factdesk.core.errors import DeskError
from factdesk.core.models import Desk, Role, User


class Command(BaseCommand):
    help = "Adds a person to a desk, or changes their role there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("desk")
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *_args: Any, **options: Any) -> None:
        desk = Desk.objects.filter(name__iexact=options["desk"]).first()
        if desk is None:
            raise CommandError(f"There is no desk {options['desk']}. Create it with create_desk.")
        try:
            validate_email(options["email"])
            password = None if self._known(options["email"]) else self._ask(options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        try:
            user = add_member(
                desk=desk,
                email=options["email"],
                name=options["name"],
                role=Role(options["role"]),
                password=password,
                actor=User.objects.system(),
            )
        except DeskError as error:
            raise CommandError(str(error.text)) from error
        self.stdout.write(f"{user.name} is {options['role']} on {desk.name}.")

    def _known(self, email: str) -> bool:
        return User.objects.filter(email__iexact=email).exists()

    def _ask(self, options: dict[str, Any]) -> str:
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        validate_password(password, User(email=options["email"], name=options["name"]))
        return password
