"""A report as JSON: the schema holds it, the same report is the same bytes, and it is read back without loss."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from claims.management.commands.write_report_schema import TARGET, written
from claims.reports.build import build_report
from claims.reports.formats.json import NotReadable, read, render
from claims.reports.profiles import for_profile
from claims.reports.report import (
    About,
    Claim,
    Comment,
    Inputs,
    Person,
    Place,
    Report,
    TextPositionSelector,
    TextQuoteSelector,
    Thread,
    Version,
)
from claims.vocabulary import Profile
from factdesk.core.models import User
from tests.claims.corrections import CLOSED, corrected, signed
from tests.claims.reports.rich import rich
from tests.factories import article_with_claims

ROOT = Path(__file__).resolve().parents[3]
AT = dt.datetime(2026, 11, 21, 9, 30, 0, 125, tzinfo=dt.UTC)
ODD = ["", "🚋🏽‍♀️", "مدينة", "\u202eright to left", "e\u0301 \u2028 \ufeff", 'said "so" \\ </script>', "\t\r\n\x01\x7f"]


def schema() -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode((ROOT / TARGET).read_bytes())
    return found


def validated(data: bytes) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.json.decode(data)
    jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker()).validate(told)
    return told


def sample(words: str) -> Report:
    who = Person(id=1, name=words or "Ada", role="editor")
    selector = (TextQuoteSelector(exact=words, prefix=words), TextPositionSelector(start=0, end=len(words)))
    thread = Thread(started_at=AT, started_by=who, comments=(Comment(text=words, at=AT, edits=((words, AT),)),))
    claim = Claim(
        number=1,
        standing="unchecked",
        state="open",
        type="quote",
        speaker=words,
        created_at=AT,
        places=(Place(version=1, selector=selector),),
        threads=(thread,),
    )
    version = Version(number=1, text=words, blocks=(("body", 0, len(words)),), sha256="0", origin="paste", at=AT)
    inputs = Inputs(version="0", verdicts="0", evidence="0")
    about = About(code="FD1-0", edition="draft", profile="legal", made_at=AT, newsroom=words, desk=words, inputs=inputs)
    return Report(about=about, title=words, created_at=AT, versions=(version,), claims=(claim,))


def test_the_committed_schema_is_the_one_of_the_parts() -> None:
    """`./run write_report_schema` writes it."""
    assert (ROOT / TARGET).read_bytes() == written()
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("profile", Profile)
def test_a_rich_report_is_valid_and_read_back_without_loss(
    profile: Profile, ada: User, ben: User, data_dir: Path
) -> None:
    report = for_profile(build_report(rich(ada, ben), made_by=ada), profile)
    data = render(report)
    told = validated(data)
    assert (told["schema"], told["about"]["profile"]) == (1, profile)
    assert read(data) == report
    assert render(read(data)) == data == render(report)


@pytest.mark.parametrize("profile", Profile)
def test_a_report_is_valid_in_every_edition(profile: Profile, published: Article, ada: User) -> None:
    draft, _claims = article_with_claims(ada, "The line had 14 stops and was 9 kilometres long.\n")
    assert edition_of(draft, ada, profile) == "draft"
    assert edition_of(published, ada, profile) == "final"
    corrected(published, ada, CLOSED, "")
    signed(published, ada, "Corrected on the page.")
    assert edition_of(published, ada, profile) == "corrected"


def edition_of(article: Article, by: User, profile: Profile) -> str:
    report = build_report(Article.objects.get(pk=article.pk), made_by=by)
    edition: str = validated(render(for_profile(report, profile)))["about"]["edition"]
    return edition


def test_a_place_is_a_pair_of_web_annotation_selectors(ada: User) -> None:
    article, _claims = article_with_claims(ada)
    told = validated(render(build_report(article, made_by=ada)))
    text = told["versions"][0]["text"]
    assert told["claims"]
    for claim in told["claims"]:
        quote, position = claim["places"][0]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert text[: position["start"]].endswith(quote.get("prefix", ""))
        assert text[position["end"] :].startswith(quote.get("suffix", ""))


@given(words=st.sampled_from(ODD) | st.text())
def test_any_words_come_back(words: str) -> None:
    report = sample(words)
    data = render(report)
    assert read(data) == report
    assert read(b"\xef\xbb\xbf" + data) == report
    assert render(read(data)) == data


def test_it_is_indented_and_says_its_schema_first() -> None:
    lines = render(sample("Line 4")).decode().split("\n")
    assert lines[:3] == ["{", ' "schema": 1,', ' "about": {']
    assert lines[-2:] == ["}", ""]


def other(data: bytes, **changed: object) -> bytes:
    return msgspec.json.encode(msgspec.json.decode(data) | changed)


def without(data: bytes, name: str) -> bytes:
    return msgspec.json.encode({key: value for key, value in msgspec.json.decode(data).items() if key != name})


GOOD = render(sample("Line 4"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This is not JSON"),
        (b"Line 4 will cost 31 million", "This is not JSON"),
        (GOOD[: len(GOOD) // 2], "This is not JSON"),
        (b"\xff\xfe", "This is not JSON"),
        (b"[" * 100_000, "not"),
        (b"[]", "This is not a report of FactDesk"),
        (b"{}", "This is not a report of FactDesk"),
        (other(GOOD, about={}), "This is not a report of FactDesk"),
        (other(GOOD, schema=2, more=1), "newer FactDesk (schema 2; this one knows 1)"),
        (other(GOOD, schema=0), "damaged at: schema."),
        (other(GOOD, more=1), "damaged at: more."),
        (other(GOOD, title=4), "damaged at: title."),
        (without(GOOD, "versions"), "damaged at: versions."),
        (GOOD.replace(b'"unchecked"', b'"sure"'), "damaged at: claims[0].standing."),
        (GOOD.replace(b'"2026-11-21T09:30:00.000125Z"', b'"2026-11-21T09:30:00"', 1), "damaged at: about.made_at."),
    ],
)
def test_what_is_wrong_with_a_file_is_said(data: bytes, words: str) -> None:
    with pytest.raises(NotReadable) as refused:
        read(data)
    assert words in refused.value.text
