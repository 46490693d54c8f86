"""What came in: how far it is, what was read of it, and the choice of what goes into the article."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling

from articles import arrivals as shown
from articles.actions import arriving, taking
from articles.extract.document import About, Document
from articles.forms import ChooseForm, LookOverForm
from articles.models import Arrival
from articles.permissions import can_bring_in
from articles.states import ArrivalState
from factdesk.core.errors import Conflict, Missing, Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.permissions import require

LIST, PAGE = "articles/arrivals.html", "articles/arrival.html"
MOST = 200


@require_safe
def arrivals(request: DeskRequest) -> HttpResponse:
    """Everything that came in and is no article yet, the newest first."""
    require(can_bring_in(request.user))
    rows = Arrival.objects.visible_to(request.user).standing().select_related("desk", "by")
    found = shown.lines(rows.defer("document").order_by("-at", "place", "pk")[: MOST + 1])
    moving = any(line.moves for line in found)
    context = {
        "lines": found[:MOST],
        "more": len(found) > MOST,
        "moving": moving,
        "ready": [line.arrival.pk for line in found[:MOST] if line.stage == ArrivalState.READY],
        "arrivals_url": request.path,
    }
    response = render_page(request, LIST, context, part="list")
    if request.htmx and not moving:
        response.status_code = HttpResponseStopPolling.status_code
    return response


@require_POST
def take_all(request: DeskRequest) -> HttpResponse:
    """The texts that the page offered become articles as they were read."""
    require(can_bring_in(request.user))
    named = [int(one) for one in request.POST.getlist("arrival") if one.isascii() and one.isdecimal() and len(one) < 19]
    taking.take_all(actor=request.user, arrival_ids=named[:MOST])
    return SeeOther(reverse("board"))


@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: DeskRequest, arrival_id: int) -> HttpResponse:
    """Where it is; once it is read, the text to look over. By POST, frozen as version 1."""
    row = _visible(request, arrival_id)
    if request.method == "POST":
        return _take(request, row)
    if row.state == ArrivalState.TAKEN:
        return SeeOther(reverse("workspace", kwargs={"article_id": row.article_id}))
    if row.state in (ArrivalState.UNPACKED, ArrivalState.DROPPED):
        return redirect("arrivals")
    if row.state != ArrivalState.READY:
        return render_page(request, PAGE, _waiting(row))
    return _look_over(request, row)


def _take(request: DeskRequest, row: Arrival) -> HttpResponse:
    """Freeze it; or show the form as it was sent, with what is wrong or who was faster."""
    ready = row.state == ArrivalState.READY
    form = LookOverForm(request.POST)
    if ready and not form.is_valid():
        return _look_over(request, row, form=form, status=422)
    seen = form.cleaned_data["seen"] if form.is_valid() else -1
    try:
        about, told = (form.particulars(), form.told()) if form.is_valid() else (arriving.Particulars(), taking.Told())
        article = taking.take(arrival_id=row.pk, actor=request.user, seen=seen, about=about, told=told)
    except (Refused, Conflict) as error:
        row.refresh_from_db()
        if row.state != ArrivalState.READY:  # perhaps only since this request began
            raise
        sent = request.POST.copy()
        sent["seen"] = str(row.lock_version)
        form = LookOverForm(sent)
        form.add_error(None, str(error.text))
        return _look_over(request, row, form=form, status=error.status)
    return SeeOther(reverse("workspace", kwargs={"article_id": article.pk}))


@require_safe
def progress(request: DeskRequest, arrival_id: int) -> HttpResponse:
    """Asked every two seconds; when there is something to see, the page comes anew."""
    row = _visible(request, arrival_id)
    if not request.htmx:
        return redirect("arrival", arrival_id=row.pk)
    context = _waiting(row)
    response = render_page(request, PAGE, context, part="progress")
    if not context["line"].moves:
        response.status_code = HttpResponseStopPolling.status_code
    if row.state != ArrivalState.WAITING:
        response["HX-Redirect"] = row.get_absolute_url()
    return response


@require_POST
def choose(request: DeskRequest, arrival_id: int) -> HttpResponse:
    """This part of the text is of another kind, or is left out."""
    row = _visible(request, arrival_id)
    form = ChooseForm(request.POST)
    if not form.is_valid():
        raise Refused({"kind": _("Choose what this part of the text is.")})
    block = form.cleaned_data["block"]
    seen = form.cleaned_data["seen"]
    row = taking.choose(arrival_id=row.pk, actor=request.user, seen=seen, block=block, kind=form.chosen())
    if not request.htmx:
        page = block // shown.PAGE + 1
        return SeeOther(f"{row.get_absolute_url()}?page={page}#part-{block}")
    context = {
        "part": shown.part(row, row.as_read(), block),
        "kinds": shown.KINDS,
        "arrival": row,
        "seen": row.lock_version,
    }
    return render_page(request, "articles/arrival/_part.html", context)


@require_POST
def again(request: DeskRequest, arrival_id: int) -> HttpResponse:
    arriving.try_again(arrival_id=arrival_id, actor=request.user)
    return SeeOther(reverse("arrival", kwargs={"arrival_id": arrival_id}))


@require_POST
def remove(request: DeskRequest, arrival_id: int) -> HttpResponse:
    arriving.drop(arrival_id=arrival_id, actor=request.user)
    return SeeOther(reverse("arrivals"))


def _visible(request: DeskRequest, arrival_id: int) -> Arrival:
    row = Arrival.objects.visible_to(request.user).select_related("desk", "by").filter(pk=arrival_id).first()
    if row is None:
        raise Missing
    return row


def _waiting(row: Arrival) -> dict[str, Any]:
    return {"arrival": row, "line": shown.lines([row])[0]}


def _look_over(
    request: DeskRequest, row: Arrival, *, form: LookOverForm | None = None, status: int = 200
) -> HttpResponse:
    document = row.as_read()
    pages = -(-len(document.blocks) // shown.PAGE)
    asked = request.GET.get("page", "")
    page = max(1, min(int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1, pages))
    context = {
        "arrival": row,
        "form": form or LookOverForm(initial=_initial(row, document)),
        "seen": row.lock_version,
        "parts": shown.parts(row, document, page),
        "kinds": shown.KINDS,
        "remarks": shown.remarks(document),
        "notes_said": shown.notes_said(document),
        "same": shown.same_text(row, request.user),
        "words": shown.words_in(document),
        "titles": shown.found(document, About.TITLE),
        "bylines": shown.found(document, About.BYLINE),
        "dates": shown.found(document, About.PUBLISHED),
        "addresses": shown.found(document, About.ADDRESS),
        "page": page,
        "pages": range(1, pages + 1),
    }
    return render_page(request, PAGE, context, status=status)


def _initial(row: Arrival, document: Document) -> dict[str, Any]:
    """What the form that brought it in said, and what the document says of itself."""
    return {
        "title": row.title or document.title,
        "writer": row.writer or document.byline,
        "due_at": row.due_at,
        "needs_legal": row.needs_legal,
        "confidential": row.confidential,
        "published": shown.day(document.fact(About.PUBLISHED)),
        "language": document.fact(About.LANGUAGE),
        "address": document.fact(About.ADDRESS) or row.link,
        "seen": row.lock_version,
    }
