"""Right of reply: one page for an article's requests, and what is done with each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from claims.actions.replies import StaleReply, ask_for_reply, log_reply_attempt, reflect_reply, settle_reply
from claims.forms.replies import AnswerForm, AskForm, ReflectedForm, TriedForm
from claims.models import ReplyRequest
from claims.permissions import can_ask_for_reply, can_record_reply, can_reflect, is_checker
from claims.replies import replies_url, reply_lines
from claims.views.answers import show_refused
from claims.views.workspace import visible_article
from claims.vocabulary import Channel, ReplyOutcome
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.permissions import require

TEMPLATE = "claims/replies.html"
Act = Callable[[dict[str, Any]], object]


@require_http_methods(["GET", "HEAD", "POST"])
def replies(request: DeskRequest, article_id: int) -> HttpResponse:
    """Who was asked, what is due and what came; by POST one more request."""
    article = visible_article(request.user, article_id)
    if request.method != "POST":
        chosen = request.GET.get("claim", "")
        initial = {"claims": chosen if chosen.isdecimal() else ""}
        return _page(request, article, ask_form=AskForm(initial=initial), asking=bool(chosen))
    require(can_ask_for_reply(request.user, article))
    form = AskForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            asked = ask_for_reply(
                article_id=article_id,
                actor=request.user,
                numbers=data["claims"],
                addressee=data["addressee"],
                put=data["put"],
                channel=Channel(data["channel"]),
                sent_at=data["sent_at"],
                deadline=data["deadline"],
            )
            return SeeOther(replies_url(article_id, asked.pk))
        except Refused as error:
            show_refused(form, error)
    return _page(request, article, ask_form=form, asking=True, status=422)


@require_POST
def attempt(request: DeskRequest, request_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        channel = Channel(data["channel"])
        return log_reply_attempt(request_id=request_id, actor=request.user, channel=channel, outcome=data["outcome"])

    return _answer(request, request_id, "tried", TriedForm(request.POST, request_id=request_id), act)


@require_POST
def answered(request: DeskRequest, request_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        return settle_reply(
            request_id=request_id,
            actor=request.user,
            seen=data["seen"],
            outcome=ReplyOutcome(data["outcome"]),
            answer=data["answer"],
        )

    return _answer(request, request_id, "answer", AnswerForm(request.POST, request_id=request_id), act)


@require_POST
def reflected(request: DeskRequest, request_id: int) -> HttpResponse:
    asked = _visible(request, request_id)
    require(can_reflect(request.user, asked))

    def act(data: dict[str, Any]) -> object:
        return reflect_reply(request_id=request_id, actor=request.user, seen=data["seen"], reflected=data["reflected"])

    return _answer(request, request_id, "reflected", ReflectedForm(request.POST, request_id=request_id), act)


def _answer(request: DeskRequest, request_id: int, name: str, form: Form, act: Act) -> HttpResponse:
    asked = _visible(request, request_id)
    require(is_checker(request.user, asked.article))
    status = 422
    if form.is_valid():
        try:
            act(form.cleaned_data)
            return SeeOther(replies_url(asked.article_id, request_id))
        except Refused as error:
            show_refused(form, error)
        except (StaleReply, Denied) as error:  # somebody was faster, perhaps with the answer itself
            status = error.status
            form.add_error(None, str(error.text))
            asked.refresh_from_db(fields=["lock_version"])
            form.data = {**request.POST.dict(), "seen": str(asked.lock_version)}
    return _page(request, asked.article, sent=(request_id, name, form), status=status)


def _visible(request: DeskRequest, request_id: int) -> ReplyRequest:
    asked = ReplyRequest.objects.filter(pk=request_id).first()
    if asked is None:
        raise Missing
    asked.article = visible_article(request.user, asked.article_id)
    return asked


def _page(
    request: DeskRequest,
    article: Article,
    *,
    ask_form: AskForm | None = None,
    asking: bool = False,
    sent: tuple[int, str, Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = reply_lines(article)
    context = {
        "article": article,
        "workspace_url": reverse("workspace", kwargs={"article_id": article.pk}),
        "can_ask": can_ask_for_reply(request.user, article),
        "ask_form": ask_form or AskForm(),
        "asking": asking,
        "replies": [_with_forms(request, article, line, sent) for line in lines],
        "waiting": sum(line.is_open for line in lines),
    }
    return render_page(request, TEMPLATE, context, status=status)


def _with_forms(request: DeskRequest, article: Article, line: Any, sent: tuple[int, str, Form] | None) -> Any:
    asked = ReplyRequest(pk=line.id, article=article, state=line.state)
    ours = {"request_id": line.id}
    seen = {"seen": line.seen}
    forms: dict[str, Form] = {}
    if can_record_reply(request.user, asked):
        forms["tried"] = TriedForm(**ours)
        forms["answer"] = AnswerForm(initial=seen, **ours)
    if can_reflect(request.user, asked):
        forms["reflected"] = ReflectedForm(initial=seen, **ours)
    opened = ""
    if sent and sent[0] == line.id:
        opened = sent[1]
        forms[opened] = sent[2]
    return {"line": line, "forms": forms, "open": opened}
