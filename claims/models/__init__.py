"""What is checked, what was found, and what an editor put a name to."""

from claims.models.claim import Anchor, Claim
from claims.models.copies import Calculation, Copy, Kept
from claims.models.evidence import Attempt, Evidence, Source
from claims.models.judgement import Finding, Verdict
from claims.models.proposing import REACHES, ArticleReach, ProposalRun, TextSent
from claims.models.signoff import Report, SignOff

__all__ = [
    "REACHES",
    "Anchor",
    "ArticleReach",
    "Attempt",
    "Calculation",
    "Claim",
    "Copy",
    "Evidence",
    "Finding",
    "Kept",
    "ProposalRun",
    "Report",
    "SignOff",
    "Source",
    "TextSent",
    "Verdict",
]
