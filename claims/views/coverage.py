"""What of the text is accounted for: the list of open sentences, and marking them as nothing to check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from articles.models import Article
from claims.actions.coverage import mark_nothing_to_check, take_back
from claims.coverage import Coverage
from claims.forms import CoverForm, TakeBackForm
from claims.gaps import coverage_of, gaps, passed
from claims.permissions import can_cover
from claims.spans import Span
from claims.views.workspace import TEMPLATE as WORKSPACE
from claims.views.workspace import cover_context, visible_article
from factdesk.core.errors import Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.permissions import require

TEMPLATE = "claims/coverage.html"


@require_http_methods(["GET", "HEAD", "POST"])
def coverage(request: DeskRequest, article_id: int) -> HttpResponse:
    """The open sentences as a list; or marking some of them, from there or from the workspace."""
    article = visible_article(request.user, article_id)
    if request.method != "POST":
        return _page(request, article)
    require(can_cover(request.user, article))
    form = CoverForm(request.POST)
    if not form.is_valid():
        return _refused(request, article, form)
    data = form.cleaned_data
    try:
        spans = mark_nothing_to_check(
            article_id=article_id,
            actor=request.user,
            version=data["version"],
            spans=data["at"],
            paragraph=data["paragraph"],
        )
    except Refused as error:
        form.add_error(None, str(error.text))
        return _refused(request, article, form)
    text = ngettext("Nothing to check: %(n)d sentence", "Nothing to check: %(n)d sentences", len(spans))
    said = text % {"n": len(spans)} if spans else _("Accounted for already")
    return _answer(request, article, [*data["at"], *spans], {"message": said, "marked": _places(spans)})


@require_POST
def open_again(request: DeskRequest, article_id: int) -> HttpResponse:
    """Take marks back: the sentences are open again."""
    article = visible_article(request.user, article_id)
    require(can_cover(request.user, article))
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return _refused(request, article, form)
    data = form.cleaned_data
    spans = take_back(article_id=article_id, actor=request.user, version=data["version"], spans=data["at"])
    text = ngettext("Open again: %(n)d sentence", "Open again: %(n)d sentences", len(spans))
    said = text % {"n": len(spans)} if spans else _("Open already")
    return _answer(request, article, data["at"], {"message": said, "opened": _places(data["at"])})


def _answer(request: DeskRequest, article: Article, spans: Sequence[Span], event: dict[str, Any]) -> HttpResponse:
    """The meter, and the gutter of each paragraph that was touched; the text itself stays as it is."""
    if not request.htmx:
        return SeeOther(reverse("coverage", kwargs={"article_id": article.pk}))
    found = coverage_of(article.head)
    context = cover_context(request.user, article, found) | {"gutters": _touched(found, spans), "oob": True}
    response = render_page(request, WORKSPACE, context, part="covered")
    return trigger_client_event(response, "covered", event, after="settle")


def _touched(found: Coverage | None, spans: Sequence[Span]) -> list[Any]:
    if found is None:
        return []
    starts = dict.fromkeys(one.paragraph for one in found.sentences if one.span in set(spans))
    return [found.gutters[start] for start in starts]


def _places(spans: Sequence[Span]) -> list[str]:
    return [f"{start}-{end}" for start, end in spans]


def _refused(request: DeskRequest, article: Article, form: TakeBackForm) -> HttpResponse:
    """What is wrong: for htmx a notice, else above the list."""
    errors = [str(error) for errors in form.errors.values() for error in errors]
    if request.htmx:
        raise Refused({"at": errors[0]})
    return _page(request, article, errors=errors, status=422)


def _page(request: DeskRequest, article: Article, *, errors: Sequence[str] = (), status: int = 200) -> HttpResponse:
    found = coverage_of(article.head)
    context = cover_context(request.user, article, found) | {
        "article": article,
        "version": article.head,
        "gaps": gaps(article.head, found) if found else [],
        "passed": passed(article.head),
        "errors": errors,
        "workspace_url": reverse("workspace", kwargs={"article_id": article.pk}),
    }
    return render_page(request, TEMPLATE, context, status=status)
