"""What becomes of something that came in when a worker reads it: a text to look over, a reason, or its members."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from uuid import uuid5

from django.db import transaction

from articles.actions.arriving import Particulars, Upload, arrive, empty, step
from articles.actions.taking import take_as_read
from articles.extract.document import Document
from articles.extract.wire import to_wire
from articles.models import Arrival
from articles.originals import ORIGINALS
from articles.permissions import can_bring_in
from articles.states import ArrivalState
from factdesk.core.audit import Action, record
from factdesk.core.models import User
from factdesk.core.shelf import Shelved

Member = tuple[str, Shelved]
"""The name that a file had in an archive, and the file on the shelf."""


@transaction.atomic
def fetched(arrival_id: int, *, file: Shelved, link: str, declared: str) -> None:
    """A page as a server sent it; it is read next."""
    arrival = _held(arrival_id)
    if arrival is None or arrival.file:
        return
    arrival.file, arrival.sha256, arrival.size = file.name, file.sha256, file.size
    arrival.link, arrival.declared = link, declared[:200]
    arrival.save(update_fields=["file", "sha256", "size", "link", "declared"])
    file.taken = True


@transaction.atomic
def read_as(arrival_id: int, document: Document) -> None:
    """A text to look over, or at once an article where that was asked for."""
    arrival = _held(arrival_id)
    if arrival is None:
        return
    arrival.document = to_wire(document)
    arrival.text_sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    step(arrival, "read")
    arrival.save(update_fields=["document", "text_sha256", "state"])
    record(Action.ARRIVAL_READ, arrival, actor=User.objects.system(), changes={"blocks": len(document.blocks)})
    if arrival.straight and can_bring_in(arrival.by, arrival.desk_id):  # else a colleague looks it over
        take_as_read(arrival)


@transaction.atomic
def refuse(arrival_id: int, why: str) -> None:
    """No article can be made of it; `why` is a code that the page has words for. The file stays for another try."""
    arrival = _held(arrival_id)
    if arrival is None:
        return
    arrival.why = why
    step(arrival, "refuse")
    arrival.save(update_fields=["why", "state"])
    record(Action.ARRIVAL_REFUSED, arrival, actor=User.objects.system(), changes={"why": why})


@transaction.atomic
def unpack(arrival_id: int, members: Sequence[Member]) -> None:
    """Each file of an archive arrives by itself; the archive goes."""
    arrival = _held(arrival_id)
    if arrival is None:
        return
    about = Particulars(due_at=arrival.due_at, needs_legal=arrival.needs_legal, confidential=arrival.confidential)
    token = uuid5(arrival.token, str(arrival.place))
    for place, (name, file) in enumerate(members):
        upload = Upload(name, (), place)
        arrive(
            arrival.desk_id,
            arrival.by,
            token,
            upload,
            file,
            about=about,
            straight=arrival.straight,
            parent=arrival,
        )
    archive = arrival.file
    step(arrival, "unpack")
    empty(arrival)
    changes = {"members": len(members)}
    record(Action.ARRIVAL_UNPACKED, arrival, actor=User.objects.system(), changes=changes)
    transaction.on_commit(partial(ORIGINALS.remove, archive), robust=True)


def _held(arrival_id: int) -> Arrival | None:
    """None when nobody waits for it any more."""
    rows = Arrival.objects.select_related("desk", "by").select_for_update(no_key=True, of=("self",))
    return rows.filter(pk=arrival_id, state=ArrivalState.WAITING).first()
