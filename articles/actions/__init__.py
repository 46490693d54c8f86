"""The only ways an article changes."""

from articles.actions.freezing import bring_in, freeze, mark_confidential, move, opening_words

__all__ = ["bring_in", "freeze", "mark_confidential", "move", "opening_words"]
