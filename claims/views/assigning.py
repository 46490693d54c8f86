"""Giving a claim to somebody, marking it, and sending a finding back: the forms of the card for that."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims.actions.assigning import Due, assign, send_back, set_legal, set_priority
from claims.cards import card_context
from claims.duty import checkers_of
from claims.forms import AssignForm, LegalForm, PriorityForm, SendBackForm
from claims.models import Claim
from claims.permissions import can_give_out, is_checker
from claims.rail import rail_claims
from claims.views.answers import answer
from claims.views.workspace import TEMPLATE, page_context, visible_article
from claims.vocabulary import Priority
from factdesk.core.errors import Missing
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.models import User
from factdesk.core.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request: DeskRequest, claim_id: int) -> HttpResponse:
    """The form, read when it is opened, with everybody who checks for the desk; and what is done with it."""
    claim = Claim.objects.visible_to(request.user).select_related("article").filter(pk=claim_id).first()
    if claim is None:
        raise Missing
    require(is_checker(request.user, claim.article))
    initial = {"seen": claim.lock_version, "reviewer": claim.reviewer_id or "", "due_at": claim.due_at}
    gives = bool(can_give_out(request.user, claim))
    people = checkers_of([claim.article.desk_id]) if gives else [request.user]
    if request.method != "POST":
        return _asked(request, claim, AssignForm(initial=initial, people=people, sets_due=gives))

    def act(data: dict[str, Any]) -> Claim:
        return assign(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            reviewer_id=data["reviewer"],
            due_at=data.get("due_at", Due.AS_IT_IS),
        )

    form = AssignForm(request.POST, initial=initial, people=people, sets_due=gives and "due_at" in request.POST)
    return answer(request, claim_id, "assign_form", form, act, said=lambda claim: _given(claim, request.user))


def _asked(request: DeskRequest, claim: Claim, form: AssignForm) -> HttpResponse:
    """The form alone for the card that is open; without scripts the whole page with it."""
    article = visible_article(request.user, claim.article_id)
    claims = rail_claims(article, request.user)
    chosen = next((item for item in claims if item.pk == claim.pk), None)
    if chosen is None:
        raise Missing
    chosen.article = article
    card = card_context(chosen, article, request.user, bound={"assign_form": form}, open_form="assign")
    if request.htmx:
        return render_page(request, "claims/card/_assign_form.html", {"card": card})
    return render_page(request, TEMPLATE, page_context(request.user, article, claims, chosen, card=card))


def _given(claim: Claim, user: User) -> str:
    if claim.reviewer is None:
        return _("Claim %(number)d: nobody has it") % {"number": claim.number}
    if claim.reviewer_id == user.pk:
        return _("Claim %(number)d is yours") % {"number": claim.number}
    return _("Claim %(number)d: %(who)s has it") % {"number": claim.number, "who": claim.reviewer.name}


@require_POST
def priority(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> Claim:
        return set_priority(
            claim_id=claim_id, actor=request.user, seen=data["seen"], priority=Priority(data["priority"])
        )

    def said(claim: Claim) -> str:
        high = claim.priority == Priority.HIGH
        text = _("Claim %(number)d comes first") if high else _("Claim %(number)d comes in turn")
        return text % {"number": claim.number}

    return answer(request, claim_id, "priority_form", PriorityForm(request.POST), act, said=said)


@require_POST
def legal(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> Claim:
        return set_legal(claim_id=claim_id, actor=request.user, seen=data["seen"], legal=data["legal"])

    def said(claim: Claim) -> str:
        text = _("Claim %(number)d: a lawyer reads it") if claim.legal else _("Claim %(number)d: no lawyer reads it")
        return text % {"number": claim.number}

    return answer(request, claim_id, "legal_form", LegalForm(request.POST), act, said=said)


@require_POST
def sending_back(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> Claim:
        return send_back(claim_id=claim_id, actor=request.user, seen=data["seen"], reason=data["reason"])

    def said(claim: Claim) -> str:
        who = claim.reviewer.name if claim.reviewer else _("Nobody")
        return _("Claim %(number)d went back to %(who)s") % {"number": claim.number, "who": who}

    return answer(request, claim_id, "send_back_form", SendBackForm(request.POST), act, said=said)
