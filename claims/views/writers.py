"""Who wrote an article, and so checks nothing in it."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles.models import Article
from claims.actions.writers import name_writers
from claims.forms.writers import WritersForm
from claims.models import Writer
from claims.permissions import can_name_writers
from claims.views.answers import show_refused
from claims.views.workspace import visible_article
from factdesk.core.errors import Refused
from factdesk.core.http import DeskRequest, SeeOther, render_page
from factdesk.core.models import User
from factdesk.core.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def writers(request: DeskRequest, article_id: int) -> HttpResponse:
    """Tick who wrote or edited it; everybody of the desk may read who did."""
    article = visible_article(request.user, article_id)
    named = list(Writer.objects.filter(article=article).values_list("user_id", flat=True))
    here = _people(article, named)
    if request.method != "POST":
        return _page(request, article, WritersForm(people=here, seen=named))
    require(can_name_writers(request.user, article))
    form = WritersForm(request.POST, people=here, seen=named)
    if form.is_valid():
        try:
            name_writers(article_id=article_id, actor=request.user, **form.cleaned_data)
        except Refused as error:
            show_refused(form, error)
        else:
            return SeeOther(reverse("workspace", kwargs={"article_id": article_id}))
    return _page(request, article, form, status=422)


def _people(article: Article, named: list[int]) -> list[User]:
    """Of the desk; and who wrote it stays named after leaving the desk."""
    theirs = Q(memberships__desk=article.desk_id) | Q(pk__in=named)
    return list(User.objects.filter(theirs, is_system=False).distinct().order_by("name", "pk"))


def _page(request: DeskRequest, article: Article, form: WritersForm, *, status: int = 200) -> HttpResponse:
    context = {
        "article": article,
        "form": form,
        "can_name": can_name_writers(request.user, article),
        "workspace_url": reverse("workspace", kwargs={"article_id": article.pk}),
    }
    return render_page(request, "claims/writers.html", context, status=status)
