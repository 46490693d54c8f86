"""What a page tells machines about its article in JSON-LD, whole or broken."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import _Element as Element

_ARTICLE = re.compile(
    r"(?:article|blogposting|newsarticle|reportage|report|posting|review|liveblog\w*)$", re.IGNORECASE
)
_PAGE = re.compile(r"(?:webpage|itempage|creativework|videoobject)$", re.IGNORECASE)
_LOOSE_COMMA = re.compile(r",(?=\s*[}\]])")
_CONTROL = re.compile(r"[\x00-\x1f]")
_NOISE = re.compile(r"<!\[CDATA\[|\]\]>|<!--|-->|^\s*//.*$|/\*.*?\*/", re.MULTILINE)
_TAG = re.compile(r"<[^<>]{0,300}>")
_PAIR = re.compile(r"\"(headline|datePublished|articleBody)\"\s*:\s*\"((?:[^\"\\]|\\.){1,20000})\"")
_AUTHOR = re.compile(r"\"author\"\s*:\s*[\[{][^}\]]{0,400}?\"name\"\s*:\s*\"((?:[^\"\\]|\\.){1,200})\"")
_MOST_NODES = 5_000
_MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """What one page tells of its article; everything as said, not cleaned."""

    titles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()  # authors that are no people, as said
    days: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()  # days of the last change
    languages: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    bodies: tuple[str, ...] = field(default=(), repr=False)


def told_by(root: Element, title: str) -> Told:
    """The page's article; when it describes several, the one whose headline is most like the page's title."""
    texts = [
        script.text or ""
        for script in root.iter("script")
        if "ld+json" in (script.get("type") or "").lower() and len(script.text or "") <= _MOST_BYTES
    ]
    nodes: list[Mapping[str, Any]] = []
    broken: list[str] = []
    for text in texts:
        value = _loaded(text)
        if value is None:
            broken.append(text)
        else:
            nodes += _nodes(value)
    names = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    articles = [n for n in nodes if _is(n, _ARTICLE)] or [n for n in nodes if _is(n, _PAGE) and n.get("headline")]
    pages = [n for n in nodes if _is(n, _PAGE)]
    if not articles:
        return _scraped(broken, _sites(nodes))
    article = max(articles, key=lambda node: _alike(_text(node.get("headline")), title))
    return _of(article, pages, names, _sites(nodes))


def _of(
    article: Mapping[str, Any], pages: list[Mapping[str, Any]], names: Mapping[str, Mapping[str, Any]], sites: list[str]
) -> Told:
    people: list[str] = []
    others: list[str] = []
    for author in _listed(article.get("author") or article.get("creator")):
        known = names.get(author["@id"], author) if isinstance(author, dict) and "@id" in author else author
        for name in _listed(known.get("name") if isinstance(known, dict) else known):
            said = _text(name)
            (others if isinstance(known, dict) and _is(known, re.compile("organi[sz]ation$", re.I)) else people).append(
                said
            )
    both = [article, *pages]
    publisher = [_text(p.get("name")) for p in _listed(article.get("publisher")) if isinstance(p, dict)]
    return Told(
        _clean([article.get("headline"), article.get("name"), article.get("alternativeHeadline")]),
        _clean(people),
        _clean(others),
        _clean([node.get("datePublished") for node in both] + [article.get("dateCreated")]),
        _clean([node.get("dateModified") for node in both]),
        _clean([node.get("inLanguage") for node in both]),
        _clean([_address(article.get("mainEntityOfPage")), article.get("url")]),
        _clean([*publisher, *sites]),
        _clean([article.get("articleBody")]),
    )


def _scraped(broken: list[str], sites: list[str]) -> Told:
    """From JSON that cannot be read: the few pairs that matter, where they stand as they should."""
    pairs = [pair for text in broken for pair in _PAIR.findall(text)]
    said = {
        key: tuple(_text(_unescaped(v)) for k, v in pairs if k == key)
        for key in ("headline", "datePublished", "articleBody")
    }
    people = tuple(_text(_unescaped(name)) for text in broken for name in _AUTHOR.findall(text))
    return Told(
        titles=said["headline"][:1],
        people=people[:1],
        days=said["datePublished"][:1],
        sites=tuple(sites),
        bodies=said["articleBody"],
    )


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{_CONTROL.sub(" ", text)}"'))
    except ValueError:
        return text


def _loaded(text: str) -> Any:
    tidy = _NOISE.sub("", text) if "<!" in text or "/*" in text else text
    for attempt in (tidy, _LOOSE_COMMA.sub("", _CONTROL.sub(" ", tidy)).strip().rstrip(";")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """Everything with a type, outermost first."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        at = waiting.pop(0)
        if isinstance(at, dict):
            if "@type" in at or "@id" in at:
                yield at
            waiting += [v for v in at.values() if isinstance(v, (dict, list))]
        elif isinstance(at, list):
            waiting += at


def _is(node: Mapping[str, Any], kind: re.Pattern[str]) -> bool:
    return any(isinstance(name, str) and kind.search(name) for name in _listed(node.get("@type")))


def _sites(nodes: list[Mapping[str, Any]]) -> list[str]:
    kinds = re.compile(r"(?:website|organization|newsmediaorganization)$", re.IGNORECASE)
    return [_text(node.get("name")) for node in nodes if _is(node, kinds)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _address(value: Any) -> Any:
    return value.get("@id") or value.get("url") if isinstance(value, dict) else value


def _text(value: Any) -> str:
    value = next(iter(value), "") if isinstance(value, list) else value
    if not isinstance(value, str):
        return ""
    return html.unescape(_TAG.sub("", html.unescape(value))).strip()


def _clean(values: list[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said for value in values if (said := _text(value))))


def _alike(one: str, other: str) -> float:
    first, second = set(one.casefold().split()), set(other.casefold().split())
    return len(first & second) / len(first) if first else 0.0
