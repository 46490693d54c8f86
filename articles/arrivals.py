"""What came in, as its pages show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.actions.arriving import READING
from articles.extract.document import About, BlockKind, Document, NoteKind, WriterNote
from articles.models import LEFT_OUT, Arrival, Article, Version
from articles.reasons import NOT_READ, ORIGINS, REMARKS, STOPPED
from articles.states import ArrivalState
from factdesk.core.errors import Text
from factdesk.core.models import Job, User

PAGE = 150
"""How many parts of a text one page shows."""

KINDS: dict[str, Text] = {
    BlockKind.HEADLINE: gettext_lazy("Headline"),
    BlockKind.DEK: gettext_lazy("Standfirst"),
    BlockKind.HEADING: gettext_lazy("Subheading"),
    BlockKind.BODY: gettext_lazy("Body"),
    BlockKind.LIST: gettext_lazy("List"),
    BlockKind.QUOTE: gettext_lazy("Quote"),
    BlockKind.CAPTION: gettext_lazy("Caption"),
    BlockKind.TABLE: gettext_lazy("Table row"),
    BlockKind.FURNITURE: gettext_lazy("Not the story"),
    LEFT_OUT: gettext_lazy("Left out"),
}
NOTE_KINDS: dict[str, Text] = {
    NoteKind.FOOTNOTE: gettext_lazy("Footnote"),
    NoteKind.ENDNOTE: gettext_lazy("Endnote"),
    NoteKind.COMMENT: gettext_lazy("Comment"),
}


@dataclass(frozen=True)
class Line:
    """One arrival in the list. `stage` is what it is doing now: waiting, reading, stopped, or its state."""

    arrival: Arrival
    stage: str
    stage_label: str
    reason: Text

    @property
    def moves(self) -> bool:
        """Whether something is still going to happen by itself."""
        return self.stage in {"waiting", "fetching", "reading"}


@dataclass(frozen=True)
class Part:
    """A block of the text to look over. `kind` is the chosen one, LEFT_OUT included; `was` what was read."""

    at: int
    kind: str
    was: str
    text: str
    notes: tuple[WriterNote, ...]

    @property
    def label(self) -> Text:
        return KINDS[self.kind]

    @property
    def left_out(self) -> bool:
        return self.kind == LEFT_OUT

    @property
    def is_changed(self) -> bool:
        return self.kind != self.was


@dataclass(frozen=True)
class Found:
    """What a document says of one thing, and where: the likeliest first."""

    value: str
    where: Text


STAGES: dict[str, Text] = {
    "waiting": gettext_lazy("Waiting for the desk’s reader"),
    "fetching": gettext_lazy("Fetching the page"),
    "reading": gettext_lazy("Reading"),
    "stopped": gettext_lazy("Stopped"),
    ArrivalState.READY: gettext_lazy("To look over"),
    ArrivalState.REFUSED: gettext_lazy("Not readable"),
    ArrivalState.UNPACKED: gettext_lazy("Unpacked"),
    ArrivalState.TAKEN: gettext_lazy("Brought in"),
    ArrivalState.DROPPED: gettext_lazy("Removed"),
}


def lines(arrivals: Iterable[Arrival]) -> list[Line]:
    """One query for all of their jobs."""
    rows = list(arrivals)
    waiting = [row.pk for row in rows if row.state == ArrivalState.WAITING]
    jobs = {job.target_id: job for job in Job.objects.filter(kind=READING, target_id__in=waiting).order_by("pk")}
    return [_line(row, jobs.get(row.pk)) for row in rows]


def _line(arrival: Arrival, job: Job | None) -> Line:
    stage: str = arrival.state
    if arrival.state == ArrivalState.WAITING:
        stage = _stage(arrival, job)
    reason: Text = STOPPED if stage == "stopped" else NOT_READ.get(arrival.why, "")
    return Line(arrival, stage, str(STAGES[stage]), reason)


def _stage(arrival: Arrival, job: Job | None) -> str:
    if job is None or job.state == Job.State.FAILED:
        return "stopped"
    if job.state == Job.State.QUEUED:
        return "waiting"
    # A job that is done by now was not when the row was asked for; the next look shows what came of it.
    return "fetching" if arrival.link and not arrival.file else "reading"


def parts(arrival: Arrival, document: Document, page: int) -> list[Part]:
    """The blocks of one page of the text, as they are chosen."""
    first = (page - 1) * PAGE
    return [part(arrival, document, at) for at in range(first, min(first + PAGE, len(document.blocks)))]


def part(arrival: Arrival, document: Document, at: int) -> Part:
    block = document.blocks[at]
    notes = tuple(note for note in document.notes if block.start <= note.start <= block.end)
    chosen = arrival.choices.get(str(at), str(block.kind))
    return Part(at, chosen, str(block.kind), document.text[block.start : block.end], notes)


def found(document: Document, about: About) -> list[Found]:
    return [Found(fact.value, ORIGINS[fact.origin]) for fact in document.facts if fact.about is about]


def day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def remarks(document: Document) -> list[Text]:
    return [REMARKS[remark] for remark in document.remarks]


def notes_said(document: Document) -> str:
    """How many notes of the writer came with it; "" without any."""
    marks = sum(note.kind is not NoteKind.COMMENT for note in document.notes)
    comments = len(document.notes) - marks
    said = []
    if marks:
        said.append(ngettext("%(n)d footnote", "%(n)d footnotes", marks) % {"n": marks})
    if comments:
        said.append(ngettext("%(n)d comment", "%(n)d comments", comments) % {"n": comments})
    return _(" and ").join(said)


def same_text(arrival: Arrival, user: User) -> Sequence[Article]:
    """Articles that were read from the very same words."""
    versions = Version.objects.filter(sha256=arrival.text_sha256, article__desk=arrival.desk_id)
    return list(Article.objects.visible_to(user).filter(pk__in=versions.values("article"))[:3])


def words_in(document: Document) -> int:
    return sum(len(document.text[block.start : block.end].split()) for block in document.blocks)
