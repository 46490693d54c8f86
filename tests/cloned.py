"""A desk of many articles in a moment: the rows of one article again and again, by SQL past the triggers."""

from __future__ import annotations

from django.db import connection, models

from articles.models import Article
from claims.purging import PARTS

STEP = 1_000_000
"""Between the keys of one copy and the same row in the next."""


def clone(article: Article, copies: int, *, first: int = 1) -> None:
    """So many more articles like this one, on its desk; `first` counts on from an earlier call. People, sources and
    kept files are the same for all.
    """
    ways: list[tuple[type[models.Model], str]] = [(Article, "pk"), *PARTS]
    tree = {model for model, _way in ways}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for model, way in ways:
            keys = list(model._default_manager.filter(**{way: article.pk}).values_list("pk", flat=True))
            if keys:
                cursor.execute(_statement(model, tree), [first, first + copies - 1, keys])
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("ANALYZE")


def _statement(model: type[models.Model], tree: set[type[models.Model]]) -> str:
    """Its own key and the keys of what is copied with it move on; what must be unlike is made anew."""
    into, taken = [], []
    for field in model._meta.concrete_fields:
        if field.generated:
            continue
        column = f'"{field.column}"'
        moves = field.primary_key or field.related_model in tree
        into.append(column)
        if moves:
            taken.append(f"{column} + n * {STEP}")
        else:
            taken.append("gen_random_uuid()" if field.get_internal_type() == "UUIDField" else column)
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(into)}) SELECT {', '.join(taken)}"
        f" FROM {table} CROSS JOIN generate_series(%s::bigint, %s) n WHERE id = ANY(%s)"
    )
