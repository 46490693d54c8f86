"""Plays the demo desk's script through the desk's own actions, so that nothing in it is made up but the news."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.actions import bring_in
from articles.extract.plain import read_text
from articles.models import Article, Version
from claims.actions.evidence import add_evidence, log_attempt
from claims.actions.judgement import give_verdict, record_finding
from claims.actions.making import add_claim
from claims.actions.proposals import store_proposals
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.workflow import dismiss
from claims.calculation import work_out
from claims.copies import pasted
from claims.demo.script import DESK, PEOPLE, STORIES, Check, Story
from claims.demo.talk import talk
from claims.detect import detect
from claims.models import Anchor, Claim
from claims.states import OPEN_STATES
from claims.vocabulary import OTHER_WORDS, DismissReason
from factdesk.core.actions.desks import add_member, create_desk
from factdesk.core.models import Job, Role, User

TEXTS = Path(__file__).parent / "texts"


@transaction.atomic
def load_demo() -> None:
    """One desk, four people, three articles: one fresh, one half checked with a dispute, one signed off."""
    system = User.objects.system()
    desk = create_desk(name=DESK, actor=system)
    cast = {
        first: add_member(
            desk=desk,
            email=f"{first}@factdesk.example",
            name=name,
            role=Role(role),
            password=settings.DEMO_PASSWORD,
            actor=system,
        )
        for first, name, role in PEOPLE
    }
    for story in STORIES:
        _play(story, cast)
    talk(cast)


def _play(story: Story, cast: dict[str, User]) -> None:
    editor = cast["ada"]
    article = bring_in(
        desk_id=next(iter(editor.roles)),
        actor=editor,
        document=read_text((TEXTS / story.file).read_text()),
        origin=Version.Origin.PASTE,
        token=uuid.uuid4(),
        writer=story.writer,
        due_at=_next_half_hour() + dt.timedelta(hours=story.due_in_hours),
        needs_legal=story.needs_legal,
    )
    if not story.proposed:
        return
    _propose(article)
    for check in story.checks:
        _check(check, _claim_with(article, check, cast[check.by]), cast)
    if story.signed:
        _dismiss_the_rest(article, cast["cleo"])
        sign_off(article_id=article.pk, actor=editor, seen=verdict_set_hash(article))


def _propose(article: Article) -> None:
    """What the worker would do; the demo does not wait for it."""
    version = article.head
    store_proposals(version, detect(version.text, version.block_list()))
    Job.objects.filter(kind="claims.propose", target_id=version.pk).update(
        state=Job.State.DONE, finished_at=timezone.now()
    )


def _claim_with(article: Article, check: Check, reviewer: User) -> Claim:
    """The claim on these words, or one that the reviewer makes: no proposer finds everything."""
    version = article.head
    anchors = Anchor.objects.select_related("claim").filter(version=version, is_primary=True)
    anchor = anchors.filter(exact__contains=check.words).order_by("start").first()
    if anchor is not None:
        return anchor.claim
    start = version.text.index(check.words)
    return add_claim(
        article_id=article.pk,
        actor=reviewer,
        version=version.number,
        start=start,
        end=start + len(check.words),
        kind=check.kind,
    )


def _check(check: Check, claim: Claim, cast: dict[str, User]) -> None:
    reviewer = cast[check.by]
    for piece in check.evidence:
        claim.refresh_from_db()
        add_evidence(
            claim_id=claim.pk,
            actor=reviewer,
            seen=claim.lock_version,
            stance=piece.stance,
            title=piece.title,
            kind=piece.kind,
            rank=piece.rank,
            url=piece.url,
            quote=piece.quote,
            locator=piece.locator,
            note=piece.note,
            copy=pasted(piece.pasted),
            worked=work_out(piece.figures, piece.sum) if piece.sum else None,
        )
    if check.attempt:
        channel, what, outcome = check.attempt
        claim.refresh_from_db()
        log_attempt(
            claim_id=claim.pk, actor=reviewer, seen=claim.lock_version, what=what, channel=channel, outcome=outcome
        )
    claim.refresh_from_db()
    if check.dismissed:
        dismiss(claim_id=claim.pk, actor=reviewer, seen=claim.lock_version, reason=check.dismissed)
    if check.status:
        _judge(check, claim, cast)


def _judge(check: Check, claim: Claim, cast: dict[str, User]) -> None:
    assert check.status is not None  # noqa: S101  the caller asked
    record_finding(
        claim_id=claim.pk,
        actor=cast[check.by],
        seen=claim.lock_version,
        status=check.status,
        sub_reason=check.sub_reason,
        note=check.note,
        proposed_text=check.suggestion,
    )
    if check.resolution:
        claim.refresh_from_db()
        give_verdict(
            claim_id=claim.pk,
            actor=cast["ada"],
            seen=claim.lock_version,
            status=None,
            resolution=check.resolution,
            wording=check.suggestion if check.resolution in OTHER_WORDS else "",
        )


def _dismiss_the_rest(article: Article, reviewer: User) -> None:
    """A better proposer may find more than the script knows; a signed article leaves nothing unlooked at."""
    for claim in article.claims.filter(state__in=OPEN_STATES):
        dismiss(claim_id=claim.pk, actor=reviewer, seen=claim.lock_version, reason=DismissReason.PROPOSER_ERROR)


def _next_half_hour() -> dt.datetime:
    now = timezone.now().replace(second=0, microsecond=0)
    return now + dt.timedelta(minutes=30 - now.minute % 30)
