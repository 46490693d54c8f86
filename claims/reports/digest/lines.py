"""What a reader of a report gets to see, as words that are ready to be set."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from claims.worddiff import Run


class Section(IntEnum):
    """The parts of a report under their numbers; the head has none."""

    SUMMARY = 1
    FIRST = 2
    ARTICLE = 3
    CLAIMS = 4
    REPLIES = 5
    SOURCES = 6
    CHANGES = 7
    SIGN_OFFS = 8
    AUDIT = 9
    METHOD = 10


@dataclass(frozen=True, slots=True)
class Status:
    """How a claim stands: the code, and the glyph and the word that are always shown together."""

    code: str
    glyph: str
    word: str


@dataclass(frozen=True, slots=True)
class Line:
    """A statement of the report. `strong` is said first, `quote` are somebody's very words, `runs` words before and
    after; `by` and `when` come last and small.
    """

    text: str = ""
    strong: str = ""
    quote: str = ""
    runs: tuple[Run, ...] = ()
    by: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One source's word on a claim. `small` are addresses, hashes and how a figure was worked out."""

    glyph: str
    stance: str
    source: str
    quote: str
    note: str
    small: tuple[str, ...]
    by: str
    when: str
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a claim sheet: either statements, or evidence. `what` is the same in every language."""

    label: str
    lines: tuple[Line, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a reader needs to judge one claim. `place` counts in reading order; of one that was cut it is 0."""

    number: int
    code: str
    place: int
    status: Status
    kind: str
    speaker: str
    flags: tuple[str, ...]
    before: str
    exact: str
    after: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class MustRead:
    """A claim that no reader may miss, and why."""

    number: int
    code: str
    exact: str
    status: Status
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that the same claims stand on. The numbers of those that begin here are set before it."""

    text: str
    claims: tuple[int, ...] = ()
    begin: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """One block of the article."""

    kind: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ReplyRow:
    addressee: str
    put: str
    claims: tuple[int, ...]
    asked: tuple[str, ...]
    due: str
    answer: Line
    in_copy: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """`alone` are claims that nothing else supports: one weak source is a risk."""

    title: str
    kind: str
    claims: tuple[int, ...]
    alone: tuple[int, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A claim whose words were changed or cut since the version before."""

    number: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    number: int
    versions: str
    runs: tuple[Run, ...]
    facts: tuple[Fact, ...]
    by: str
    when: str


@dataclass(frozen=True, slots=True)
class SignOffRow:
    version: int
    act: str
    reason: str
    by: str
    role: str
    when: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Count:
    """`open` ones are work for somebody, and are in the bar."""

    status: Status
    n: int


@dataclass(frozen=True, slots=True)
class Meta:
    label: str
    value: str
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """How many sentences are accounted for; `strip` are the states of all of them, in reading order."""

    done: int
    of: int
    strip: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """The whole report. `marks` are the claims of the article by number; `sheets` come in reading order."""

    code: str
    edition: str
    kind: str
    newsroom: str
    banner: tuple[Line, ...]
    title: str
    meta: tuple[Meta, ...]
    counts: tuple[Count, ...]
    overrides: int
    late: int
    must_read: tuple[MustRead, ...]
    article: tuple[Stretch, ...]
    sheets: tuple[Sheet, ...]
    replies: tuple[ReplyRow, ...]
    sources: tuple[SourceRow, ...]
    since: str
    changes: tuple[ChangeRow, ...]
    corrections: tuple[CorrectionRow, ...]
    sign_offs: tuple[SignOffRow, ...]
    audit: str
    audit_hash: str
    method: tuple[Line, ...]
    version: str
    sha256: str
    language: str = ""
    cover: Cover | None = None
    titles: dict[int, str] = field(default_factory=dict)

    @property
    def statuses(self) -> dict[int, Status]:
        """Of every claim that stands in the article, by number."""
        return {sheet.number: sheet.status for sheet in self.sheets}

    @property
    def standing(self) -> int:
        """How many claims stand in the article."""
        return max((sheet.place for sheet in self.sheets), default=0)

    @property
    def is_draft(self) -> bool:
        return self.edition == "draft"
