"""Reading articles: always as somebody."""

from __future__ import annotations

from typing import Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from articles.states import ArrivalState, ArticleState
from factdesk.core.models import Role, User
from factdesk.core.search import asked, query, vector

Row = TypeVar("Row", bound=models.Model)


class ArticleQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """Articles of the person's own desks; of other desks not even the number, and of purged ones no page but the
        one that says so. Twin of `can_view`.
        """
        return self.filter(desk__in=list(user.roles)).exclude(state=ArticleState.PURGED)

    def search(self, words: str) -> Self:
        """Every word in the title, the writer's name or the text of any version; the beginning of a word will do."""
        versions = apps.get_model("articles", "Version")._default_manager
        found = self
        for word in asked(words):
            named = self.model._default_manager.annotate(words=vector("title", "writer")).filter(words=query(word))
            told = versions.filter(words=query(word))
            found = found.filter(Q(pk__in=named.values("pk")) | Q(pk__in=told.values("article")))
        return found


class ArrivalQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """What came in on desks that the person edits: nobody else looks it over. Twin of `can_look_over`."""
        editing = [desk_id for desk_id, role in user.roles.items() if role == Role.EDITOR]
        return self.filter(desk__in=editing)

    def standing(self) -> Self:
        """What somebody still has to do something about, or a worker."""
        return self.filter(state__in=[ArrivalState.WAITING, ArrivalState.READY, ArrivalState.REFUSED])


class VersionManager(models.Manager[Row]):
    """Versions without the words they are found by: those are for Postgres alone."""

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().defer("words")
