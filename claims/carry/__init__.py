"""From one version of a text to the next: where every span of the old one stands in the new one. Pure."""

from claims.carry.change import Carried, Change, Outcome
from claims.carry.edits import Edit, edits_between
from claims.carry.sentences import carried_sentences

__all__ = ["Carried", "Change", "Edit", "Outcome", "carried_sentences", "edits_between"]
