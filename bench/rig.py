"""A desk of its own for a measurement: Postgres on a unix socket, migrated, gone afterwards."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command

from factdesk.local.layout import private_folder
from factdesk.local.postgres import Postgres


@contextmanager
def desk_of_its_own(name: str, settings: str) -> Iterator[Path]:
    """Django is set up inside, so import models only there. Yields the folder that goes with it."""
    home = private_folder(f"factdesk-{name}-")
    server = Postgres(home / "postgres", home / "database", home / "postgres.log", dict(os.environ), throw_away=True)
    try:
        server.start()
        os.environ |= {"DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": settings}
        os.environ |= {"DATA_DIR": str(home), "LOG_LEVEL": "ERROR"}
        django.setup()
        call_command("migrate", verbosity=0)
        yield home
    finally:
        from django.db import connections

        connections.close_all()
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
