"""The report as JSON: complete, with its schema's number, and read back without loss.

Offsets are code points; a place is a pair of W3C Web Annotation selectors. `docs/report.schema.json` says the rest.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from claims.reports.report import SCHEMA, Report

SCHEMA_ID = f"urn:factdesk:report:{SCHEMA}"
_WHERE = re.compile(r" - at `\$?\.?(?P<path>.*)`$")
_FIELD = re.compile(r"(unknown|required) field `(?P<name>.*?)`")
_MARK = b"\xef\xbb\xbf"
"""What some editors put before UTF-8."""


class NotReadable(Exception):
    """No report of ours can be read from these bytes; the text says why, for a person."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class _About(msgspec.Struct):
    code: str
    profile: str


class _Head(msgspec.Struct):
    """By what a report of any schema is known."""

    schema: int
    about: _About


def render(report: Report) -> bytes:
    """The same report, the same bytes; a line for each value, so that two of them can be compared."""
    return msgspec.json.format(msgspec.json.encode(report, order="deterministic"), indent=1) + b"\n"


def read(data: bytes) -> Report:
    """The report that these bytes hold; NotReadable when they hold none, or not one that this desk knows."""
    data = data.removeprefix(_MARK)
    head = _head(data)
    if head.schema > SCHEMA:
        text = _("This report was written by a newer FactDesk (schema %(theirs)d; this one knows %(ours)d).")
        raise NotReadable(text % {"theirs": head.schema, "ours": SCHEMA})
    try:
        return msgspec.json.decode(data, type=Report)
    except msgspec.ValidationError as error:
        raise NotReadable(_("This report is damaged at: %(path)s.") % {"path": _path(str(error))}) from None


def json_schema() -> dict[str, Any]:
    """What a report may hold, as JSON Schema (draft 2020-12)."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "FactDesk verification report",
    }
    schema = msgspec.json.schema(Report)
    for part in schema["$defs"].values():
        if "description" in part:
            part["description"] = " ".join(part["description"].split())
    return head | schema


def _head(data: bytes) -> _Head:
    try:
        return msgspec.json.decode(data, type=_Head)
    except msgspec.ValidationError:
        raise NotReadable(_("This is not a report of FactDesk.")) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise NotReadable(_("This is not JSON, or only a part of it.")) from None


def _path(told: str) -> str:
    """Where it is damaged, as far as that is known: `claims[3].findings[0].status`."""
    where = _WHERE.search(told)
    field = _FIELD.search(told)
    parts = [where["path"] if where else "", field["name"] if field else ""]
    return ".".join(part for part in parts if part) or "$"
