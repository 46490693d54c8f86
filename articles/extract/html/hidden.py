"""What a page holds but shows to nobody."""

import re

from lxml.etree import _Element as Element

from articles.extract.html.tree import label_of, tag_of

_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?<![\w-])opacity:0(?:\.0*)?(?![\d.])|font-size:0(?:\.0*)?(?![\d.])"
    r"|font-size:[01]px|text-indent:-\d{3,}|(?<![\w-])(?:left|top|right|bottom|margin-left|margin-top):-\d{4,}"
    r"|clip:rect\((?:0|1px)[^)]*\)|clip-path:inset\((?:100|50)%|(?<![\w-])(?:height|width|max-height):0(?![\d.%]).*overflow:hidden"
    r"|overflow:hidden.*(?<![\w-])(?:height|width|max-height):0(?![\d.%])|transform:scale\(0\)|mso-hide:all"
)
_COLOUR = re.compile(r"(?<![\w-])color:([^;!]+)")
_GROUND = re.compile(r"(?<![\w-])background(?:-color)?:([^;!]+)")
_WHITE = frozenset(("white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)"))
_DARK = re.compile(r"dark|hero|banner|overlay|cover|bg|background|inverse|button|btn|header|title")
_UNSEEN = re.compile(
    r"(?:^|\s)(?:sr-only|screen-?reader(?:s|-only|-text)?|visually-?hidden|visuallyhidden|assistive-text|a11y-hidden"
    r"|element-invisible|u-hiddenvisually|hide-visually|is-visually-hidden)(?:\s|$)"
)
_STAND_IN = re.compile(r"fallback-image|math|katex|mjx")
_LETTERS = frozenset(("span", "b", "strong", "em", "big"))
"""In a line, what is hidden from those who hear the page is seen by others: the first letter of a story, set large."""
_PRINTED = 4
"""How many ancestors are asked for the ground a text stands on."""


def is_hidden(element: Element) -> bool:
    """Whether the element itself says that nobody sees it; what it holds is then hidden too."""
    if element.get("hidden") is not None and (element.get("hidden") or "").lower() != "until-found":
        return True
    if (element.get("aria-hidden") or "").strip().lower() == "true":
        return tag_of(element) not in _LETTERS and not _STAND_IN.search(label_of(element))
    style = element.get("style")
    if style:
        style = re.sub(r"\s+", "", style[:2000].lower())
        return _STYLE.search(style) is not None or _is_printed_on_itself(element, style)
    return tag_of(element) == "font" and (element.get("color") or "").lower() in _WHITE and not _grounds(element)


def is_for_machines(element: Element) -> bool:
    """Whether it is there for those who hear the page: "opens in a new window". It is no hidden message."""
    return _UNSEEN.search(element.get("class") or "") is not None


def _is_printed_on_itself(element: Element, style: str) -> bool:
    """White on white: letters in the colour of the ground, or white where no other ground is named."""
    said = _COLOUR.search(style)
    if said is None:
        return False
    colour = said[1]
    if colour == "transparent":
        return True
    grounds = _grounds(element)
    if grounds:
        return _same(colour, grounds[0])
    return colour in _WHITE and not _DARK.search(label_of(element))


def _grounds(element: Element) -> list[str]:
    """The grounds named by the element and those around it, nearest first; a place named dark counts as one."""
    found: list[str] = []
    at: Element | None = element
    for _ in range(_PRINTED):
        if at is None:
            break
        style = re.sub(r"\s+", "", (at.get("style") or "")[:2000].lower())
        found += _GROUND.findall(style)
        found += [ground.lower()] if (ground := at.get("bgcolor")) else []
        if at is not element and _DARK.search(label_of(at)):
            found.append("dark")
        at = at.getparent()
    return found


def _same(colour: str, ground: str) -> bool:
    return colour == ground or (colour in _WHITE and ground in _WHITE)
