"""A person's notices: the list, marking them read, and whether they come by mail."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.actions.notifications import choose_mail, mark_all_read, mark_read
from claims.forms.discussion import MailForm, ReadForm
from claims.inbox import line, notices, page_url, target
from claims.notices import mail_is_set_up, wants_mail
from factdesk.core.errors import Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page

TEMPLATE = "claims/notifications.html"
OPEN = "open"


@require_safe
def notifications(request: DeskRequest) -> HttpResponse:
    """Unread first, fifty to a page."""
    page = notices(request.user, request.GET.get("page", "1"))
    lines = [line(notice) for notice in page.object_list]
    context: dict[str, Any] = {
        "page": page,
        "notices": lines,
        "newest": max((notice.id for notice in lines if notice.unread), default=0),
        "mail_form": MailForm(initial={"wanted": wants_mail(request.user)}) if mail_is_set_up() else None,
        "earlier_url": page_url(page.next_page_number()) if page.has_next() else "",
        "later_url": page_url(page.previous_page_number()) if page.has_previous() else "",
    }
    return render_page(request, TEMPLATE, context)


@require_POST
def read(request: DeskRequest, notification_id: int) -> HttpResponse:
    """Marked read: and then to what it is about, or on with the list."""
    notice = mark_read(notification_id=notification_id, actor=request.user)
    if request.POST.get("then") == OPEN:
        return SeeOther(target(notice))
    if request.htmx:
        return render_page(request, TEMPLATE, {"notice": line(notice), "oob": True}, part="row")
    return SeeOther(reverse("notifications"))


@require_POST
def read_all(request: DeskRequest) -> HttpResponse:
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise Refused({"newest": _("Load the page again and see what is there to read.")})
    mark_all_read(actor=request.user, newest=form.cleaned_data["newest"])
    return SeeOther(reverse("notifications"))


@require_POST
def mail(request: DeskRequest) -> HttpResponse:
    form = MailForm(request.POST)
    choose_mail(actor=request.user, wanted=form.is_valid() and form.cleaned_data["wanted"])
    return SeeOther(reverse("notifications"))
