"""`python -m factdesk.local`: what `./run` and `./test` call once the packages are there."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from factdesk.local.commands import LOCKED_BY_ANOTHER, run_command
from factdesk.local.layout import Layout
from factdesk.local.lock import DeskLock, Holder, State
from factdesk.local.programs import LOOPBACK, Web, web, worker
from factdesk.local.services import desk_environment, desk_services, given_mark
from factdesk.local.supervisor import Supervisor, Wish
from factdesk.local.talk import Problem, Stopped, say
from factdesk.local.testing import run_tests

USAGE = """usage: ./run                     start the desk, stop it with Ctrl-C
       ./run COMMAND [ARG ...]   run one management command; ./run help lists them"""

# Local mode only; `manage.py prepare` makes these people on an empty desk.
DEMO_PEOPLE = (
    ("ada@factdesk.example", "editor"),
    ("ben@factdesk.example", "reviewer"),
    ("cleo@factdesk.example", "reviewer"),
    ("omar@factdesk.example", "observer"),
)
DEMO_PASSWORD = "check-every-fact"  # noqa: S105  shown to everybody who starts a demo desk


def main(arguments: Sequence[str]) -> int:
    layout = Layout.of(Path(__file__).resolve().parents[2])
    verb, *rest = arguments
    try:
        if verb == "serve":
            return serve(layout)
        if verb == "keep":
            return keep(layout)
        if verb == "test":
            return run_tests(layout, rest, os.environ)
        if verb == "manage" and rest and rest[0] not in ("-h", "--help"):
            return run_command(layout, rest, os.environ)
        print(USAGE)
    except Problem as problem:
        say(str(problem))
        return 1
    except Stopped:
        return 130
    return 0


def serve(layout: Layout) -> int:
    """The desk for people: everything, until Ctrl-C."""
    layout.create()
    wish = Wish()
    lock = DeskLock(layout)
    holder = Holder(pid=os.getpid(), serving=True, given=given_mark(os.environ))
    waited = False
    while not lock.acquire(holder):
        found = lock.holder()
        if found is not None and found.serving and found.state is not State.STOPPING:
            where = f" at {found.address}" if found.address else ", and is just starting"
            raise Problem(f"A desk already runs in this folder{where} (process {found.pid}).")
        if not waited:
            say("A command is using this folder's desk, or one is just stopping; waiting for it to end.")
            waited = True
        if wish.wait(0.3):
            return 130
    say("Starting the desk.")
    desk = supervisor(layout, lock, holder, wish, serving=True)
    desk.run(lambda: announce(desk.web))
    say("The desk has stopped.")
    return 0


def keep(layout: Layout) -> int:
    """The desk for commands: no web server; ends by itself with the last command."""
    wish = Wish()
    lock = DeskLock(layout)
    holder = Holder(pid=os.getpid(), serving=False, given=given_mark(os.environ))
    if not lock.acquire(holder):
        return LOCKED_BY_ANOTHER
    supervisor(layout, lock, holder, wish, serving=False).run(lambda: None)
    return 0


def supervisor(layout: Layout, lock: DeskLock, holder: Holder, wish: Wish, *, serving: bool) -> Supervisor:
    layout.secret_key_file()
    services = desk_services(layout, os.environ, wish)
    env = {**desk_environment(layout, os.environ), **services.addresses}
    return Supervisor(
        layout=layout,
        lock=lock,
        holder=holder,
        services=services,
        env=env,
        programs=[("worker", worker(layout, env))],
        web=web(layout, env) if serving else None,
        wish=wish,
    )


def announce(server: Web | None) -> None:
    if server is None:
        return
    people = "\n".join(f"    {email:<24} {role}" for email, role in DEMO_PEOPLE)
    print(
        f"\nFactDesk is ready: {server.address}\n\n"
        f"  Demo sign-ins, all with the password {DEMO_PASSWORD}\n{people}\n\n"
        "  Stop with Ctrl-C. Everything stays in var/.\n",
        flush=True,
    )
    if server.host not in LOOPBACK:
        say(f"Careful: HOST is {server.host}. Others on the network reach this desk; its password is public.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["manage"]))
