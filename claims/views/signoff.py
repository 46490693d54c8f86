"""Sign a version off, or take that back."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles.deadlines import due
from articles.models import Article
from claims.actions.signoff import open_gates, revoke, sign_off, verdict_set_hash
from claims.forms import RevokeForm, SignOffForm
from claims.gates import Blocker
from claims.issued import issued_for, printed
from claims.permissions import can_correct, can_revoke, can_sign_off, is_editor
from claims.rail import claim_url, counts
from claims.replies import in_words, replies_url
from claims.signatures import sign_off_lines, signature
from claims.views.workspace import visible_article
from claims.vocabulary import Standing
from factdesk.core.errors import Refused
from factdesk.core.http import DeskRequest, render_page
from factdesk.core.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def signoff(request: DeskRequest, article_id: int) -> HttpResponse:
    """What would be signed and what stands in the way; by POST, the signature."""
    article = visible_article(request.user, article_id)
    if request.method != "POST":
        return _page(request, article, SignOffForm(initial={"seen": verdict_set_hash(article)}))
    require(is_editor(request.user, article))
    form = SignOffForm(request.POST)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    try:
        sign_off(
            article_id=article_id,
            actor=request.user,
            seen=form.cleaned_data["seen"],
            override_reason=form.cleaned_data["override_reason"],
            confirmed=form.cleaned_data["confirm"],
        )
    except Refused as error:
        for field, text in error.fields.items():
            form.add_error(field or None, str(text))
        return _page(request, article, form, status=error.status)
    return redirect("report", article_id=article_id)


@require_POST
def revocation(request: DeskRequest, article_id: int) -> HttpResponse:
    """Take the sign-off back, with the reason that is printed from then on."""
    article = visible_article(request.user, article_id)
    require(is_editor(request.user, article))
    form = RevokeForm(request.POST)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    revoke(article_id=article_id, actor=request.user, reason=form.cleaned_data["revoke_reason"])
    return redirect("workspace", article_id=article_id)


def _page(request: DeskRequest, article: Article, form: Form, *, status: int = 200) -> HttpResponse:
    gates = open_gates(article)
    history = sign_off_lines(article)
    address = {"article_id": article.pk}
    context = {
        "article": article,
        "version": article.head,
        "due": due(article.due_at, now=timezone.now(), met=article.is_signed_off),
        "counts": counts(article),
        "gates": [_gate(gate, article) for gate in gates],
        "blockers": sum(gate.blocks for gate in gates),
        "form": form,
        "revoke_form": form if isinstance(form, RevokeForm) else RevokeForm(),
        "can_sign": can_sign_off(request.user, article),
        "can_revoke": can_revoke(request.user, article),
        "can_correct": can_correct(request.user, article),
        "reports": printed(issued_for(request.user, article)) if history else [],
        "corrections_url": reverse("corrections", kwargs=address),
        "signed": signature(article),
        "history": history,
        "report_url": reverse("report", kwargs=address),
        "revoke_url": reverse("revoke", kwargs=address),
        "workspace_url": reverse("workspace", kwargs=address),
    }
    return render_page(request, "claims/signoff.html", context, status=status)


def _gate(gate: Blocker, article: Article) -> dict[str, Any]:
    return {
        "ok": gate.ok,
        "title": gate.title,
        "note": gate.note,
        "link": gate.link,
        "items": [
            {
                "url": claim_url(article.pk, claim.number),
                "label": claim.number,
                "standing": Standing(claim.standing),
                "words": claim.exact,
                "who": claim.reviewer.name if claim.reviewer else "",
            }
            for claim in gate.claims
        ]
        + [
            {
                "url": replies_url(article.pk, line.id),
                "label": line.numbers,
                "words": in_words(line),
                "who": line.by,
            }
            for line in gate.replies
        ],
    }
