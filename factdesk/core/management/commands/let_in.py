"""The way back for who is locked out, the last editor of a desk among them: for whoever has the machine."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from axes.utils import reset
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factdesk.core.actions.passwords import let_in_again
from factdesk.core.models import User
from factdesk.core.throttling import account_key
from factdesk.core.views.start import start_path


class Command(BaseCommand):
    help = (
        "Lets a person in again: takes password and second factor away, ends every sign-in, opens a closed account, "
        "and prints a link by which they set a new password. On record."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *_args: Any, **options: Any) -> None:
        known = User.objects.filter(email=options["email"].lower(), is_system=False).first()
        if known is None:
            raise CommandError("There is nobody with this e-mail.")
        user = let_in_again(user_id=known.pk, actor=User.objects.system())
        reset(username=account_key(None, {"username": user.email}))
        self.stdout.write(f"{user.name} starts again here, once, within {settings.START_LINK_DAYS} days:")
        self.stdout.write(settings.DESK_URL + start_path(user))
