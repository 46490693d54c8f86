"""Database and broker of one desk: the embedded pair, or the addresses the environment gives."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from factdesk.local.layout import Layout
from factdesk.local.postgres import Postgres, data_folder
from factdesk.local.valkey import Valkey

DATABASE_GIVEN = ("DATABASE_URL", "DATABASE_URL_FILE")
BROKER_GIVEN = ("BROKER_URL", "BROKER_URL_FILE")


def given(names: tuple[str, ...], env: Mapping[str, str]) -> bool:
    return any(env.get(name) for name in names)


def given_mark(env: Mapping[str, str]) -> str:
    """Tells whether two desks were given the same addresses, without writing a password down."""
    words = [f"{name}={env.get(name, '')}" for name in (*DATABASE_GIVEN, *BROKER_GIVEN)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest() if any(not w.endswith("=") for w in words) else ""


def desk_environment(layout: Layout, base: Mapping[str, str]) -> dict[str, str]:
    """What every program of the desk is told, before the addresses of database and broker are known."""
    env = {**base, "FACTDESK_MODE": "local", "PYTHONUNBUFFERED": "1"}
    env.pop("DJANGO_SETTINGS_MODULE", None)  # of another project, left in the person's shell
    env["DATA_DIR"] = base.get("DATA_DIR") or str(layout.var)
    if not given(("SECRET_KEY", "SECRET_KEY_FILE"), base):
        env["SECRET_KEY_FILE"] = str(layout.secret_key)
    return env


@dataclass
class Services:
    """Starts and stops what is embedded; `addresses` is what the programs of the desk need to reach both."""

    database: Postgres | None = None
    broker: Valkey | None = None
    addresses: dict[str, str] = field(default_factory=dict)
    short_lived: Path | None = None

    def start(self) -> None:
        for server in (self.broker, self.database):
            if server is not None:
                server.start()

    def stop(self) -> None:
        for server in (self.broker, self.database):
            if server is not None:
                server.stop()
        if self.short_lived is not None:
            shutil.rmtree(self.short_lived, ignore_errors=True)


def desk_services(layout: Layout, base: Mapping[str, str], stopping: Callable[[], bool]) -> Services:
    """The lasting pair of a desk, its rows in `var` (see `data_folder`)."""
    sockets = layout.socket_home()
    services = Services(short_lived=None if sockets == layout.run else sockets)
    if not given(DATABASE_GIVEN, base):
        services.database = Postgres(
            data=data_folder(layout),
            sockets=sockets / "database",
            log=layout.log("postgres"),
            env=base,
            stopping=stopping,
        )
        services.addresses["DATABASE_URL"] = services.database.url
    if not given(BROKER_GIVEN, base):
        services.broker = Valkey(sockets / "broker.sock", layout.log("valkey"), base, stopping)
        services.addresses["BROKER_URL"] = services.broker.url
    return services


def throw_away_services(home: Path, base: Mapping[str, str], stopping: Callable[[], bool]) -> Services:
    """A pair for one run of the tests: quick, and gone with its folder."""
    services = Services(short_lived=home)
    if not given(DATABASE_GIVEN, base):
        services.database = Postgres(
            data=home / "postgres",
            sockets=home / "database",
            log=home / "postgres.log",
            env=base,
            throw_away=True,
            stopping=stopping,
        )
        services.addresses["DATABASE_URL"] = services.database.url
    if not given(BROKER_GIVEN, base):
        services.broker = Valkey(home / "broker.sock", home / "valkey.log", base, stopping)
        services.addresses["BROKER_URL"] = services.broker.url
    return services
