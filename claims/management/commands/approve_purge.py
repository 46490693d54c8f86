"""Agree to a purge on a desk without a second editor: `./run approve_purge 12 ines@example.org`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.actions.purging import approve_as_operator
from factdesk.core.errors import DeskError
from factdesk.core.models import User


class Command(BaseCommand):
    help = "Purges an article that the only editor of its desk asked to purge; the account named is who agrees."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", type=int, help="the article's number, from its address")
        parser.add_argument("email", help="account of the second person")
        parser.add_argument("--yes", action="store_true", help="do it; without this nothing is done")

    def handle(self, *_args: Any, **options: Any) -> None:
        actor = User.objects.filter(email__iexact=options["email"], is_system=False, is_active=True).first()
        if actor is None:
            raise CommandError("There is no such account; add_member makes one.")
        if not options["yes"]:
            raise CommandError("This cannot be undone. Say --yes to purge the article.")
        try:
            approve_as_operator(article_id=options["article"], actor=actor)
        except DeskError as error:
            raise CommandError(str(error.text)) from error
        self.stdout.write(f"Article {options['article']} is purged.")
