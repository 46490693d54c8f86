"""Write down what a report in JSON may hold, from the parts that it is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand

from claims.reports.formats.json import json_schema

TARGET = Path("docs") / "report.schema.json"


class Command(BaseCommand):
    help = "Writes docs/report.schema.json."

    def handle(self, *_args: Any, **_options: Any) -> None:
        (settings.BASE_DIR / TARGET).write_bytes(written())
        self.stdout.write(f"{TARGET} written")


def written() -> bytes:
    """The file as it is committed."""
    return msgspec.json.format(msgspec.json.encode(json_schema()), indent=2) + b"\n"
