"""Binding rows to the line that speaks of them: a changed finding is found as a changed line is.

`settings.SEALED` names the models and the way from each to its article. A row is signed as it stands, and signed anew
by the line of each later change; the newest signature counts. What is empty is left out, so that a field which comes to
a model later, empty for the rows that are there, breaks none of their signatures. Fields go by the names of their
columns: what Python calls them may change.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import models

from factdesk.core.keys import AuditKey
from factdesk.core.models.audit import canonical

Seal = tuple[str, int, str]


def seal(row: models.Model, key: AuditKey) -> Seal:
    """(model, id, signature) of the row as it stands."""
    label = row._meta.label
    if label not in settings.SEALED:
        raise ValueError(f"{label} is not among settings.SEALED")
    return label, row.pk, key.sign("row", canonical([label, _content(row)]))


def sealed_models() -> Iterator[tuple[str, type[models.Model], str]]:
    """Label, model and the way to its article."""
    for label, article in settings.SEALED.items():
        yield label, apps.get_model(label), article


def _content(row: models.Model) -> dict[str, Any]:
    fields = (field for field in row._meta.concrete_fields if not field.generated)
    told = {field.column or field.attname: _plain(field, getattr(row, field.attname)) for field in fields}
    return {name: value for name, value in told.items() if value not in (None, "", [], {}, 0, False)}


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    """A value as it comes back from the database, in what JSON knows."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | bytearray | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(field, models.DecimalField) and value is not None:
        return str(Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, str | UUID):
        return str(value)
    return value
