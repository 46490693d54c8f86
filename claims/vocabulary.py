"""The trade's words: codes that never change, labels that a newsroom may translate."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """What a finding or a verdict says. No row at all means unchecked, which is not unverified."""

    SOURCED = "sourced", _("Sourced")
    DISPUTED = "disputed", _("Disputed")
    UNVERIFIED = "unverified", _("Unverified")


class SubReason(models.TextChoices):
    """Why this status: each belongs to one status (`SUB_REASONS`)."""

    PRIMARY = "primary", _("Primary source")
    TWO_INDEPENDENT = "two_independent", _("Two independent sources")
    RECORDING = "recording", _("Recording or transcript")
    FIRST_HAND = "first_hand", _("First hand")
    CALCULATION = "calculation", _("Recalculated")
    CONTRADICTED = "contradicted", _("Contradicted by evidence")
    MISLEADING_CONTEXT = "misleading_context", _("Misleading or missing context")
    SOURCES_CONFLICT = "sources_conflict", _("Credible sources conflict")
    SUBJECT_DENIES = "subject_denies", _("The subject denies it")
    NO_SOURCE = "no_source", _("No source found")
    NO_ACCESS = "no_access", _("No access to the source")
    NO_REPLY = "no_reply", _("No reply")
    ONLY_CLAIMANT = "only_claimant", _("Only the claimant says so")
    NOT_IN_TIME = "not_in_time", _("Not in time")


SUB_REASONS: dict[str, tuple[SubReason, ...]] = {
    Status.SOURCED: (
        SubReason.PRIMARY,
        SubReason.TWO_INDEPENDENT,
        SubReason.RECORDING,
        SubReason.FIRST_HAND,
        SubReason.CALCULATION,
    ),
    Status.DISPUTED: (
        SubReason.CONTRADICTED,
        SubReason.MISLEADING_CONTEXT,
        SubReason.SOURCES_CONFLICT,
        SubReason.SUBJECT_DENIES,
    ),
    Status.UNVERIFIED: (
        SubReason.NO_SOURCE,
        SubReason.NO_ACCESS,
        SubReason.NO_REPLY,
        SubReason.ONLY_CLAIMANT,
        SubReason.NOT_IN_TIME,
    ),
}


class Resolution(models.TextChoices):
    """What the copy does about it."""

    STANDS = "stands", _("Stands")
    REWORD = "reword", _("Reword")
    ATTRIBUTE = "attribute", _("Attribute")
    HEDGE = "hedge", _("Hedge")
    CUT = "cut", _("Cut")
    HOLD = "hold", _("Hold")
    CORRECT = "correct", _("Correct")


OTHER_WORDS = frozenset({Resolution.REWORD, Resolution.ATTRIBUTE, Resolution.HEDGE, Resolution.CORRECT})
"""What puts other words into the copy."""
WORDED = frozenset({Resolution.REWORD, Resolution.CORRECT})
"""What cannot be done without saying the new words."""


class Stance(models.TextChoices):
    """What a piece of evidence does to the claim's words."""

    SUPPORTS = "supports", _("Supports")
    REFUTES = "refutes", _("Refutes")
    CONTEXT = "context", _("Gives context")


class SourceKind(models.TextChoices):
    """What a source is."""

    DOCUMENT = "document", _("Document")
    PAGE = "page", _("Web page")
    DATASET = "dataset", _("Data set")
    PERSON = "person", _("Person")
    RECORDING = "recording", _("Recording")
    OBSERVATION = "observation", _("Own observation")
    CALCULATION = "calculation", _("Calculation")


OWN_KINDS = frozenset({SourceKind.OBSERVATION, SourceKind.CALCULATION})


class SourceRank(models.TextChoices):
    """How near a source is to what it tells. A newspaper is secondary for the event, primary for what it printed."""

    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")


class QuoteFound(models.TextChoices):
    """Whether the quoted words stand in the copy that was kept."""

    EXACT = "exact", _("Quote found in the copy")
    DIFFERS = "differs", _("Found in the copy with differences")
    MISSING = "missing", _("Quote not found in the copy")
    UNREAD = "unread", _("Not looked for: this copy cannot be read as text")
    NO_QUOTE = "no_quote", _("No quote to look for")


class Channel(models.TextChoices):
    """Where something was tried."""

    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    IN_PERSON = "in_person", _("In person")
    SEARCH = "search", _("Search of records")
    OTHER = "other", _("Other")


class ReplyOutcome(models.TextChoices):
    """What came of asking somebody to reply."""

    ANSWERED = "answered", _("Answers")
    DENIES = "denies", _("Denies")
    DECLINED = "declined", _("Declines to comment")
    NO_ANSWER = "no_answer", _("No answer")


class DismissReason(models.TextChoices):
    """Why there is nothing to check here."""

    OPINION = "opinion", _("Opinion")
    NOT_FACTUAL = "not_factual", _("Not a statement of fact")
    DUPLICATE = "duplicate", _("Same as another claim")
    PROPOSER_ERROR = "proposer_error", _("Proposed by mistake")


class Priority(models.TextChoices):
    """Which claim comes first."""

    NORMAL = "normal", _("Normal")
    HIGH = "high", _("High")


class Fate(models.TextChoices):
    """What people made of what the proposer offered, or how a claim came to be without it."""

    WAITING = "waiting", _("Nobody has looked")
    ACCEPTED = "accepted", _("Accepted as offered")
    EDITED = "edited", _("Accepted with other words, kind or speaker")
    SPLIT = "split", _("Split into several")
    MERGED = "merged", _("Same as another claim")
    DISMISSED = "dismissed", _("Dismissed, with a reason")
    ADDED = "added", _("Made by hand")
    SPLIT_OFF = "split_off", _("Split off another claim")


class Standing(models.TextChoices):
    """How a claim stands to whoever looks: the verdict, else the finding, else why there is none."""

    SOURCED = "sourced", _("Sourced")
    DISPUTED = "disputed", _("Disputed")
    UNVERIFIED = "unverified", _("Unverified")
    UNCHECKED = "unchecked", _("Unchecked")
    STALE = "stale", _("Stale")
    DISMISSED = "dismissed", _("Dismissed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


GLYPHS = {
    Standing.SOURCED: "✓",
    Standing.DISPUTED: "✗",
    Standing.UNVERIFIED: "?",
    Standing.UNCHECKED: "○",
    Standing.STALE: "↻",
    Standing.DISMISSED: "–",
    Standing.WITHDRAWN: "–",
}

STANCE_GLYPHS = {Stance.SUPPORTS: "+", Stance.REFUTES: "−", Stance.CONTEXT: "◇"}


class Severity(models.TextChoices):
    """How bad it was that it went out."""

    TYPO = "typo", _("Typing error")
    SECONDARY = "secondary", _("Secondary: the story stands")
    MAJOR = "major", _("Major: the story says something else")


class RootCause(models.TextChoices):
    """How it got past the desk."""

    MISSED_CLAIM = "missed_claim", _("Nobody made a claim of it")
    BAD_SOURCE = "bad_source", _("The source was wrong")
    MISREAD_SOURCE = "misread_source", _("The source was misread")
    LATE_EDIT = "late_edit", _("Changed after it was checked")
    EDITING_ERROR = "editing_error", _("Brought in by editing")
    OTHER = "other", _("Something else")


class ClaimKind(models.TextChoices):
    """The detector's types (claims.detect.ClaimType) in newsroom words."""

    STATISTIC = "statistic", _("Number")
    QUOTE = "quote", _("Quote")
    ATTRIBUTED = "attributed_statement", _("Attributed")
    EVENT = "event", _("Event")
    CAUSAL = "causal", _("Cause")
    PREDICTION = "prediction", _("Prediction")


class MarkKind(models.TextChoices):
    """What stands in a claim's words that is looked up, or that may be out of date by now."""

    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    NAME = "name", _("Name")
    AGE = "age", _("an age")
    OFFICE = "office", _("an office")
    PRICE = "price", _("a price")
    RECORD = "record", _("a record or rank")
    CURRENT = "current", _("so at present")


PERISHABLE = frozenset({MarkKind.AGE, MarkKind.OFFICE, MarkKind.PRICE, MarkKind.RECORD, MarkKind.CURRENT})


class Profile(models.TextChoices):
    """Whom a report is for. What each may hold is written in one place, `claims.reports.profiles`."""

    INTERNAL = "internal", _("Internal")
    LEGAL = "legal", _("Legal")
    PUBLIC = "public", _("Public")


class Edition(models.TextChoices):
    """What a report is worth: nobody has signed, an editor has, or what was signed was put right after it went out."""

    DRAFT = "draft", _("Draft")
    FINAL = "final", _("Final")
    CORRECTED = "corrected", _("Corrected")


class Format(models.TextChoices):
    """In what form a report leaves the desk."""

    HTML = "html", _("Web page, one file")
    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word, with a comment on each claim")
    CSV = "csv", _("Table of claims (CSV)")
    EVIDENCE = "evidence", _("Table of evidence (CSV)")
    JSON = "json", _("JSON, complete")
    ZIP = "zip", _("Case file (ZIP)")
