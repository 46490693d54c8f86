"""One article's verification report as plain data, frozen: what every format is made from.

Pure. Codes, never labels; what a reader makes of them is `claims.reports.digest`. A `Report` is the JSON format as it
stands here: a field may be added with a default, and anything else is the next `SCHEMA`.
"""

from claims.reports.report.article import Correction, Passed, Reply, Run, Sent, SignOff, Try, Version, Writer
from claims.reports.report.claim import Claim, Offer
from claims.reports.report.gathered import Attempt, Calculation, Copy, Evidence, Kept, Retraction, Source
from claims.reports.report.judged import Comment, Finding, SecondRead, SentBack, Thread, Verdict
from claims.reports.report.parts import NOBODY, Part, Person, Place, TextPositionSelector, TextQuoteSelector
from claims.reports.report.whole import SCHEMA, About, Inputs, Report

__all__ = [
    "NOBODY",
    "SCHEMA",
    "About",
    "Attempt",
    "Calculation",
    "Claim",
    "Comment",
    "Copy",
    "Correction",
    "Evidence",
    "Finding",
    "Inputs",
    "Kept",
    "Offer",
    "Part",
    "Passed",
    "Person",
    "Place",
    "Reply",
    "Report",
    "Retraction",
    "Run",
    "SecondRead",
    "Sent",
    "SentBack",
    "SignOff",
    "Source",
    "TextPositionSelector",
    "TextQuoteSelector",
    "Thread",
    "Try",
    "Verdict",
    "Version",
    "Writer",
]
