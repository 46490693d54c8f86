"""Files out of a ZIP: bounded, whatever it says of itself."""

from __future__ import annotations

import io
import random
import struct
import tracemalloc
import zipfile
from contextlib import suppress

import pytest

from articles.extract import members as module
from articles.extract.document import Unreadable, Why
from articles.extract.members import members


def zipped(method: int = zipfile.ZIP_DEFLATED, /, **files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    return {name: b"".join(content) for name, content in members(data)}


def why(data: bytes) -> Why:
    with pytest.raises(Unreadable) as refusal:
        unpacked(data)
    return refusal.value.why


def test_files_come_out_without_folders_and_clutter() -> None:
    data = zipped(
        **{"a/": b"", "a/one.txt": b"One", ".DS_Store": b"x", "__MACOSX/a": b"x", "two.txt": b"Two", "e": b""}
    )
    assert unpacked(data) == {"a/one.txt": b"One", "two.txt": b"Two"}


def test_what_is_damaged_locked_or_empty_says_so() -> None:
    good = zipped(one=b"One story of many words " * 40)
    assert why(good[:-30]) is Why.DAMAGED
    assert why(b"PK\x03\x04" + bytes(60)) is Why.DAMAGED
    assert why(zipped()) is Why.EMPTY
    locked = bytearray(good)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert why(bytes(locked)) is Why.PASSWORD


def test_too_many_and_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 3)
    assert why(zipped(**{str(n): b"x" for n in range(4)})) is Why.TOO_LARGE
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    assert why(zipped(one=bytes(1001))) is Why.TOO_LARGE


def test_a_size_that_lies_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 1000)
    data = bytearray(zipped(one=bytes(1_000_000)))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.index(mark) + at, 10)
    assert why(bytes(data)) in {Why.TOO_LARGE, Why.DAMAGED}


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("said", [200_000_000, 10])
def test_what_unpacks_without_bound_is_not_unpacked(method: int, said: int) -> None:
    """200 MB of zeros in some hundred bytes, in the worker's own memory: what these two unpack has no bound."""
    data = bytearray(zipped(method, one=bytes(20_000_000)))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", data, data.index(mark) + at, said)
    tracemalloc.start()
    try:
        assert why(bytes(data)) is Why.DAMAGED
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_bytes_that_are_wrong_by_chance_are_refused_in_order(method: int) -> None:
    chance = random.Random(1)
    good = zipped(method, **{"one.txt": bytes(range(256)) * 8, "ünï.txt": b"Two stories. " * 90})
    for _ in range(3_000):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(Unreadable):
            unpacked(bytes(data))
