"""The page that brings an article in, and every way to misuse it."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import Settings

from articles.actions.arriving import READING
from articles.forms import MOST_FILES
from articles.models import Arrival, Article
from articles.originals import ORIGINALS
from factdesk.core.models import Desk, Job, User
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


def test_an_uploaded_file_is_stored_as_it_came(signed_in: SignIn, ada: User, form: Form, data_dir: Path) -> None:
    data = TEXT.encode("utf-8-sig")
    answer = signed_in(ada).post(URL, upload(form, data, "../../Tram.txt"))
    arrival = Arrival.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/arrivals/{arrival.pk}/")
    assert (arrival.state, arrival.original_name, arrival.size) == ("waiting", "Tram.txt", len(data))
    assert ORIGINALS.read(arrival.file) == data
    assert not Article.objects.exists()


def test_many_files_arrive_each_by_itself(signed_in: SignIn, ada: User, form: Form, data_dir: Path) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", f"Story {n}".encode()) for n in range(3)]
    answer = signed_in(ada).post(URL, form | {"way": "file", "title": "One of them", "file": files})
    assert answer["Location"] == "/arrivals/"
    assert [row.title for row in Arrival.objects.all()] == ["", "", ""]
    assert Job.objects.filter(kind=READING).count() == 3


def test_more_files_than_a_form_takes_are_refused_together(
    signed_in: SignIn, ada: User, form: Form, data_dir: Path
) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"Story") for n in range(MOST_FILES + 1)]
    answer = signed_in(ada).post(URL, form | {"way": "file", "file": files})
    assert answer.status_code == 422
    assert "more than 100 files" in answer.content.decode()
    assert not Arrival.objects.exists()


def test_a_rich_paste_is_read_and_looked_over(signed_in: SignIn, ada: User, form: Form, data_dir: Path) -> None:
    markup = "<h1>Tram line 4</h1><p>It will cost <b>31 million</b> euros.</p>"
    answer = signed_in(ada).post(URL, form | {"rich": markup})
    arrival = Arrival.objects.get()
    assert answer["Location"] == f"/arrivals/{arrival.pk}/"
    assert (arrival.pasted, ORIGINALS.read(arrival.file).decode()) == (True, markup)


def test_a_link_is_a_way_in_where_the_desk_fetches(
    signed_in: SignIn, ada: User, form: Form, settings: Settings
) -> None:
    linked = form | {"way": "link", "link": " https://news.example/tram "}
    assert signed_in(ada).post(URL, linked).status_code == 422
    assert "From a link" not in signed_in(ada).get(URL).content.decode()
    settings.FETCH_LINKS = True
    assert signed_in(ada).post(URL, linked | {"link": ""}).status_code == 422
    signed_in(ada).post(URL, linked)
    assert Arrival.objects.get().link == "https://news.example/tram"


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
        ({"way": "file"}, "Choose a file"),
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
