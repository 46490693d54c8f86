"""The discussion of a claim: read, said, corrected, settled. Only this part of the card is swapped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from claims.actions.discussion import (
    ThreadResolved,
    edit_comment,
    reopen_thread,
    resolve,
    start_thread,
    write_comment,
)
from claims.actions.drafts import forget_draft
from claims.discussion import Bound
from claims.discussion import discussion as discussion_of
from claims.discussion_querysets import members_of
from claims.forms.discussion import CommentForm, ThreadForm
from claims.models import Claim, Comment, Thread
from claims.permissions import can_discuss, can_edit_comment
from claims.rail import claim_url, rail_claim, row
from claims.states import ClaimState
from claims.views.answers import show_refused
from claims.views.workspace import visible_article
from factdesk.core.errors import Missing, Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.models import Membership
from factdesk.core.permissions import require

TEMPLATE = "claims/discussion.html"


@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: DeskRequest, claim_id: int) -> HttpResponse:
    """All that was said about the claim; or a new thread."""
    claim = _claim(request, claim_id)
    if request.method != "POST":
        return _shown(request, claim)
    require(can_discuss(request.user, claim))
    form = ThreadForm.fresh(request.POST, people_url=_people_url(claim))

    def act(data: dict[str, Any]) -> Comment:
        return start_thread(claim_id=claim.pk, actor=request.user, text=data["text"], privileged=data["privileged"])

    return _answer(request, claim, form, act)


@require_POST
def writing(request: DeskRequest, thread_id: int) -> HttpResponse:
    thread, claim = _thread(request, thread_id)
    require(can_discuss(request.user, claim))
    form = CommentForm.answering(thread, request.POST, people_url=_people_url(claim))

    def act(data: dict[str, Any]) -> Comment:
        return write_comment(thread_id=thread.pk, actor=request.user, text=data["text"])

    return _answer(request, claim, form, act)


@require_POST
def editing(request: DeskRequest, comment_id: int) -> HttpResponse:
    visible = Thread.objects.visible_to(request.user)
    comment = Comment.objects.filter(pk=comment_id, thread__in=visible).select_related("thread__claim__article").first()
    if comment is None:
        raise Missing
    claim = _claim(request, comment.thread.claim_id)
    require(can_edit_comment(request.user, comment))
    form = CommentForm.editing(comment, request.POST, people_url=_people_url(claim))

    def act(data: dict[str, Any]) -> Comment:
        return edit_comment(comment_id=comment.pk, actor=request.user, text=data["text"])

    return _answer(request, claim, form, act)


@require_POST
def resolving(request: DeskRequest, thread_id: int) -> HttpResponse:
    _found, claim = _thread(request, thread_id)
    resolve(thread_id=thread_id, actor=request.user)
    return _saved(request, claim, focus="settled", message=_("Marked resolved"))


@require_POST
def reopening(request: DeskRequest, thread_id: int) -> HttpResponse:
    _found, claim = _thread(request, thread_id)
    reopen_thread(thread_id=thread_id, actor=request.user)
    return _saved(request, claim, focus=f"thread-{thread_id}", message=_("Open again"))


@require_safe
def people(request: DeskRequest, article_id: int) -> HttpResponse:
    """Whom one can call in: the members of the article's desk, as the options of a list."""
    article = visible_article(request.user, article_id)
    roles = dict(Membership.objects.filter(desk=article.desk_id).values_list("user", "role"))
    members = members_of(article.desk_id).exclude(pk=request.user.pk)
    context = {"people": [{"name": user.name, "pk": user.pk, "role": roles[user.pk]} for user in members]}
    return render_page(request, "claims/discussion/people.html", context)


def after_discarding(request: DeskRequest, claim_id: int, code: str) -> HttpResponse:
    """The discussion without the draft that was thrown away, the keyboard by the form it stood in."""
    claim = _claim(request, claim_id)
    if not request.htmx:
        return SeeOther(reverse("discussion", kwargs={"claim_id": claim.pk}))
    focus = code.replace("answer-", "thread-").replace("edit-", "comment-")
    return _shown(request, claim, focus=focus)


def _answer(
    request: DeskRequest, claim: Claim, form: CommentForm, act: Callable[[dict[str, Any]], Comment]
) -> HttpResponse:
    """Say it and show the discussion with it; or the form as it was sent, with what is wrong."""
    bound = {form.place: form}
    if not form.is_valid():
        return _shown(request, claim, bound=bound, status=422)
    try:
        with transaction.atomic():
            comment = act(form.cleaned_data)
            forget_draft(claim_id=claim.pk, actor=request.user, form=form.place)
    except Refused as error:
        show_refused(form, error)
        return _shown(request, claim, bound=bound, status=error.status)
    except ThreadResolved as error:
        return _shown(request, claim, bound=bound, conflict=str(error.text), status=error.status)
    return _saved(request, claim, focus=f"comment-{comment.pk}", message=_("Comment saved"))


def _shown(
    request: DeskRequest,
    claim: Claim,
    *,
    bound: Bound | None = None,
    conflict: str = "",
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    talk = discussion_of(claim, request.user, bound=bound, conflict=conflict, focus=focus)
    context = {"talk": talk, "article": claim.article, "claim_url": claim_url(claim.article_id, claim.number)}
    return render_page(request, TEMPLATE, context, part="part", status=status)


def _saved(request: DeskRequest, claim: Claim, *, focus: str, message: str) -> HttpResponse:
    if not request.htmx:
        return SeeOther(reverse("discussion", kwargs={"claim_id": claim.pk}))
    mine = rail_claim(claim.article, request.user, pk=claim.pk)
    context = {
        "talk": discussion_of(claim, request.user, focus=focus),
        "row": row(mine, claim.article, request.user, current=claim.number),
        "oob": True,
    }
    response = render_page(request, TEMPLATE, context, part="part")
    return trigger_client_event(response, "toast", {"message": message}, after="settle")


def _claim(request: DeskRequest, claim_id: int) -> Claim:
    """The claim, when it is this person's to see and not held back."""
    claims = Claim.objects.visible_to(request.user).exclude(state=ClaimState.HELD).select_related("article")
    claim = claims.filter(pk=claim_id).first()
    if claim is None:
        raise Missing
    return claim


def _thread(request: DeskRequest, thread_id: int) -> tuple[Thread, Claim]:
    thread = Thread.objects.visible_to(request.user).filter(pk=thread_id).first()
    if thread is None:
        raise Missing
    return thread, _claim(request, thread.claim_id)


def _people_url(claim: Claim) -> str:
    return reverse("people", kwargs={"article_id": claim.article_id})
