"""Seal confidential identities, and the second factors of people, with the newest key after the keys were changed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from claims.actions.secrets import reseal
from claims.models import SourceSecret
from factdesk.core.actions.factors import reseal_factor
from factdesk.core.models import SecondFactor, User


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        system = User.objects.system()
        sources = SourceSecret.objects.order_by("pk").values_list("source", flat=True)
        done = sum(reseal(source_id=source_id, actor=system) for source_id in list(sources))
        factors = list(SecondFactor.objects.order_by("pk").values_list("pk", flat=True))
        again = sum(reseal_factor(factor_id=factor_id) for factor_id in factors)
        self.stdout.write(f"Sealed with the newest key: {done} {'identity' if done == 1 else 'identities'}.")
        self.stdout.write(f"And {again} second {'factor' if again == 1 else 'factors'} of people.")
