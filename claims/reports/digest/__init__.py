"""A report as its readers get it: in their language, in order, with what follows from it worked out.

Every format that people read is made from this, so that none says what another does not. Pure.
"""

from claims.reports.digest.lines import (
    Digest,
    EvidenceLine,
    Fact,
    Line,
    MustRead,
    ReplyRow,
    Section,
    Segment,
    Sheet,
    SourceRow,
    Status,
    Stretch,
)
from claims.reports.digest.whole import digest

__all__ = [
    "Digest",
    "EvidenceLine",
    "Fact",
    "Line",
    "MustRead",
    "ReplyRow",
    "Section",
    "Segment",
    "Sheet",
    "SourceRow",
    "Status",
    "Stretch",
    "digest",
]
