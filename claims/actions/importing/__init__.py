"""Bringing an article with all that hangs on it in from a report: on another desk, or on another machine.

What happened there happens here again, in the order in which it did, with its own times and names, under every guard of
the database. So a report that no desk could have written is refused, and nothing of it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import MappingProxyType
from uuid import uuid4

from django.db import DatabaseError, OperationalError, transaction
from django.utils.translation import gettext as _

from articles.models import Article
from articles.permissions import can_bring_in
from claims.actions.importing.asked import note_asked
from claims.actions.importing.claims import note_claims
from claims.actions.importing.gathered import note_gathered
from claims.actions.importing.judged import note_judged, note_talk
from claims.actions.importing.known import refuse_known, require_allowed, require_whole
from claims.actions.importing.order import look
from claims.actions.importing.people import People
from claims.actions.importing.rows import change, put
from claims.actions.importing.signing import note_signing
from claims.actions.importing.texts import note_texts
from claims.actions.importing.told import Files, Importing
from claims.copies import Incoming, Stored, held
from claims.models import ArticleReach
from claims.reports.report import Copy, Report
from claims.reports.seal import content_sha256
from factdesk.core.audit import Action, record
from factdesk.core.errors import Missing, Refused
from factdesk.core.jobs import enqueue
from factdesk.core.models import Desk, Membership, User
from factdesk.core.permissions import require
from factdesk.core.seals import sealed_models

AT_ONCE = 200  # rows in one line of the trail
NO_COPIES: Mapping[str, bytes] = MappingProxyType({})


def import_report(*, report: Report, desk_id: int, actor: User, copies: Mapping[str, bytes] = NO_COPIES) -> Article:
    """The article of the report as one of this desk, all of it or nothing.

    `copies` are the kept files that came with it, by their SHA-256. One that did not come is told as a lost one.
    """
    require(can_bring_in(actor, desk_id))
    require_whole(report)
    with ExitStack() as stack:
        files: dict[tuple[int, str], Stored] = {}
        for item in (item for claim in report.claims for item in claim.evidence):
            copy = item.kept.copy if item.kept else None
            if copy is not None and copy.sha256 in copies and (item.source, copy.sha256) not in files:
                stored = stack.enter_context(held(_incoming(copy, copies[copy.sha256])))
                if stored is not None:
                    files[item.source, copy.sha256] = stored
        return _import(report, desk_id, actor, files)


def _incoming(copy: Copy, data: bytes) -> Incoming:
    if hashlib.sha256(data).hexdigest() != copy.sha256 or len(data) != copy.size:
        text = _("The file “%(name)s” is not the one that was kept. Nothing was imported.")
        raise Refused({"": text % {"name": copy.name or copy.sha256}})
    return Incoming(copy.name, [data], pasted=copy.pasted)


@transaction.atomic
def _import(report: Report, desk_id: int, actor: User, files: Files) -> Article:
    # One change of people at a time on a desk, and so one import.
    list(Membership.objects.select_for_update().filter(desk=desk_id).order_by("pk").values_list("pk"))
    desk = Desk.objects.filter(pk=desk_id).first()
    if desk is None:
        raise Missing
    require_allowed(report, desk)
    refuse_known(report, desk, actor)
    with _in_words():
        people = People(report, desk, actor)
        here = Importing(report, _begun(report, desk, people), actor, people, files)
        record(Action.ARTICLE_CREATED, here.article, actor=actor, changes={"confidential": report.confidential})
        _note(here)
        here.order.play()
        _end(here)
    _sign(here)
    return here.article


def _begun(report: Report, desk: Desk, people: People) -> Article:
    """Confidential at last: a text that was sent out before somebody said so was not yet."""
    return put(
        Article(
            desk=desk,
            title=report.title,
            writer=report.writer,
            due_at=report.due_at,
            needs_legal=report.needs_legal,
            created_by=people.of(report.created_by),
            created_at=report.created_at,
            token=uuid4(),
        )
    )


def _note(here: Importing) -> None:
    note_texts(here)
    note_asked(here)
    came = note_claims(here)
    for number, claim in here.claims.items():
        note_gathered(here, claim, came[number])
        note_judged(here, claim, came[number])
        note_talk(here, claim, came[number])
    note_signing(here)


def _end(here: Importing) -> None:
    change(here.article, confidential=here.report.confidential)
    if here.report.reach:
        put(ArticleReach(article=here.article, reach=here.report.reach))
    if not here.runs:
        enqueue("claims.propose", target_id=here.versions[1].pk, requested_by=here.actor)
    here.people.settle()
    look()


def _sign(here: Importing) -> None:
    """Every row that the trail vouches for, as it stands now; and what they were made from."""
    about, article = here.report.about, here.article
    rows = [
        row
        for _label, model, way in sealed_models()
        for row in model._default_manager.filter(**{f"{way}__pk": article.pk}).order_by("pk")
    ]
    changes = {
        "schema": here.report.schema,
        "content": content_sha256(here.report),
        "trail": [about.inputs.audit_seq, about.inputs.audit_hash],
    }
    for at in range(0, len(rows), AT_ONCE):
        record(Action.ARTICLE_IMPORTED, article, actor=here.actor, changes=changes, rows=rows[at : at + AT_ONCE])


@contextmanager
def _in_words() -> Iterator[None]:
    """What Postgres refuses is a report that does not hold together."""
    try:
        yield
    except OperationalError:
        raise
    except DatabaseError as error:
        why = str(error).partition("\n")[0].removeprefix("FactDesk: ")
        text = _("This report does not hold together, so nothing was imported: %(why)s.")
        raise Refused({"": text % {"why": why}}) from error
