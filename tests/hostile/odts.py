"""Hostile OpenDocument texts."""

from __future__ import annotations

from articles.extract.document import Remark, Why
from tests.hostile.case import CANARY, INSTRUCTION, PROSE, READS, case
from tests.hostile.office import ODT_MIME, laughs, manifest, odt, outside, patched, zipped

_A = "a.odt"
_GOOD = f"<text:p>{PROSE}</text:p><text:p>A second paragraph follows.</text:p>"
_READ = (PROSE,)
_BROKEN = (Why.DAMAGED, Why.TOO_SLOW, Why.UNSAFE, Why.TOO_LARGE)
_ANY = (READS, *_BROKEN)
_KEY = "<manifest:encryption-data manifest:checksum='x'/>"
_SPACES = '<text:p>a<text:s text:c="1000000000"/>b</text:p>'
_CELLS = '<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell'
_CELLS += (
    ' table:number-columns-repeated="1000000"><text:p>cell</text:p></table:table-cell></table:table-row></table:table>'
)
_PICTURE = f'<text:p><draw:frame><draw:image xlink:href="{CANARY}/i" xlink:actuate="onLoad"/></draw:frame></text:p>'
_SCRIPT = '<text:p><text:script script:language="JavaScript">alert(1)</text:script></text:p>'
_INVISIBLE = (
    '<style:style style:name="H" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
)


def _deep(levels: int) -> bytes:
    return odt("<text:section>" * levels + _GOOD + "</text:section>" * levels)


def _shifted() -> bytes:
    """The mark of the kind is not where it belongs."""
    return b"junk before" + odt(_GOOD)


CASES = (
    case("odt-bomb", _A, lambda: odt(f"<text:p>{'word ' * 12_000_000}</text:p>"), Why.TOO_LARGE, heavy=True),
    case(
        "odt-lying-size",
        _A,
        lambda: patched(odt(f"<text:p>{'word ' * 12_000_000}</text:p>"), "content.xml", size=500),
        *(Why.TOO_LARGE, Why.DAMAGED),
        heavy=True,
    ),
    case("odt-billion-spaces", _A, odt(_SPACES + _GOOD), *_ANY, heavy=True),
    case("odt-billion-cells", _A, odt(_CELLS + _GOOD), *_ANY, heavy=True),
    case("odt-deep", _A, lambda: _deep(100_000), *_BROKEN, heavy=True),
    case("odt-deep-enough", _A, lambda: _deep(200), *_ANY),
    case("odt-200,000-paragraphs", _A, lambda: odt("<text:p>He left.</text:p>" * 200_000), *_BROKEN, heavy=True),
    case("odt-billion-laughs", _A, odt("<text:p>&l9;</text:p>", before=laughs()), Why.UNSAFE),
    case("odt-entity-file", _A, odt(f"<text:p>&e;</text:p>{_GOOD}", before=outside("file:///etc/passwd")), Why.UNSAFE),
    case("odt-entity-web", _A, odt(f"<text:p>&e;</text:p>{_GOOD}", before=outside(f"{CANARY}/e")), Why.UNSAFE),
    case("odt-dtd-in-styles", _A, odt(_GOOD, more={"styles.xml": f"{laughs()}<x>&l9;</x>"}), Why.UNSAFE),
    case("odt-dtd-in-meta", _A, odt(_GOOD, more={"meta.xml": f"{laughs()}<x>&l9;</x>"}), Why.UNSAFE),
    case("odt-password", _A, odt(_GOOD, more={"META-INF/manifest.xml": manifest(_KEY)}), Why.PASSWORD),
    case("odt-password-flag", _A, patched(odt(_GOOD), "content.xml", flags=1), Why.PASSWORD),
    case("odt-remote-image", _A, odt(_PICTURE + _GOOD), has=_READ),
    case("odt-script", _A, odt(_SCRIPT + _GOOD), has=_READ, lacks=("alert",)),
    case("odt-climbing-members", _A, odt(_GOOD, more={"../../../tmp/evil": "x", "Pictures/../../x": "x"}), has=_READ),
    case("odt-macros", _A, odt(_GOOD, more={"Basic/Standard/Module1.xml": "<x/>"}), has=_READ),
    case(
        "odt-hidden",
        _A,
        odt(f'{_GOOD}<text:p text:style-name="H">{INSTRUCTION}</text:p>', styles=_INVISIBLE),
        has=_READ,
        lacks=(INSTRUCTION,),
        remarks=(Remark.HIDDEN,),
    ),
    case("odt-empty", _A, odt(""), Why.EMPTY),
    case("odt-without-content", _A, zipped({"mimetype": ODT_MIME, "x": ""}), Why.DAMAGED, Why.EMPTY),
    case("odt-cut-off", _A, odt(_GOOD)[:-150], Why.DAMAGED),
    case("odt-junk-before", _A, _shifted, *_ANY, Why.NOT_TEXT),
    case(
        "odt-of-a-sheet",
        _A,
        zipped({"mimetype": ODT_MIME.replace("text", "spreadsheet"), "content.xml": "<x/>"}),
        *(Why.NOT_TEXT, Why.DAMAGED, Why.ARCHIVE),
    ),
)
