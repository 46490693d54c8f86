"""Confidential sources: entering one, saying who may know, and reading who it is."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from claims.models import Source, SourceGrant, SourceReading, SourceSecret
from claims.permissions import (
    CHECKERS,
    can_grant,
    can_quote,
    can_read_identity,
    can_take_back,
)
from claims.secrets import Confided, Identity, live_grant, seal, unseal
from claims.vocabulary import SourceKind
from factdesk.core import password
from factdesk.core.audit import Action, record
from factdesk.core.errors import Missing, Refused, Text
from factdesk.core.models import Desk, Membership, User
from factdesk.core.permissions import require
from factdesk.core.sealing import Unopenable, keyring


def source_for(
    article: Article,
    *,
    actor: User,
    title: str,
    kind: SourceKind,
    url: str,
    confided: Confided | None = None,
    source_id: int | None = None,
) -> Source:
    """The source of a piece of evidence: the desk's own of this name, kind and link when it has it, else a new one.

    `source_id` is one that the person chose from the list; it counts only as long as it says what the form says.

    Part of `add_evidence`, which holds the article. Words under a known pseudonym come from those who know the
    person behind it, else anybody could put words into a source's mouth.
    """
    hidden = Source.objects.filter(desk=article.desk_id, title__iexact=title, confidential=True).first()
    if hidden is None and confided is None:
        return _open_source(article, actor=actor, title=title, kind=kind, url=url, source_id=source_id)
    if hidden is None and confided is not None:
        return _confide(article, actor=actor, title=title, kind=kind, confided=confided)
    assert hidden is not None  # noqa: S101  narrows the type
    require(can_quote(live_grant(hidden, actor)))
    if confided is None:
        raise Refused({"confidential": _("This is the name of a confidential source. Tick this to add its words.")})
    if confided.identity:
        raise Refused({"source_title": _("There is a source of this name already. Choose another pseudonym.")})
    return hidden


def _open_source(
    article: Article, *, actor: User, title: str, kind: SourceKind, url: str, source_id: int | None
) -> Source:
    here = Source.objects.filter(desk=article.desk_id, confidential=False)
    if source_id is not None:
        chosen = here.filter(pk=source_id).first()
        if chosen is None:
            raise Refused({"source_title": _("This source is not on the desk's list. Choose again, or type its name.")})
        if (chosen.title, chosen.kind, chosen.url) == (title, kind, url):
            return chosen
    return here.get_or_create(
        desk_id=article.desk_id, title=title, kind=kind, url=url, confidential=False, defaults={"created_by": actor}
    )[0]


def _confide(article: Article, *, actor: User, title: str, kind: SourceKind, confided: Confided) -> Source:
    missing: dict[str, Text] = {}
    if not confided.description.strip():
        missing["public_description"] = _("Say what readers may know of this source. The report prints it.")
    if not confided.identity:
        missing["identity"] = _("Say who it is, or below where that is kept outside the desk.")
    # One at a time on a desk, so that nobody else takes the pseudonym meanwhile.
    Desk.objects.select_for_update(no_key=True).get(pk=article.desk_id)
    if Source.objects.filter(desk=article.desk_id, title__iexact=title).exists():
        missing["source_title"] = _("There is a source of this name already. Choose another pseudonym.")
    if missing:
        raise Refused(missing)
    source = Source.objects.create(
        desk_id=article.desk_id,
        title=title,
        kind=kind,
        confidential=True,
        public_description=confided.description.strip(),
        created_by=actor,
    )
    return _seal_away(source, confided.identity, actor)


def source_from_elsewhere(source: Source, *, actor: User, kept: str) -> Source:
    """A source that comes with a report: who it is stayed with the desk of that report, and `kept` names it.

    Part of an import. What this desk has under that name already is the same only when it says the same of it, and when
    the person may know who it is: else a file could put words into a source's mouth.
    """
    Desk.objects.select_for_update(no_key=True).get(pk=source.desk_id)
    here = Source.objects.filter(desk=source.desk_id, title__iexact=source.title).first()
    if here is None:
        source.save(force_insert=True)
        return _seal_away(source, Identity(kept=kept), actor)
    told = ("title", "kind", "confidential", "public_description")
    if any(getattr(here, name) != getattr(source, name) for name in told) or live_grant(here, actor) is None:
        text = _(
            "A source called “%(name)s” is confidential here or in the report, and nobody can tell from the file "
            "whether it is the same. Nothing was imported."
        )
        raise Refused({"": text % {"name": source.title}})
    return here


def _seal_away(source: Source, identity: Identity, actor: User) -> Source:
    SourceSecret.objects.create(source=source, sealed=seal(identity, source_id=source.pk), entered_by=actor)
    own = _give(source, user=actor, by=actor)
    record(Action.SOURCE_CONFIDED, source, actor=actor, changes={"grant": own.pk})
    return source


@transaction.atomic
def grant_identity(*, source_id: int, actor: User, user_id: int, until: dt.datetime | None = None) -> SourceGrant:
    """Let one more person of the desk read who the source is. Who observes never may."""
    source = _lock(source_id, actor=actor)
    require(can_grant(live_grant(source, actor)))
    user = User.objects.filter(pk=user_id, is_active=True, is_system=False).first()
    if user is None or user.role_on(source.desk_id) not in CHECKERS:
        raise Refused({"user": _("Choose somebody who checks on this desk.")})
    if until is not None and until <= timezone.now():
        raise Refused({"until": _("This time is past. Give a later one, or none.")})
    held = live_grant(source, user)
    if held is not None:
        return held
    # One that ran out, or of an earlier place on the desk, is closed by name before there is another.
    SourceGrant.objects.filter(source=source, user=user, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=actor
    )
    grant = _give(source, user=user, by=actor, until=until)
    record(Action.SOURCE_GRANTED, source, actor=actor, changes={"grant": grant.pk, "user": user.pk})
    return grant


@transaction.atomic
def take_back(*, source_id: int, grant_id: int, actor: User) -> SourceGrant:
    """From the next request on, this person reads the identity no more. Their readings stay listed."""
    source = _lock(source_id, actor=actor)
    own = live_grant(source, actor)
    require(can_grant(own))
    grant = SourceGrant.objects.filter(source=source, pk=grant_id).first()
    if grant is None:
        raise Missing
    entered_by = SourceSecret.objects.values_list("entered_by", flat=True).get(source=source)
    others = SourceGrant.objects.live().filter(source=source).exclude(pk=grant.pk).count()
    require(can_take_back(actor, own, grant, entered_by=entered_by, others=others))
    if grant.revoked_at is None:
        grant.revoked_at, grant.revoked_by = timezone.now(), actor
        grant.save(update_fields=["revoked_at", "revoked_by"])
        record(Action.SOURCE_GRANT_REVOKED, source, actor=actor, changes={"grant": grant.pk, "user": grant.user_id})
    return grant


def read_identity(*, source_id: int, actor: User, reason: str, password_at: dt.datetime | None) -> Identity:
    """Who the source is. The reading is on record, committed, before a word is unsealed.

    `password_at` is when this person last typed their password for this.
    """
    sealed = _record_reading(source_id=source_id, actor=actor, reason=reason, password_at=password_at)
    try:
        return unseal(sealed, source_id=source_id)
    except Unopenable as error:
        text = _("The key that opens this is not here. Whoever runs the desk has it: SOURCE_KEYS.")
        raise Refused({"": text}) from error


@transaction.atomic
def record_refusal(*, source_id: int, actor: User) -> None:
    """Somebody tried to read it without a grant, or with a wrong password; that is on record as well."""
    record(Action.IDENTITY_REFUSED, _lock(source_id, actor=actor), actor=actor)


@transaction.atomic(durable=True)
def _record_reading(*, source_id: int, actor: User, reason: str, password_at: dt.datetime | None) -> bytes:
    source = _lock(source_id, actor=actor)
    grant = live_grant(source, actor)
    require(can_read_identity(grant))
    assert grant is not None  # noqa: S101  narrows the type
    missing: dict[str, Text] = {}
    if not (fresh := password.counts(password_at)):
        missing["password"] = fresh.reason
    if not reason.strip():
        missing["reason"] = _("Say why you read it. Everybody who may read it sees the reason.")
    if missing:
        raise Refused(missing)
    reading = SourceReading.objects.create(grant=grant, reason=reason.strip())
    record(Action.IDENTITY_READ, source, actor=actor, changes={"reading": reading.pk, "grant": grant.pk})
    return bytes(SourceSecret.objects.values_list("sealed", flat=True).get(source=source))


@transaction.atomic
def reseal(*, source_id: int, actor: User) -> bool:
    """Seal the identity with the newest key; nobody reads it by this. Whether there was anything to do."""
    secret = SourceSecret.objects.select_for_update(no_key=True).select_related("source__desk").get(source=source_id)
    if keyring().is_newest(bytes(secret.sealed)):
        return False
    secret.sealed = seal(unseal(bytes(secret.sealed), source_id=source_id), source_id=source_id)
    secret.save(update_fields=["sealed"])
    record(Action.SOURCE_RESEALED, secret.source, actor=actor)
    return True


def _give(source: Source, *, user: User, by: User, until: dt.datetime | None = None) -> SourceGrant:
    membership = Membership.objects.get(desk=source.desk_id, user=user)
    return SourceGrant.objects.create(source=source, user=user, membership=membership, granted_by=by, until=until)


def _lock(source_id: int, *, actor: User) -> Source:
    """The confidential source, its grants held; Missing for who only observes, and for other desks."""
    checked = [desk_id for desk_id, role in actor.roles.items() if role in CHECKERS]
    rows = Source.objects.select_for_update(no_key=True, of=("self",)).select_related("desk")
    source = rows.filter(pk=source_id, confidential=True, desk__in=checked).first()
    if source is None:
        raise Missing
    return source
