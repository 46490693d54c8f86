"""The trade's words in the reader's language, looked up once for each language: a long list asks a thousand times."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import get_language

from claims.vocabulary import ClaimKind


def label(choice: TextChoices) -> str:
    return _labels(type(choice), get_language())[choice]


def kind_label(code: str) -> str:
    """Of a kind of claim; a code that the desk does not know is shown as it is."""
    return _labels(ClaimKind, get_language()).get(code, code)


@lru_cache
def _labels(of: type[TextChoices], _language: str | None) -> Mapping[str, str]:
    return {code: str(words) for code, words in of.choices}
