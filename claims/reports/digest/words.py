"""Codes, people and times in the reader's language."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.labels import label
from claims.reports.digest.lines import Status
from claims.reports.report import Person
from claims.vocabulary import GLYPHS, Standing


def status_of(standing: str) -> Status:
    return _status(standing, get_language())


def word(choices: type[TextChoices], code: str | None) -> str:
    """The label of a code; "" of none."""
    return label(choices(code)) if code else ""


def when(at: dt.datetime | None) -> str:
    """19 Nov 2026, 15:20, where the desk is."""
    return _when(at, "j M Y, H:i", get_language(), timezone.get_current_timezone_name()) if at else ""


def on_the_day(at: dt.datetime) -> str:
    """19 November 2026, 15:20."""
    return _when(at, "j F Y, H:i", get_language(), timezone.get_current_timezone_name())


def who(person: Person | None) -> str:
    """Their name; where the profile names nobody, what they are."""
    if person is None:
        return ""
    return person.name or {"editor": _("an editor"), "reviewer": _("a reviewer")}.get(person.role, "")


@lru_cache
def _status(standing: str, _language: str | None) -> Status:
    known = Standing(standing)
    return Status(known.value, GLYPHS[known], label(known))


@lru_cache(maxsize=4096)
def _when(at: dt.datetime, pattern: str, _language: str | None, _zone: str) -> str:
    return date_format(timezone.localtime(at), pattern)
