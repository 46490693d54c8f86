"""What the workspace and the report say about where a text may go."""

from __future__ import annotations

import pytest

from articles.actions import mark_confidential
from factdesk.core.models import User
from tests.conftest import SignIn
from tests.factories import article_with_claims

pytestmark = pytest.mark.django_db


def test_it_is_told_in_the_heading_and_on_the_report(signed_in: SignIn, ada: User, ben: User) -> None:
    article, _claims = article_with_claims(ada)
    browser = signed_in(ada)
    pages = (f"/articles/{article.pk}/", f"/articles/{article.pk}/report/")
    assert "Mark as confidential" in browser.get(pages[0]).content.decode()
    assert ", confidential" not in browser.get(pages[1]).content.decode()
    mark_confidential(article_id=article.pk, actor=ada, confidential=True)
    workspace, report = (browser.get(page).content.decode() for page in pages)
    assert '<a href="#sharing">Confidential</a>' in workspace
    assert "No longer confidential" in workspace
    assert "Verification report, confidential" in report
    for_ben = signed_in(ben).get(pages[0]).content.decode()
    assert "No longer confidential" not in for_ben
    assert "Editors of the desk mark an article confidential." in for_ben
