"""What is checked, what was found, and what an editor put a name to."""

from claims.models.assigning import SentBack
from claims.models.claim import Anchor, Claim
from claims.models.copies import Calculation, Copy, Kept
from claims.models.corrections import Correction
from claims.models.coverage import NothingToCheck
from claims.models.discussion import Comment, CommentEdit, Mention, Thread
from claims.models.evidence import Attempt, Evidence, Source
from claims.models.judgement import Finding, SecondRead, Verdict
from claims.models.notification import MailChoice, NoticeKind, Notification
from claims.models.proposing import REACHES, ArticleReach, ProposalRun, TextSent
from claims.models.queue import SavedFilter
from claims.models.replies import ReplyAttempt, ReplyPoint, ReplyRequest
from claims.models.reports import Report, ReportOrder
from claims.models.secrets import SourceGrant, SourceReading, SourceSecret
from claims.models.signoff import SignOff
from claims.models.together import Draft, Presence
from claims.models.writers import Writer

__all__ = [
    "REACHES",
    "Anchor",
    "ArticleReach",
    "Attempt",
    "Calculation",
    "Claim",
    "Comment",
    "CommentEdit",
    "Copy",
    "Correction",
    "Draft",
    "Evidence",
    "Finding",
    "Kept",
    "MailChoice",
    "Mention",
    "NothingToCheck",
    "NoticeKind",
    "Notification",
    "Presence",
    "ProposalRun",
    "ReplyAttempt",
    "ReplyPoint",
    "ReplyRequest",
    "Report",
    "ReportOrder",
    "SavedFilter",
    "SecondRead",
    "SentBack",
    "SignOff",
    "Source",
    "SourceGrant",
    "SourceReading",
    "SourceSecret",
    "TextSent",
    "Thread",
    "Verdict",
    "Writer",
]
