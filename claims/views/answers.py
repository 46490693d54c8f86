"""What a form of the card is answered with: the claim as it is now, the form as it was sent, or who was faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django_htmx.http import replace_url, trigger_client_event

from articles.models import Article
from claims.actions.drafts import forget_draft
from claims.actions.locking import StaleClaim
from claims.cards import card_context
from claims.conflicts import ConflictNote, changes_since, conflict_note
from claims.forms import ClaimForm
from claims.permissions import checks
from claims.rail import Row, claim_url, counts, rail_claim, rail_claims, row
from claims.views.workspace import TEMPLATE, article_of_claim, page_context
from claims.writers import writer_keys
from factdesk.core.errors import Missing, Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.models import User
from factdesk.core.permissions import require
from factdesk.core.prepared import prepared

# Forms whose saving `claims.actions.undoing` can take back.
UNDONE_BY_U = frozenset({"accept_form", "dismiss_form", "merge_form", "evidence_form", "finding_form", "verdict_form"})

Act = Callable[[dict[str, Any]], Any]
Said = Callable[[Any], str]


def answer(
    request: DeskRequest,
    claim_id: int,
    name: str,
    form: ClaimForm,
    act: Act,
    *,
    said: Said | None = None,
    reshapes: bool = False,
) -> HttpResponse:
    """Do it and show the claim as it is now; or show the form as it was sent, with what is wrong.

    `said` puts what the act gave back into words; without it the claim's standing is told. `reshapes`: the
    claims themselves changed, not only how one stands, so that list and text are sent too.
    """
    if not form.is_valid():
        _require_checker(request, claim_id)
        return _card(request, claim_id, {name: form}, status=422)
    try:
        with transaction.atomic():
            done = act(form.cleaned_data)
            forget_draft(claim_id=claim_id, actor=request.user, form=name.removesuffix("_form"))
    except Refused as error:
        show_refused(form, error)
        return _card(request, claim_id, {name: form}, status=error.status)
    except StaleClaim as error:
        return _conflict(request, claim_id, name, form, error)
    message = said(done) if said else ""
    return (reshaped if reshapes else _saved)(request, claim_id, message, undo=name in UNDONE_BY_U)


def fresh(request: DeskRequest, claim_id: int) -> HttpResponse:
    """The claim's card as it is, with no form sent."""
    article = article_of_claim(request.user, claim_id)
    claim = rail_claim(article, request.user, pk=claim_id)
    if not request.htmx:
        return SeeOther(claim_url(article.pk, claim.number))
    context = {"card": card_context(claim, claim.article, request.user), "article": claim.article}
    return render_page(request, TEMPLATE, context, part="card")


def show_refused(form: Form, error: Refused) -> None:
    for field, text in error.fields.items():
        form.add_error(field if field in form.fields else None, str(text))


def reshaped(request: DeskRequest, claim_id: int, message: str = "", *, undo: bool = False) -> HttpResponse:
    """The card of one claim, and with it the list and the text in which claims came, went or moved."""
    article = article_of_claim(request.user, claim_id)
    claims = rail_claims(article, request.user)
    claim = next(item for item in claims if item.pk == claim_id)
    url = claim_url(claim.article_id, claim.number)
    if not request.htmx:
        return SeeOther(url)
    context = page_context(request.user, claim.article, claims, claim) | {"oob": True}
    response = replace_url(render_page(request, TEMPLATE, context, part="reshaped"), url)
    mine = next(line for line in context["rows"] if line.number == claim.number)
    return _told(response, mine, message, undo=undo)


def _saved(request: DeskRequest, claim_id: int, message: str, *, undo: bool) -> HttpResponse:
    article = article_of_claim(request.user, claim_id)
    claim = rail_claim(article, request.user, pk=claim_id)
    if not request.htmx:
        return SeeOther(claim_url(article.pk, claim.number))
    mine = row(claim, article, request.user, current=claim.number)
    context = {
        "article": article,
        "card": card_context(claim, article, request.user),
        "row": mine,
        "counts": counts(article),
        "oob": True,
    }
    return _told(render_page(request, TEMPLATE, context, part="saved"), mine, message, undo=undo)


def _told(response: HttpResponse, mine: Row, message: str, *, undo: bool) -> HttpResponse:
    """What happened, for the toast; `undo`: whether U takes it back."""
    message = message or _("Claim %(number)d: %(standing)s") % {
        "number": mine.number,
        "standing": mine.standing_label.lower(),
    }
    event = {"number": mine.number, "standing": mine.standing, "message": message, "undo": undo}
    return trigger_client_event(response, "claimSaved", event, after="settle")


def _card(
    request: DeskRequest,
    claim_id: int,
    bound: dict[str, Form],
    *,
    status: int,
    conflict: ConflictNote | None = None,
) -> HttpResponse:
    article = article_of_claim(request.user, claim_id)
    claim = rail_claim(article, request.user, pk=claim_id)
    open_form = next(iter(bound)).removesuffix("_form")
    card = card_context(claim, article, request.user, bound=bound, open_form=open_form, conflict=conflict)
    if request.htmx:
        context = {"card": card, "article": article}
        return render_page(request, TEMPLATE, context, part="card", status=status)
    page = page_context(request.user, article, rail_claims(article, request.user), claim, card=card)
    return render_page(request, TEMPLATE, page, status=status)


def _conflict(request: DeskRequest, claim_id: int, name: str, form: ClaimForm, error: StaleClaim) -> HttpResponse:
    """Somebody was faster: their words, yours, and your form still filled, ready to be saved on top."""
    claim = rail_claim(article_of_claim(request.user, claim_id), request.user, pk=claim_id)
    entries = changes_since(claim, form.cleaned_data["seen"])
    if not entries:  # nobody touched it: the number in the form is made up
        raise error
    sent = {**request.POST.dict(), "seen": str(claim.lock_version)}
    note = conflict_note(entries, request.user, form, name.removesuffix("_form"), request.path, sent)
    form.data = sent
    return _card(request, claim_id, {name: form}, status=error.status, conflict=note)


def _require_checker(request: DeskRequest, claim_id: int) -> None:
    """Who only observes is told so before anything is said about the form."""
    article = next(iter(prepared(_article_of, request.user, claim_id)), None)
    if article is None:
        raise Missing
    require(checks(request.user, article))


def _article_of(user: User, claim_id: int) -> QuerySet[Article]:
    return Article.objects.visible_to(user).annotate(writer_keys=writer_keys()).filter(claims=claim_id)
