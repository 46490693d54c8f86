"""ClaimReview: what is marked up with which values, what is refused and why, and that schema.org knows all of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claims.reports.formats.claimreview import LONGEST, NotForReview, refusal, render
from claims.reports.formats.voices import is_own_voice, kind_of
from claims.reports.profiles import for_profile
from claims.reports.report import Claim, Report, Source
from claims.vocabulary import SUB_REASONS, Profile, Status
from tests.claims.reports.reported import WORDS, claim, evidence, finding, place, report, verdict
from tests.claims.reports.schema_org import faults

PAGE = "https://velmar.example/checks/tram-4"


def public(*claims: Claim, **changed: Any) -> Report:
    return for_profile(report(*claims, **changed), Profile.PUBLIC)


def judged(status: str, sub_reason: str, **changed: Any) -> Claim:
    said: dict[str, Any] = {"findings": (finding(status, sub_reason),), "verdicts": (verdict(status),)}
    return claim(standing=status, **(said | changed))


def review(*claims: Claim, **changed: Any) -> Any:
    made = json.loads(render(public(*claims, **changed), 1, public_url=PAGE, newsroom_url="https://velmar.example/"))
    assert faults(made) == []
    return made


def test_a_claim_with_its_verdict_its_speaker_and_the_newsroom() -> None:
    assert review() == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": PAGE,
        "claimReviewed": WORDS,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Supported by evidence",
            "ratingValue": 5,
            "bestRating": 5,
            "worstRating": 1,
        },
        "author": {"@type": "Organization", "name": "Velmar Post", "url": "https://velmar.example/"},
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Lena Arndt"}},
        "datePublished": "2026-03-01",
    }


RATED = [(status, reason) for status, reasons in SUB_REASONS.items() for reason in reasons]
VALUES = {"contradicted": 1, "misleading_context": 2, "sources_conflict": 3, "subject_denies": 3}
NAMES = {
    "contradicted": "Contradicted by evidence",
    "misleading_context": "Misleading or missing context",
    "sources_conflict": "Credible sources conflict",
    "subject_denies": "Denied by its subject",
}


@pytest.mark.parametrize(("status", "reason"), RATED)
def test_every_verdict_has_the_value_of_the_table(status: str, reason: str) -> None:
    rating = review(judged(status, reason))["reviewRating"]
    if status == Status.UNVERIFIED:
        assert rating == {"@type": "Rating", "alternateName": "Unverified"}
        return
    assert rating["ratingValue"] == VALUES.get(reason, 5)
    assert rating["alternateName"] == NAMES.get(reason, "Supported by evidence")
    assert (rating["bestRating"], rating["worstRating"]) == (5, 1)


@pytest.mark.parametrize(("status", "value"), [(Status.SOURCED, 5), (Status.DISPUTED, None), (Status.UNVERIFIED, None)])
def test_the_reason_of_a_finding_does_not_speak_for_a_verdict_that_overrides_it(status: str, value: int | None) -> None:
    found = finding("sourced", "primary") if status != Status.SOURCED else finding("disputed", "contradicted")
    rating = review(claim(standing=status, findings=(found,), verdicts=(verdict(status, agrees=False),)))[
        "reviewRating"
    ]
    assert rating.get("ratingValue") == value
    assert rating["alternateName"] == {5: "Supported by evidence"}.get(value or 0, Status(status).label)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"speaker": ""}, "says it itself"),
        ({"speaker": "  "}, "says it itself"),
        ({"speaker": "the VELMAR  Post"}, "says it itself"),
        ({"speaker": "Wanda Write"}, "says it itself"),
        ({"standing": "unchecked", "state": "open", "findings": (), "verdicts": ()}, "unchecked"),
        ({"standing": "unchecked", "state": "in_check"}, "unchecked"),
        ({"state": "found", "verdicts": ()}, "No editor"),
        ({"standing": "stale", "state": "stale"}, "changed since"),
        ({"standing": "dismissed", "state": "dismissed"}, "no such claim"),
        ({"standing": "withdrawn", "state": "withdrawn"}, "no such claim"),
        ({"places": ()}, "do not stand"),
        ({"places": (place("Supported by evidence, says the mayor"),)}, "the rating itself"),
    ],
)
def test_what_may_not_be_marked_up_is_refused_with_the_reason(changed: dict[str, Any], reason: str) -> None:
    made = public(claim(**changed))
    assert reason in refusal(made, 1, public_url=PAGE)
    with pytest.raises(NotForReview, match=reason):
        render(made, 1, public_url=PAGE)


def test_a_draft_is_refused() -> None:
    assert "not signed off" in refusal(public(edition="draft"), 1, public_url=PAGE)


def test_what_was_corrected_and_signed_again_is_marked_up() -> None:
    assert refusal(public(edition="corrected"), 1, public_url=PAGE) == ""


@pytest.mark.parametrize(
    "url",
    [
        "",
        "velmar.example/checks",
        "ftp://velmar.example/",
        "javascript:alert(1)",
        "https://",
        "https:///x",
        "http://[",
        "https://ada:secret@velmar.example/",
        "https://velmar.example/a b",
        "https://velmar.example/\n",
    ],
)
def test_a_page_that_is_none_of_the_web_is_refused(url: str) -> None:
    assert "public page" in refusal(public(), 1, public_url=url)


@pytest.mark.parametrize("profile", ["legal", "internal"])
def test_nothing_but_the_public_report_is_marked_up(profile: str) -> None:
    with pytest.raises(ValueError, match="public"):
        render(for_profile(report(), Profile(profile)), 1, public_url=PAGE)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Short", "Short"),
        ("x" * 74, "x" * 74),
        ("x" * 90, "x" * 73 + "…"),
        ("seven a " * 12, "seven a " * 8 + "seven a…"),
        ("One\nline\u00a0and  another", "One line and another"),
        ("word " * 14 + "ends here, and goes on", ("word " * 14).strip() + "…"),
    ],
)
def test_the_claim_is_cut_between_words(words: str, told: str) -> None:
    assert review(claim(places=(place(words),)))["claimReviewed"] == told


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip))
def test_whatever_the_words_are_it_is_short_known_to_schema_org_and_safe_in_a_script(words: str, speaker: str) -> None:
    made = public(claim(places=(place(words),), speaker=speaker))
    if refusal(made, 1, public_url=PAGE):
        return
    data = render(made, 1, public_url=PAGE)
    assert faults(json.loads(data)) == []
    assert len(json.loads(data)["claimReviewed"]) <= LONGEST
    assert not {*"<>&\u2028\u2029"} & {*data.decode()}
    assert data == render(made, 1, public_url=PAGE)


def test_it_cannot_leave_the_script_it_stands_in() -> None:
    data = render(public(claim(places=(place("</script><b>"),))), 1, public_url=PAGE)
    assert b"</" not in data
    assert json.loads(data)["claimReviewed"] == "</script><b>"


def test_a_quote_appears_in_its_own_recording_and_nothing_else_anywhere() -> None:
    tape = Source(id=1, kind="recording", title="Press call", url="https://city.example/call.mp3")
    assert review(sources=(tape,), writer="")["itemReviewed"]["appearance"] == {
        "@type": "CreativeWork",
        "url": "https://city.example/call.mp3",
    }
    for no_place in (claim(type="statistic"), claim(evidence=(evidence(stance="refutes"),))):
        assert "appearance" not in review(no_place, sources=(tape,))["itemReviewed"]
    page = replace(tape, kind="page")
    assert "appearance" not in review(sources=(page,))["itemReviewed"]


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("Lena Arndt", "Person"),
        ("the transport commissioner, Lena Arndt", "Person"),
        ("Minister of Health", "Person"),
        ("a spokesman for the council", "Person"),
        ("council spokesman", "Person"),
        ("Union leader Jan Prins", "Person"),
        ("Ann Bank, a nurse", "Organization"),
        ("the Ministry of Health", "Organization"),
        ("Velmar city council", "Organization"),
        ("University of Velmar", "Organization"),
        ("Bank for International Settlements", "Organization"),
        ("the WHO", "Organization"),
        ("NATO", "Organization"),
        ("JFK Miller", "Person"),
        ("Bundesbank", "Person"),
        ("of", "Person"),
    ],
)
def test_who_is_taken_for_an_organisation(speaker: str, kind: str) -> None:
    """By its name alone, so some are taken for what they are not: a Ms Bank, a Bundesbank."""
    assert kind_of(speaker) == kind


@pytest.mark.parametrize(
    ("speaker", "own"),
    [
        ("Wanda Write", True),
        ("wanda  write", True),
        ("Jo Pen", True),
        ("Velmar Post", True),
        ("The Velmar Post", True),
        ("City", True),
        ("Wanda", False),
        ("City council", False),
    ],
)
def test_whose_voice_it_is(speaker: str, *, own: bool) -> None:
    assert is_own_voice(speaker, "Velmar Post", "City", "By Wanda Write and Jo Pen") is own


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"claimReviewed": "x" * 75}, "longer"),
        ({"claimReviewed": ""}, "no Text"),
        ({"url": "tram"}, "no URL"),
        ({"sentiment": "bad"}, "knows no"),
        ({"itemReviewed": {"@type": "Person", "name": "A"}}, "takes no Person"),
        ({"reviewRating": {"@type": "Rating"}}, "has no alternateName"),
        ({"datePublished": "yesterday"}, "no Date"),
    ],
)
def test_the_table_of_terms_sees_a_fault(change: dict[str, Any], fault: str) -> None:
    assert any(fault in told for told in faults(review() | change))
