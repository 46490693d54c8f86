"""Sends a manuscript to the child that sets it, and says why there are no pages."""

from __future__ import annotations

import json
import logging
import re
import signal
from collections.abc import Callable
from datetime import datetime

from articles.extract.child import NOT_STARTED
from articles.extract.jail import Ending, Limits, run
from claims.reports.not_made import ReportNotMade

log = logging.getLogger(__name__)

LIMITS = Limits(
    seconds=120,
    cpu=60,
    memory=1536 * 1024**2,
    answer=60_000_000,
    reader="claims.reports.typeset.setter:set_pages",
    threads=True,
)
"""Some thirty times what 1,000 claims take (`bench.reports`), five times their memory."""
OUT_OF_BOUNDS = (signal.SIGXCPU, signal.SIGKILL, signal.SIGXFSZ)
PDF = b"%PDF-"
BROKE = re.compile(r"[A-Za-z_]{1,60} [A-Za-z_<>. ]{1,60}:\d{1,6}")


def typeset(
    manuscript: bytes, *, made_at: datetime, beat: Callable[[], None] | None = None, limits: Limits = LIMITS
) -> bytes:
    """The PDF, or ReportNotMade. `beat` is called about once a second; what it raises ends the work. OSError when this
    machine cannot start it: then it may be tried again.
    """
    known = json.dumps({"made_at": int(made_at.timestamp())}).encode()
    ending = run(known + b"\n" + manuscript, beat=beat, limits=limits)
    if ending.code == NOT_STARTED:
        raise ChildProcessError("the child could not start")
    return _pages(ending, limits)


def _pages(ending: Ending, limits: Limits) -> bytes:
    """What the child made counts only when it ended in order."""
    whole = len(ending.answer) <= limits.answer
    if ending.code == 0 and not ending.late and whole and ending.answer.startswith(PDF):
        return ending.answer
    said = _said(ending)
    if ending.late or -ending.code in OUT_OF_BOUNDS or not whole or said.get("why") in {"too_slow", "too_large"}:
        raise ReportNotMade("too_long")
    broke = str(said.get("broke", ""))
    log.error(f"A report was not set: exit {ending.code} {broke if BROKE.fullmatch(broke) else ''}".rstrip())
    raise ReportNotMade("not_set")


def _said(ending: Ending) -> dict[str, object]:
    try:
        said = json.loads(ending.answer[:10_000])
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
