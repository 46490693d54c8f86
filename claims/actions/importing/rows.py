"""Writing a row that a file speaks of: it keeps to the rules of every form, since no form was asked."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from factdesk.core.errors import Refused

Row = TypeVar("Row", bound=models.Model)


def put(row: Row) -> Row:
    """Refused where a field holds what none of ours could: a word too long, a code that is none, an address that is
    none. Which fields may be empty is the database's to say.
    """
    for field in row._meta.concrete_fields:
        if field.is_relation or field.primary_key or field.generated:
            continue
        value = getattr(row, field.attname)
        if value in field.empty_values:
            continue
        try:
            field.clean(value, row)
        except ValidationError:
            damaged(f"{row._meta.model_name}.{field.name}")
    row.save(force_insert=True)
    return row


def change(row: models.Model, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=[*values])


def damaged(path: str) -> NoReturn:
    """The file holds something that no desk of ours writes."""
    raise Refused({"": _("This report is damaged at: %(path)s. Nothing was imported.") % {"path": path}})
