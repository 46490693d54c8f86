"""How the file looks: every style by name, so that a desk can change them in its word processor."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsdecls

from claims.reports.formats.docx.languages import Languages

SERIF, SANS, MONO, SYMBOLS = "Georgia", "Arial", "Courier New", "Segoe UI Symbol"
SUBSTITUTES = {
    SERIF: ("roman", "Liberation Serif"),
    SANS: ("swiss", "Liberation Sans"),
    MONO: ("modern", "Liberation Mono"),
    SYMBOLS: ("swiss", "DejaVu Sans,Apple Symbols"),
}
INK, QUIET, RULE = "1D1C19", "57544D", "BBBBBB"

# Ink and line of each verdict; the lines differ in black and white too (static/css/tokens.css, report.css).
VERDICTS = {
    "Sourced": ("006B78", "single"),
    "Disputed": ("B83A08", "thick"),
    "Unverified": ("4B2596", "dash"),
    "Unchecked": ("66635C", "dotted"),
    "Stale": ("5C4200", "wave"),
    "Dismissed": ("6D6A62", "none"),
    "Withdrawn": ("6D6A62", "none"),
}


def styles_xml(languages: Languages) -> str:
    return f"<w:styles {nsdecls('w')}>{_defaults(languages)}{''.join(_styles(languages))}</w:styles>"


def fonts_xml() -> str:
    """What stands in where a machine does not have the font."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/></w:font>'
        for name, (family, other) in SUBSTITUTES.items()
    )
    return f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"


def _defaults(languages: Languages) -> str:
    """Only the language. LibreOffice sets what stands here over every style of letters inside a table."""
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_language(languages.interface, languages)}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault/></w:docDefaults>"
    )


def _styles(languages: Languages) -> Iterator[str]:
    plain = f'{_font(SANS, languages)}<w:color w:val="{INK}"/>{_size(9)}'
    yield (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{_spacing(0, 80, 264)}</w:pPr><w:rPr>{plain}</w:rPr></w:style>"
    )
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
    )
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
    )
    yield from _page_styles()
    yield from _article_styles(languages)
    yield from _sheet_styles(languages)
    yield from _table_styles()
    yield from _letter_styles(languages)


def _page_styles() -> Iterator[str]:
    ends = _tabs(("right", 9638))
    box = _borders(top=8, left=8, bottom=8, right=8)
    yield paragraph("Header", "header", ends + _spacing(0, 0), _size(8))
    yield paragraph("Footer", "footer", ends + _spacing(0, 0), _size(8))
    yield paragraph("DraftHeader", "Draft", _spacing(20, 160), _bold() + _size(10))
    yield paragraph("Kind", "Report kind", ends + _spacing(0, 100), _bold() + _size(9))
    yield paragraph("Banner", "Report banner", box + _spacing(60, 60) + _indent(113, right=113), _size(9.5))
    thick = _borders(top=18, left=18, bottom=18, right=18)
    yield paragraph("DraftBanner", "Draft banner", thick + _spacing(60, 60) + _indent(113, right=113), _size(9.5))
    serif = _font(SERIF)
    yield paragraph("Title", "Title", _spacing(240, 160), serif + _bold() + _size(20), shown=True)
    top = _borders(top=12, gap=6)
    keep = "<w:keepNext/>"
    one = keep + top + _spacing(360, 100) + _level(0)
    yield paragraph("Heading1", "heading 1", one, serif + _bold() + _size(13), shown=True)
    apart = f"{keep}<w:pageBreakBefore/>{top}{_spacing(0, 100)}{_level(0)}"
    yield paragraph("Appendix", "Appendix heading", apart, serif + _bold() + _size(13))


def _article_styles(languages: Languages) -> Iterator[str]:
    def told(size: float, more: str = "") -> str:
        return _font(SERIF, languages) + more + _size(size) + _language(languages.article, languages)

    keep = "<w:keepNext/>"
    yield paragraph("Heading2", "heading 2", keep + _spacing(80, 120) + _level(1), told(17, _bold()), shown=True)
    yield paragraph("Heading3", "heading 3", keep + _spacing(160, 80) + _level(2), told(12.5, _bold()), shown=True)
    yield paragraph("Subtitle", "Subtitle", _spacing(0, 160, 312), told(13), shown=True)
    yield paragraph("BodyText", "Body Text", _spacing(0, 140, 336), told(11.5), shown=True)
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    yield paragraph("ListBullet", "List Bullet", bullet + _spacing(0, 80, 312) + _indent(425, -283), told(11.5))
    yield paragraph("ListTyped", "List as typed", _spacing(0, 80, 312) + _indent(425, -283), told(11.5))
    yield paragraph("Quote", "Quote", _spacing(80, 160, 312) + _indent(425, right=425), told(11.5, _italic()))
    yield paragraph("Caption", "caption", _spacing(0, 140, 288), told(9.5))
    quiet = f'<w:color w:val="{QUIET}"/>'
    yield paragraph("Furniture", "Furniture", _spacing(0, 100), _font(SANS, languages) + quiet + _size(9))
    yield paragraph("TableWords", "Table in the article", _spacing(30, 30), told(10))


def _sheet_styles(languages: Languages) -> Iterator[str]:
    serif = _font(SERIF, languages)
    words = serif + _size(10.5) + _language(languages.article, languages)
    head = f"<w:keepNext/>{_borders(top=4, gap=6, color=RULE)}{_spacing(220, 60)}{_level(1)}"
    yield paragraph("Claim", "Claim", head, _bold() + _size(10))
    yield paragraph("Context", "Claim in its place", "<w:keepNext/>" + _spacing(0, 80, 288), words)
    fact = _tabs(("left", 1304)) + _spacing(0, 40) + _indent(1304, -1304)
    yield paragraph("Fact", "Fact", fact, "")
    evidence = _tabs(("left", 1304), ("left", 2608)) + _spacing(0, 20) + _indent(2608, -2608)
    yield paragraph("Evidence", "Evidence", evidence, "")
    yield paragraph("EvidenceQuote", "Evidence quote", _spacing(0, 20) + _indent(2608), serif + _size(9.5))
    yield paragraph("EvidenceMore", "Evidence details", _spacing(0, 20) + _indent(2608), "")
    yield paragraph("Legend", "Legend", _spacing(120, 0), "")
    yield paragraph("CommentText", "annotation text", _spacing(0, 40, 240), _size(9))


def _table_styles() -> Iterator[str]:
    yield paragraph("TableText", "Table text", _spacing(30, 30, 252), "")
    yield paragraph("TableHead", "Table head", "<w:keepNext/>" + _spacing(30, 30), _bold() + _size(8.5))
    yield paragraph("CountWord", "Count word", "<w:keepNext/>" + _spacing(40, 0), _bold() + _size(8))
    yield paragraph("CountNumber", "Count", _spacing(0, 60), _font(SERIF) + _bold() + _size(13))
    yield paragraph("Gap", "Gap", _spacing(0, 0, 160), _size(4))
    yield table("Plain", "Plain", "")
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{RULE}"'
    ruled = f"<w:tblBorders><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
    yield table("Ruled", "Ruled", ruled)
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    yield table("Grid", "Grid", f"<w:tblBorders>{sides}</w:tblBorders>{grid}")


def _letter_styles(languages: Languages) -> Iterator[str]:
    serif, quiet = _font(SERIF, languages), f'<w:color w:val="{QUIET}"/>'
    own = _language(languages.article, languages)
    yield letters("Strong", "Strong", _bold())
    yield letters("Words", "Words of somebody", serif + own)
    yield letters("Claimed", "Words of the claim", _bold())
    yield letters("Label", "Label", quiet)
    yield letters("Small", "Small", quiet + _size(8))
    yield letters("Aside", "Aside", '<w:b w:val="0"/><w:bCs w:val="0"/>' + quiet + _size(9))
    yield letters("Mono", "Hash", _font(MONO) + _size(8))
    yield letters("Glyph", "Glyph", _font(SYMBOLS) + _bold())
    yield letters("Gone", "Words that went", f"{serif}<w:strike/>")
    yield letters("New", "Words that came", f'{serif}<w:u w:val="single"/>')
    yield letters("Internal", "Link in the report", "")
    yield letters("CommentReference", "annotation reference", _size(8))
    raised = f'<w:color w:val="{INK}"/>{_size(12)}<w:u w:val="none"/><w:vertAlign w:val="superscript"/>'
    yield letters("ClaimNumber", "Claim number", _font(SANS) + _bold() + raised)
    yield letters("ClaimGlyph", "Claim glyph", _font(SYMBOLS) + _bold() + raised)
    for name, (ink, line) in VERDICTS.items():
        color = f'<w:color w:val="{ink}"/>'
        yield letters(f"{name}Glyph", f"{name} glyph", _font(SYMBOLS) + _bold() + color)
        yield letters(f"{name}Word", name, _bold() + color)
        if line != "none":
            yield letters(f"{name}Mark", f"{name} in the text", f'<w:u w:val="{line}" w:color="{ink}"/>')


def paragraph(code: str, name: str, properties: str, run: str, *, shown: bool = False) -> str:
    follows = '<w:next w:val="BodyText"/>' if code.startswith("Heading") else ""
    gallery = "<w:qFormat/>" if shown else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{code}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>{follows}'
        f"{gallery}<w:pPr>{properties}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def letters(code: str, name: str, run: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{code}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{run}</w:rPr></w:style>'
    )


def table(code: str, name: str, properties: str) -> str:
    bold = '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" '
    bold += f'w:space="0" w:color="{INK}"/></w:tcBorders></w:tcPr></w:tblStylePr>'
    return (
        f'<w:style w:type="table" w:styleId="{code}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr>{properties}</w:tblPr>{bold if code == 'Ruled' else ''}</w:style>"
    )


def _font(name: str, languages: Languages | None = None) -> str:
    east = languages.east_asian_font if languages else ""
    told = f' w:eastAsia="{east or name}"'
    complex_ = "Times New Roman" if name == SERIF else SANS if name == SANS else name
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"{told} w:cs="{complex_}"/>'


def _language(code: str, languages: Languages) -> str:
    own = f" w:val={quoteattr(code)}" if code else ""
    return f'<w:lang{own} w:eastAsia="{languages.east_asian}" w:bidi="{languages.rtl}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


def _bold() -> str:
    return "<w:b/><w:bCs/>"


def _italic() -> str:
    return "<w:i/><w:iCs/>"


def _spacing(before: int, after: int, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _indent(left: int, first: int = 0, *, right: int = 0) -> str:
    hanging = f' w:hanging="{-first}"' if first < 0 else ""
    return f'<w:ind w:left="{left}" w:right="{right}"{hanging}/>'


def _tabs(*stops: tuple[str, int]) -> str:
    found = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in stops)
    return f"<w:tabs>{found}</w:tabs>"


def _borders(gap: int = 4, color: str = INK, **sides: int) -> str:
    lines = (
        f'<w:{side} w:val="single" w:sz="{sides[side]}" w:space="{gap}" w:color="{color}"/>'
        for side in ("top", "left", "bottom", "right")
        if side in sides
    )
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>"


def _level(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'
