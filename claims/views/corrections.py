"""Correct a signed-off article; and read what was corrected in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from articles.models import Article
from claims.actions.correcting import Account, SeveralPlaces, Words, correct
from claims.corrections import correction_lines
from claims.forms.corrections import CorrectionForm
from claims.inplace import surroundings
from claims.issued import issued_for, printed
from claims.models import Anchor
from claims.permissions import can_correct, is_editor, may_correct
from claims.spans import find
from claims.views.answers import show_refused
from claims.views.workspace import visible_article
from claims.vocabulary import RootCause, Severity
from factdesk.core.errors import Conflict, Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def corrections(request: DeskRequest, article_id: int) -> HttpResponse:
    """What was corrected, for everybody of the desk; by POST one more correction."""
    article = visible_article(request.user, article_id)
    if request.method != "POST":
        return _page(request, article, CorrectionForm(initial=_initial(article, request.GET.get("claim", ""))))
    require(may_correct(request.user, article))
    form = CorrectionForm(request.POST)
    _offer_places(article, form)
    if not form.is_valid():
        return _page(request, article, form, status=422)
    try:
        _correct(request, article_id, form.cleaned_data)
    except SeveralPlaces as error:  # offered above
        form.add_error("place", str(error.text))
        return _page(request, article, form, status=error.status)
    except Refused as error:
        show_refused(form, error)
        return _page(request, article, form, status=error.status)
    except Conflict as error:
        form.add_error(None, str(error.text))
        return _page(request, article, form, status=error.status)
    return SeeOther(reverse("workspace", kwargs={"article_id": article_id}))


def _correct(request: DeskRequest, article_id: int, data: dict[str, Any]) -> None:
    account = Account(
        severity=Severity(data["severity"]),
        root_cause=RootCause(data["root_cause"]),
        public_note=data["public_note"],
        reported_at=data["reported_at"],
        reported_by=data["reported_by"],
    )
    correct(
        article_id=article_id,
        actor=request.user,
        version=data["version"],
        words=Words(data["old_words"], data["new_words"], data["place"]),
        account=account,
        failed=data["claim"],
    )


def _initial(article: Article, number: str) -> dict[str, Any]:
    """With the words of the claim it is opened from."""
    initial: dict[str, Any] = {"version": article.head.number, "reported_at": timezone.localtime()}
    if number.isdecimal():
        here = Anchor.objects.with_words().filter(version=article.head, is_primary=True)
        words = here.filter(claim__article=article, claim__number=int(number)).values_list("exact", flat=True).first()
        initial |= {"claim": number, "old_words": words or "", "new_words": words or ""}
    return initial


def _offer_places(article: Article, form: CorrectionForm) -> None:
    """Where the printed words stand, when that is more than one place."""
    text, words = article.head.text, form.data.get("old_words", "").replace("\r\n", "\n").strip()
    starts = find(text, words)
    blocks = article.head.block_list()
    if len(starts) > 1:
        around = [(start, surroundings(text, blocks, start, start + len(words))) for start in starts]
        form.offer([(start, f"{before}{words}{after}") for start, (before, after) in around])


def _page(request: DeskRequest, article: Article, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
    address = {"article_id": article.pk}
    lines = correction_lines(article, names=bool(is_editor(request.user, article)))
    context = {
        "article": article,
        "version": article.head,
        "form": form,
        "can_correct": can_correct(request.user, article),
        "corrections": lines[::-1],
        "reports": printed(issued_for(request.user, article)),
        "workspace_url": reverse("workspace", kwargs=address),
        "signoff_url": reverse("sign-off", kwargs=address),
    }
    return render_page(request, "claims/corrections.html", context, status=status)
