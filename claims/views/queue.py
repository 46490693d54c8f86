"""The queue: a person's claims over all articles, what is done with several at once, and filters to keep."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article
from claims.actions.bulk import Outcome, agree_many, assign_many, dismiss_many
from claims.actions.filters import delete_filter, save_filter
from claims.duty import checkers_of
from claims.forms.queue import BulkForm, FilterForm
from claims.models import Claim, SavedFilter
from claims.permissions import CHECKERS
from claims.queue import COUNTED, NOBODY, Ask, page_of, tab_counts, within
from claims.queue_rows import counted, grouped, summary
from claims.rail import claim_url
from claims.views.answers import show_refused
from claims.vocabulary import DismissReason
from factdesk.core.errors import Denied, Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.models import Desk, Role, User

TEMPLATE = "claims/queue.html"


@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    return render_page(request, TEMPLATE, _context(request, Ask.read(request.GET)))


@require_POST
def bulk(request: DeskRequest) -> HttpResponse:
    """Assign or dismiss the chosen claims, and show the queue as it is now with what became of them."""
    if not any(role in CHECKERS for role in request.user.roles.values()):
        raise Denied(_("You observe this desk. Reviewers and editors check claims."), rule="is_checker")
    ask = Ask.read(request.GET)
    form = BulkForm(request.POST, people=_people(request.user))
    outcome = None
    if form.is_valid():
        try:
            outcome = _do(request.user, form.cleaned_data)
        except Refused as error:
            show_refused(form, error)
    context = _context(request, ask, bulk_form=form if outcome is None else None)
    context |= {"picked": set(request.POST.getlist("claim")) if outcome is None else set()}
    if outcome is not None:
        context |= {"outcome": _told(outcome, form.cleaned_data["do"])}
    status = 200 if outcome is not None else 422
    return render_page(request, TEMPLATE, context, part="list", status=status)


@require_POST
def keep_filter(request: DeskRequest) -> HttpResponse:
    """Give what the address asks for a name."""
    ask = Ask.read(request.GET)
    form = FilterForm(request.POST)
    if form.is_valid():
        try:
            save_filter(actor=request.user, name=form.cleaned_data["name"], query=ask.address(page=1))
        except Refused as error:
            show_refused(form, error)
        else:
            return SeeOther(_url(ask.address()))
    return render_page(request, TEMPLATE, _context(request, ask) | {"filter_form": form}, status=422)


@require_POST
def drop_filter(request: DeskRequest, filter_id: int) -> HttpResponse:
    delete_filter(filter_id=filter_id, actor=request.user)
    return SeeOther(_url(Ask.read(request.GET).address()))


def _do(user: User, data: dict[str, Any]) -> Outcome:
    if data["do"] == BulkForm.DISMISS:
        return dismiss_many(picked=data["picked"], actor=user, reason=DismissReason(data["reason"]))
    if data["do"] == BulkForm.AGREE:
        return agree_many(picked=data["picked"], actor=user)
    reviewer_id = None if data["reviewer"] == NOBODY else int(data["reviewer"])
    return assign_many(picked=data["picked"], actor=user, reviewer_id=reviewer_id)


def _told(outcome: Outcome, did: str) -> dict[str, Any]:
    """ "18 assigned, 2 changed meanwhile", and which they are."""
    done, changed = len(outcome.done), len(outcome.changed)
    if did == BulkForm.DISMISS:
        parts = [ngettext("%(n)d dismissed", "%(n)d dismissed", done) % {"n": done}]
    elif did == BulkForm.AGREE:
        parts = [ngettext("%(n)d decided", "%(n)d decided", done) % {"n": done}]
    else:
        parts = [ngettext("%(n)d assigned", "%(n)d assigned", done) % {"n": done}]
    if changed:
        parts.append(ngettext("%(n)d changed meanwhile", "%(n)d changed meanwhile", changed) % {"n": changed})
    if outcome.refused:
        parts.append(_("%(n)d not possible") % {"n": len(outcome.refused)})
    left = [(claim, _("Changed meanwhile, so it was left alone.")) for claim in outcome.changed] + outcome.refused
    return {"text": ", ".join(parts) + ".", "all": not left, "left": [_left(claim, why) for claim, why in left]}


def _left(claim: Claim, why: object) -> dict[str, Any]:
    url = claim_url(claim.article_id, claim.number)
    return {"number": claim.number, "article": claim.article.title, "url": url, "why": why}


def _context(request: DeskRequest, ask: Ask, *, bulk_form: BulkForm | None = None) -> dict[str, Any]:
    user = request.user
    asked_for = within(user, ask)
    counts = tab_counts(asked_for, user)
    claims, more = page_of(asked_for, user, ask)
    groups = grouped(claims, user, ask)
    people = _people(user)
    address = ask.address()
    works = any(role in CHECKERS for role in user.roles.values())
    return {
        "ask": ask,
        "groups": groups,
        "summary": summary(groups, counts[ask.show], ask, more=more),
        "tabs": _tabs(ask, counts),
        "desks": Desk.objects.filter(pk__in=list(user.roles)).order_by("name"),
        "people": people,
        "only": Article.objects.visible_to(user).filter(pk=int(ask.article)).first() if ask.article else None,
        "only_off": _url(ask.address(article="", page=1)),
        "all_url": _url(Ask(show=ask.show).address()),
        "pages": _pages(ask, counts[ask.show], len(claims), more=more),
        "bulk_form": (bulk_form or BulkForm(people=people)) if works and groups else None,
        "agrees": ask.show == "awaiting-verdict" and Role.EDITOR in user.roles.values(),
        "bulk_url": f"{reverse('bulk')}?{address}",
        "filters": SavedFilter.objects.filter(user=user).order_by("name"),
        "filter_form": FilterForm(),
        "keep_url": f"{reverse('keep-filter')}?{address}",
        "address": address,
        "picked": set(),
    }


def _people(user: User) -> list[User]:
    """Whom this person may give claims to: an editor to anybody of their desks, a reviewer to themselves."""
    editing = [desk_id for desk_id, role in user.roles.items() if role == Role.EDITOR]
    return checkers_of(user.roles) if editing else [user]


def _tabs(ask: Ask, counts: dict[str, int]) -> list[dict[str, Any]]:
    labels = {
        "mine": _("Mine"),
        "open": _("Open"),
        "disputed": _("Disputed"),
        "sent-back": _("Sent back"),
        "second-read": _("Second read"),
        "awaiting-verdict": _("Awaiting verdict"),
        "legal": _("Legal"),
    }
    return [
        {
            "label": label,
            "count": counted(counts[show]),
            "url": _url(ask.address(show=show, page=1)),
            "current": show == ask.show,
        }
        for show, label in labels.items()
    ]


def _pages(ask: Ask, total: int, here: int, *, more: bool) -> dict[str, str] | None:
    if ask.page == 1 and not more:
        return None
    first = (ask.page - 1) * 100 + 1
    of = counted(total) if total <= COUNTED or more else ""
    text = _("%(first)d to %(last)d") % {"first": first, "last": first + here - 1}
    return {
        "text": _("%(range)s of %(total)s") % {"range": text, "total": of} if of else text,
        "previous": _url(ask.address(page=ask.page - 1)) if ask.page > 1 else "",
        "next": _url(ask.address(page=ask.page + 1)) if more else "",
    }


def _url(address: str) -> str:
    return f"{reverse('queue')}?{address}" if address else reverse("queue")
