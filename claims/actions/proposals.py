"""Storing what a proposer found: once, whoever rings and however often."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Subquery

from articles.actions import move
from articles.models import Article, Version
from articles.states import ArticleState
from claims.actions.locking import lock_article
from claims.detect import Detection, Proposal, Reach
from claims.models import Anchor, ArticleReach, Claim, ProposalRun
from claims.permissions import can_propose_again, can_set_reach
from claims.remembered import CONTEXT, Remembered
from claims.runs import proposals_of, stored
from claims.states import CLAIM_FLOW, ClaimState
from factdesk.core.audit import Action, record
from factdesk.core.jobs import enqueue
from factdesk.core.models import Job, User
from factdesk.core.permissions import require


@transaction.atomic
def store_proposals(version: Version, detection: Detection) -> int:
    """Write the proposals of one reading as claims nobody has looked at yet; how many there are.

    What the desk has settled already is not proposed again. The system signs for it: it may propose, and the
    database lets it do no more.
    """
    system = User.objects.system()
    article = Article.objects.select_for_update(no_key=True).get(pk=version.article_id)
    run, created = ProposalRun.objects.get_or_create(
        version=version,
        proposer=detection.proposer,
        proposer_version=detection.version,
        defaults={
            "sentences": len(detection.sentences),
            "reading": stored(detection),
            "notices": [[notice] if isinstance(notice, str) else list(notice) for notice in detection.notices],
        },
    )
    if not created:
        return 0
    count = _make_claims(article, version, run, reach_of(article))
    record(Action.CLAIMS_PROPOSED, version, actor=system, changes={"run": run.pk, "claims": count})
    if article.state == ArticleState.DRAFT:
        move(article, "open")
        record(Action.ARTICLE_OPENED, article, actor=system)
    return count


@transaction.atomic
def set_reach(*, article_id: int, actor: User, reach: Reach) -> None:
    """See more or fewer of what the newest run found. Nothing is read again, and nobody's work is touched:
    only proposals that no person has looked at come and go.
    """
    article = lock_article(article_id, actor=actor)
    require(can_set_reach(actor, article))
    run = newest_run(article)
    before = reach_of(article)
    if run is None or before == reach:
        return
    ArticleReach.objects.update_or_create(article=article, defaults={"reach": str(reach)})
    least = run.reading["thresholds"][str(reach)]
    proposals = Claim.objects.filter(article=article, run__isnull=False)
    # With evidence that was taken back it is a proposal again, and yet one that somebody has worked on.
    low = proposals.filter(state=ClaimState.PROPOSED, score__lt=least, evidence=None)
    held = low.update(state=CLAIM_FLOW.after("hold", ClaimState.PROPOSED), lock_version=F("lock_version") + 1)
    back = proposals.filter(state=ClaimState.HELD, score__gte=least).exclude(_words_taken(article))
    offered = back.update(state=CLAIM_FLOW.after("offer", ClaimState.HELD), lock_version=F("lock_version") + 1)
    made = _make_claims(article, article.head, run, reach)
    changes = {"from": str(before), "to": str(reach), "held": held, "offered": offered, "made": made}
    record(Action.REACH_SET, article, actor=actor, changes=changes)


def _words_taken(article: Article) -> Exists:
    """Somebody put another claim on the very words while this one was held back."""
    own = Anchor.objects.standing().filter(claim=OuterRef(OuterRef("pk")), is_primary=True)
    others = Anchor.objects.standing().filter(claim__article=article, version=article.head)
    others = others.exclude(claim__state=ClaimState.HELD)
    return Exists(others.filter(start=Subquery(own.values("start")[:1]), end=Subquery(own.values("end")[:1])))


def newest_run(article: Article) -> ProposalRun | None:
    """The run whose proposals the desk sees."""
    return ProposalRun.objects.filter(version=article.head).order_by("-pk").first()


def reach_of(article: Article) -> Reach:
    try:
        return Reach(article.reach_row.reach)
    except ArticleReach.DoesNotExist:
        return Reach.STANDARD


def _make_claims(article: Article, version: Version, run: ProposalRun, reach: Reach) -> int:
    offered = Remembered(article, version).new(proposals_of(run, version.text, reach))
    last = article.claims.aggregate(last=Max("number"))["last"] or 0
    claims = [_claim(article, run, last + place, found) for place, found in enumerate(offered, 1)]
    Claim.objects.bulk_create(claims)
    Anchor.objects.bulk_create(
        anchor for claim, found in zip(claims, offered, strict=True) for anchor in _anchors(claim, version, found)
    )
    return len(claims)


@transaction.atomic
def propose_again(*, article_id: int, actor: User) -> Job:
    """Ask once more after the proposer gave up. Waiting or running work is not doubled."""
    article = lock_article(article_id, actor=actor)
    require(can_propose_again(actor, article))
    job = enqueue("claims.propose", target_id=article.head.pk, requested_by=actor)
    record(Action.PROPOSING_STARTED, article, actor=actor, changes={"job": job.pk})
    return job


def _claim(article: Article, run: ProposalRun, number: int, found: Proposal) -> Claim:
    return Claim(
        article=article,
        number=number,
        run=run,
        type=str(found.type),
        types=[str(kind) for kind in found.types],
        attributed_to=found.attributed_to,
        hedges=[[span.start, span.end] for span in found.hedges],
        marks=[[mark.start, mark.end, mark.kind] for mark in (*found.marks, *found.perishable)],
        score=found.score,
        reasons=[[reason.code, reason.words] for reason in found.reasons],
    )


def _anchors(claim: Claim, version: Version, found: Proposal) -> list[Anchor]:
    spans = [(found.start, found.end), *((span.start, span.end) for span in found.repeats)]
    return [
        Anchor(
            claim=claim,
            version=version,
            start=start,
            end=end,
            exact=version.text[start:end],
            prefix=version.text[max(0, start - CONTEXT) : start],
            suffix=version.text[end : end + CONTEXT],
            is_primary=place == 0,
        )
        for place, (start, end) in enumerate(spans)
    ]
