"""Who wrote an article: read with it where a page needs it, else when it is asked for."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from articles.models import Article
from claims.models import Writer

KEPT = "writer_keys"


def writer_keys(article: str = "pk") -> Any:
    """The keys of its writers, to be read with an article in one query: `annotate(writer_keys=writer_keys())`."""
    return ArraySubquery(Writer.objects.filter(article=OuterRef(article)).order_by().values("user_id"))


def wrote(user_id: int, article: Article) -> bool:
    """Whether this person checks nothing in it."""
    kept = vars(article)
    if KEPT not in kept:
        kept[KEPT] = list(Writer.objects.filter(article=article).values_list("user_id", flat=True))
    return user_id in kept[KEPT]
