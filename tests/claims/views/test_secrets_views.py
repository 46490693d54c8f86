"""The pages of confidential sources, and the one promise: the identity is on one page, once, for named people."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from claims.actions.secrets import grant_identity
from claims.models import Claim, Source, SourceReading
from factdesk.core.models import AuditEntry, User
from tests.conftest import SignIn
from tests.factories import PASSWORD, article_with_claims, confide, confidential_form

CANARIES = {"name": "Canary Quillfeather", "contact": "canary.quill@nest.example", "kept": "Canary's safe, drawer 7"}
WORDS = ("Quillfeather", "canary", "Canary", "drawer 7", "nest.example")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def claims(ada: User) -> list[Claim]:
    return article_with_claims(ada)[1]


@pytest.fixture
def article(claims: list[Claim]) -> Article:
    return claims[0].article


@pytest.fixture
def source(claims: list[Claim], ben: User) -> Source:
    return confide(claims[0], ben, **CANARIES).source


def form(claim: Claim, **changes: object) -> dict[str, object]:
    return confidential_form(claim, CANARIES, **changes)


def tells(page: str) -> list[str]:
    return [word for word in WORDS if word in page]


def read(browser: Client, source: Source, **data: str) -> tuple[int, str]:
    answer = browser.post(f"/sources/{source.pk}/identity/", data)
    assert answer["Cache-Control"] == "no-store, private"
    return answer.status_code, answer.content.decode()


def test_it_is_entered_with_the_evidence(signed_in: SignIn, ben: User, ada: User, claims: list[Claim]) -> None:
    answer = signed_in(ben).post(f"/claims/{claims[0].pk}/evidence/", form(claims[0]), headers=HTMX)
    card = answer.content.decode()
    assert answer.status_code == 200
    assert not tells(card)
    for words in ("Confidential source: Nurse A", "a nurse who worked the night shifts", "Ben Okoro"):
        assert words in card
    # The list of people is the list of people: it grows with a grant.
    grant_identity(source_id=Source.objects.get().pk, actor=ben, user_id=ada.pk)
    page = signed_in(ada).get(f"/articles/{claims[0].article_id}/claims/1/").content.decode()
    assert "Ben Okoro, Ada Verhoeven" in page


@pytest.mark.parametrize("headers", [HTMX, {}])
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"public_description": ""}, "Say what readers may know"),
        ({"identity": "", "kept": ""}, "Say who it is"),
        ({"confidential": ""}, "Tick this, or leave the fields below empty"),
        ({"url": "https://nest.example/"}, "A link can give a confidential source away"),
        ({"quote": ""}, "exact words, or a note"),
        ({"identity": CANARIES["name"] * 60}, "at most 500"),
    ],
)
def test_what_is_refused_is_not_repeated(
    signed_in: SignIn, ben: User, claims: list[Claim], changes: dict[str, str], said: str, headers: dict[str, str]
) -> None:
    sent = form(claims[0], **({"note": ""} | changes))
    answer = signed_in(ben).post(f"/claims/{claims[0].pk}/evidence/", sent, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert not [word for word in tells(page) if word != "nest.example"]
    assert "Type who it is again" in page
    assert "Second call" in page  # everything else is kept
    assert not Source.objects.exists()


def test_the_slower_of_two_is_not_shown_the_name_either(
    signed_in: SignIn, ben: User, claims: list[Claim], cleo: User
) -> None:
    sent = form(claims[0])
    confide(claims[0], cleo, "Nurse B")
    answer = signed_in(ben).post(f"/claims/{claims[0].pk}/evidence/", sent, headers=HTMX)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Type who it is again" in page
    assert "Confidential source · a nurse who worked" in page
    assert not tells(page)


def test_it_is_read_once_with_a_password_and_a_reason(signed_in: SignIn, ben: User, source: Source) -> None:
    browser = signed_in(ben)
    key = browser.session.session_key
    page = browser.get(f"/sources/{source.pk}/").content.decode()
    assert "Your password" in page
    assert not tells(page)
    assert read(browser, source, reason="To call her", password="wrong")[0] == 422
    assert read(browser, source, reason="To call her")[0] == 422
    assert not SourceReading.objects.exists()
    status, page = read(browser, source, reason="To call her", password=PASSWORD)
    assert status == 200
    for value in (CANARIES["name"], CANARIES["contact"], "drawer 7"):
        assert value in page
    assert browser.session.session_key != key
    page = browser.get(f"/sources/{source.pk}/").content.decode()
    assert "To call her" in page
    assert "Your password" not in page
    assert not tells(page)
    # Within the quarter of an hour a reason is enough; each reading is a line of its own.
    assert read(browser, source, reason="To call again")[0] == 200
    assert read(browser, source, reason="")[0] == 422
    assert [reading.reason for reading in SourceReading.objects.order_by("pk")] == ["To call her", "To call again"]


def test_an_old_password_and_somebody_elses_do_not_count(
    signed_in: SignIn, ben: User, cleo: User, source: Source
) -> None:
    browser = signed_in(ben)
    for owner, minutes in ((ben, 16), (cleo, 1)):
        session = browser.session
        session["password_given"] = (owner.pk, (timezone.now() - dt.timedelta(minutes=minutes)).isoformat())
        session.save()
        assert read(browser, source, reason="x")[0] == 422
    assert not SourceReading.objects.exists()


def test_guessing_is_on_record_and_ends(signed_in: SignIn, ben: User, ada: User, source: Source) -> None:
    browser = signed_in(ben)
    for guess in range(5):
        assert read(browser, source, reason="x", password=f"guess {guess}")[0] == 422
    status, page = read(browser, source, reason="x", password=PASSWORD)
    assert status == 422
    assert "Too many refusals" in page
    assert read(signed_in(ada), source, reason="x", password=PASSWORD)[0] == 403
    refusals = AuditEntry.objects.filter(action="source.identity_refused").order_by("seq")
    assert [(entry.actor, entry.changes) for entry in refusals] == [(ben, {})] * 5 + [(ada, {})]


def test_a_changed_password_ends_it(signed_in: SignIn, ben: User, source: Source) -> None:
    browser = signed_in(ben)
    assert read(browser, source, reason="x", password=PASSWORD)[0] == 200
    ben.set_password("another-one-entirely")
    ben.save()
    assert browser.get(f"/sources/{source.pk}/").status_code == 302  # other sessions end with the password


def test_holders_name_others_and_take_it_back(signed_in: SignIn, ben: User, ada: User, source: Source) -> None:
    browser = signed_in(ada)
    page = browser.get(f"/sources/{source.pk}/").content.decode()
    assert "Only the people named here may read who this is." in page
    assert "Readings" not in page
    assert browser.post(f"/sources/{source.pk}/grants/", {"user": ada.pk}).status_code == 403
    answer = signed_in(ben).post(f"/sources/{source.pk}/grants/", {"user": ada.pk})
    assert answer.status_code == 302
    assert read(signed_in(ada), source, reason="x", password=PASSWORD)[0] == 200
    grant = source.grants.get(user=ada)
    assert signed_in(ben).post(f"/sources/{source.pk}/grants/{grant.pk}/take-back/").status_code == 302
    assert read(signed_in(ada), source, reason="x", password=PASSWORD)[0] == 403


def test_who_observes_learns_that_something_is_held_and_no_more(
    signed_in: SignIn, omar: User, source: Source, article: Article
) -> None:
    page = signed_in(omar).get(f"/articles/{article.pk}/claims/1/").content.decode()
    assert "Held by the editor" in page
    for words in ("Nurse A", "night shifts", "forty beds", "Second call", f"/sources/{source.pk}/"):
        assert words not in page


def test_losing_the_desk_ends_it_on_the_next_request(signed_in: SignIn, ben: User, source: Source) -> None:
    browser = signed_in(ben)
    assert read(browser, source, reason="x", password=PASSWORD)[0] == 200
    ben.memberships.all().delete()
    assert read(browser, source, reason="x", password=PASSWORD)[0] == 404


def test_a_plain_source_has_no_such_page(signed_in: SignIn, ben: User, desk: object, source: Source) -> None:
    plain = Source.objects.create(desk=source.desk, title="Budget book", kind="document", created_by=ben)
    assert signed_in(ben).get(f"/sources/{plain.pk}/").status_code == 404


def queries(browser: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert browser.get(url).status_code == 200
    return len(caught)


def test_a_card_costs_one_query_more_for_all_its_confidential_sources(
    signed_in: SignIn, ben: User, claims: list[Claim], article: Article
) -> None:
    browser, url = signed_in(ben), f"/articles/{article.pk}/claims/1/"
    plain = queries(browser, url)
    for letter in "ABC":
        confide(claims[0], ben, f"Nurse {letter}")
    assert queries(browser, url) == plain + 1


def test_the_page_of_a_source_costs_the_same_for_ten_readings_and_a_thousand(
    signed_in: SignIn, ben: User, source: Source
) -> None:
    browser, url = signed_in(ben), f"/sources/{source.pk}/"
    grant = source.grants.get()
    SourceReading.objects.bulk_create([SourceReading(grant=grant, reason=str(n)) for n in range(10)])
    few = queries(browser, url)
    SourceReading.objects.bulk_create([SourceReading(grant=grant, reason=str(n)) for n in range(990)])
    assert queries(browser, url) == few <= 10


def test_a_pseudonym_is_found_by_nobody(signed_in: SignIn, source: Source, ben: User, omar: User) -> None:
    for who in (ben, omar):
        assert "Nothing has" in signed_in(who).get("/search/", {"q": source.title}).content.decode()
