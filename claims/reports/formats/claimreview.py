"""One claim of somebody else's as schema.org ClaimReview in JSON-LD, for the public page of the fact check. Pure.

As Google documents it (10 December 2025); the table of values is the newsroom's (`RATINGS`). What may not be marked up
is refused, with the reason: nobody should learn from a search engine that their page was left out. Never in it: when
the claim was made, which the desk does not know; and only for a quote where, which is its recording.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.reports.formats.voices import is_own_voice, kind_of
from claims.reports.reading import finding_of, verdict_of
from claims.reports.report import Claim, Report, Verdict
from claims.vocabulary import ClaimKind, Edition, Profile, SourceKind, SourceRank, Stance, Standing, Status, SubReason

Json = dict[str, Any]

LONGEST = 74
"""Characters of the claim's words: Google wants fewer than 75."""
WORST, BEST = 1, 5
RATINGS: Mapping[str, tuple[int | None, Any]] = {
    Status.SOURCED: (5, gettext_lazy("Supported by evidence")),
    SubReason.CONTRADICTED: (1, gettext_lazy("Contradicted by evidence")),
    SubReason.MISLEADING_CONTEXT: (2, gettext_lazy("Misleading or missing context")),
    SubReason.SOURCES_CONFLICT: (3, gettext_lazy("Credible sources conflict")),
    SubReason.SUBJECT_DENIES: (3, gettext_lazy("Denied by its subject")),
    # No number: 3 of 5 would say "half true".
    Status.UNVERIFIED: (None, gettext_lazy("Unverified")),
    # An editor overrode the finding to this, and said why in words alone: which number it is, nobody said.
    Status.DISPUTED: (None, gettext_lazy("Disputed")),
}
"""Verdict or, where it is disputed, why → ratingValue (the higher, the truer) and alternateName."""


class NotForReview(Exception):
    """This claim is not marked up; `reason` says why, for people."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def render(report: Report, number: int, *, public_url: str, newsroom_url: str = "") -> bytes:
    """Of the public report, for one claim by its number; raises `NotForReview`.

    `public_url` is the page with the whole fact check. Can be put into a <script type="application/ld+json"> as it is.
    """
    claim = _reviewed(report, number, public_url)
    about = _claim_reviewed(report, claim)
    rating = _rating(claim)
    _require(
        not _says(about, rating["alternateName"]), _("Its words hold the rating itself; search engines forbid that.")
    )
    signed = next((one.at for one in reversed(report.sign_offs) if one.act == "sign"), None)
    review: Json = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": public_url,
        "claimReviewed": about,
        "reviewRating": rating,
        "author": _newsroom(report, newsroom_url),
        "itemReviewed": _claim(report, claim),
    }
    if signed is not None:
        review["datePublished"] = signed.date().isoformat()
    return _safe(json.dumps(review, ensure_ascii=False, indent=2) + "\n").encode()


def refusal(report: Report, number: int, *, public_url: str) -> str:
    """Why this claim is not marked up; "" if it may be."""
    try:
        render(report, number, public_url=public_url)
    except NotForReview as refused:
        return refused.reason
    return ""


def _reviewed(report: Report, number: int, public_url: str) -> Claim:
    if report.about.profile != Profile.PUBLIC:
        raise ValueError("only what is public is marked up")
    _require(report.signed_off and report.about.edition != Edition.DRAFT, _("The article is not signed off."))
    _require(_is_public_page(public_url), _("The address of the public page is missing, or is none of the web."))
    claim = next((one for one in report.claims if one.number == number), None)
    if claim is None:
        raise NotForReview(_("The public report holds no such claim."))
    _require(claim.standing != Standing.STALE, _("Its words changed since it was checked."))
    _require(finding_of(claim) is not None, _("It is unchecked."))
    _require(verdict_of(claim) is not None, _("No editor has decided on it."))
    _require(claim.place_in(report.version.number) is not None, _("Its words do not stand in this version."))
    own = is_own_voice(claim.speaker, report.about.newsroom, report.about.desk, report.writer)
    _require(not own, _("The article says it itself: nobody else is named who does."))
    return claim


def _require(holds: object, reason: str) -> None:
    if not holds:
        raise NotForReview(reason)


def _is_public_page(url: str) -> bool:
    """An address of the web that anybody could open: with a host, and with nobody's password."""
    if not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def _claim_reviewed(report: Report, claim: Claim) -> str:
    """The claim's own words, cut between two of them."""
    place = claim.place_in(report.version.number)
    words = " ".join(place.exact.split()) if place else ""
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST - 1]
    if not words[LONGEST - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:–—-") + "…"


def _says(words: str, rating: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(rating.casefold())}(?!\w)", words.casefold()) is not None


def _rating(claim: Claim) -> Json:
    verdict, finding = verdict_of(claim), finding_of(claim)
    value, name = RATINGS[_why(verdict, finding.sub_reason if finding else "")]
    rated: Json = {"@type": "Rating", "alternateName": str(name)}
    return rated if value is None else rated | {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}


def _why(verdict: Verdict | None, sub_reason: str) -> str:
    """The reason of the finding speaks for a verdict that agrees with it, and for no other."""
    status = verdict.status if verdict else Status.UNVERIFIED
    return sub_reason if verdict and verdict.agrees and sub_reason in RATINGS else status


def _newsroom(report: Report, url: str) -> Json:
    named = {"@type": "Organization", "name": report.about.newsroom}
    return named | {"url": url} if _is_public_page(url) else named


def _claim(report: Report, claim: Claim) -> Json:
    told: Json = {
        "@type": "Claim",
        "author": {"@type": kind_of(claim.speaker), "name": " ".join(claim.speaker.split())},
    }
    appearance = _appearance(report, claim)
    return told | {"appearance": {"@type": "CreativeWork", "url": appearance}} if appearance else told


def _appearance(report: Report, claim: Claim) -> str:
    """Where a quote can be heard: the recording that bears it out. Of another claim no source is where it was made."""
    if claim.type != ClaimKind.QUOTE:
        return ""
    sources = {source.id: source for source in report.sources if source.kind == SourceKind.RECORDING}
    heard = (
        sources[item.source].url
        for item in claim.evidence
        if item.source in sources and item.stance == Stance.SUPPORTS and item.rank == SourceRank.PRIMARY
    )
    return next((url for url in heard if _is_public_page(url)), "")


def _safe(text: str) -> str:
    """So that nothing in it ends the script element it stands in, or a line of one."""
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
