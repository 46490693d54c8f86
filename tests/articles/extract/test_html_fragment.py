"""Rich text from a clipboard: everything shown is the article, what a word processor notes beside it is not."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extract.document import BlockKind, Document, Remark, Unreadable
from articles.extract.html import read_fragment, read_html

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style><!-- p.MsoNormal {margin:0} --></style><!--[if gte mso 9]><xml><o:DocumentSettings/></xml><![endif]--></head>
<body><!--StartFragment--><p class=MsoTitle>Velmar bridge shut</p><p class=MsoNormal>By Ann Lee</p>
<p class=MsoNormal>The bridge has been <del cite="mailto:bo" datetime="2026-11-19T10:00">closed</del><ins>shut</ins>
since Monday<span class=MsoCommentReference><a style='mso-comment-reference:BR_1'>[BR1]</a></span>.<o:p></o:p></p>
<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·&nbsp;</span><![endif]>The ferry runs.</p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Is this so?</p></div>
</div><!--EndFragment--></body></html>"""
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr">
<span>Velmar bridge shut</span></h1><p dir="ltr"><span style="color:#000">The bridge has been shut since Monday.</span>
</p><ul><li><p><span>The ferry runs.</span></p></li></ul><table><tr><td><p>2024</p></td><td><p>9 cracks</p></td></tr>
<tr><td><p>2025</p></td><td><p>14 cracks</p></td></tr></table></b>"""
MAIL = "<div dir=ltr><div>The bridge has been shut.</div><div><br></div><div>The ferry runs.</div></div>"


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(str(block.kind), document.text[block.start : block.end]) for block in document.blocks]


def test_word() -> None:
    document = read_fragment(WORD)
    assert kinds(document) == [
        ("headline", "Velmar bridge shut"),
        ("furniture", "By Ann Lee"),
        ("body", "The bridge has been shut since Monday."),
        ("list", "The ferry runs."),
    ]
    assert document.title == "Velmar bridge shut"
    assert document.byline == "Ann Lee"
    assert document.remarks == (Remark.DELETED,)


def test_google_docs() -> None:
    assert kinds(read_fragment(DOCS)) == [
        ("headline", "Velmar bridge shut"),
        ("body", "The bridge has been shut since Monday."),
        ("list", "The ferry runs."),
        ("table", "2024\t9 cracks"),
        ("table", "2025\t14 cracks"),
    ]


def test_mail() -> None:
    assert kinds(read_fragment(MAIL)) == [("body", "The bridge has been shut."), ("body", "The ferry runs.")]


def test_navigation_is_text_when_it_was_copied_and_hidden_words_are_not() -> None:
    document = read_fragment("<nav>The menu of the day</nav><p>Soup.</p><p style='display:none'>A secret</p>")
    assert [text for _, text in kinds(document)] == ["The menu of the day", "Soup."]
    assert document.remarks == (Remark.HIDDEN,)


def test_nothing_is_refused_as_nothing() -> None:
    with pytest.raises(Unreadable, match="empty"):
        read_fragment("<p>&nbsp;</p>")


TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<br>",
    "<li>",
    "<h1>",
    "</h1>",
    "<a href=x>",
]
PARTS = [
    *TAGS,
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<p hidden>",
    "<q>",
    "<del cite=x>",
    "&#0;",
    "&nbsp;",
    "<pre>\n\n",
    "By Ann Lee",
]
SAID = [
    "The mayor of Velmar said on Monday that the bridge is shut until spring. ",
    "1",
    "界。",
    "\u202e",
    "\ud800",
    "<article>",
    "<title>x - y",
]
MARKUP = st.lists(st.sampled_from([*PARTS, *SAID]), max_size=60).map("".join) | st.text(st.characters())


@settings(deadline=None)  # the first page read loads trafilatura
@given(MARKUP)
def test_any_markup_is_read_or_refused_and_its_blocks_are_in_order(markup: str) -> None:
    for reader in (read_fragment, lambda text: read_html(text.encode("utf-8", "replace"))):
        try:
            document = reader(markup)
        except Unreadable:
            continue
        end = 0
        for block in document.blocks:
            assert end <= block.start < block.end <= len(document.text)
            assert document.text[block.start : block.end].strip()
            assert block.kind is BlockKind.TABLE or "\n" not in document.text[block.start : block.end]
            end = block.end


@settings(deadline=None)  # the first page read loads trafilatura
@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert read_html(data).text
