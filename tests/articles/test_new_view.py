"""The page that brings an article in, and every way to misuse it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Article
from factdesk.core.models import Desk, User
from tests.conftest import SignIn
from tests.factories import TEXT

URL = "/articles/new/"
Form = dict[str, object]


@pytest.fixture
def form(desk: Desk) -> Form:
    return {"way": "paste", "text": TEXT, "title": "", "writer": "", "desk": desk.pk, "token": str(uuid.uuid4())}


def upload(form: Form, content: bytes, name: str = "draft.txt") -> Form:
    return form | {"way": "file", "text": "", "file": SimpleUploadedFile(name, content)}


def test_a_pasted_text_becomes_an_article(signed_in: SignIn, ada: User, form: Form) -> None:
    answer = signed_in(ada).post(URL, form)
    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/articles/{article.pk}/")


def test_an_uploaded_text_becomes_an_article(signed_in: SignIn, ada: User, form: Form) -> None:
    signed_in(ada).post(URL, upload(form, TEXT.encode("utf-8-sig")))
    assert Article.objects.get().head.text == TEXT


def test_a_double_click_makes_one_article(signed_in: SignIn, ada: User, form: Form) -> None:
    browser = signed_in(ada)
    first, second = browser.post(URL, form), browser.post(URL, form)
    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 1


def test_nul_is_taken_out_and_said(signed_in: SignIn, ada: User, form: Form) -> None:
    signed_in(ada).post(URL, form | {"text": f"\x00{TEXT}"})
    version = Article.objects.get().head
    assert (version.text, version.remarks) == (TEXT, ["nul"])


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": ""}, "There is no text here"),
        ({"text": " \n\t \u2003\n"}, "There is no text here"),
        ({"text": "A sentence of a very long story. " * 160_000}, "larger than 2 MB"),
        ({"way": "file"}, "There is no text here"),
        ({"token": "not-a-token"}, "token"),
    ],
    ids=["empty", "blank", "5 MB", "no file", "forged token"],
)
def test_what_cannot_be_read_is_refused_in_plain_words(
    signed_in: SignIn, ada: User, form: Form, changed: Form, said: str
) -> None:
    answer = signed_in(ada).post(URL, form | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x7fELF\x02\x01\x01\x00\x00\x00" * 40, "not plain text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "text"),
        ("Überschrift\n\nGröße".encode("cp1252"), "cannot be read"),
        (b"", "empty"),
    ],
    ids=["binary", "pdf", "cp1252", "empty"],
)
def test_a_file_that_is_no_text_is_refused(signed_in: SignIn, ada: User, form: Form, content: bytes, said: str) -> None:
    answer = signed_in(ada).post(URL, upload(form, content))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Article.objects.exists()


def test_refused_words_are_still_in_the_form(signed_in: SignIn, ada: User, form: Form) -> None:
    answer = signed_in(ada).post(URL, form | {"due_at": "2001-01-01T10:00", "writer": "Nadia Brandt"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is already past" in page
    assert "Lena Arndt" in page
    assert "Nadia Brandt" in page


def test_a_deadline_is_kept(signed_in: SignIn, ada: User, form: Form) -> None:
    due = timezone.localtime() + dt.timedelta(days=1)
    signed_in(ada).post(URL, form | {"due_at": due.strftime("%Y-%m-%dT%H:%M")})
    kept = Article.objects.get().due_at
    assert kept is not None
    assert abs(kept - due) < dt.timedelta(minutes=1)


def test_more_than_the_desk_reads_at_all_is_told_so(signed_in: SignIn, ada: User, form: Form) -> None:
    answer = signed_in(ada).post(URL, form | {"text": "x" * 6_500_000})
    assert answer.status_code == 413
    assert "larger" in answer.content.decode()


@pytest.mark.parametrize("who", ["ben", "omar"])
def test_only_editors_come_here(signed_in: SignIn, request: pytest.FixtureRequest, form: Form, who: str) -> None:
    browser = signed_in(request.getfixturevalue(who))
    for answer in (browser.get(URL), browser.post(URL, form)):
        assert answer.status_code == 403
        assert "Editors of the desk bring articles in." in answer.content.decode()
    assert not Article.objects.exists()


def test_another_desk_cannot_be_chosen(signed_in: SignIn, ada: User, other_desk: Desk, form: Form) -> None:
    answer = signed_in(ada).post(URL, form | {"desk": other_desk.pk})
    assert answer.status_code == 422
    assert not Article.objects.exists()
