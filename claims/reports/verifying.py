"""Whether a file is a report of this desk, whether it is untouched, and whether the desk's data still say the same."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.models import Article
from claims.labels import label
from claims.models import Report
from claims.reports.build import build_report
from claims.reports.seal import CODE, CODE_LENGTH
from claims.reports.shelf import REPORTS
from claims.vocabulary import Edition, Format, Profile
from factdesk.core.models import AuditEntry, User


class Touch(StrEnum):
    """What is to be said of the bytes."""

    UNTOUCHED = "untouched"
    CHANGED = "changed"  # it says which report it is, and is not that report's file
    DAMAGED = "damaged"  # the desk's own copy is not what was issued
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Match:
    """One thing the report was made from, and whether the desk still says the same."""

    what: str
    same: bool
    told: str


@dataclass(frozen=True)
class Verification:
    """`which` is empty for what is no report of this desk; then there is nothing to match."""

    touch: Touch
    sha256: str
    code: str = ""
    which: str = ""
    article_id: int = 0
    title: str = ""
    made_at: dt.datetime | None = None
    made_by: str = ""
    matches: tuple[Match, ...] = ()

    @property
    def holds(self) -> bool:
        """Untouched, and all that it was made from is as it was."""
        return self.touch is Touch.UNTOUCHED and all(match.same for match in self.matches)


@dataclass(frozen=True)
class Print:
    """What of a file is looked for: the hash of its bytes, and the code that stands in them."""

    sha256: str
    code: str


def print_of(pieces: Iterable[bytes]) -> Print:
    """However large the file is."""
    digest, code, tail = hashlib.sha256(), "", b""
    for piece in pieces:
        digest.update(piece)
        if not code and (found := CODE.search(tail + piece)):
            code = found.group().decode()
        tail = (tail + piece)[-CODE_LENGTH:]
    return Print(digest.hexdigest(), code)


def verify(found: Print, reports: QuerySet[Report] | None = None, *, reader: User) -> Verification:
    """Look a file up among `reports` (those the reader may know of; all of them when none are given).

    First by its hash, and then by the code that every file of a report carries in its bytes.
    """
    known = Report.objects.all() if reports is None else reports
    rows = known.select_related("version__article__desk", "made_by").order_by("-pk")
    row = rows.filter(sha256=found.sha256).first()
    if row is not None:
        touch = Touch.UNTOUCHED if _as_issued(row) else Touch.DAMAGED
    elif found.code and (row := rows.filter(code=found.code).first()):
        touch = Touch.CHANGED
    else:
        return Verification(Touch.UNKNOWN, found.sha256)
    article = row.version.article
    return Verification(
        touch=touch,
        sha256=found.sha256,
        code=row.code,
        which=_which(row, exact=touch is not Touch.CHANGED),
        article_id=article.pk,
        title=article.title,
        made_at=row.made_at,
        made_by=row.made_by.name,
        matches=tuple(_matches(row, article, reader)) if row.inputs else (),
    )


def _as_issued(row: Report) -> bool:
    """Whether the desk's own bytes, in the row or on disk, are still what the row says."""
    try:
        pieces = REPORTS.pieces(row.file) if row.file else iter([bytes(row.content)])
        return print_of(pieces).sha256 == row.sha256
    except OSError:
        return False


def _which(row: Report, *, exact: bool) -> str:
    parts = [_("Report on version %(number)d") % {"number": row.version.number}]
    if row.edition:
        parts.append(label(Edition(row.edition)).lower())
    if exact:
        parts += [label(Profile(row.profile or Profile.INTERNAL)).lower(), label(Format(row.format))]
    return ", ".join(parts)


def _matches(row: Report, article: Article, reader: User) -> Iterable[Match]:
    """Against what the desk holds now. The trail: that the line it ended with then is there, as it was."""
    now, then = build_report(article, made_by=reader).about.inputs, row.inputs
    same_text = now.version == then["version"]
    yield Match(_("Text"), same_text, _("as it was") if same_text else _("there is another version since"))
    for name, what in (
        ("verdicts", _("Verdicts")),
        ("evidence", _("Evidence")),
        ("content", _("All that is recorded")),
    ):
        same = getattr(now, name) == then[name]
        yield Match(what, same, _("as it was") if same else _("not what it was"))
    line = AuditEntry.objects.filter(chain=article.audit_chain, seq=then["audit_seq"]).first()
    stands = then["audit_seq"] == 0 or (line is not None and line.hash == then["audit_hash"])
    yield Match(_("Audit trail"), stands, _("goes on from where it was") if stands else _("is not the one it was"))
