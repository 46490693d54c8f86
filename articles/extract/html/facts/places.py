"""The language a page says it is in, and the address it wants to be known by."""

import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element as Element

from articles.extract.document import About, Fact, Origin
from articles.extract.html.facts.linked_data import Told
from articles.extract.html.facts.metas import said_in

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_LONGEST = 2000


def languages_of(root: Element, metas: Mapping[str, list[str]], told: Told) -> list[Fact]:
    """As said, with hyphens: the whole page's own word first."""
    said = [
        (
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
            Origin.META,
        ),
        *((text, Origin.JSON_LD) for text in told.languages),
        *((text, Origin.OPEN_GRAPH) for text in said_in(metas, ("og:locale",))),
        *((text, Origin.META) for text in said_in(metas, ("dc.language", "dcterms.language", "language"))),
    ]
    found: dict[str, Fact] = {}
    for text, origin in said:
        if _LANGUAGE.fullmatch(text.strip()):
            value = text.strip().replace("_", "-")
            found.setdefault(value.lower(), Fact(About.LANGUAGE, value, origin))
    return list(found.values())


def addresses_of(root: Element, metas: Mapping[str, list[str]], told: Told, url: str) -> list[Fact]:
    """Absolute addresses of the web only."""
    links = [
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    said = [
        *((text, Origin.META) for text in links),
        *((text, Origin.OPEN_GRAPH) for text in said_in(metas, ("og:url",))),
        *((text, Origin.JSON_LD) for text in told.addresses),
        (url, Origin.LINK),
    ]
    found: dict[str, Fact] = {}
    for text, origin in said:
        if address := _absolute(text.strip(), url):
            found.setdefault(address, Fact(About.ADDRESS, address, origin))
    return list(found.values())


def _absolute(address: str, url: str) -> str:
    if not address or len(address) > _LONGEST:
        return ""
    try:
        address = urljoin(url, address)
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""
