"""Which claims there are, and on which words: accepted, made by hand, moved, split, merged, corrected."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article, Version
from claims.actions.anchoring import Taken, expect_text
from claims.actions.making import add_claim, edit_details
from claims.actions.merging import merge
from claims.actions.words import edit_span, split
from claims.actions.workflow import accept
from claims.forms import AcceptForm, DetailsForm, MergeForm, NewClaimForm, WordsForm
from claims.models import Anchor, Claim
from claims.permissions import can_add
from claims.rail import claim_url, rail_claims
from claims.spans import Span
from claims.text import kind_and_speaker, locate
from claims.views.answers import answer, reshaped, show_refused
from claims.views.workspace import TEMPLATE, choose, page_context, visible_article
from claims.vocabulary import ClaimKind
from factdesk.core.errors import Refused
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.permissions import require


@require_POST
def new_claim(request: DeskRequest, article_id: int) -> HttpResponse:
    """A claim of words that somebody marked, and its card; or the marking bar with what is wrong."""
    article = visible_article(request.user, article_id)
    require(can_add(request.user, article))
    form = NewClaimForm(request.POST)
    if not form.is_valid():
        return _unmarked(request, article, form)
    try:
        claim = _add(request, article, form.cleaned_data)
    except Refused as error:
        show_refused(form, error)
        return _unmarked(request, article, form, error.claim if isinstance(error, Taken) else None)
    return reshaped(request, claim.pk, _("Claim %(number)d added") % {"number": claim.number})


@require_POST
def acceptance(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> Claim:
        return accept(claim_id=claim_id, actor=request.user, seen=data["seen"])

    def said(claim: Claim) -> str:
        return _("Claim %(number)d accepted") % {"number": claim.number}

    return answer(request, claim_id, "accept_form", AcceptForm(request.POST), act, said=said)


@require_POST
def words(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> Claim:
        start, end = _near(claim_id, data)
        return edit_span(
            claim_id=claim_id, actor=request.user, seen=data["seen"], version=data["version"], start=start, end=end
        )

    def said(claim: Claim) -> str:
        return _("Claim %(number)d stands on these words now") % {"number": claim.number}

    return answer(request, claim_id, "words_form", WordsForm(request.POST), act, said=said, reshapes=True)


@require_POST
def splitting(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> list[Claim]:
        start, end = _near(claim_id, data)
        return split(
            claim_id=claim_id, actor=request.user, seen=data["seen"], version=data["version"], start=start, end=end
        )

    def said(parts: list[Claim]) -> str:
        numbers = ", ".join(str(part.number) for part in parts[1:])
        return _("Claim %(number)d split, new: %(numbers)s") % {"number": parts[0].number, "numbers": numbers}

    return answer(request, claim_id, "words_form", WordsForm(request.POST), act, said=said, reshapes=True)


@require_POST
def merging(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> Claim:
        return merge(claim_id=claim_id, actor=request.user, seen=data["seen"], into=data["into"])

    def said(claim: Claim) -> str:
        into = claim.merged_into.number if claim.merged_into else 0
        return _("Claim %(number)d merged into claim %(into)d") % {"number": claim.number, "into": into}

    return answer(request, claim_id, "merge_form", MergeForm(request.POST), act, said=said, reshapes=True)


@require_POST
def details(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> Claim:
        return edit_details(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            kind=ClaimKind(data["kind"]),
            attributed_to=data["attributed_to"],
        )

    def said(claim: Claim) -> str:
        return _("Claim %(number)d corrected") % {"number": claim.number}

    return answer(request, claim_id, "details_form", DetailsForm(request.POST), act, said=said)


def _add(request: DeskRequest, article: Article, data: dict[str, Any]) -> Claim:
    version = expect_text(article, data["version"])
    start, end = _marked(version, data)
    kind, speaker = kind_and_speaker(version, start, end)
    return add_claim(
        article_id=article.pk,
        actor=request.user,
        version=version.number,
        start=start,
        end=end,
        kind=kind,
        attributed_to=speaker,
    )


def _marked(version: Version, data: dict[str, Any], near: int | None = None) -> Span:
    if data["start"] is not None and data["end"] is not None:
        return data["start"], data["end"]
    return locate(version, data["words"], near=near)


def _near(claim_id: int, data: dict[str, Any]) -> Span:
    """What was marked; of words copied from the text, the place nearest to the claim."""
    anchors = Anchor.objects.standing().filter(claim=claim_id, is_primary=True).select_related("version")
    anchor = anchors.order_by("-version__number")[0]
    return _marked(anchor.version, data, near=anchor.start)


def _unmarked(
    request: DeskRequest, article: Article, form: NewClaimForm, taken: Claim | None = None, status: int = 422
) -> HttpResponse:
    """The bar as it was sent, with what is wrong; when the words are a claim already, the way to it."""
    context: dict[str, Any] = {"article": article, "marking": form}
    if taken is not None:
        context |= {"taken": taken, "taken_url": claim_url(article.pk, taken.number)}
    if request.htmx:
        response = render_page(request, TEMPLATE, context, part="marking", status=status)
        response["HX-Retarget"] = "#marking"
        response["HX-Reswap"] = "outerHTML"
        return response
    claims = rail_claims(article, request.user)
    page = page_context(request.user, article, claims, choose(claims, None))
    return render_page(request, TEMPLATE, page | context, status=status)
