"""What another reader, trafilatura, takes for the article: an opinion that is weighed, never the last word."""

import re
from collections.abc import Iterable, Sequence

_TOKENS = re.compile(
    "[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    "|[^\\W\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
_RUN = 4
"""So many words in a row are taken as the same words."""
_PART = 0.6
"""So much of a stretch has to be known for the whole to count as taken."""


def tokens(text: str) -> list[str]:
    """Words; in scripts written without blanks, letters."""
    return _TOKENS.findall(text.casefold())


class Opinion:
    """A text that claims to be the article; asked of each stretch whether it is in it."""

    def __init__(self, text: str) -> None:
        lines = [tokens(line) for line in text.splitlines()]
        self.lines = {tuple(line) for line in lines if line}
        self.runs = {run for line in lines for run in _runs(line)}
        self.size = sum(map(len, lines))

    def has(self, words: Sequence[str]) -> bool:
        """Whether the stretch is in the text: a short one as a line of its own, a long one for the most part."""
        if tuple(words) in self.lines:
            return True
        runs = _runs(words)
        if len(runs) < 2:
            return False
        return sum(run in self.runs for run in runs) >= _PART * len(runs)


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]


def second_opinion(markup: str, url: str = "") -> Opinion | None:
    """Trafilatura's text of the page; None when it finds none."""
    from trafilatura import bare_extraction  # a tenth of a second, and not every page needs it

    try:
        found = bare_extraction(markup, url=url or None, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001  an opinion that cannot be had is none
        return None
    text = getattr(found, "text", None)
    return Opinion(text) if isinstance(text, str) and text.strip() else None


def told_opinion(bodies: Iterable[str]) -> Opinion | None:
    """The article as the page's own data say it, for a machine: often whole, at times only its beginning."""
    longest = max(bodies, key=len, default="")
    return Opinion(longest) if len(longest) > 500 else None
