"""`./test`: pytest over a database and a broker of its own, which never touch the desk in `var`."""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from factdesk.local.commands import in_foreground
from factdesk.local.layout import Layout, is_private, private_folder
from factdesk.local.lock import try_lock
from factdesk.local.services import throw_away_services
from factdesk.local.supervisor import Wish
from factdesk.local.talk import say

PREFIX = "factdesk-test-"
WORKERS = "3"  # for two processors: tests that start real servers mostly wait
# With these the person wants one process: a debugger, or a number of their own.
ONE_PROCESS = ("-n", "--numprocesses", "--pdb", "--trace", "--dist", "--co")


def run_tests(layout: Layout, arguments: Sequence[str], base: Mapping[str, str]) -> int:
    """Exit status is pytest's. Two runs at once, or one beside a serving desk, do not meet."""
    wish = Wish()
    sweep_abandoned()
    home = private_folder(PREFIX)
    mark = try_lock(home / "lock", fcntl.LOCK_EX)
    services = throw_away_services(home, base, wish)
    try:
        say("Starting a database and a broker for the tests.")
        services.start()
        (home / "data" / "static").mkdir(parents=True)
        env = {**base, **services.addresses, "DATA_DIR": str(home / "data")}
        env.pop("DJANGO_SETTINGS_MODULE", None)  # it would win over pyproject.toml
        command = [sys.executable, "-m", "pytest", *parallel(arguments), *arguments]
        return in_foreground(command, env, cwd=layout.root)
    finally:
        services.stop()
        if mark is not None:
            os.close(mark)


def parallel(arguments: Sequence[str]) -> list[str]:
    joined = " ".join(arguments)
    if "no:xdist" in joined or any(word.startswith(ONE_PROCESS) for word in arguments):
        return []
    # By file, so that a real desk that a file's tests share is started once.
    return ["-n", WORKERS, "--dist", "loadfile"]


def sweep_abandoned() -> None:
    """Remove what runs of ours left behind that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if not is_private(folder) or not (folder / "lock").exists():
            continue
        handle = try_lock(folder / "lock", fcntl.LOCK_EX)
        if handle is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(handle)
