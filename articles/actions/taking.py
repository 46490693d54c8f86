"""From what was read to an article: an editor looks it over, chooses what is what, and freezes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.arriving import Particulars, empty, lock_arrival, step
from articles.actions.freezing import bring_in
from articles.extract.document import About, BlockKind, Document, Fact, Origin
from articles.models import Arrival, Article, Original, Version, of_choices
from articles.permissions import can_look_over
from articles.states import ArrivalState
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Refused
from factdesk.core.models import User
from factdesk.core.permissions import require

PARTICULARS = [field.name for field in fields(Particulars)]


@dataclass(frozen=True)
class Told:
    """What an editor let stand of what a document says about itself."""

    published: dt.date | None = None
    language: str = ""
    address: str = ""


@transaction.atomic
def choose(*, arrival_id: int, actor: User, seen: int, block: int, kind: BlockKind | None) -> Arrival:
    """This block is of that kind, or (None) is left out."""
    arrival = lock_arrival(arrival_id, actor=actor)
    require(can_look_over(actor, arrival))
    _expect_ready(arrival)
    _expect_seen(arrival, seen)
    blocks = arrival.as_read().blocks
    if not 0 <= block < len(blocks):
        raise Conflict(_("The text has no such part. Load the page again."))
    choices = arrival.choice_list()
    if choices.get(block, blocks[block].kind) == kind:
        return arrival
    chosen: dict[int, BlockKind | None] = {**choices, block: kind}
    if kind == blocks[block].kind:
        del chosen[block]
    arrival.choices = of_choices(chosen)
    arrival.lock_version += 1
    arrival.save(update_fields=["choices", "lock_version"])
    record(Action.ARRIVAL_CHOSEN, arrival, actor=actor, changes={"block": block, "kind": str(kind or "")})
    return arrival


@transaction.atomic
def take(*, arrival_id: int, actor: User, seen: int, about: Particulars, told: Told) -> Article:
    """Freeze it as version 1, as it stands on the page. Sent twice, it is one article."""
    arrival = lock_arrival(arrival_id, actor=actor)
    require(can_look_over(actor, arrival))
    article = arrival.article
    if article is not None and article.created_by_id == actor.pk:
        return article
    _expect_ready(arrival)
    _expect_seen(arrival, seen)
    return _freeze(arrival, _with_facts(_document(arrival), about, told), actor=actor, about=about)


def take_as_read(arrival: Arrival, actor: User | None = None) -> Article:
    """Without a look: for who brings in many and said so. The caller holds the row."""
    about = Particulars(
        arrival.title,
        arrival.writer,
        arrival.due_at,
        needs_legal=arrival.needs_legal,
        confidential=arrival.confidential,
    )
    return _freeze(arrival, _document(arrival), actor=actor or arrival.by, about=about)


def take_all(*, actor: User, arrival_ids: Iterable[int]) -> int:
    """Freeze these texts as they were read, those that still wait for a look: how many there were.

    Each in a transaction of its own; one that cannot be taken stays where it is.
    """
    named = Arrival.objects.visible_to(actor).filter(pk__in=list(arrival_ids), state=ArrivalState.READY)
    waiting = named.order_by("at", "place", "pk")
    return sum(_taken(arrival_id, actor) for arrival_id in waiting.values_list("pk", flat=True))


@transaction.atomic
def _taken(arrival_id: int, actor: User) -> bool:
    arrival = lock_arrival(arrival_id, actor=actor)
    require(can_look_over(actor, arrival))
    if arrival.state != ArrivalState.READY:
        return False
    try:
        take_as_read(arrival, actor)
    except Refused:
        return False  # nothing of the text is left; nothing was written
    return True


def _freeze(arrival: Arrival, document: Document, *, actor: User, about: Particulars) -> Article:
    origin = Version.Origin.LINK if arrival.link else Version.Origin.PASTE if arrival.pasted else Version.Origin.FILE
    article = bring_in(
        desk_id=arrival.desk_id,
        actor=actor,
        document=document,
        origin=origin,
        token=uuid4(),
        title=about.title,
        writer=about.writer,
        due_at=about.due_at,
        needs_legal=about.needs_legal,
        confidential=about.confidential,
    )
    original = Original.objects.create(
        version=article.head,
        name=arrival.file,
        original_name=arrival.original_name,
        pasted=arrival.pasted,
        link=arrival.link,
        sha256=arrival.sha256,
        size=arrival.size,
        by=arrival.by,
        at=arrival.at,
    )
    record(Action.ORIGINAL_KEPT, article, actor=actor, changes={"original": original.pk}, rows=[original])
    step(arrival, "take")
    arrival.article = article
    empty(arrival)
    record(Action.ARRIVAL_TAKEN, arrival, actor=actor, changes={"article": article.pk})
    return article


def _expect_ready(arrival: Arrival) -> None:
    if arrival.state == ArrivalState.TAKEN:
        raise Conflict(_("Somebody else froze this text meanwhile. What you said of it here was not taken over."))
    if arrival.state != ArrivalState.READY:
        raise Conflict(_("This is not here to be looked over any more. Load the page again and see what became of it."))


def _expect_seen(arrival: Arrival, seen: int) -> None:
    if arrival.lock_version != seen:
        raise Conflict(_("Somebody chose what another part of this text is. Load the page again and look."))


def _document(arrival: Arrival) -> Document:
    try:
        return arrival.as_chosen()
    except ValueError:
        raise Refused({"": _("Nothing is left of the text. Take something back in.")}) from None


def _with_facts(document: Document, about: Particulars, told: Told) -> Document:
    """What the editor let stand comes first; where a document said the same, that is where it is from."""
    published = told.published.isoformat() if told.published else ""
    said = {
        About.TITLE: about.title,
        About.BYLINE: about.writer,
        About.PUBLISHED: published,
        About.LANGUAGE: told.language,
        About.ADDRESS: told.address,
    }
    facts = [_fact(document, name, value) for name, value in said.items() if value]
    return replace(document, facts=tuple(facts))


def _fact(document: Document, about: About, value: str) -> Fact:
    same = (fact for fact in document.facts if fact.about is about and fact.value == value)
    return next(same, Fact(about, value, Origin.EDITOR))
