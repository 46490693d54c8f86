"""What is checked, what was found, and what an editor put a name to."""

from claims.models.claim import Anchor, Claim
from claims.models.evidence import Attempt, Evidence, Source
from claims.models.judgement import Finding, Verdict
from claims.models.proposing import REACHES, ArticleReach, ProposalRun, TextSent
from claims.models.replies import ReplyAttempt, ReplyPoint, ReplyRequest
from claims.models.secrets import SourceGrant, SourceReading, SourceSecret
from claims.models.signoff import Report, SignOff

__all__ = [
    "REACHES",
    "Anchor",
    "ArticleReach",
    "Attempt",
    "Claim",
    "Evidence",
    "Finding",
    "ProposalRun",
    "ReplyAttempt",
    "ReplyPoint",
    "ReplyRequest",
    "Report",
    "SignOff",
    "Source",
    "SourceGrant",
    "SourceReading",
    "SourceSecret",
    "TextSent",
    "Verdict",
]
