"""The page where claims are checked: text, list, card; and the progress of proposing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling, trigger_client_event

from articles.deadlines import due
from articles.models import Article, Version
from articles.querysets import ArticleQuerySet
from claims.actions.proposals import propose_again, set_reach
from claims.cards import card_context
from claims.coverage import Coverage
from claims.detect import Reach
from claims.forms import NewClaimForm, ReachForm
from claims.gaps import coverage_on
from claims.markup import paragraphs
from claims.models import Claim
from claims.offer import offer
from claims.permissions import can_add, can_cover, can_propose_again, can_read_report, can_set_reach, can_sign_off
from claims.querysets import Counts
from claims.rail import Row, chips, claim_url, rail_claim, rail_claims, row
from claims.runs import newest_reading
from claims.sharing import sharing
from claims.signatures import signature
from claims.states import OPEN_STATES
from claims.text import marks_of
from claims.views.purged import purged_page
from claims.writers import KEPT, writer_keys
from factdesk.core.errors import Missing, Refused
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.models import Job, User
from factdesk.core.permissions import require
from factdesk.core.prepared import prepared

TEMPLATE = "claims/workspace.html"


@require_safe
def workspace(request: DeskRequest, article_id: int, number: int | None = None) -> HttpResponse:
    """The whole desk for one article, or for htmx the card of one claim."""
    try:
        article = visible_article(request.user, article_id)
    except Missing:
        if number is not None or request.htmx:
            raise
        return purged_page(request, article_id)
    if request.htmx and number is not None and not request.htmx.history_restore_request:
        card = card_context(rail_claim(article, request.user, number=number), article, request.user)
        return render_page(request, TEMPLATE, {"card": card, "article": article}, part="card")
    # The job before the claims: read the other way round, a job that ends in between would leave a page that
    # shows no claims and waits for none. Claims there may mean that it has ended since: then nothing is waited for.
    job = proposing(article)
    claims = rail_claims(article, request.user)
    if claims and job and not job.is_finished:
        job = proposing(article)
    chosen = choose(claims, number)
    return render_page(request, TEMPLATE, page_context(request.user, article, claims, chosen, job=job))


@require_safe
def progress(request: DeskRequest, article_id: int) -> HttpResponse:
    """How far proposing is; asked every two seconds, until there is nothing more to wait for.

    The page then comes anew by itself, unless its reader has begun something: words marked, or written.
    """
    article = visible_article(request.user, article_id)
    if not request.htmx:
        return redirect("workspace", article_id=article.pk)
    job = proposing(article)
    address = {"article_id": article.pk}
    if job is None or job.state == Job.State.DONE:
        context = {"article": article, "ready": True, "workspace_url": reverse("workspace", kwargs=address)}
        response = render_page(request, TEMPLATE, context, part="progress")
        response.status_code = HttpResponseStopPolling.status_code
        return trigger_client_event(response, "desk:proposed", after="swap")
    context = {
        "article": article,
        "job": job_context(request.user, article, job),
        "progress_url": request.path,
        "retry_url": reverse("propose", kwargs=address),
        "workspace_url": reverse("workspace", kwargs=address),
    }
    return render_page(request, TEMPLATE, context, part="progress")


@require_POST
def propose(request: DeskRequest, article_id: int) -> HttpResponse:
    """Try again, after the proposer gave up."""
    propose_again(article_id=article_id, actor=request.user)
    return redirect("workspace", article_id=article_id)


@require_POST
def reach(request: DeskRequest, article_id: int) -> HttpResponse:
    """See more or fewer of the proposals."""
    form = ReachForm(request.POST)
    if form.is_valid():
        set_reach(article_id=article_id, actor=request.user, reach=Reach(form.cleaned_data["reach"]))
        return redirect("workspace", article_id=article_id)
    require(can_set_reach(request.user, visible_article(request.user, article_id)))
    raise Refused({"reach": _("Choose fewer, standard or more.")})


def visible_article(user: User, article_id: int) -> Article:
    """The article with its desk, its reach and its newest version, in one query."""
    return _newest(prepared(_head, user, article_id))


def article_of_claim(user: User, claim_id: int) -> Article:
    """The same, by one of its claims."""
    return _newest(prepared(_head_by_claim, user, claim_id))


def _newest(found: list[Version]) -> Article:
    if not found:
        raise Missing
    head = found[0]
    head.article.head = head
    vars(head.article)[KEPT] = vars(head)[KEPT]
    return head.article


def _head(user: User, article_id: int) -> QuerySet[Version]:
    return _newest_of(Article.objects.visible_to(user).filter(pk=article_id))


def _head_by_claim(user: User, claim_id: int) -> QuerySet[Version]:
    return _newest_of(Article.objects.visible_to(user).filter(claims=claim_id))


def _newest_of(articles: ArticleQuerySet[Article]) -> QuerySet[Version]:
    newest = Version.objects.filter(article__in=articles.order_by().values("pk"))
    newest = newest.annotate(writer_keys=writer_keys("article_id"))
    return newest.select_related("article__desk", "article__reach_row").order_by("-number")[:1]


def choose(claims: list[Claim], number: int | None) -> Claim | None:
    """The claim with this number; without one the first that is open, else the first."""
    if number is None:
        first = claims[0] if claims else None
        return next((claim for claim in claims if claim.state in OPEN_STATES), first)
    chosen = next((claim for claim in claims if claim.number == number), None)
    if chosen is None:
        raise Missing
    return chosen


def page_context(
    user: User,
    article: Article,
    claims: list[Claim],
    chosen: Claim | None,
    *,
    job: Job | None = None,
    card: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything of the page. `card` overrides the chosen claim's fresh card: a form as it was sent."""
    rows = [row(claim, article, user, current=chosen.number if chosen else None) for claim in claims]
    if chosen and card is None:
        card = card_context(rail_claim(article, user, pk=chosen.pk), article, user)
    address = {"article_id": article.pk}
    version, reading = article.head, newest_reading(article.head)
    marks = marks_of(version, claims)
    coverage = coverage_on(version, reading, [(mark.start, mark.end) for mark in marks])
    return {
        "article": article,
        "version": version,
        "due": due(article.due_at, now=timezone.now(), met=article.is_signed_off),
        "job": job_context(user, article, job) if job and job.state != Job.State.DONE else None,
        "paragraphs": paragraphs(
            version.text, version.block_list(), marks, lambda number: claim_url(article.pk, number), coverage
        ),
        **cover_context(user, article, coverage),
        "offer": offer(article, user, reading),
        "sharing": sharing(article, user),
        "rows": rows,
        "counts": counts_of(rows),
        "filters": chips(rows),
        "card": card,
        "marking": NewClaimForm(initial={"version": article.head.number}) if can_add(user, article) else None,
        "new_claim_url": reverse("new-claim", kwargs=address),
        "can_sign": can_sign_off(user, article),
        "can_report": can_read_report(user, article),
        "signed": signature(article),
        "signoff_url": reverse("sign-off", kwargs=address),
        "writers_url": reverse("writers", kwargs=address),
        "report_url": reverse("report", kwargs=address),
        "progress_url": reverse("progress", kwargs=address),
        "retry_url": reverse("propose", kwargs=address),
        "workspace_url": reverse("workspace", kwargs=address),
        "undo_url": reverse("undo", kwargs=address),
    }


def cover_context(user: User, article: Article, coverage: Coverage | None) -> dict[str, Any]:
    """What the meter, the gutters and the bar of an open sentence are drawn from."""
    address = {"article_id": article.pk}
    return {
        "coverage": coverage,
        "can_cover": can_cover(user, article),
        "coverage_url": reverse("coverage", kwargs=address),
        "take_back_url": reverse("coverage-take-back", kwargs=address),
    }


def counts_of(rows: list[Row]) -> Counts:
    tally: dict[str, int] = {}
    for line in rows:
        tally[line.standing] = tally.get(line.standing, 0) + 1
    return Counts(**tally)


def proposing(article: Article) -> Job | None:
    return next(iter(prepared(_proposing, article.head.pk)), None)


def _proposing(version_id: int) -> QuerySet[Job]:
    return Job.objects.filter(kind="claims.propose", target_id=version_id).order_by("-pk")[:1]


def job_context(user: User, article: Article, job: Job) -> dict[str, Any]:
    return {
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "reason": job.error,
        "can_retry": can_propose_again(user, article),
    }
