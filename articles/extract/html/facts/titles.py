"""The headline, without the name of the site, from the places where a page gives it."""

import html
import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

from articles.extract.document import About, Fact, Origin
from articles.extract.html.facts.linked_data import Told
from articles.extract.html.facts.metas import TITLES, said_in
from articles.extract.html.tree import squeezed

_MARK = re.compile(r"\s+[|»›•·–—\-:~/]+\s+|\s*[|»｜]\s*|\s+::\s+|\s*[–—](?=\s)|_(?=[^_]{2,12}$)")
_LONGEST = 300


def sites_of(metas: Mapping[str, list[str]], told: Told, address: str) -> list[str]:
    """What the site is called: by itself, and in its address."""
    host = (urlsplit(address).hostname or "").removeprefix("www.") if "//" in address else ""
    own = [
        *said_in(metas, ("og:site_name", "application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher"))
    ]
    named = [html.unescape(site).strip() for site in [*own, *told.sites]]
    return [site for site in dict.fromkeys([*named, host, host.split(".")[0]]) if site]


def titles_of(
    metas: Mapping[str, list[str]], told: Told, shown: Sequence[str], head: str, sites: Collection[str]
) -> list[Fact]:
    """The likeliest first. `shown` are the page's h1 headings, likeliest first; `head` its <title>."""
    social = said_in(metas, ("og:title",)) + said_in(metas, ("twitter:title",))
    said = [
        *((text, Origin.JSON_LD) for text in told.titles[:1]),
        *((text, Origin.OPEN_GRAPH) for text in social),
        *((text, Origin.META) for text in said_in(metas, TITLES)),
    ]
    others = [text for text, _ in said] + list(shown)
    cleaned = [(without_site(text, sites, others), origin) for text, origin in said]
    rest = [(text, Origin.PAGE) for text in shown]
    named = [(without_site(head, sites, others, cut=True), Origin.META)]
    ranked = [
        pair for pair in _ranked(cleaned, rest, named, head) if pair[0] and _plain(pair[0]) not in map(_plain, sites)
    ]
    found: dict[str, Fact] = {}
    for text, origin in ranked:
        found.setdefault(_plain(text), Fact(About.TITLE, text[:_LONGEST], origin))
    return list(found.values())


_Pairs = list[tuple[str, Origin]]


def _ranked(said: _Pairs, shown: _Pairs, named: _Pairs, head: str) -> _Pairs:
    """A heading that the page's data confirm comes first; else the data, the heading, the page's <title>."""
    told = {_plain(text) for text, _ in [*said, *named]}
    sure = [pair for pair in shown if _plain(pair[0]) in told]
    if not said and shown and not sure:
        first = shown[0][0]
        inside = _plain(first) and _plain(first) in _plain(head)
        return [*shown, *named] if inside else [*named, *shown]
    return [*sure, *said, *(shown if not said else []), *named, *shown]


def without_site(text: str, sites: Collection[str], others: Collection[str], *, cut: bool = False) -> str:
    """The title without the site's name before or after a dash or bar; `cut` takes any short tail for a name."""
    text = squeezed(html.unescape(text))
    known = {_plain(site) for site in sites}
    peers = {_plain(other) for other in others}
    if cut and (part := _confirmed_part(text, peers - known)):
        return part
    for _ in range(3):
        marks = list(_MARK.finditer(text))
        if not marks:
            break
        head, tail = text[: marks[-1].start()].strip(), text[marks[-1].end() :].strip()
        start, rest = text[: marks[0].start()].strip(), text[marks[0].end() :].strip()
        if _is_name(tail, known) or _is_peer(head, tail, text, peers):
            text = head
        elif _is_name(start, known) or _is_peer(rest, start, text, peers):
            text = rest
        elif cut and _is_short_tail(marks[-1][0], head, tail):
            text = head
        else:
            break
    return text


def _confirmed_part(text: str, peers: Collection[str]) -> str:
    """The part of a title that stands on the page too; a short one before or after a long one is the site's name."""
    parts = [part.strip() for part in _MARK.split(text[:1000])]
    longest = max(map(len, parts))
    return max((p for p in parts if _plain(p) in peers and 1.5 * len(p) > longest), key=len, default="")


def _is_peer(part: str, other: str, text: str, peers: Collection[str]) -> bool:
    """Whether a part, and not the whole, is said elsewhere as the title; a name of the site is the shorter part."""
    return _plain(part) in peers and _plain(text) not in peers and 1.5 * len(part) > len(other)


def _is_name(part: str, known: Collection[str]) -> bool:
    plain = _plain(part)
    return bool(plain) and any(
        plain == site or (len(site) > 4 and site in plain and len(plain) < len(site) + 12) for site in known
    )


def _is_short_tail(mark: str, head: str, tail: str) -> bool:
    if mark.strip() in (":", "", "/"):
        return False
    words = len(tail.split())
    return words <= 4 and len(head.split()) >= 3 and words < len(head.split()) and len(tail) <= 40


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())
