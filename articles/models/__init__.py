"""An article, the versions of its text that were frozen for checking, what it came in as, and its end."""

from articles.models.article import Article, Version, stored_blocks, stored_facts, stored_notes

from articles.models.arrival import LEFT_OUT, Arrival, Original, of_choices  # isort: skip  # stands on articles
from articles.models.purge import Purge

__all__ = [
    "LEFT_OUT",
    "Arrival",
    "Article",
    "Original",
    "Purge",
    "Version",
    "of_choices",
    "stored_blocks",
    "stored_facts",
    "stored_notes",
]
