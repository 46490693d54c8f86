"""What kind of claim a sentence makes: the kind decides how it is checked."""

from collections.abc import Set

from claims.detect.result import ClaimType

_FIGURES = frozenset({"money", "percentage", "number_unit", "fraction", "number"})
_FUTURE = frozenset({"future", "forecast"})


def classify(codes: Set[str]) -> tuple[ClaimType, ...]:
    """Every kind that fits, the chief one first.

    The order is that of the desk: words of another are checked against a recording, figures against their source,
    statements with the one who made them, and only then does it matter what sort of event is told.
    """
    fits = {
        ClaimType.QUOTE: "quote" in codes,
        ClaimType.STATISTIC: _counts_something(codes),
        ClaimType.ATTRIBUTED: bool({"source", "carried_source", "stance"} & codes) and "aside" not in codes,
        ClaimType.PREDICTION: bool(_FUTURE & codes),
        ClaimType.CAUSAL: "cause" in codes,
    }
    found = [kind for kind, fit in fits.items() if fit]
    return tuple(found) or (ClaimType.EVENT,)


def _counts_something(codes: Set[str]) -> bool:
    """A figure, people counted as harmed, or a record in a series."""
    if _FIGURES & codes or {"count", "toll"} <= codes:
        return True
    return {"superlative", "trend"} <= codes or {"comparison", "trend"} <= codes
