"""What the proposer hands back: every sentence with its label, and the sentences worth checking as proposals."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from articles.extract.document import Block

Notice = str | tuple[str, *tuple[int, ...]]
"""A code of what a reader has to know about a run, with numbers where they belong to it."""


class Reach(StrEnum):
    """How much of what was found is offered: each takes in all that the one before it does."""

    STRICT = "strict"
    STANDARD = "standard"
    WIDE = "wide"


class ClaimType(StrEnum):
    """What kind of statement it is, and so how one goes about checking it."""

    STATISTIC = "statistic"
    QUOTE = "quote"
    ATTRIBUTED = "attributed_statement"
    EVENT = "event"
    CAUSAL = "causal"
    PREDICTION = "prediction"


@dataclass(frozen=True, slots=True)
class Span:
    """Code points of the text, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something in a claim, with what it is.

    Of what can be looked up: "number", "date", "name". Of what may be out of date: "age", "office", "price", "record"
    (first, only, largest), "current" (now, still, this year).
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence was proposed; `words` are the words of the text that say so."""

    code: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text; `label` is claim, minor, opinion, question, furniture or heading."""

    start: int
    end: int
    block: int
    score: float
    label: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence worth checking. `repeats` are the other places where the very same sentence stands.

    `carried` says that another sentence names the source, `vague_source` that nobody could ring it up. `marks` are its
    numbers, dates and names, `perishable` what may have changed since it was printed; hedges and marks are places in
    the text.
    """

    start: int
    end: int
    exact: str
    type: ClaimType
    types: tuple[ClaimType, ...]
    attributed_to: str
    hedges: tuple[Span, ...]
    score: float
    reasons: tuple[Reason, ...]
    repeats: tuple[Span, ...]
    carried: bool = False
    vague_source: bool = False
    marks: tuple[Mark, ...] = ()
    perishable: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Detection:
    """One run over one text: what was read, what is worth checking, and by which reading of which version.

    `proposals` go down to the wide reach; `thresholds` tell which of them belong to a narrower one.
    `notices` tell what a reader has to know about this run: "basic_detector", ("endpoint_refused", 3, 14).
    """

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    proposals: tuple[Proposal, ...]
    proposer: str
    version: str
    thresholds: Mapping[Reach, float]
    notices: tuple[Notice, ...] = ()

    def within(self, reach: Reach) -> tuple[Proposal, ...]:
        """The proposals of a reach."""
        return tuple(proposal for proposal in self.proposals if proposal.score >= self.thresholds[reach])
