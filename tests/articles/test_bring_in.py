"""An article comes in once, whole, and its text never changes after."""

from __future__ import annotations

import hashlib
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from articles.actions import bring_in
from articles.extract.plain import read_text
from articles.models import Article, Version
from factdesk.core.errors import Denied
from factdesk.core.models import AuditEntry, Desk, Job, User
from tests.factories import TEXT, bring


def test_the_text_is_frozen_and_proposals_are_asked_for(ada: User) -> None:
    article = bring(ada)
    version = article.head
    assert article.title == "Tram line 4 will cost Velmar 31 million euros"
    assert (version.number, version.text) == (1, TEXT)
    assert version.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert Job.objects.get().target_id == version.pk
    actions = AuditEntry.objects.filter(chain=article.audit_chain).values_list("action", flat=True)
    assert list(actions) == ["article.created", "article.version_frozen"]


def test_the_same_form_sent_twice_makes_one_article(ada: User, desk: Desk) -> None:
    form = {
        "desk_id": desk.pk,
        "actor": ada,
        "document": read_text(TEXT),
        "origin": Version.Origin.PASTE,
        "token": uuid.uuid4(),
    }
    assert bring_in(**form) == bring_in(**form)  # type: ignore[arg-type]
    assert (Article.objects.count(), Version.objects.count(), Job.objects.count()) == (1, 1, 1)


def test_only_editors_of_that_desk_bring_articles_in(ben: User, omar: User, sam: User, desk: Desk) -> None:
    for stranger in (ben, omar, sam):
        with pytest.raises(Denied):
            bring_in(
                desk_id=desk.pk,
                actor=stranger,
                document=read_text(TEXT),
                origin=Version.Origin.PASTE,
                token=uuid.uuid4(),
            )
    assert not Article.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE {} SET text = 'x'", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_postgres_keeps_versions_as_they_were(ada: User, statement: str) -> None:
    bring(ada)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("articles_version"))
    assert Version.objects.get().text == TEXT


def test_postgres_refuses_a_hash_that_is_not_of_the_text(ada: User) -> None:
    article = bring(ada)
    with pytest.raises(DatabaseError, match="sha256_is_of_the_text"), transaction.atomic():
        Version.objects.create(
            article=article,
            number=2,
            text="other words",
            blocks=[],
            sha256=article.head.sha256,
            origin=Version.Origin.PASTE,
            submitted_by=ada,
        )


@pytest.mark.parametrize(
    "text",
    [
        "العنوان الرئيسي\n\nقال الوزير إن 1200 شخص حضروا يوم الاثنين.",
        "Headline 🚋\n\nThe tram 👩🏽‍🚒 carried 12,000 e\u0301 people in 1974.",
        "Заголовок\n\nГород заплатил 31 миллион евро в 2024 году.",
        "見出し\n\n市議会は月曜日に3100万ユーロの予算を承認した。",
    ],
    ids=["arabic", "emoji", "cyrillic", "japanese"],
)
def test_every_script_comes_in_letter_for_letter(ada: User, text: str) -> None:
    assert Version.objects.get(pk=bring(ada, text).head.pk).text == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "The council of Velmar has approved a budget of 31 million euros for the new tram line on Monday, it said.",
            "The council of Velmar has approved a budget of 31 million euros for the new…",
        ),
        ("x" * 500, f"{'x' * 80}…"),
        ("31 million euros.", "31 million euros."),
    ],
    ids=["prose", "one long word", "one line"],
)
def test_a_text_without_a_headline_is_called_by_its_first_words(ada: User, text: str, title: str) -> None:
    assert bring(ada, text).title == title
