"""An article, the versions of its text that were frozen for checking, and its end."""

from articles.models.article import Article, Version, stored_blocks, stored_notes
from articles.models.purge import Purge

__all__ = ["Article", "Purge", "Version", "stored_blocks", "stored_notes"]
