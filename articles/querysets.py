"""Reading articles: always as somebody."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from factdesk.core.models import User

MOST_WORDS = 8  # a search of more words than this is a paste by mistake


Row = TypeVar("Row", bound=models.Model)


class ArticleQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """Articles of the person's own desks; of other desks not even the number. Twin of `can_view`."""
        return self.filter(desk__in=list(user.roles))

    def search(self, words: str) -> Self:
        """Every word in the title, the writer's name or the text of any version."""
        found = self
        for word in words.split()[:MOST_WORDS]:
            hits = self.model._default_manager.filter(
                Q(title__icontains=word) | Q(writer__icontains=word) | Q(versions__text__icontains=word)
            )
            found = found.filter(pk__in=hits.values("pk"))
        return found
