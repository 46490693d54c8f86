"""What the styles of an OpenDocument text make of a paragraph, and which words they hide."""

import re

from lxml import etree

from articles.extract.archive import child, local, value
from articles.extract.document import BlockKind
from articles.extract.style_names import kind_by_name

_WHITE = "#ffffff"
_DEPTH = 20
_TINY = re.compile(r"[0-2](?:\.\d{0,4})?pt")


class Styles:
    """The styles of content.xml and styles.xml by family and name; those of the content come first."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], etree._Element] = {}
        for root in roots:
            for group in ("automatic-styles", "styles"):
                for element in () if (found := child(root, group)) is None else found:
                    if local(element) == "style":
                        self._styles.setdefault((value(element, "family"), value(element, "name")), element)
        self._kinds: dict[str, BlockKind] = {}
        self._hidden: dict[tuple[str, str], bool] = {}

    def kind(self, paragraph: etree._Element) -> BlockKind:
        """What a text:p is by its style or those that style is made from."""
        style = value(paragraph, "style-name")
        if style not in self._kinds:
            self._kinds[style] = self._kind_of(style)
        return self._kinds[style]

    def hides(self, element: etree._Element, family: str) -> bool:
        """Whether the style of a paragraph, span or section leaves its words off the page."""
        key = (family, value(element, "style-name"))
        if key not in self._hidden:
            self._hidden[key] = self._hides(*key)
        return self._hidden[key]

    def _chain(self, family: str, style: str) -> list[etree._Element]:
        found: list[etree._Element] = []
        while (family, style) in self._styles and len(found) < _DEPTH:
            found.append(self._styles[family, style])
            style = value(found[-1], "parent-style-name")
        return found

    def _kind_of(self, style: str) -> BlockKind:
        chain = self._chain("paragraph", style)
        for element in chain:
            if kind := kind_by_name(value(element, "display-name") or value(element, "name")):
                return kind
        if not chain and (kind := kind_by_name(style)):
            return kind
        level = next((level for element in chain if (level := value(element, "default-outline-level"))), "")
        return BlockKind.HEADING if level else BlockKind.BODY

    def _hides(self, family: str, style: str) -> bool:
        said: dict[str, str] = {}
        for element in self._chain(family, style):
            for part in ("text-properties", "paragraph-properties"):
                properties = child(element, part)
                for key, setting in () if properties is None else properties.items():
                    said.setdefault(str(key).rpartition("}")[2], str(setting).lower())
        shaded = said.get("background-color", "transparent") not in ("transparent", _WHITE)
        white = said.get("color") == _WHITE and not shaded
        return said.get("display") == "none" or white or bool(_TINY.fullmatch(said.get("font-size", "")))
