"""Marking an article confidential: on the way in, later, by whom, and in the trail."""

from __future__ import annotations

import uuid

import pytest

from articles.actions import mark_confidential
from articles.models import Article
from factdesk.core.errors import Denied, Missing
from factdesk.core.models import AuditEntry, Desk, User
from tests.conftest import SignIn
from tests.factories import TEXT, article_with_claims, bring


def test_an_article_is_not_confidential_unless_somebody_says_so(ada: User) -> None:
    assert not bring(ada).confidential
    assert bring(ada, confidential=True).confidential


@pytest.mark.parametrize(("ticked", "confidential"), [({}, False), ({"confidential": "on"}, True)])
def test_the_form_has_a_box_for_it(
    signed_in: SignIn, ada: User, desk: Desk, ticked: dict[str, str], confidential: bool
) -> None:
    form = {"way": "paste", "text": TEXT, "desk": desk.pk, "token": str(uuid.uuid4())}
    signed_in(ada).post("/articles/new/", form | ticked)
    assert Article.objects.get().confidential is confidential


def test_an_editor_marks_it_and_takes_it_back(signed_in: SignIn, ada: User) -> None:
    article, _claims = article_with_claims(ada)
    browser = signed_in(ada)
    for value, confidential in (("yes", True), ("no", False)):
        answer = browser.post(f"/articles/{article.pk}/confidential/", {"confidential": value})
        assert (answer.status_code, answer["Location"]) == (302, f"/articles/{article.pk}/")
        article.refresh_from_db()
        assert article.confidential is confidential
    entries = AuditEntry.objects.filter(action="article.confidential_set").order_by("seq")
    assert [(entry.actor, entry.changes) for entry in entries] == [
        (ada, {"confidential": True}),
        (ada, {"confidential": False}),
    ]


def test_the_same_again_is_no_change(ada: User) -> None:
    article = bring(ada, confidential=True)
    mark_confidential(article_id=article.pk, actor=ada, confidential=True)
    assert not AuditEntry.objects.filter(action="article.confidential_set").exists()


def test_only_editors_of_the_desk_decide(ada: User, ben: User, omar: User, sam: User) -> None:
    article = bring(ada, confidential=True)
    for person, error in ((ben, Denied), (omar, Denied), (sam, Missing)):
        with pytest.raises(error):
            mark_confidential(article_id=article.pk, actor=person, confidential=False)
    article.refresh_from_db()
    assert article.confidential
