"""Sources over HTTP: known ones offered, evidence with its copy, taking back, taking home."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.copies import Incoming, pasted, path_of
from claims.models import Claim, Copy, Evidence, Source
from claims.vocabulary import SourceKind
from factdesk.core.models import Desk, User
from tests.conftest import SignIn
from tests.factories import article_with_claims, find, support

HTMX = {"HX-Request": "true"}
TEXT = "Budget of the city\n\nLine 4: 31,000,000 euros\n"
EVIDENCE: dict[str, object] = {
    "stance": "supports",
    "source_title": "Budget book",
    "source_kind": "document",
    "quote": "Line 4: 31,000,000",
    "locator": "Page 12",
}


@pytest.fixture
def claim(ada: User, data_dir: Path) -> Claim:
    return article_with_claims(ada)[1][0]


def send(browser: Client, claim: Claim, address: str, form: dict[str, object]):  # type: ignore[no-untyped-def]
    claim.refresh_from_db()
    return browser.post(address, {"seen": claim.lock_version} | form, headers=HTMX)


def add(browser: Client, claim: Claim, **more: object):  # type: ignore[no-untyped-def]
    return send(browser, claim, f"/claims/{claim.pk}/evidence/", EVIDENCE | more)


def test_known_sources_are_offered_of_this_desk_alone(
    signed_in: SignIn, claim: Claim, desk: Desk, other_desk: Desk, ben: User, sam: User
) -> None:
    for where, who in ((desk, ben), (other_desk, sam)):
        title = f'<b>Budget</b> "of" {where.name}'
        Source.objects.create(desk=where, title=title, kind=SourceKind.DATASET, created_by=who)
    browser = signed_in(ben)
    browser.get(f"/claims/{claim.pk}/sources/?q=budget")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(f"/claims/{claim.pk}/sources/", {"q": "budget"}).content.decode()
    assert "&lt;b&gt;Budget&lt;/b&gt; &quot;of&quot; City" in page
    assert 'data-kind="dataset"' in page
    assert "Sport" not in page
    assert len(asked) <= 2 + 3  # the session, the person and their roles come before


def test_nobody_else_searches_the_desks_sources(signed_in: SignIn, claim: Claim, sam: User, omar: User) -> None:
    assert signed_in(sam).get(f"/claims/{claim.pk}/sources/?q=b").status_code == 404
    assert signed_in(omar).get(f"/claims/{claim.pk}/sources/?q=b").status_code == 403


def test_a_file_comes_with_the_evidence(signed_in: SignIn, claim: Claim, ben: User) -> None:
    upload = SimpleUploadedFile("budget book.txt", TEXT.encode(), content_type="text/html")
    page = add(signed_in(ben), claim, copy=upload).content.decode()
    assert "Quote found in the copy, line 3" in page
    assert "Copy kept" in page
    assert Copy.objects.get().media_type == "text/plain"


def test_pasted_words_with_differences_are_shown(signed_in: SignIn, claim: Claim, ben: User) -> None:
    page = add(signed_in(ben), claim, quote="Line 4 has 31,500,000 euros", pasted=TEXT).content.decode()
    assert "Found in the copy with differences, line 3" in page
    assert "<del>" in page
    assert "31,500,000</del>" in page


def test_a_calculation_is_worked_out_and_shown(signed_in: SignIn, claim: Claim, ben: User) -> None:
    form = {"source_title": "", "source_kind": "calculation", "quote": "", "locator": "", "places": "1"}
    sums = {"figures": "idle = 22 from Table 1\nall = 64 from Item 2", "expression": "idle / all * 100"}
    page = add(signed_in(ben), claim, **form, **sums).content.decode()
    assert "22 ÷ 64 × 100 ≈ 34.4" in page
    assert "Own calculation" in page
    assert "Rounded to 1 decimal" in page


def test_a_link_in_the_source_field_is_a_page(signed_in: SignIn, claim: Claim, ben: User) -> None:
    add(signed_in(ben), claim, source_title="https://velmar.example/budget")
    source = Source.objects.get()
    assert (source.kind, source.url) == ("page", "https://velmar.example/budget")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"source_title": " "}, "Name the source."),
        ({"source_kind": "primary"}, "primary"),
        ({"archive_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"source": "999999"}, "not on the desk"),
        ({"source_kind": "calculation", "quote": "", "expression": "1 / 0"}, "This divides by zero."),
        ({"source_kind": "calculation", "quote": "", "figures": "a 1"}, "Write “a 1” as"),
        ({"source_kind": "calculation", "expression": "1 + 1"}, "A calculation speaks for itself."),
        ({"copy": SimpleUploadedFile("a.txt", b"")}, "This file is empty."),
        ({"copy": SimpleUploadedFile("a.txt", b"x"), "pasted": "y"}, "One copy is kept"),
        ({"copy": SimpleUploadedFile("a.txt", b"x" * 25_000_001)}, "larger than 25 MB"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_saved(
    signed_in: SignIn, claim: Claim, ben: User, form: dict[str, object], said: str
) -> None:
    answer = add(signed_in(ben), claim, **form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not Copy.objects.exists()


def test_more_is_open_when_something_stands_or_is_wrong_in_it(signed_in: SignIn, claim: Claim, ben: User) -> None:
    browser = signed_in(ben)
    assert '<details class="more">' in add(browser, claim, locator="").content.decode()
    assert '<details class="more" open>' in add(browser, claim, locator="", note="x").content.decode()


def test_evidence_is_taken_back_with_a_reason(signed_in: SignIn, claim: Claim, ben: User) -> None:
    find(claim, ben)
    connection.check_constraints()
    evidence = Evidence.objects.get()
    browser = signed_in(ben)
    refused = send(browser, claim, f"/evidence/{evidence.pk}/retract/", {"reason": " "})
    assert refused.status_code == 422
    assert f'id="retract-{evidence.pk}-reason_error"' in refused.content.decode()
    answer = send(browser, claim, f"/evidence/{evidence.pk}/retract/", {"reason": "Of another year"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Of another year" in page
    assert "↻" in page
    assert json.loads(answer["HX-Trigger-After-Settle"])["claimSaved"]["standing"] == "stale"


def test_who_saw_an_older_page_is_shown_the_new_one(signed_in: SignIn, claim: Claim, ben: User) -> None:
    evidence = support(claim, ben)
    form = {"seen": 0, "reason": "Of another year"}
    answer = signed_in(ben).post(f"/evidence/{evidence.pk}/retract/", form, headers=HTMX)
    assert answer.status_code == 409
    assert "Of another year" in answer.content.decode()


def test_the_report_lists_what_was_retracted_apart(signed_in: SignIn, claim: Claim, ada: User, ben: User) -> None:
    evidence = support(claim, ben, title="A book of another year", copy=pasted(TEXT))
    browser = signed_in(ben)
    address = f"/articles/{claim.article_id}/report/"
    before = browser.get(address).content.decode()
    assert Copy.objects.get().sha256 in before
    assert '<td dir="auto">A book of another year (primary), Page 12<br>' in before
    send(browser, claim, f"/evidence/{evidence.pk}/retract/", {"reason": "Of 2019"})
    after = browser.get(address).content.decode()
    assert '<p dir="auto"><b>A book of another year.</b> <bdi>Of 2019</bdi>' in after
    assert '<td dir="auto">A book of another year' not in after


def test_a_copy_is_kept_later(signed_in: SignIn, claim: Claim, ben: User) -> None:
    evidence = support(claim, ben)
    browser = signed_in(ben)
    address = f"/evidence/{evidence.pk}/copy/"
    assert "Choose a file, or paste" in send(browser, claim, address, {}).content.decode()
    page = send(browser, claim, address, {"pasted": TEXT}).content.decode()
    assert "Quote found in the copy, line 3" in page
    assert "No copy kept" not in page


def test_a_copy_is_taken_home_and_never_shown(signed_in: SignIn, claim: Claim, ben: User) -> None:
    page = b"<!doctype html><script>alert(1)</script>Line 4: 31,000,000"
    add(signed_in(ben), claim, copy=SimpleUploadedFile("page.html", page, content_type="text/html"))
    answer = signed_in(ben).get(f"/copies/{Copy.objects.get().pk}/")
    assert b"".join(answer.streaming_content) == page  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ('a"; filename="evil.exe', 'attachment; filename="a\\"; filename=\\"evil.exe"'),
        ("Haushalt für 2027.pdf", "attachment; filename*=utf-8''Haushalt%20f%C3%BCr%202027.pdf"),
        ("../../etc/passwd", 'attachment; filename="passwd"'),
        ("a\nSet-Cookie: x=1", 'attachment; filename="aSet-Cookie: x=1"'),
        ("report\u202efdp.exe", 'attachment; filename="reportfdp.exe"'),
    ],
)
def test_no_file_name_breaks_its_header(signed_in: SignIn, claim: Claim, ben: User, name: str, header: str) -> None:
    kept = support(claim, ben, locator="Page 1", copy=Incoming(name, [b"other bytes"])).kept
    assert signed_in(ben).get(f"/copies/{kept.copy_id}/")["Content-Disposition"] == header


def test_another_desk_finds_no_copy_and_an_observer_none_to_open(
    signed_in: SignIn, claim: Claim, ben: User, sam: User, omar: User
) -> None:
    copy = support(claim, ben, copy=pasted(TEXT)).kept.copy
    assert signed_in(sam).get(f"/copies/{copy.pk}/").status_code == 404
    assert signed_in(omar).get(f"/copies/{copy.pk}/").status_code == 403
    card = signed_in(omar).get(f"/articles/{claim.article_id}/claims/{claim.number}/").content.decode()
    assert "Copy kept" in card
    assert f"/copies/{copy.pk}/" not in card
    assert "Retract" not in card


def test_a_copy_whose_file_is_gone_is_not_found(signed_in: SignIn, claim: Claim, ben: User) -> None:
    copy = support(claim, ben, copy=pasted(TEXT)).kept.copy
    path_of(copy.name).unlink()
    assert signed_in(ben).get(f"/copies/{copy.pk}/").status_code == 404


def test_copies_sums_and_retractions_cost_the_card_no_query(signed_in: SignIn, claim: Claim, ben: User) -> None:
    address = f"/articles/{claim.article_id}/claims/{claim.number}/"
    support(claim, ben)
    browser = signed_in(ben)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address, headers=HTMX).status_code == 200
        return len(queries)

    before = asked()
    for n in range(12):
        evidence = support(claim, ben, title=f"Source {n}", copy=pasted(f"{TEXT}{n}"))
        if n % 2:
            send(browser, claim, f"/evidence/{evidence.pk}/retract/", {"reason": "Wrong"})
    assert asked() == before


def test_a_large_file_waits_on_disk_and_is_kept_whole(
    signed_in: SignIn, claim: Claim, ben: User, data_dir: Path
) -> None:
    assert add(signed_in(ben), claim, copy=SimpleUploadedFile("scan.tiff", b"x" * 25_000_000)).status_code == 200
    assert Copy.objects.get().size == 25_000_000
    assert not list((data_dir / "media" / "incoming").iterdir())


def test_an_upload_that_finds_no_room_is_refused_in_words(
    signed_in: SignIn, claim: Claim, ben: User, data_dir: Path
) -> None:
    (data_dir / "media").write_text("where the folder should be")
    answer = add(signed_in(ben), claim, copy=SimpleUploadedFile("scan.tiff", b"x" * 7_000_000))
    assert answer.status_code == 422
    assert "could not store the file" in answer.content.decode()
    assert not Evidence.objects.exists()
