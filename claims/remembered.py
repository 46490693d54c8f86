"""What the desk has settled already, so that the proposer does not ask it twice."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, Version
from claims.detect import Proposal
from claims.models import Anchor
from claims.states import ClaimState

CONTEXT = 48  # code points of text kept on each side of an anchor, to find it again in the next version
_TELLING = 40  # words this long mean the same wherever they stand; shorter ones only beside the same neighbours


class Remembered:
    """The places that are claims of this version already, and the words dismissed in any version of the article."""

    def __init__(self, article: Article, version: Version) -> None:
        self._text = version.text
        here = Anchor.objects.filter(claim__article=article, version=version).values_list("start", "end")
        self._taken = sorted(here)
        dismissed = Anchor.objects.filter(claim__article=article, claim__state=ClaimState.DISMISSED)
        self._dismissed: dict[str, list[tuple[str, str]]] = {}
        for exact, prefix, suffix in dismissed.values_list("exact", "prefix", "suffix"):
            self._dismissed.setdefault(_plain(exact), []).append((_plain(prefix), _plain(suffix)))

    def new(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        """The proposals that nobody has settled."""
        return [found for found in proposals if not self._is_taken(found) and not self._was_dismissed(found)]

    def _is_taken(self, found: Proposal) -> bool:
        """Whether most of its words are a claim here already, also one that a person cut anew or split."""
        shared = sum(max(0, min(end, found.end) - max(start, found.start)) for start, end in self._taken)
        return shared * 2 > found.end - found.start

    def _was_dismissed(self, found: Proposal) -> bool:
        contexts = self._dismissed.get(_plain(found.exact))
        if not contexts:
            return False
        if found.end - found.start >= _TELLING:
            return True
        before = _plain(self._text[max(0, found.start - CONTEXT) : found.start])
        after = _plain(self._text[found.end : found.end + CONTEXT])
        return any(before == prefix or after == suffix for prefix, suffix in contexts)


def _plain(words: str) -> str:
    """Blanks and the shape of quotation marks make no other sentence."""
    folded = words.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"})
    return " ".join(folded.split())
