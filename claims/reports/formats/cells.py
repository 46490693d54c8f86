"""Text in a cell of a spreadsheet: never a formula, and every character still to be had. Pure.

A program that opens a table takes a cell for a formula when it begins with = + - or @, some of them in full width too,
and behind blanks. So such a cell begins with an apostrophe, as people type it themselves to say "this is text". The
same inside a text, behind a semicolon, a bar or the end of a line: where a program cuts at other places than we do, a
cell begins there. Whoever wants the text back takes one apostrophe away at each of these places, as `restored` does;
text that had one there already has two.
"""

from __future__ import annotations

import re

FORMULA = "=+\\-@" + "＝＋－＠" + "﹦﹢﹣﹫" + "−"
BREAK = "\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
CUT = BREAK + ";|"
# Blanks, what cannot be seen, and quotes: what may stand before the sign that makes a formula.
BEFORE = (
    "\x00-\x08\x0e-\x1b\x1f \"'\x7f-\x84\x86-\xa0\xad\u034f\u061c\u1680\u180e"
    "\u2000-\u200f\u202a-\u202f\u205f-\u206f\u3000\ufeff"
)

_BEGINS = rf"(?=[{BEFORE}]*[{FORMULA}{BREAK}])"
_BEGINS_INSIDE = rf"(?=[{BEFORE}]*[{FORMULA}])"
_HERE = re.compile(rf"\A{_BEGINS}|(?<=[{CUT}]){_BEGINS_INSIDE}")
_MARKED = re.compile(rf"\A'{_BEGINS}|(?<=[{CUT}])'{_BEGINS_INSIDE}")
# Most texts hold nothing of the kind, which is quickly seen.
_SUSPECT = re.compile(rf"\A[{BEFORE}{FORMULA}{BREAK}]|[{CUT}]")


def neutralised(text: str) -> str:
    """The text as it may stand in a cell."""
    return _HERE.sub("'", text) if _SUSPECT.search(text) else text


def restored(cell: str) -> str:
    """The text that became this cell."""
    return _MARKED.sub("", cell)
