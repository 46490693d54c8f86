"""What kind of claim a sentence makes: the kind decides how it is checked."""

from collections.abc import Set

from claims.detect.result import ClaimType


def classify(codes: Set[str]) -> tuple[ClaimType, ...]:
    """Every kind that fits, the chief one first.

    The order is that of the desk: words of another are checked against a recording, figures against their source,
    statements with the one who made them, and only then does it matter what sort of event is told.
    """
    fits = {
        ClaimType.QUOTE: bool({"quote", "quoted"} & codes),
        ClaimType.STATISTIC: _counts_something(codes),
        ClaimType.ATTRIBUTED: bool({"source", "carried_source", "stance"} & codes) and "aside" not in codes,
        ClaimType.PREDICTION: "prediction" in codes,
        ClaimType.CAUSAL: "causal" in codes,
    }
    found = [kind for kind, fit in fits.items() if fit]
    return tuple(found) or (ClaimType.EVENT,)


def _counts_something(codes: Set[str]) -> bool:
    """A figure, people counted as harmed, or a record in a series."""
    return "figure" in codes or {"count", "toll"} <= codes
