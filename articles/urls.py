"""Addresses of what comes in; the pages of claims are under the same roof (claims/urls.py)."""

from django.urls import path

from articles.views import arrivals
from articles.views.confidential import confidential
from articles.views.new import new_article
from articles.views.original import original

urlpatterns = [
    path("articles/new/", new_article, name="new-article"),
    path("articles/<int:article_id>/confidential/", confidential, name="confidential"),
    path("articles/<int:article_id>/original/", original, name="original"),
    path("arrivals/", arrivals.arrivals, name="arrivals"),
    path("arrivals/take-all/", arrivals.take_all, name="take-all"),
    path("arrivals/<int:arrival_id>/", arrivals.arrival, name="arrival"),
    path("arrivals/<int:arrival_id>/progress/", arrivals.progress, name="arrival-progress"),
    path("arrivals/<int:arrival_id>/choose/", arrivals.choose, name="arrival-choose"),
    path("arrivals/<int:arrival_id>/again/", arrivals.again, name="arrival-again"),
    path("arrivals/<int:arrival_id>/remove/", arrivals.remove, name="arrival-remove"),
]
