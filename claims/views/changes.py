"""What a person does with a claim: one view for each form of the card, all answered the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from claims.actions.evidence import add_evidence, log_attempt
from claims.actions.judgement import give_verdict, record_finding
from claims.actions.locking import StaleClaim, newest_finding
from claims.actions.workflow import dismiss, reopen
from claims.cards import ConflictNote, card_context
from claims.forms import (
    AttemptForm,
    ClaimForm,
    DismissForm,
    EvidenceForm,
    FindingForm,
    ReopenForm,
    VerdictForm,
)
from claims.models import Claim
from claims.permissions import is_checker
from claims.rail import claim_url, rail_claims, row
from claims.views.workspace import TEMPLATE, counts_of, page_context, visible_article
from claims.vocabulary import Channel, DismissReason, Resolution, SourceKind, Stance, Status, SubReason
from factdesk.core.errors import Missing, Refused
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.models import AuditEntry
from factdesk.core.permissions import require

Act = Callable[[dict[str, Any]], object]


@require_POST
def finding(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        return record_finding(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            status=Status(data["status"]),
            sub_reason=SubReason(data["sub_reason"]),
            note=data["note"],
            proposed_text=data["proposed_text"],
        )

    return _answer(request, claim_id, "finding_form", FindingForm(request.POST), act, moves_on=True)


@require_POST
def evidence(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        return add_evidence(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            stance=Stance(data["stance"]),
            title=data["source_title"],
            kind=SourceKind(data["source_kind"]),
            url=data["url"],
            quote=data["quote"],
            locator=data["locator"],
            note=data["note"],
        )

    return _answer(request, claim_id, "evidence_form", EvidenceForm(request.POST), act)


@require_POST
def attempt(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        return log_attempt(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            what=data["what"],
            channel=Channel(data["channel"]),
            outcome=data["outcome"],
        )

    return _answer(request, claim_id, "attempt_form", AttemptForm(request.POST), act)


@require_POST
def verdict(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        agrees = data["choice"] == VerdictForm.AGREE
        return give_verdict(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            status=None if agrees else Status(data["status"]),
            resolution=Resolution(data["resolution"]),
            override_reason="" if agrees else data["override_reason"],
        )

    return _answer(request, claim_id, "verdict_form", VerdictForm(request.POST), act, moves_on=True)


@require_POST
def dismissal(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        reason = DismissReason(data["reason"])
        return dismiss(claim_id=claim_id, actor=request.user, seen=data["seen"], reason=reason)

    return _answer(request, claim_id, "dismiss_form", DismissForm(request.POST), act, moves_on=True)


@require_POST
def reopening(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        return reopen(claim_id=claim_id, actor=request.user, seen=data["seen"])

    return _answer(request, claim_id, "reopen_form", ReopenForm(request.POST), act)


def _answer(
    request: DeskRequest, claim_id: int, name: str, form: ClaimForm, act: Act, *, moves_on: bool = False
) -> HttpResponse:
    """Do it and show the claim as it is now; or show the form as it was sent, with what is wrong."""
    _require_checker(request, claim_id)
    if not form.is_valid():
        return _card(request, claim_id, {name: form}, status=422)
    try:
        act(form.cleaned_data)
    except Refused as error:
        for field, text in error.fields.items():
            form.add_error(field if field in form.fields else None, str(text))
        return _card(request, claim_id, {name: form}, status=error.status)
    except StaleClaim as error:
        return _conflict(request, claim_id, name, form, error)
    return _saved(request, claim_id, moves_on=moves_on)


def _saved(request: DeskRequest, claim_id: int, *, moves_on: bool) -> HttpResponse:
    claim, claims = _load(request, claim_id)
    if not request.htmx:
        return redirect(claim_url(claim.article_id, claim.number))
    article = claim.article
    rows = [row(item, article, request.user, current=claim.number) for item in claims]
    mine = next(line for line in rows if line.number == claim.number)
    context = {
        "article": article,
        "card": card_context(claim, article, request.user),
        "row": mine,
        "counts": counts_of(rows),
        "oob": True,
    }
    response = render_page(request, TEMPLATE, context, part="saved")
    message = _("Claim %(number)d: %(standing)s") % {
        "number": claim.number,
        "standing": mine.standing_label.lower(),
    }
    event = {"number": claim.number, "standing": mine.standing, "message": message, "next": moves_on}
    return trigger_client_event(response, "claimSaved", event, after="settle")


def _card(
    request: DeskRequest,
    claim_id: int,
    bound: dict[str, Form],
    *,
    status: int,
    conflict: ConflictNote | None = None,
) -> HttpResponse:
    claim, claims = _load(request, claim_id)
    article = claim.article
    open_form = next(iter(bound)).removesuffix("_form")
    card = card_context(claim, article, request.user, bound=bound, open_form=open_form, conflict=conflict)
    if request.htmx:
        context = {"card": card, "article": article}
        return render_page(request, TEMPLATE, context, part="card", status=status)
    page = page_context(request.user, article, claims, claim, card=card)
    return render_page(request, TEMPLATE, page, status=status)


def _conflict(request: DeskRequest, claim_id: int, name: str, form: ClaimForm, error: StaleClaim) -> HttpResponse:
    """Somebody was faster: their words, yours, and your form still filled, ready to be saved on top."""
    claim, _claims = _load(request, claim_id)
    last = (
        AuditEntry.objects.filter(object_type="claim", object_id=claim.pk)
        .select_related("actor")
        .order_by("-seq")
        .first()
    )
    if last is None:  # nobody touched it: the number in the form is made up
        raise error
    newest = newest_finding(claim)
    note = ConflictNote(
        who=last.actor.name,
        at=last.at,
        theirs=" ".join(filter(None, [claim.get_state_display(), newest.note if newest else ""])),
        yours=" · ".join(_own_words(form)),
    )
    form.data = {**request.POST.dict(), "seen": str(claim.lock_version)}
    return _card(request, claim_id, {name: form}, status=error.status, conflict=note)


def _own_words(form: ClaimForm) -> list[str]:
    """What the person chose and wrote, as the form shows it."""
    shown = []
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if value:
            choices = dict(flatten_choices(getattr(bound.field, "choices", [])))
            shown.append(str(choices.get(value, value)))
    return shown


def _require_checker(request: DeskRequest, claim_id: int) -> None:
    """Who only observes is told so before anything is said about the form."""
    claim = Claim.objects.visible_to(request.user).select_related("article").filter(pk=claim_id).first()
    if claim is None:
        raise Missing
    require(is_checker(request.user, claim.article))


def _load(request: DeskRequest, claim_id: int) -> tuple[Claim, list[Claim]]:
    """The claim, as its row shows it, and all of its article's; Missing when the person may not know of it."""
    article_id = Claim.objects.visible_to(request.user).filter(pk=claim_id).values_list("article_id", flat=True).first()
    if article_id is None:
        raise Missing
    article = visible_article(request.user, article_id)
    claims = rail_claims(article)
    claim = next(item for item in claims if item.pk == claim_id)
    claim.article = article
    return claim, claims
