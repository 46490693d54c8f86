"""What files in a case file are called: safe on every system, whoever named them first. Pure."""

from __future__ import annotations

import re
import unicodedata

from claims.reports.report import Copy

LONGEST = 80
"""Bytes of a name as it came; with the hash before it, it fits every file system."""
ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9]+)+")
_MEMBER = re.compile(r"(?:(?:evidence|claimreview)/)?[^/\\\x00-\x1f\x7f]{1,200}")
# Letters, digits and marks of all scripts; nothing that a shell, a browser or another system takes for more.
_KEPT = {"L", "N", "M"}
_ALSO = frozenset("-_. ()")


def is_plain(name: str) -> bool:
    """Whether a file of ours may be called so: `report.json`."""
    return len(name) <= LONGEST and _PLAIN.fullmatch(name) is not None


def is_member(name: str) -> bool:
    """Whether a file in a case file can have this name: in one of its folders, or in none."""
    return _MEMBER.fullmatch(name) is not None and name.rpartition("/")[2] not in {".", ".."}


def copy_name(copy: Copy) -> str:
    """evidence/<SHA-256>-<name as it came>: the hash makes it unlike any other, the name readable."""
    return f"evidence/{copy.sha256}-{safe(copy.name or ('pasted.txt' if copy.pasted else 'copy'))}"


def safe(name: str) -> str:
    """A name without folders, signs of control or direction, or an end that some system drops."""
    last = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    kept = "".join(char if unicodedata.category(char)[0] in _KEPT or char in _ALSO else "_" for char in last)
    kept = " ".join(kept.split()).strip(". ")
    found = ENDING.search(kept)
    ending = found.group() if found else ""
    return (_cut(kept.removesuffix(ending), LONGEST - len(ending)) + ending).strip(". ") or "copy"


def _cut(text: str, most: int) -> str:
    """So many bytes at most, and no half character."""
    return text.encode()[:most].decode(errors="ignore").rstrip(". ")
