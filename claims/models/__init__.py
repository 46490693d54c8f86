"""What is checked, what was found, and what an editor put a name to."""

from claims.models.claim import Anchor, Claim
from claims.models.discussion import Comment, CommentEdit, Mention, Thread
from claims.models.evidence import Attempt, Evidence, Source
from claims.models.judgement import Finding, Verdict
from claims.models.notification import MailChoice, NoticeKind, Notification
from claims.models.proposing import REACHES, ArticleReach, ProposalRun, TextSent
from claims.models.signoff import Report, SignOff

__all__ = [
    "REACHES",
    "Anchor",
    "ArticleReach",
    "Attempt",
    "Claim",
    "Comment",
    "CommentEdit",
    "Evidence",
    "Finding",
    "MailChoice",
    "Mention",
    "NoticeKind",
    "Notification",
    "ProposalRun",
    "Report",
    "SignOff",
    "Source",
    "TextSent",
    "Thread",
    "Verdict",
]
