"""Make the role of the application and give it its rights; run by the owner of the tables after each migration."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from factdesk.core.rights import Unfit, grant, make_role


class Command(BaseCommand):
    help = "Gives the role that APP_DATABASE_URL names what the application needs, and no more."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        address = urlsplit(settings.APP_DATABASE_URL)
        if not address.username or not address.password:
            raise CommandError("APP_DATABASE_URL names no role with a password: postgres://role:password@host/name")
        role = unquote(address.username)
        if role == settings.DATABASES["default"]["USER"]:
            raise CommandError(f"{role} owns the tables. The application needs a role of its own.")
        make_role(role, unquote(address.password))
        try:
            grant(role)
        except Unfit as error:
            raise CommandError(f"{role} is a superuser, or owns tables: no right would hold it back.") from error
        self.stdout.write(f"{role} may do what the application does")
