"""Small good files of every format, rich in what their readers look at: what mutations begin with."""

from __future__ import annotations

from tests.hostile.case import PROSE
from tests.hostile.mails import mail, parts
from tests.hostile.office import HEAD, W, docx, odt, paragraph, relations
from tests.hostile.pages import page
from tests.hostile.pdf_file import book, deflated, shown, stream
from tests.hostile.rtfs import rtf

_DATA = (
    '{"@context":"https://schema.org","@type":"NewsArticle","headline":"Council approves budget",'
    '"author":[{"@type":"Person","name":"Ann Lee"}],"datePublished":"2026-01-05T10:00:00+01:00","inLanguage":"en"}'
)
_HEAD = (
    f'<script type="application/ld+json">{_DATA}</script><meta property="og:title" content="Council approves budget">'
    '<meta name="author" content="Ann Lee"><link rel="canonical" href="/news/1">'
)
_MORE = (
    "<figure><img src=a.jpg alt=Hall><figcaption>The hall. Photograph: Ann Lee</figcaption></figure><h2>Costs</h2>"
    "<ul><li>Bridge: 4.2 million</li><li>School: 1 million</li></ul><blockquote>We had no choice.</blockquote>"
    "<table><tr><th>Year</th><td>1998</td></tr></table><p hidden>x</p>"
    "<p><del>gone</del> <ins>new</ins> a<sup>1</sup></p>"
)
_STORY = f"<h1>Council approves budget</h1><p class=byline>By Ann Lee</p><p>{PROSE * 3}</p>{_MORE}<p>{PROSE * 2}</p>"

_TRACKED = (
    '<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del><w:ins w:id="2" w:author="A"><w:r>'
    '<w:t xml:space="preserve"> new </w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r>'
    '<w:commentRangeStart w:id="5"/><w:r><w:t>words</w:t></w:r><w:commentRangeEnd w:id="5"/></w:p>'
)
_TABLE = f"<w:tbl><w:tr><w:tc>{paragraph('Year')}</w:tc><w:tc>{paragraph('1998')}</w:tc></w:tr></w:tbl>"
_LISTED = '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
_LISTED += "<w:r><w:rPr><w:b/><w:vanish/></w:rPr><w:t>Costs</w:t><w:tab/><w:br/></w:r></w:p>"
_PARTS = {
    "word/styles.xml": f'{HEAD}<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1">'
    '<w:name w:val="heading 1"/></w:style></w:styles>',
    "word/footnotes.xml": f'{HEAD}<w:footnotes {W}><w:footnote w:id="2">{paragraph("See the budget.")}</w:footnote>'
    "</w:footnotes>",
    "word/comments.xml": f'{HEAD}<w:comments {W}><w:comment w:id="5" w:author="Ben">{paragraph("Source?")}</w:comment>'
    "</w:comments>",
    "word/_rels/document.xml.rels": relations(
        ("styles", "styles.xml", False), ("footnotes", "footnotes.xml", False), ("comments", "comments.xml", False)
    ),
    "docProps/core.xml": f'{HEAD}<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>Council</d:title>'
    "<d:creator>Ann Lee</d:creator></c:coreProperties>",
}
_ODT = (
    f'<text:h text:outline-level="1">Council approves budget</text:h><text:p>{PROSE}<text:s text:c="2"/>'
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
    "<text:p>See the budget.</text:p></text:note-body></text:note></text:p><text:list><text:list-item><text:p>Bridge"
    "</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>Year</text:p>"
    f"</table:table-cell></table:table-row></table:table><text:p>{PROSE}</text:p>"
)
_RTF = (
    "{\\fonttbl{\\f0 Times;}}{\\colortbl;\\red255\\green255\\blue255;}{\\info{\\title Council}{\\author Ann Lee}}"
    "\\pard\\b Costs\\b0\\par {\\footnote See \\u8364? 5.}\\trowd\\cellx99 Year\\cell 1998\\cell\\row\\pard"
    "{\\field{\\*\\fldinst HYPERLINK}{\\fldrslt here}}{\\v gone}{\\deleted old} \\'e4rzte\\bullet\\tab x\\par "
)
_LINES = ("Council approves budget", "By Ann Lee", *(PROSE.split(". ")), "Work on the bridge begins in spring.")
_LETTER = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
_PAGE = f"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{_STORY}</body></html>"
_TEXT = f"Council approves budget\n\nBy Ann Lee\n\nMonday, 5 January 2026\n\n{PROSE}\n\n"
_TEXT += f"• Bridge: 4.2 million\n• School\n\n{PROSE}\n"
_MARKDOWN = (
    f"---\ntitle: Council\nauthor: Ann Lee\n---\n# Council approves budget\n\n{PROSE} [here](http://x/)[^1] *so*\n\n"
)
_MARKDOWN += (
    "> We had no choice.\n\n1. Bridge\n2. School\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: See.\n\n```\ncode\n```\n"
)

GOOD_FILES: dict[str, tuple[bytes, ...]] = {
    "txt": (_TEXT.encode(), (_TEXT + "Ärzte ‘x’ — 界").encode("utf-16")),
    "md": (_MARKDOWN.encode(),),
    "html": (page(_STORY, _HEAD), page().replace(b"utf-8", b"cp1252")),
    "docx": (
        docx(paragraph(PROSE) + _LISTED + _TRACKED + _TABLE + paragraph(PROSE), more=_PARTS),
        docx(paragraph(PROSE)),
    ),
    "odt": (odt(_ODT), odt(f"<text:p>{PROSE}</text:p>")),
    "rtf": (rtf(_RTF), rtf()),
    "pdf": (
        book(stream(shown(_LINES)), more={7: b"<< /Title (Council) /Author (Ann Lee) >>"}, trailer=b"/Info 7 0 R"),
        book(deflated(shown(_LINES))),
    ),
    "eml": (
        mail(parts(f"{_LETTER}{PROSE}=\r\n =C3=A4", _PAGE, kind="alternative")),
        mail(more="Cc: =?utf-8?q?=C3=84nn?= <b@example.org>\r\n"),
    ),
}
"""By the ending of the name."""
