"""What kind of claim a sentence makes: the kind decides how it is checked."""

from collections.abc import Collection

from claims.detect.result import ClaimType

_COUNTED = frozenset({"money", "percentage", "number_unit", "number"})


def classify(codes: Collection[str]) -> tuple[ClaimType, ...]:
    """Every kind that fits, the chief one first."""
    found = []
    if "quote" in codes:
        found.append(ClaimType.QUOTE)
    if _COUNTED.intersection(codes) or {"trend", "comparison"} <= set(codes):
        found.append(ClaimType.STATISTIC)
    if "source" in codes:
        found.append(ClaimType.ATTRIBUTED)
    if "forecast" in codes:
        found.append(ClaimType.PREDICTION)
    if "cause" in codes:
        found.append(ClaimType.CAUSAL)
    return tuple(found) or (ClaimType.EVENT,)
