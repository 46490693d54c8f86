"""Set what a desk asks of its verdicts and sign-offs."""

from __future__ import annotations

from argparse import ArgumentParser, BooleanOptionalAction
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factdesk.core.actions.desks import set_rules
from factdesk.core.models import Desk, SecondReadRule, User
from factdesk.core.rules import Rules


class Command(BaseCommand):
    help = "Shows the rules of a desk, and changes those that are named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("desk")
        parser.add_argument("--second-read", choices=SecondReadRule.values, help="of which claims")
        parser.add_argument(
            "--blind-second-read", action=BooleanOptionalAction, help="second readers do not see the finding"
        )
        parser.add_argument(
            "--decides-alone", action=BooleanOptionalAction, help="a small desk: with a reason that is printed"
        )
        parser.add_argument(
            "--demands-coverage", action=BooleanOptionalAction, help="sign-off waits for every sentence"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        desk = Desk.objects.filter(name__iexact=options["desk"]).first()
        if desk is None:
            raise CommandError(f"There is no desk called {options['desk']}.")
        rules = Rules.of(desk)
        named = {name: options[name] for name in vars(rules) if options[name] is not None}
        desk = set_rules(desk_id=desk.pk, rules=replace(rules, **named), actor=User.objects.system())
        yes = {True: "yes", False: "no"}
        self.stdout.write(f"Second read of {desk.get_second_read_display()}, blind: {yes[desk.blind_second_read]}.")
        self.stdout.write(f"Decides alone: {yes[desk.decides_alone]}.")
        self.stdout.write(f"Sign-off waits for every sentence: {yes[desk.demands_coverage]}.")
