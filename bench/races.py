"""What is lost when two people save on one claim at the same moment: `python -m bench.races --rounds 500`.

Starts a Postgres of its own and a web server in this process, on loopback only, and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import django
from django.core.management import call_command

from factdesk.local.layout import private_folder
from factdesk.local.postgres import Postgres

if TYPE_CHECKING:
    from tests.races import Score

MOST_ROUNDS = 2_000


def measure(rounds: int) -> Score:
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    from factdesk.core.models import Desk, Role
    from tests.factories import add_person, article_with_claims
    from tests.races import Race, Writer

    desk = Desk.objects.create(name="City")
    ada = add_person("Ada Verhoeven", desk, Role.EDITOR)
    people = [add_person(name, desk, Role.REVIEWER) for name in ("Ben Okoro", "Cleo Marsh")]
    _article, claims = article_with_claims(ada)
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    try:
        address = f"http://127.0.0.1:{server.port}"
        return Race(claims[0], {user.name: Writer(address, user) for user in people}).run(rounds)
    finally:
        server.terminate()


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.races", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--rounds", type=int, default=500, choices=range(1, MOST_ROUNDS + 1), metavar="N")
    rounds = parser.parse_args(arguments).rounds
    home = private_folder("factdesk-races-")
    server = Postgres(home / "postgres", home / "database", home / "postgres.log", dict(os.environ), throw_away=True)
    try:
        server.start()
        os.environ |= {"DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        os.environ |= {"DATA_DIR": str(home), "LOG_LEVEL": "CRITICAL"}
        django.setup()
        call_command("migrate", verbosity=0)
        begun = time.monotonic()
        score = measure(rounds)
        print(f"{score}; {time.monotonic() - begun:.0f} s", flush=True)
    finally:
        from django.db import connections

        connections.close_all()
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
    return 0 if score.clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
