"""What tests of reports share."""

from __future__ import annotations

import pytest

from articles.models import Article
from claims.actions.signoff import sign_off, verdict_set_hash
from factdesk.core.models import User
from tests.factories import article_with_claims, decide, find


@pytest.fixture
def signed(ada: User, ben: User) -> Article:
    """Every claim found by Ben and decided by Ada, who signed."""
    article, claims = article_with_claims(ada)
    for claim in claims:
        find(claim, ben)
        decide(claim, ada)
    sign_off(article_id=article.pk, actor=ada, seen=verdict_set_hash(article))
    return article
