"""Reading about confidential sources: who may know them, and how evidence shows them to whom."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from django.urls import reverse

from claims.models import Source, SourceGrant, SourceReading
from claims.permissions import sees_sources
from claims.sheets import EvidenceLine
from factdesk.core.errors import Missing
from factdesk.core.models import User
from factdesk.core.sealing import keyring


@dataclass(frozen=True, repr=False)
class Identity:
    """Who a source is. No repr: no traceback, log or shell shows it by accident."""

    name: str = ""
    contact: str = ""
    kept: str = ""

    def __bool__(self) -> bool:
        return bool(self.name.strip() or self.kept.strip())


@dataclass(frozen=True, repr=False)
class Confided:
    """What makes a source a confidential one when it is entered."""

    description: str
    identity: Identity


@dataclass(frozen=True)
class ReadingLine:
    by: str
    at: dt.datetime
    reason: str


def purpose(source_id: int) -> str:
    return f"source {source_id}"


def seal(identity: Identity, *, source_id: int) -> bytes:
    return keyring().seal(json.dumps(asdict(identity)), purpose=purpose(source_id))


def unseal(sealed: bytes, *, source_id: int) -> Identity:
    """The plain words. Only `claims.actions.secrets` calls this, after the reading is on record."""
    return Identity(**json.loads(keyring().open(sealed, purpose=purpose(source_id))))


def live_grant(source: Source, user: User) -> SourceGrant | None:
    return SourceGrant.objects.live().filter(source=source, user=user).first()


def confidential_source(user: User, source_id: int) -> Source:
    """Missing for other desks, for who only observes, and for a source that is no secret."""
    checked = [desk_id for desk_id in user.roles if sees_sources(user, desk_id)]
    sources = Source.objects.filter(confidential=True, desk__in=checked).select_related("secret__entered_by", "desk")
    source = sources.filter(pk=source_id).first()
    if source is None:
        raise Missing
    return source


def grants_of(source: Source) -> list[SourceGrant]:
    """Everybody who can read the identity now, first who entered it."""
    return list(SourceGrant.objects.live().filter(source=source).select_related("user", "granted_by").order_by("pk"))


def reading_lines(source: Source) -> list[ReadingLine]:
    readings = SourceReading.objects.filter(grant__source=source).select_related("grant__user").order_by("-pk")
    return [ReadingLine(reading.grant.user.name, reading.at, reading.reason) for reading in readings]


def known_to(source_ids: Iterable[int]) -> dict[int, list[str]]:
    """Source id → the names of those who can read who it is; one query for all of them."""
    grants = SourceGrant.objects.live().filter(source__in=set(source_ids)).order_by("pk")
    names: dict[int, list[str]] = {}
    for source_id, name in grants.values_list("source_id", "user__name"):
        names.setdefault(source_id, []).append(name)
    return names


def as_seen_by(user: User, desk_id: int, evidence: Sequence[EvidenceLine]) -> tuple[EvidenceLine, ...]:
    """Evidence with the people who know its confidential sources; who observes learns that there is some, no more."""
    confided = {line.source_id for line in evidence if line.confidential}
    if not confided:
        return tuple(evidence)
    if not sees_sources(user, desk_id):
        return tuple(masked(line) if line.confidential else line for line in evidence)
    names = known_to(confided)
    return tuple(
        replace(line, known_to=tuple(names.get(line.source_id, ())), page=source_url(line.source_id))
        if line.confidential
        else line
        for line in evidence
    )


def masked(line: EvidenceLine) -> EvidenceLine:
    """Neither who, nor what they said, nor who spoke to them."""
    nothing = replace(line, source="", kind_label="", rank_label="", description="", url="", archive_url="")
    return replace(nothing, quote="", locator="", note="", by="")


def source_url(source_id: int) -> str:
    return reverse("source", kwargs={"source_id": source_id})
