"""Good files with some of their bytes wrong: the same ones for the same seed."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence

ODD = (
    *(b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"-1", b"0", b"99999999999999999999"),
    *(b"<", b">", b"&", b'"', b"]]>", b"<!--", b"</", b"&#0;", b"&#x110000;", b"{", b"}", b"\\", b"(", b")"),
    *(b"<<", b">>", b"endobj", b" R", b"\r\n\r\n", b"=?", b"?=", b"\xed\xa0\x80", b"\xc0\x80", b"\xe2\x80\xae", b"%n"),
)
_ZIPPED = ("docx", "odt")

Change = Callable[[bytearray, random.Random, Sequence[bytes]], None]


def flip(data: bytearray, dice: random.Random, _others: Sequence[bytes]) -> None:
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def overwrite(data: bytearray, dice: random.Random, _others: Sequence[bytes]) -> None:
    start, end = _stretch(data, dice, 32)
    data[start:end] = dice.randbytes(end - start)


def cut(data: bytearray, dice: random.Random, _others: Sequence[bytes]) -> None:
    start, end = _stretch(data, dice, 2_000)
    del data[start : end if dice.random() < 0.7 else None]


def repeat(data: bytearray, dice: random.Random, _others: Sequence[bytes]) -> None:
    start, end = _stretch(data, dice, 200)
    data[start:start] = data[start:end] * dice.choice((1, 2, 10, 300))


def splice(data: bytearray, dice: random.Random, others: Sequence[bytes]) -> None:
    other = dice.choice(others)
    start, end = _stretch(other, dice, 2_000)
    at = dice.randrange(len(data) + 1)
    data[at : at + dice.choice((0, end - start))] = other[start:end]


def swap(data: bytearray, dice: random.Random, _others: Sequence[bytes]) -> None:
    start, end = _stretch(data, dice, 100)
    moved = data[start:end]
    del data[start:end]
    at = dice.randrange(len(data) + 1)
    data[at:at] = moved


def insert(data: bytearray, dice: random.Random, _others: Sequence[bytes]) -> None:
    at = dice.randrange(len(data) + 1)
    data[at : at + dice.choice((0, 1, 8))] = dice.choice(ODD) * dice.choice((1, 1, 1, 500))


CHANGES: tuple[Change, ...] = (flip, overwrite, cut, repeat, splice, swap, insert)


def mutant(ending: str, number: int, seed: int, good: Sequence[bytes]) -> bytes:
    """The file of this number. Every other office file is changed inside, where the sums still fit."""
    dice = random.Random(f"{seed}/{ending}/{number}")
    data = dice.choice(good)
    if ending in _ZIPPED and number % 2:
        return _changed_inside(data, dice)
    return changed(data, dice, good)


def changed(data: bytes, dice: random.Random, others: Sequence[bytes]) -> bytes:
    made = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4))):
        if made:
            dice.choice(CHANGES)(made, dice, others)
    return bytes(made)


def _changed_inside(data: bytes, dice: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = dice.choice([name for name in parts if name != "mimetype"])
    parts[chosen] = changed(parts[chosen], dice, list(parts.values()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _stretch(data: bytes | bytearray, dice: random.Random, longest: int) -> tuple[int, int]:
    start = dice.randrange(len(data))
    return start, min(len(data), start + dice.randint(1, longest))
