"""Parts of adding evidence: the copy that is kept, where the quote stands in it, the calculation that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from claims.calculation import Worked
from claims.copied import words_in
from claims.copies import Stored, read
from claims.models import Calculation, Copy, Evidence, Kept
from claims.quoted import LONGEST_TEXT, look_for
from claims.vocabulary import QuoteFound
from factdesk.core.models import User


@dataclass(frozen=True)
class Match:
    """What became of looking for a quote in a copy, as the database keeps it."""

    found: QuoteFound
    line: int | None = None
    diff: list[list[str]] = field(default_factory=list)


def look_in(stored: Stored | None, quote: str) -> Match:
    """Where the quote stands in the copy. Done before anything is locked: a long text takes a second."""
    if stored is None or not quote.strip():
        return Match(QuoteFound.NO_QUOTE)
    text = words_in(read(stored.name), stored.media_type)
    if text is None or len(text) > LONGEST_TEXT:
        return Match(QuoteFound.UNREAD)
    found = look_for(quote, text)
    return Match(QuoteFound(found.outcome), found.line, [[kind, words] for kind, words in found.diff])


def keep(evidence: Evidence, stored: Stored, match: Match, *, actor: User) -> Kept:
    """A row for the file and one for where the quote stands in it. The same bytes of one source are kept once."""
    copy = Copy.objects.filter(source=evidence.source_id, sha256=stored.sha256).first()
    if copy is None:
        facts = {name: value for name, value in asdict(stored).items() if name != "taken"}
        copy = Copy.objects.create(source_id=evidence.source_id, by=actor, **facts)
        stored.taken = True
    return Kept.objects.create(evidence=evidence, claim_id=evidence.claim_id, copy=copy, **asdict(match))


def show_working(evidence: Evidence, worked: Worked) -> Calculation:
    figures = [[figure.name, figure.shown, figure.origin] for figure in worked.figures]
    return Calculation.objects.create(
        evidence=evidence,
        claim_id=evidence.claim_id,
        figures=figures,
        expression=worked.expression,
        result=worked.result,
        places=worked.places,
        exact=worked.exact,
    )


def same_entry(entries: Iterable[Evidence], stored: Stored | None) -> Evidence | None:
    """The entry that was sent already: the same words, and no copy that it does not have yet."""
    for entry in entries:
        kept: Kept | None = getattr(entry, "kept", None)
        if stored is None or (kept is not None and kept.copy.sha256 == stored.sha256):
            return entry
    return None
