"""What a row of evidence shows beside its words: the copy and the quote's place in it, the sum, its retraction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.calculation import number
from claims.copied import TEXT
from claims.gates import needs
from claims.models import Calculation, Claim, Evidence, Kept
from claims.permissions import can_check, can_retract, is_checker
from claims.states import ClaimState
from claims.vocabulary import OWN_KINDS, QuoteFound, SourceKind
from factdesk.core.models import User

FOUND_GLYPHS = {QuoteFound.EXACT: "✓", QuoteFound.DIFFERS: "≠", QuoteFound.MISSING: "✗"}


@dataclass(frozen=True)
class KeptLine:
    """`found` is a code, `found_label` the words with the place; `diff` is kind, words, and the blank after them."""

    url: str
    name: str
    at: dt.datetime
    sha256: str
    found: str
    found_label: str
    glyph: str
    diff: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class CalculationLine:
    figures: tuple[tuple[str, str, str], ...]
    rounding: str


@dataclass(frozen=True)
class RetractedLine:
    by: str
    at: dt.datetime
    reason: str


def rest_of(item: Evidence) -> dict[str, Any]:
    """The part of an evidence line that is told here; the row comes with its relations loaded."""
    kind = item.source.kind
    kept: Kept | None = getattr(item, "kept", None)
    calculation: Calculation | None = getattr(item, "calculation", None)
    return {
        "id": item.pk,
        "rank_label": "" if kind in OWN_KINDS else item.get_rank_display(),
        "archive_url": item.archive_url,
        "wants_copy": kind not in OWN_KINDS and kind != SourceKind.PERSON,
        "kept": _kept(kept) if kept else None,
        "calculation": _calculation(calculation) if calculation else None,
        "retracted": _retracted(item),
    }


def evidence_context(claim: Claim, user: User) -> dict[str, Any]:
    """What this person may do with each piece of evidence of a card, by ids; the claim comes with everything loaded."""
    standing = [item for item in claim.evidence.all() if item.retracted_at is None]
    checks = bool(can_check(user, claim))
    return {
        "retractable": {item.pk for item in standing if can_retract(user, claim, item.supplied_by_id)},
        "copyable": {item.pk for item in standing if checks and _lacks_copy(item)},
        "opens_copies": bool(is_checker(user, claim.article)),
        "support_lost": _support_lost(claim),
    }


def _lacks_copy(item: Evidence) -> bool:
    return getattr(item, "kept", None) is None and item.source.kind != SourceKind.CALCULATION


def _support_lost(claim: Claim) -> bool:
    """Whether the claim is open because what its finding rested on was retracted."""
    finding = next(iter(claim.findings.all()), None)
    if finding is None or claim.state != ClaimState.IN_CHECK:
        return False
    evidence = list(claim.evidence.all())
    if not any(item.retracted_at and item.retracted_at > finding.at for item in evidence):
        return False
    lines = needs(
        finding.status,
        sub_reason=finding.sub_reason,
        note=finding.note,
        evidence=evidence,
        attempts=list(claim.attempts.all()),
        anchor_id=finding.anchor_id,
    )
    return not all(line.ok for line in lines)


def _kept(kept: Kept) -> KeptLine:
    found = QuoteFound(kept.found)
    label = str(found.label)
    if kept.line:
        # A text has lines; what is shown of a page has none but its paragraphs.
        place = _("line %(n)d") if kept.copy.media_type == TEXT else _("paragraph %(n)d")
        label = f"{label}, {place % {'n': kept.line}}"
    return KeptLine(
        url=reverse("copy", kwargs={"copy_id": kept.copy_id}),
        name=kept.copy.original_name or (_("pasted words") if kept.copy.pasted else _("a file")),
        at=kept.copy.at,
        sha256=kept.copy.sha256,
        found=found,
        found_label=label,
        glyph=FOUND_GLYPHS.get(found, ""),
        diff=tuple((kind, words.rstrip(), " " if words.endswith(" ") else "") for kind, words in kept.diff),
    )


def _calculation(calculation: Calculation) -> CalculationLine:
    figures = tuple((name, number(Decimal(value)), origin) for name, value, origin in calculation.figures)
    return CalculationLine(figures, _rounding(calculation))


def _rounding(calculation: Calculation) -> str:
    places = calculation.places
    if places is None:
        return _("Not rounded")
    if places >= 0:
        text = ngettext("Rounded to %(n)d decimal", "Rounded to %(n)d decimals", places) % {"n": places}
    else:
        text = _("Rounded to %(n)s") % {"n": f"{10**-places:,}"}
    return f"{text}, {_('exact')}" if calculation.exact else text


def _retracted(item: Evidence) -> RetractedLine | None:
    if item.retracted_at is None or item.retracted_by is None:
        return None
    return RetractedLine(item.retracted_by.name, item.retracted_at, item.retract_reason)
