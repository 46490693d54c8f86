"""Articles, claims and people for tests, made by the desk's own actions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils import timezone

from articles.actions import bring_in
from articles.actions.arriving import READING, Particulars, Upload, receive
from articles.actions.reading import read_as
from articles.actions.taking import Told, take
from articles.extract.plain import read_text
from articles.models import Arrival, Article, Version
from claims.actions.evidence import add_evidence, log_attempt
from claims.actions.judgement import give_verdict, record_finding
from claims.actions.proposals import store_proposals
from claims.actions.replies import ask_for_reply
from claims.detect import CUES, detect
from claims.models import Claim, Evidence, Finding, ReplyRequest, Report, Verdict
from claims.secrets import Confided, Identity
from claims.vocabulary import Channel, Resolution, SourceKind, Stance, Status, SubReason
from factdesk.core.models import Desk, Job, Membership, Role, User

PASSWORD = "every-fact-has-a-source"

TEXT = """Tram line 4 will cost Velmar 31 million euros

The city council approved the budget of 31 million euros for tram line 4 on Monday.

“We will carry 12,000 passengers a day by 2030,” the transport commissioner, Lena Arndt, said.

The line was closed in 1974 after the number of passengers had fallen by 60 per cent.

Is it worth the money?
"""


def add_person(name: str, desk: Desk, role: Role) -> User:
    email = f"{name.partition(' ')[0].lower()}@factdesk.example"
    user = User.objects.create_user(email=email, name=name, password=PASSWORD)
    Membership.objects.create(desk=desk, user=user, role=role)
    return user


def bring(actor: User, text: str = TEXT, **facts: object) -> Article:
    """An article as an editor brought it in; its claims are not proposed yet."""
    desk_id = next(iter(actor.roles))
    return bring_in(
        desk_id=desk_id,
        actor=actor,
        document=read_text(text),
        origin=Version.Origin.PASTE,
        token=uuid.uuid4(),
        **facts,  # type: ignore[arg-type]  # the test names them
    )


def came_in(actor: User, data: bytes = TEXT.encode(), name: str = "draft.txt", *, straight: bool = False) -> Arrival:
    """A file that no worker has read yet."""
    return receive(
        desk_id=next(iter(actor.roles)),
        actor=actor,
        token=uuid.uuid4(),
        upload=Upload(name, [data]),
        about=Particulars(),
        straight=straight,
    )


def arrive(actor: User, text: str = TEXT, name: str = "draft.txt") -> Arrival:
    """A file that came in and was read as this text; nobody has looked it over yet."""
    arrival = came_in(actor, text.encode("utf-8", "replace"), name)
    read_as(arrival.pk, read_text(text))
    Job.objects.filter(kind=READING, target_id=arrival.pk).update(state=Job.State.DONE)
    arrival.refresh_from_db()
    return arrival


def taken(arrival: Arrival, actor: User, **said: str) -> Article:
    """Frozen as it was read."""
    about = Particulars(title=said.get("title", ""), writer=said.get("writer", ""))
    return take(arrival_id=arrival.pk, actor=actor, seen=arrival.lock_version, about=about, told=Told())


def propose(article: Article) -> list[Claim]:
    """What the worker does, without one; by cues alone, which needs no model to be loaded."""
    version = article.head
    store_proposals(version, detect(version.text, version.block_list(), scorer=CUES))
    Job.objects.filter(target_id=version.pk).update(state=Job.State.DONE)
    article.refresh_from_db()
    return list(article.claims.order_by("number"))


def article_with_claims(actor: User, text: str = TEXT) -> tuple[Article, list[Claim]]:
    article = bring(actor, text)
    return article, propose(article)


def support(claim: Claim, actor: User, stance: Stance = Stance.SUPPORTS, **more: Any) -> Evidence:
    claim.refresh_from_db()
    words = {"title": "City of Velmar, budget book", "quote": "Line 4: 31,000,000", "locator": "Page 12"}
    facts = {"kind": SourceKind.DOCUMENT} | words | more
    return add_evidence(claim_id=claim.pk, actor=actor, seen=claim.lock_version, stance=stance, **facts)


def confide(claim: Claim, actor: User, pseudonym: str = "Nurse A", **identity: str) -> Evidence:
    """Evidence from a confidential source, with an identity of its own unless the desk knows the pseudonym."""
    claim.refresh_from_db()
    return add_evidence(
        claim_id=claim.pk,
        actor=actor,
        seen=claim.lock_version,
        stance=Stance.SUPPORTS,
        title=pseudonym,
        kind=SourceKind.PERSON,
        quote="We were two for forty beds",
        locator="Second call",
        confided=Confided("a nurse who worked the night shifts", Identity(**(identity or {"name": "Rosa Vandermeer"}))),
    )


def confidential_form(claim: Claim, identity: Mapping[str, str], /, **changes: object) -> dict[str, object]:
    """What a browser sends to confide a source; `identity` holds name, contact and where it is kept."""
    claim.refresh_from_db()
    return {
        "seen": claim.lock_version,
        "stance": "supports",
        "source_title": "Nurse A",
        "source_kind": "person",
        "quote": "We were two for forty beds",
        "locator": "Second call",
        "confidential": "on",
        "public_description": "a nurse who worked the night shifts",
        "identity": identity["name"],
        "contact": identity["contact"],
        "kept": identity["kept"],
    } | changes


def ask(article: Article, actor: User, *numbers: int, due_in: dt.timedelta = dt.timedelta(hours=2)) -> ReplyRequest:
    """The mayor was asked three hours ago, by e-mail, about claim 1 or those that are named."""
    now = timezone.now()
    return ask_for_reply(
        article_id=article.pk,
        actor=actor,
        numbers=numbers or (1,),
        addressee="Office of the mayor",
        put="That the line costs twice what was said.",
        channel=Channel.EMAIL,
        sent_at=now - dt.timedelta(hours=3),
        deadline=now + due_in,
    )


def find(claim: Claim, actor: User, status: Status = Status.SOURCED) -> Finding:
    """Gather what the finding needs, and record it."""
    reasons = {
        Status.SOURCED: SubReason.PRIMARY,
        Status.DISPUTED: SubReason.CONTRADICTED,
        Status.UNVERIFIED: SubReason.NO_REPLY,
    }
    if status == Status.UNVERIFIED:
        claim.refresh_from_db()
        try_in_vain(claim, actor)
    else:
        support(claim, actor, Stance.SUPPORTS if status == Status.SOURCED else Stance.REFUTES)
    claim.refresh_from_db()
    finding = record_finding(
        claim_id=claim.pk,
        actor=actor,
        seen=claim.lock_version,
        status=status,
        sub_reason=reasons[status],
        note="" if status == Status.SOURCED else "The budget book says otherwise.",
    )
    commit()
    return finding


def decide(claim: Claim, actor: User, status: Status | None = None, reason: str = "", *, alone: str = "") -> Verdict:
    """Agree with the newest finding, or override it; "unverified" with what was tried."""
    claim.refresh_from_db()
    if status == Status.UNVERIFIED:
        try_in_vain(claim, actor)
    verdict = give_verdict(
        claim_id=claim.pk,
        actor=actor,
        seen=claim.lock_version,
        status=status,
        resolution=Resolution.STANDS,
        override_reason=reason,
        alone_reason=alone,
    )
    commit()
    return verdict


def try_in_vain(claim: Claim, actor: User) -> None:
    log_attempt(
        claim_id=claim.pk,
        actor=actor,
        seen=claim.lock_version,
        what="The list of items",
        channel=Channel.PHONE,
        outcome="No answer",
    )
    claim.refresh_from_db()


def issued(profile: str = "internal", form: str = "html") -> Report:
    """The only file that was issued in this form."""
    return Report.objects.get(profile=profile, format=form)


def commit() -> None:
    """What the end of a transaction checks, for a test that is one transaction from end to end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
