"""A web page into a Document: its article, and what the page says of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from articles.extract.assembling import Piece, assemble
from articles.extract.document import About, BlockKind, Document, Fact, Origin, Remark, Unreadable, Why
from articles.extract.encoding import decode
from articles.extract.html.blocks import Seen, see
from articles.extract.html.choosing import Chosen, choose
from articles.extract.html.facts.bylines import bylines_of
from articles.extract.html.facts.days import days_of, searched_day
from articles.extract.html.facts.linked_data import Told, told_by
from articles.extract.html.facts.metas import CHANGES, metas_of, page_title, said_in
from articles.extract.html.facts.places import addresses_of, languages_of
from articles.extract.html.facts.printed import lines_under, printed_first
from articles.extract.html.facts.titles import sites_of, titles_of
from articles.extract.html.kinds import dek_between, kind_of, pieces_of, plain
from articles.extract.html.second import second_opinion, told_opinion
from articles.extract.html.tree import fit, parse, words_of

_MOST_ELEMENTS = 30_000
_MOST_LETTERS = 2_500_000
"""Beyond these a second opinion costs more time than it is worth; a long page of news has some 5,000 elements."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page once parsed, and what was read from all of it."""

    markup: str
    url: str
    root: Element
    seen: Seen
    metas: Mapping[str, list[str]]
    told: Told
    chosen: Chosen

    @property
    def first(self) -> int:
        return self.chosen.first


def read_html(data: bytes, *, declared: str = "", url: str = "") -> Document:
    """Read a page. `declared` is what the server said of its encoding, `url` where the page came from."""
    text, guessed = decode(data, declared)
    markup = fit(text)
    root, cut = parse(markup)
    seen = see(root)
    if not seen.stretches:
        raise Unreadable(Why.EMPTY)
    metas = metas_of(root)
    told = told_by(root, page_title(root))
    chosen = choose(seen, second_opinion(markup) if _is_small(root, markup) else None, told_opinion(told.bodies))
    if not chosen.body:
        raise Unreadable(Why.EMPTY)
    page = _Page(markup, url, root, seen, metas, told, chosen)
    said = {Remark.HIDDEN: _hides(page), Remark.GUESSED: guessed, Remark.CUT: cut}
    facts = _facts(page)
    return assemble(_pieces(page, facts), facts, [remark for remark, holds in said.items() if holds])


def _is_small(root: Element, markup: str) -> bool:
    return len(markup) <= _MOST_LETTERS and sum(1 for _ in root.iter()) <= _MOST_ELEMENTS


def _facts(page: _Page) -> list[Fact]:
    seen, metas, told = page.seen, page.metas, page.told
    sites = sites_of(metas, told, page.url)
    titles = titles_of(metas, told, _headings(page), page_title(page.root), sites)
    start = _title_place(page, titles[0].value if titles else "")
    near = range(start if start is not None else max(0, page.first - 12), min(page.first + 4, len(seen.stretches)))
    days = days_of(page.root, metas, told, [seen.stretches[i].text for i in near], page.url)
    if not days and _is_small(page.root, page.markup) and (day := searched_day(page.markup, page.url)):
        days = [Fact(About.PUBLISHED, day, Origin.META)]
    if start is not None:
        days = printed_first(days, lines_under(seen, start, page.first), [*told.changes, *said_in(metas, CHANGES)])
    return [
        *titles,
        *bylines_of(page.root, seen, metas, told, near, seen.stretches[page.chosen.body[-1]].text, sites),
        *days,
        *languages_of(page.root, metas, told),
        *addresses_of(page.root, metas, told, page.url),
    ]


def _headings(page: _Page) -> list[str]:
    """The page's own headlines: h1 nearest above the article first, then lower ones above it that the data confirm."""
    above = [(i, s) for i, s in enumerate(page.seen.stretches) if s.kind is BlockKind.HEADING and i <= page.first]
    below = [s.text for i, s in enumerate(page.seen.stretches) if s.tag == "h1" and i > page.first]
    said = {plain(text) for text in [*page.told.titles, *said_in(page.metas, ("og:title", "twitter:title"))]}
    head = plain(page_title(page.root))
    near = [
        stretch.text
        for _, stretch in reversed(above)
        if stretch.tag == "h1" or _is_told(plain(stretch.text), said, head)
    ]
    return list(dict.fromkeys([*near, *below]))


def _is_told(heading: str, said: Collection[str], head: str) -> bool:
    """Whether the page's data or its <title> know a heading as the headline."""
    return heading in said or (len(heading) > 15 and (head.startswith(heading) or head.endswith(heading)))


def _title_place(page: _Page, title: str) -> int | None:
    """Where the page shows its headline, above the article or as its first lines."""
    wanted = plain(title)
    places = [i for i, s in enumerate(page.seen.stretches[: page.first + 3]) if wanted and plain(s.text) == wanted]
    return places[0] if places else None


def _pieces(page: _Page, facts: list[Fact]) -> Iterator[Piece]:
    """The headline once and first, the line under it, then the article in the order of the page."""
    title = next((fact.value for fact in facts if fact.about is About.TITLE), "")
    if title:
        yield Piece(BlockKind.HEADLINE, title)
    place = _title_place(page, title)
    start = place + 1 if place is not None else max(0, page.first - 8)
    said = said_in(page.metas, ("og:description", "description", "twitter:description"))
    dek = dek_between(page.seen, start, page.first, said[0] if said else "")
    if dek is not None:
        yield from pieces_of(page.seen.stretches[dek], BlockKind.DEK)
    furniture = set(page.chosen.furniture)
    for i in sorted({*page.chosen.body, *furniture} - {dek}):
        stretch = page.seen.stretches[i]
        if i <= page.first + 3 and plain(stretch.text) == plain(title):
            continue
        kind = stretch.kind if i == page.chosen.body[-1] else kind_of(stretch)  # a last line in bold heads nothing
        yield from pieces_of(stretch, BlockKind.FURNITURE if i in furniture else kind)


def _hides(page: _Page) -> bool:
    """Whether something with words was left out between the first and the last line of the article."""
    first, last = page.chosen.body[0], page.chosen.body[-1]
    for before, box, element in page.seen.hidden:
        if first < before <= last + 1 and page.chosen.holds(box):
            words = words_of(element, 2000)
            linked = sum(len(words_of(at)) for at in element.iter("a", "button", "label", "option"))
            if len(words.split()) >= 3 and linked * 2 < len(words):
                return True
    return False
