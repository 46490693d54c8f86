"""Who wrote it: people's names, from data, attributes and the lines around the headline."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from lxml.etree import _Element as Element

from articles.extract.document import About, Fact, Origin
from articles.extract.furniture import byline_of, names_in
from articles.extract.html.blocks import Seen
from articles.extract.html.facts.linked_data import Told
from articles.extract.html.facts.metas import AUTHORS, said_in
from articles.extract.html.facts.names import house_in, people_in
from articles.extract.html.tree import label_of, tag_of, words_of

_LABEL = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author-?(?:name|link|s)?|authors|writer|auteur|autor|contributor-?name)"
    r"(?:$|[\s_-])|byline|author__?name|entry-author|post-author|article-author"
)
_OTHERS = re.compile(
    r"comment|related|sidebar|promo|footer|teaser|bio(?:$|[\s_-])|recommend|popular|avatar|image|photo|social|widget|card-|list-item"
)
_LINE = re.compile(
    r"^\W*(?:(?:written|reported|posted|story|words|text) by|by|von|par|por|di|door|przez|av|af|text:|autore?:?"
    r"|author:?)\s*:?\s+",
    re.I,
)
_AGENCY = re.compile(
    r"[^.!?]{0,40}\b(?:reuters|afp|associated press|dpa|ap|efe|ansa|tass|xinhua|yonhap|pti|ians)\b[^.!?]{0,20}", re.I
)
_PROFILE = re.compile(
    r"/(?:authors?|writers?|by|profiles?|people|journalists?|contributors?|redakteure?|autore?n?|auteurs?|reporters?|columnists?|staff)/[^/]"
)
_LONGEST = 160
_MOST = 6
"""More names than these are a list of something else."""
_LOOKED_AT = 40_000


def bylines_of(
    root: Element,
    seen: Seen,
    metas: Mapping[str, list[str]],
    told: Told,
    near: range,
    last: str,
    sites: Collection[str],
) -> list[Fact]:
    """The likeliest first. `near` are the stretches between the headline and a little past the first paragraph,
    `last` is the article's last line, which some sign.
    """
    marked = _marked(root)
    lines = [seen.stretches[i].text for i in near]
    said = [
        (_joined(told.people, sites), Origin.JSON_LD),
        *((_joined([text], sites), Origin.PAGE) for text in _spoken(lines)),
        (_joined(_several(metas), sites), Origin.META),
        *((_joined([text], sites), Origin.PAGE) for text in marked),
        (_joined([names_in(last)], sites), Origin.PAGE),
        (_joined(told.others, sites), Origin.JSON_LD),
    ]
    shown = _plain(" ".join(stretch.text for stretch in seen.stretches))
    good = [pair for pair in said if pair[0]]
    sure = [pair for pair in good if all(_plain(name) in shown for name in pair[0].split(", "))]
    houses = [(text, Origin.JSON_LD) for text in (*told.others, *told.people)]
    houses += [(text, Origin.META) for text in said_in(metas, AUTHORS) if "://" not in text]
    named = [(house, origin) for text, origin in houses if (house := house_in(text, sites)) and not people_in(text)]
    # A site that gives itself as the author of a page that nobody signed: its newsroom wrote it.
    themselves = [(house, origin) for text, origin in houses if not good and (house := house_in(text))]
    found: dict[str, Fact] = {}
    for names, origin in [*_full_first(sure), *good, *named, *themselves]:
        found.setdefault(_plain(names), Fact(About.BYLINE, names, origin))
    return list(found.values())[:6]


def _full_first(pairs: Sequence[tuple[str, Origin]]) -> list[tuple[str, Origin]]:
    """A name with a surname before the name of an account."""
    return sorted(pairs, key=lambda pair: " " not in pair[0] and not _is_wide(pair[0]))


def _is_wide(name: str) -> bool:
    return any(character > "\u2e80" for character in name)


def _joined(said: Iterable[str], sites: Collection[str]) -> str:
    names = list(dict.fromkeys(name for text in said for name in people_in(text, sites)))
    return ", ".join(names) if len(names) <= _MOST else ""


def _several(metas: Mapping[str, list[str]]) -> list[str]:
    """The first field that names somebody; a page with several authors may repeat the field."""
    for key in AUTHORS:
        values = [value for value in metas.get(key, []) if "://" not in value]
        if any(people_in(value) for value in values):
            return values
    labels = said_in(metas, ("twitter:label1",))
    return said_in(metas, ("twitter:data1",)) if labels and re.search(r"written|author|by|von", labels[0], re.I) else []


def _spoken(lines: Sequence[str]) -> list[str]:
    """Lines that begin as a byline does."""
    return [line for line in lines if len(line) <= _LONGEST and (byline_of(line) or _LINE.match(line))]


def _marked(root: Element) -> list[str]:
    """What elements say that are marked as the author, not those in comments, teasers and the like."""
    found: list[tuple[int, str]] = []
    for i, element in enumerate(root.iter()):
        if i > _LOOKED_AT or len(found) > 30:
            break
        rank = _rank(element)
        if rank is None or _stands_with_others(element, sure=rank == 0):
            continue
        text = words_of(_named(element), 400)
        if 0 < len(text) <= _LONGEST:
            found.append((rank, text))
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def _rank(element: Element) -> int | None:
    tag = tag_of(element)
    if tag in ("meta", "script", "style", "body", "html", "article", "main", "link", "img", ""):
        return None
    if "author" in (element.get("itemprop") or "").lower().split():
        return 0
    if tag == "a" and "author" in (element.get("rel") or "").lower().split():
        return 1
    if tag == "a" and _PROFILE.search((element.get("href") or "").lower()):
        return 3
    label = label_of(element)
    if tag == "address":
        return 3
    return 2 if _LABEL.search(label) and not _OTHERS.search(label) else None


def _named(element: Element) -> Element:
    """The name within an author that says more: a job, a picture, a profile."""
    for inside in element.iter():
        if inside is not element and "name" in (inside.get("itemprop") or "").lower().split():
            return inside
    return element


def _stands_with_others(element: Element, *, sure: bool) -> bool:
    """Whether it is the author of a comment or another story; a `sure` one may stand beside the text."""
    at = element.getparent()
    for _ in range(6):
        if at is None or tag_of(at) in ("body", "main", "article"):
            return False
        if _OTHERS.search(label_of(at)) or tag_of(at) in ("footer", "nav") or (tag_of(at) == "aside" and not sure):
            return True
        at = at.getparent()
    return False


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())
