"""Every hostile file through the jail: what comes of it, in how long, and what it leaves behind."""

from __future__ import annotations

import re
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from articles.extract import jail
from articles.extract.document import Document, Unreadable
from tests.hostile import CANARY_PORT, CASES, FILE_NAMES, READS, SECRET, Case
from tests.watching import memory_of_children

PLAIN = "The council approved the budget on Monday.\n\nIt is the largest since 1998."
OURS = re.compile(r"evil|hacked|^story\b|^passwd$")
LONGEST = jail.LIMITS.seconds + 5
"""Seconds: what a reader may take, and what a busy machine may add."""
MEMORY = 512 * 1024**2


@pytest.fixture(scope="module", autouse=True)
def canary() -> Iterator[None]:
    """Nobody comes."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.settimeout(0.1)
        with suppress(OSError):  # another run of ours has it, and watches it
            server.bind(("127.0.0.1", CANARY_PORT))
            server.listen()
            yield
            with pytest.raises(TimeoutError):
                server.accept()
            return
        yield


def leftovers() -> set[Path]:
    """Files of these files' names, in the folders where something careless would leave them."""
    folders = (Path.cwd(), Path(tempfile.gettempdir()), Path("/tmp"))
    return {path for folder in folders for path in folder.iterdir() if OURS.search(path.name)}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_hostile_file_comes_to_what_it_may(case: Case) -> None:
    data = case.make()
    begun = time.monotonic()
    with memory_of_children() as memory:
        outcome, document = read(data, case.file_name)
    assert time.monotonic() - begun < LONGEST
    assert memory.most < MEMORY
    assert outcome in case.expect
    assert not leftovers()
    if document:
        promises(document)
        assert not [words for words in case.has if words not in document.text]
        assert not [words for words in case.lacks if words in document.text]
        assert case.remarks <= set(document.remarks)


def read(data: bytes, name: str) -> tuple[str, Document | None]:
    try:
        return READS, jail.read_jailed(data, name=name)
    except Unreadable as refusal:
        return refusal.why, None


def promises(document: Document) -> None:
    """What everybody after a reader builds on."""
    assert SECRET not in repr(document)
    assert "\0" not in document.text
    document.text.encode()
    assert all(document.text[block.start : block.end].strip() for block in document.blocks)


@pytest.mark.parametrize("name", FILE_NAMES.values(), ids=FILE_NAMES)
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    assert jail.read_jailed(PLAIN.encode(), name=name).text == PLAIN
    assert not leftovers()


def test_the_files_are_many_of_their_own_name_and_always_the_same() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 200
    assert len(FILE_NAMES) >= 26
    light = [case for case in CASES if not case.heavy]
    assert [case.make() for case in light] == [case.make() for case in light]
