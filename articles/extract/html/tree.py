"""Markup into a tree, however broken, and the few things every room asks of an element."""

import re

from lxml.etree import HTMLParser, LxmlError, fromstring, iterwalk
from lxml.etree import _Element as Element

_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_CROWDED = re.compile(r"<[A-Za-z][^<>]{20000,}")
_MOST_ATTRIBUTES = 500
_SPACE = re.compile(r"[ \t\n\r\f\v]+")

_UNREAD = """
script style noscript template svg iframe frame frameset noframes object applet canvas audio video select option
optgroup datalist button textarea input head title link meta base map area dialog progress meter
annotation annotation-xml amp-ad amp-analytics amp-embed amp-iframe
"""
UNREAD = frozenset(_UNREAD.split())
"""Elements whose words are code, controls or stand-ins for what cannot be shown. Not those without an end, such as
<embed>: what the parser puts into them stands behind them on the page."""

_INLINE = """
a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark nobr q rb rp rt rtc ruby s samp
small span strike strong sub sup time tt u var wbr img picture blink math mi mn mo mrow msup msub o:p st1:place
"""
INLINE = frozenset(_INLINE.split())
"""Elements that stand in a line and do not begin one."""


def fit(text: str) -> str:
    """Markup that any parser can take: no control characters, no declaration, no tag with thousands of attributes."""
    text = _UNFIT.sub("", text)
    declared = _DECLARATION.match(text)
    return _CROWDED.sub(_thinned, text[declared.end() :] if declared else text)


def parse(markup: str) -> tuple[Element, bool]:
    """Fit markup as a tree, an empty one when there is nothing in it; and whether the parser stopped on the way.

    It stops where elements are nested deeper than any page needs, some 2,000 of them.
    """
    for text in (markup, "<html><body></body></html>"):
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        try:
            root: Element | None = fromstring(text.encode(), parser)
        except (LxmlError, ValueError, AssertionError):  # nothing but comments, white space or broken tags
            continue
        if root is not None:
            return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    raise AssertionError("an empty page can be parsed")


def _thinned(tag: re.Match[str]) -> str:
    """A tag as it is, or without what hundreds of attributes in one tag say: each is compared with all others."""
    return tag[0][:1000] + '"' if tag[0].count("=") > _MOST_ATTRIBUTES and "base64" not in tag[0][:2000] else tag[0]


def squeezed(text: str) -> str:
    """White space as a browser shows it: one blank, none around. Unbreakable blanks inside a line stay."""
    return _SPACE.sub(" ", text).strip()


def tag_of(element: Element) -> str:
    return element.tag.lower() if isinstance(element.tag, str) else ""


def label_of(element: Element) -> str:
    """What the page's author calls it: class, id and role, in lower case."""
    said = [element.get(name) or "" for name in ("class", "id", "role", "data-component", "data-testid")]
    return " ".join(said)[:400].lower()


def words_of(element: Element, bound: int = 20_000) -> str:
    """What an element says, without code in it, up to about a number of code points."""
    said: list[str] = []
    walk = iterwalk(element, events=("start", "end"))
    for event, at in walk:
        tag = tag_of(at)
        if event == "start":
            if tag in UNREAD:
                walk.skip_subtree()
            else:
                said.append(at.text or "")
        elif at is not element:
            said.append(at.tail or "")
        if tag not in INLINE or tag == "br":
            said.append(" ")
        bound -= len(said[-1]) if said else 0
        if bound <= 0:
            break
    return squeezed("".join(said))
