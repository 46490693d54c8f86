"""What hangs on the article: its texts and who read them, replies, sign-offs, corrections."""

from __future__ import annotations

from typing import Any

from claims.reports.report import codes
from claims.reports.report.parts import NOBODY, Moment, Part, Person


class Passed(Part):
    """A sentence of which a person said that there is nothing to check."""

    start: int
    end: int
    at: Moment
    by: Person = NOBODY
    taken_back_by: Person | None = None
    taken_back_at: Moment | None = None


class Run(Part):
    """One reading by one proposer. `reading` is all that it read and found (`claims.runs`)."""

    proposer: str
    proposer_version: str
    sentences: int
    finished_at: Moment
    reading: Any = None
    notices: tuple[Any, ...] = ()


class Sent(Part):
    """That the text was sent to a language model, and where."""

    host: str
    model: str
    sentences: int
    at: Moment


class Version(Part):
    """A text as it was frozen. `blocks` are [kind, start, end]; `facts` [about, value, origin]; `notes` the writer's
    own, [kind, text, start, end, author].
    """

    number: int
    text: str
    blocks: tuple[tuple[str, int, int], ...]
    sha256: str
    origin: str
    at: Moment
    by: Person = NOBODY
    facts: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[Any, ...] = ()
    remarks: tuple[Any, ...] = ()
    runs: tuple[Run, ...] = ()
    sent: tuple[Sent, ...] = ()
    passed: tuple[Passed, ...] = ()


class Writer(Part):
    """A person of the desk who wrote the article, and so checked nothing in it."""

    person: Person
    at: Moment
    added_by: Person = NOBODY


class Try(Part):
    channel: codes.Channel
    at: Moment
    outcome: str = ""
    by: Person = NOBODY


class Reply(Part):
    """Somebody was asked to answer, about these claims, before a deadline."""

    addressee: str
    channel: codes.Channel
    sent_at: Moment
    deadline: Moment
    state: codes.Replying
    claims: tuple[int, ...]
    created_at: Moment
    put: str = ""
    outcome: codes.Outcome | None = None
    answer: str = ""
    tries: tuple[Try, ...] = ()
    settled_by: Person | None = None
    settled_at: Moment | None = None
    reflected_by: Person | None = None
    reflected_at: Moment | None = None
    by: Person = NOBODY

    @property
    def is_open(self) -> bool:
        return self.state == "open"


class SignOff(Part):
    """`act` is sign or revoke; each is a row of its own."""

    version: int
    act: str
    at: Moment
    version_sha256: str
    verdicts_sha256: str
    by: Person = NOBODY
    reason: str = ""
    open_points: int = 0


class Correction(Part):
    """What was printed in version `before` and what stands in `after`; `start` is where."""

    before: int
    after: int
    start: int
    old_words: str
    new_words: str
    public_note: str
    at: Moment
    severity: codes.Severity | None = None
    root_cause: codes.RootCause | None = None
    claim: int | None = None
    reported_at: Moment | None = None
    by: Person = NOBODY
