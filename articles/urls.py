"""Addresses of what comes in; the pages of claims are under the same roof (claims/urls.py)."""

from django.urls import path

from articles.views.confidential import confidential
from articles.views.new import new_article

urlpatterns = [
    path("articles/new/", new_article, name="new-article"),
    path("articles/<int:article_id>/confidential/", confidential, name="confidential"),
]
