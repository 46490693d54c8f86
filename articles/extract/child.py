"""The child that reads one stranger's file: `python -I -B child.py ORDER < file > answer`. Started by `jail` alone.

ORDER is JSON: the limits, who the parent is, and which function reads. The file's first line is JSON too, what is known
of it; all after it is the file. The answer is one JSON object: `document`, or `why` there is none. A reader that gives
bytes has them handed on as they are.
"""

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOT_STARTED = 70
"""Exit status when the child failed before it saw a byte of the file."""


def main() -> None:
    order = json.loads(sys.argv[1])
    sys.path.insert(0, str(ROOT))
    answer = _set_prints_aside()
    try:
        read = _ready(order)
    except BaseException:  # noqa: BLE001  whatever it is, it is ours and not the file's
        os._exit(NOT_STARTED)
    _write(answer, _reply(read, order["answer"]))
    os._exit(0)  # nothing is left to close, and taking a large tree apart takes time


def _set_prints_aside() -> int:
    """Where the answer goes. What a library prints goes where its complaints go: nowhere."""
    answer = os.dup(1)
    os.dup2(2, 1)
    return answer


def _ready(order: dict[str, Any]) -> Callable[..., Any]:
    """Everything given up but the file; the reader loaded, since loading is what needs files."""
    from articles.extract.confine import die_with, leave_everything, limit

    die_with(order["parent"])
    limit(memory=order["memory"], cpu=order["cpu"], written=order["answer"], threads=order["threads"])
    module, _, function = order["reader"].partition(":")
    read: Callable[..., Any] = getattr(importlib.import_module(module), function)
    leave_everything(ROOT / module.partition(".")[0], ROOT / "articles")
    return read


def _reply(read: Callable[..., Any], longest: int) -> bytes:
    from articles.extract.confine import Refused
    from articles.extract.document import Unreadable, Why
    from articles.extract.wire import to_wire

    said: dict[str, Any]
    try:
        with open(0, "rb") as given:
            known = json.loads(given.readline())
            data = given.read()
        made = read(data, **known)
        reply = (
            made if isinstance(made, bytes) else json.dumps({"document": to_wire(made)}, ensure_ascii=False).encode()
        )
    except Unreadable as refusal:
        said = {"why": refusal.why}
    except MemoryError:
        said = {"why": Why.TOO_SLOW}
    except Refused:
        said = {"why": Why.UNSAFE}
    except Exception as error:  # noqa: BLE001  a reader that breaks on a file is told by the parent
        said = {"why": Why.DAMAGED, "broke": _where(error)}
    else:
        if len(reply) <= longest:
            return reply
        said = {"why": Why.TOO_LARGE}
    return json.dumps(said).encode()


def _where(error: Exception) -> str:
    """Which error on which line of which module, ours if any; never its words, which may be the article's."""
    steps = traceback.extract_tb(error.__traceback__)
    ours = [
        step
        for step in steps
        if step.filename.startswith((f"{ROOT}/articles", f"{ROOT}/claims")) and step.filename != __file__
    ]
    step = (ours or steps)[-1]
    return f"{type(error).__name__} {Path(step.filename).name}:{step.lineno}"


def _write(answer: int, reply: bytes) -> None:
    left = memoryview(reply)
    while left:
        left = left[os.write(answer, left) :]


if __name__ == "__main__":
    main()
