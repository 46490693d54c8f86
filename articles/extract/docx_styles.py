"""What the styles of a Word file make of a paragraph: a heading, a quote, a list; and which words they hide."""

from dataclasses import dataclass

from lxml import etree

from articles.extract.archive import child, local, value
from articles.extract.document import BlockKind
from articles.extract.style_names import kind_by_name

_TURNED_OFF = ("0", "false", "off")
_WHITE = ("ffffff", "white")
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Hiding:
    """What of a run's properties, of a style's or its own, makes words invisible on a white page."""

    vanished: bool | None = None
    white: bool | None = None
    shaded: bool | None = None
    tiny: bool | None = None

    def over(self, under: "Hiding") -> "Hiding":
        """These where they say something, the others where not."""
        return Hiding(
            under.vanished if self.vanished is None else self.vanished,
            under.white if self.white is None else self.white,
            under.shaded if self.shaded is None else self.shaded,
            under.tiny if self.tiny is None else self.tiny,
        )


NOTHING = Hiding()


def hiding(run_properties: etree._Element | None) -> Hiding:
    """What a w:rPr says of it."""
    if run_properties is None:
        return NOTHING
    said: dict[str, bool] = {}
    for element in run_properties:
        name, setting = local(element), value(element).lower()
        if name == "vanish":
            said["vanished"] = setting not in _TURNED_OFF
        elif name == "color":
            said["white"] = setting in _WHITE
        elif name == "sz" and setting.isdecimal():
            said["tiny"] = int(setting[:6]) <= 4  # half points
        elif name == "highlight":
            said["shaded"] = setting not in ("none", "white")
        elif name == "shd":
            said["shaded"] = is_shaded(element)
    return Hiding(**said)


def is_shaded(element: etree._Element | None) -> bool:
    fill = value(element, "fill").lower()
    pattern = value(element).lower()
    return fill not in ("", "auto", *_WHITE) or pattern not in ("", "clear", "nil")


class Styles:
    """styles.xml, and the colour of the page."""

    def __init__(self, root: etree._Element | None, background: etree._Element | None) -> None:
        self._styles = {value(e, "styleId"): e for e in (() if root is None else root) if local(e) == "style"}
        self._default = next((i for i, e in self._styles.items() if _is_default_paragraph(e)), "")
        self._hiding: dict[str, Hiding] = {}
        self._kinds: dict[str, BlockKind] = {}
        self.white_page = value(background, "color").lower() in ("", "auto", *_WHITE)

    def kind(self, paragraph: etree._Element) -> BlockKind:
        """What a paragraph is by its own settings, or else by its style."""
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle"))
        if style not in self._kinds:
            self._kinds[style] = self._kind_of_style(style)
        kind = self._kinds[style]
        if kind is not BlockKind.BODY:
            return kind
        level = value(child(properties, "outlineLvl"))
        if level.isdecimal() and int(level[:3]) < 9:
            return BlockKind.HEADING
        return BlockKind.LIST if _is_numbered(properties) else BlockKind.BODY

    def hidden_by(self, style: str) -> Hiding:
        """What a style, and those it is based on, hide."""
        if style not in self._hiding:
            found = NOTHING
            for element in self._chain(style):
                found = found.over(hiding(child(element, "rPr")))
            self._hiding[style] = found
        return self._hiding[style]

    def paragraph_style(self, paragraph: etree._Element) -> str:
        return value(child(paragraph, "pPr", "pStyle")) or self._default

    def _chain(self, style: str) -> list[etree._Element]:
        found: list[etree._Element] = []
        while style in self._styles and len(found) < _DEPTH:
            found.append(self._styles[style])
            style = value(child(self._styles[style], "basedOn"))
        return found

    def _kind_of_style(self, style: str) -> BlockKind:
        chain = self._chain(style)
        for element in chain:
            if kind := kind_by_name(value(child(element, "name"))):
                return kind
        for element in chain:
            properties = child(element, "pPr")
            level = value(child(properties, "outlineLvl"))
            if level.isdecimal() and int(level[:3]) < 9:
                return BlockKind.HEADING
            if _is_numbered(properties):
                return BlockKind.LIST
        return BlockKind.BODY


def _is_numbered(properties: etree._Element | None) -> bool:
    numbering = child(properties, "numPr")
    return numbering is not None and value(child(numbering, "numId")) not in ("", "0")


def _is_default_paragraph(style: etree._Element) -> bool:
    return value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on")
