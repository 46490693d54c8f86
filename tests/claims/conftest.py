"""What is signed off, for those who correct it."""

from __future__ import annotations

import pytest

from articles.models import Article
from claims.actions.coverage import mark_nothing_to_check
from factdesk.core.models import User
from tests.claims.corrections import signed
from tests.factories import article_with_claims, decide, find


@pytest.fixture
def published(ada: User, ben: User) -> Article:
    """Every claim sourced, decided and signed off; the question has nothing to check."""
    article, claims = article_with_claims(ada)
    for claim in claims:
        find(claim, ben)
        decide(claim, ada)
    question = article.head.text.index("Is it worth")
    mark_nothing_to_check(
        article_id=article.pk, actor=ben, version=1, spans=[(question, question + len("Is it worth the money?"))]
    )
    signed(article, ada)
    return article
