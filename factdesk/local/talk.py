"""What the launcher says to the person at the terminal: standard error, one plain line at a time."""

from __future__ import annotations

import sys
from pathlib import Path


class Problem(Exception):
    """Something the person must know and can act on; the text is shown as it stands."""


class Stopped(Exception):
    """The person asked to stop before the desk was ready."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def tail(log: Path, lines: int = 12) -> str:
    """The last words of a service, indented, for the message that says it failed."""
    try:
        text = log.read_text("utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join("    " + line for line in text.splitlines()[-lines:])
