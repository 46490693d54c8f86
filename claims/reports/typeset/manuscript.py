"""What the template gets: the digest as one JSON document, with all that is easier said here than in Typst."""

from __future__ import annotations

from collections.abc import Sequence, Set
from operator import itemgetter
from typing import Any

import msgspec
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from claims.reports.digest import Digest, Fact, Segment, Status, Stretch
from claims.reports.typeset.characters import tamed, tamed_pieces, width

ONE_LINE = 84  # of the head of a page, in widths of a letter
TALLEST = 42  # lines of a sheet that is sure to fit on a page of its own
DEEPEST = 3  # lines below one word: what overlaps further shares the lowest


def manuscript(digest: Digest) -> bytes:
    """In the language that is active now. The same digest gives the same bytes."""
    plain: dict[str, Any] = {
        name: _plain(getattr(digest, name)) for name in digest.__dataclass_fields__ if name not in {"article", "sheets"}
    }
    plain["article"] = _article(digest)
    plain["sheets"] = [
        {**_plain(sheet), "whole": _fits(sheet.facts, sheet.before + sheet.exact + sheet.after)}
        for sheet in digest.sheets
    ]
    for row, correction in zip(plain["corrections"], digest.corrections, strict=True):
        row["whole"] = _fits(correction.facts, "".join(run.text for run in correction.runs))
    plain["draft"] = digest.is_draft
    _number(plain, set(digest.statuses))
    plain["running"] = tamed(_one_line(digest.title))
    language = get_language() or "en"
    plain["language"] = _language(language)
    plain["rtl"] = bool(get_language_info(language)["bidi"])
    plain["article_language"] = _language(digest.language) or plain["language"]
    plain["words"] = words()
    return msgspec.json.encode(plain)


def words() -> dict[str, str]:
    """What the pages say beside the digest. Where a number comes in, it stands as {n}, {all}."""
    return {
        "act": _("Act"),
        "alone": _("Alone under"),
        "answer": _("Answer"),
        "asked": _("Asked"),
        "before": _("the words before"),
        "claim": _("Claim"),
        "claims": _("Claims"),
        "correction": _("Correction"),
        "coverage": _("Coverage"),
        "cover_of": _("{n} of {all}"),
        "cover_claimed": _("sentence with a claim"),
        "cover_none": _("nothing to check"),
        "cover_open": _("open"),
        "draft": _("DRAFT"),
        "due": _("Due"),
        "in_copy": _("In copy"),
        "kind": _("Kind"),
        "late": _("Deadlines missed"),
        "marks": _("Marks in the text:"),
        "name": _("Name and role"),
        "no": _("No"),
        "no_claims": _("This version has no claims."),
        "no_first": _("No claim is disputed, unverified or overridden."),
        "no_replies": _("Nobody was asked for a reply."),
        "no_sign_offs": _("Nobody has signed this version."),
        "no_sources": _("No source has been added."),
        "overrides": _("Overrides"),
        "page": _("Page {n} of {all}"),
        "place": _("No {n} in the text"),
        "put_to": _("Put to"),
        "source": _("Source"),
        "text_hash": _("text hash"),
        "hash": _("Text hash"),
        "verdict": _("Verdict"),
        "version": _("Version"),
        "when": _("When"),
        "why": _("Why"),
        "words": _("Words"),
        "words_changed": _("Words, before and after"),
    }


def _plain(value: Any) -> Any:
    return _tamed(msgspec.to_builtins(value))


def _tamed(value: Any) -> Any:
    """Every text in it, however deep."""
    if isinstance(value, str):
        return tamed(value)
    if isinstance(value, list | tuple):
        return [_tamed(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _tamed(one) for key, one in value.items()}
    return value


def _number(plain: dict[str, Any], known: Set[int]) -> None:
    """Where a claim's number stands for the claim: as it is said, and whether it has a sheet."""

    def number(one: int) -> tuple[str, bool]:
        return str(one), one in known

    for row in (*plain["must_read"], *plain["changes"]):
        row["number"] = number(row["number"])
    for row in (*plain["replies"], *plain["sources"]):
        row["claims"] = [number(one) for one in row["claims"]]
        row["alone"] = [number(one) for one in row.get("alone", ())]


def _article(digest: Digest) -> list[dict[str, Any]]:
    """Each block with its pieces: the words, the claims that begin, and of each claim how low its line lies."""
    statuses = digest.statuses
    levels: dict[int, int] = {}
    return [
        {"kind": stretch.kind, "pieces": [_piece(text, segment, levels, statuses) for text, segment in _texts(stretch)]}
        for stretch in digest.article
    ]


def _texts(stretch: Stretch) -> list[tuple[str, Segment]]:
    texts = tamed_pieces([segment.text for segment in stretch.segments])
    return list(zip(texts, stretch.segments, strict=True))


def _piece(text: str, segment: Segment, levels: dict[int, int], statuses: dict[int, Status]) -> dict[str, Any]:
    for number in segment.claims:
        if number in segment.begin or number not in levels:
            taken = {levels[other] for other in segment.claims if other != number and other in levels}
            levels[number] = next((level for level in range(DEEPEST) if level not in taken), DEEPEST - 1)
    lines = [(statuses[number].code, levels[number]) for number in segment.claims if number in statuses]
    begin = [
        ((str(number), number in statuses), statuses[number].glyph if number in statuses else "")
        for number in segment.begin
    ]
    return {"text": text, "lines": sorted(lines, key=itemgetter(1)), "begin": begin}


def _fits(facts: Sequence[Fact], words: str) -> bool:
    """Whether a sheet is sure to fit on one page, so that it may be kept together."""
    lines = 4 + 1.4 * _lines(words, 84)
    for fact in facts:
        for line in fact.lines:
            runs = "".join(run.text for run in line.runs)
            lines += 0.5 + 1.2 * _lines(f"{line.strong} {line.text} {line.quote} {runs} {line.by} {line.when}", 84)
        for item in fact.evidence:
            told = _lines(item.source, 52) + 1.2 * _lines(item.quote, 50) + _lines(item.note, 52)
            lines += 1 + max(3, told + sum(_lines(small, 44) for small in item.small))
    return lines < TALLEST


def _lines(text: str, columns: int) -> int:
    return sum(1 + width(line) // columns for line in text.split("\n"))


def _one_line(title: str) -> str:
    title = " ".join(title.split())
    if width(title) <= ONE_LINE:
        return title
    return title[: ONE_LINE * len(title) // width(title) - 1].rstrip() + "…"


def _language(tag: str) -> str:
    """What Typst takes: two or three letters; what an article says of itself may be anything."""
    first = tag.replace("_", "-").partition("-")[0].lower()
    return first if first.isascii() and first.isalpha() and len(first) in {2, 3} else ""
