"""The terms of schema.org that a ClaimReview of ours may use, with what each takes, and whether a file keeps to them.

Written down from the properties as schema.org and Google's page on fact checks document them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

TERMS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "ClaimReview": {
        "url": frozenset({"URL"}),
        "claimReviewed": frozenset({"Text"}),
        "reviewRating": frozenset({"Rating"}),
        "author": frozenset({"Organization", "Person"}),
        "itemReviewed": frozenset({"Claim"}),
        "datePublished": frozenset({"Date"}),
    },
    "Rating": {
        "alternateName": frozenset({"Text"}),
        "name": frozenset({"Text"}),
        "ratingValue": frozenset({"Number"}),
        "bestRating": frozenset({"Number"}),
        "worstRating": frozenset({"Number"}),
    },
    "Claim": {
        "author": frozenset({"Organization", "Person"}),
        "datePublished": frozenset({"Date"}),
        "appearance": frozenset({"URL", "CreativeWork"}),
        "firstAppearance": frozenset({"URL", "CreativeWork"}),
    },
    "CreativeWork": {"url": frozenset({"URL"})},
    "Organization": {"name": frozenset({"Text"}), "url": frozenset({"URL"}), "sameAs": frozenset({"URL"})},
    "Person": {"name": frozenset({"Text"}), "url": frozenset({"URL"}), "sameAs": frozenset({"URL"})},
}
REQUIRED: Mapping[str, frozenset[str]] = {
    "ClaimReview": frozenset({"url", "claimReviewed", "reviewRating"}),
    "Rating": frozenset({"alternateName"}),
    "Organization": frozenset({"name"}),
    "Person": frozenset({"name"}),
}
NUMBERS = ("worstRating", "ratingValue", "bestRating")


def faults(review: Any) -> list[str]:
    """What in this is not as documented; nothing, if all is."""
    told = [] if review.get("@context") == "https://schema.org" else ["it names no context"]
    if review.get("@type") != "ClaimReview":
        told.append("it is no ClaimReview")
    told += _faults({name: value for name, value in review.items() if name != "@context"}, "ClaimReview")
    return told + list(_google(review))


def _faults(thing: Mapping[str, Any], kind: str) -> Iterator[str]:
    terms = TERMS.get(kind)
    if terms is None:
        yield f"nobody knows a {kind}"
        return
    yield from (f"{kind} has no {name}" for name in REQUIRED.get(kind, ()) if name not in thing)
    for name, value in thing.items():
        if name == "@type":
            continue
        if name not in terms:
            yield f"{kind} knows no {name}"
        elif isinstance(value, dict):
            sort = value.get("@type", "")
            yield from _faults(value, sort) if sort in terms[name] else [f"{kind}.{name} takes no {sort}"]
        elif not any(_is(value, expected) for expected in terms[name]):
            yield f"{kind}.{name} is no {' or '.join(sorted(terms[name]))}"


def _is(value: Any, expected: str) -> bool:
    if expected == "Number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str) or not value.strip():
        return False
    if expected == "URL":
        return urlsplit(value).scheme in {"http", "https"} and bool(urlsplit(value).hostname)
    if expected == "Date":
        try:
            dt.date.fromisoformat(value)
        except ValueError:
            return False
    return expected in {"Text", "Date"}


def _google(review: Mapping[str, Any]) -> Iterator[str]:
    """What the search engine asks beyond the terms."""
    rating, about = review.get("reviewRating", {}), review.get("claimReviewed", "")
    if len(about) >= 75:
        yield "claimReviewed is longer than 74 characters"
    if rating.get("alternateName", "?").casefold() in about.casefold():
        yield "claimReviewed holds the rating"
    given = [rating[name] for name in NUMBERS if name in rating]
    if given and (len(given) < 3 or not 1 <= given[0] <= given[1] <= given[2] or given[0] == given[2]):
        yield "the numbers of the rating are in no order"
