"""The commands of a desk small enough to start in a second: notes in a table, and a bell to the worker."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg


def query(statement: str, *values: object) -> list[tuple[object, ...]]:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        rows = connection.execute(statement.encode(), values)
        return rows.fetchall() if rows.description else []


def tell(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def prepare() -> None:
    if "TOY_BROKEN" in os.environ:
        sys.exit("the table is upside down")
    query("CREATE TABLE IF NOT EXISTS note (id bigserial, words text)")
    tell("prepared")


def note(*words: str) -> None:
    query("INSERT INTO note (words) VALUES (%s)", " ".join(words))


def notes() -> None:
    tell("\n".join(str(words) for (words,) in query("SELECT words FROM note ORDER BY id")))


def ring(words: str) -> None:
    from factdesk.celery import app

    app.send_task("toy.busy" if words == "busy" else "toy.write", args=[] if words == "busy" else [words])
    while (words,) not in query("SELECT words FROM note"):
        time.sleep(0.1)


def read() -> None:
    sys.stdout.write(sys.stdin.read())


def wait(seconds: str) -> None:
    tell("waiting")
    time.sleep(float(seconds))


def hold(seconds: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT 1")
        tell("holding")
        time.sleep(float(seconds))


def where() -> None:
    tell(str(Path.cwd()))


def addresses() -> None:
    tell(f"{os.environ['DATABASE_URL']} {os.environ['BROKER_URL']}")


def fall() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


COMMANDS: tuple[Callable[..., None], ...] = (prepare, note, notes, ring, read, wait, hold, where, addresses, fall)

if __name__ == "__main__":
    known = {command.__name__: command for command in COMMANDS}
    verb, *given = sys.argv[1:]
    if verb not in known:
        sys.stderr.write(f"no such command: {verb}\n")
        sys.exit(3)
    known[verb](*given)
