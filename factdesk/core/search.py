"""Finding by words: how words begin, in any language and without a dictionary, by an index of Postgres."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models.functions import Left

MOST_WORDS = 8  # a search of more words than this is a paste by mistake
# A tsvector holds 1 MB at most. What stands further back in a text than this many characters is not found by words.
SEARCHED = 150_000


def vector(*fields: str | Left) -> SearchVector:
    """What an index and a search have in common; both must be made by this."""
    return SearchVector(*fields, config="simple")


def opening(field: str) -> Left:
    """As much of a long text as can be searched."""
    return Left(field, SEARCHED)


def asked(words: str) -> list[str]:
    return words.replace("\x00", " ").split()[:MOST_WORDS]


def query(*words: str) -> Any:
    """All of these words, each as the beginning of one. Signs alone are no word, and find nothing."""
    quoted = ("'{}':*".format(word.replace("\\", "\\\\").replace("'", "''")) for word in words)
    return SearchQuery(" & ".join(quoted), config="simple", search_type="raw")
