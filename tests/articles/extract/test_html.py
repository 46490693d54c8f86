"""Web pages into documents: the article and nothing around it, in kinds, and hidden words left out aloud."""

import contextlib
import time

import pytest

from articles.extract.document import BlockKind, Document, Remark, Unreadable, Why
from articles.extract.html import read_html

FIRST = "The bridge over the river Velm has been shut since Monday, the mayor of Velmar said at a meeting."
SECOND = "Engineers found 14 cracks in its northern pillar, and repairs will cost 3.2 million euros by spring."
THIRD = "Some 9,000 people a day have to use the ferry, which now runs until midnight, the council said."
PAGE = f"""<!doctype html><html lang="en"><head><title>Velmar bridge shut | The Courier</title>
<meta property="og:site_name" content="The Courier"><style>p {{color: red}}</style>
<script>var p = "<p>no</p>";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>Velmar bridge shut</h1><p class="standfirst">Fourteen cracks were found in one of its pillars</p>
<p>By Ann Lee</p><figure><img src="a.jpg"><figcaption>The bridge on Monday. Photograph: Bo Ray</figcaption></figure>
<p>{FIRST}</p><h2>Fourteen cracks</h2><p>{SECOND}</p>
<blockquote><p>We had no choice but to close it at once, she said on Monday.</p>
</blockquote><ul><li>The ferry runs every ten minutes.</li><li>Buses are free until June.</li></ul>
<table><tr><th>Year</th><th>Cracks</th></tr><tr><td>2024</td><td>9</td></tr></table><p>{THIRD}</p>{{more}}
<div class="share-bar"><a href="#">Share</a></div></article></main>
<aside class="related"><h3>Related</h3>
<p><a href="/x">Nurses in Velmar vote to go on strike over their pay next week</a></p></aside>
<footer><p>© 2026 The Courier. All rights reserved. Registered under number 12345.</p></footer></body></html>"""


def read(more: str = "", **known: str) -> Document:
    return read_html(PAGE.replace("{more}", more).encode(), **known)


def kinds(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_an_article_is_read_in_its_kinds_and_nothing_around_it() -> None:
    assert kinds(read()) == [
        (BlockKind.HEADLINE, "Velmar bridge shut"),
        (BlockKind.DEK, "Fourteen cracks were found in one of its pillars"),
        (BlockKind.FURNITURE, "By Ann Lee"),
        (BlockKind.CAPTION, "The bridge on Monday."),
        (BlockKind.FURNITURE, "Photograph: Bo Ray"),
        (BlockKind.BODY, FIRST),
        (BlockKind.HEADING, "Fourteen cracks"),
        (BlockKind.BODY, SECOND),
        (BlockKind.QUOTE, "We had no choice but to close it at once, she said on Monday."),
        (BlockKind.LIST, "The ferry runs every ten minutes."),
        (BlockKind.LIST, "Buses are free until June."),
        (BlockKind.TABLE, "Year\tCracks"),
        (BlockKind.TABLE, "2024\t9"),
        (BlockKind.BODY, THIRD),
    ]


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display:none"',
        'style="DISPLAY : none !important"',
        'style="visibility: hidden"',
        'style="opacity:0"',
        'style="font-size:0"',
        'style="font-size: 0px; color: red"',
        'style="position:absolute; left:-9999px"',
        'style="text-indent:-5000px"',
        'style="color:#fff; background:#ffffff"',
        'style="color: white"',
        'style="color:#123; background-color:#123"',
        'style="height:0;overflow:hidden"',
        'style="clip: rect(0 0 0 0)"',
        "hidden",
        'aria-hidden="true"',
    ],
)
def test_hidden_words_are_left_out_and_said(attributes: str) -> None:
    document = read(
        f"<p {attributes}>Nobody was paid for the secret report, sources said on Sunday.</p><p>{SECOND}</p>"
    )
    assert "secret" not in document.text
    assert Remark.HIDDEN in document.remarks


@pytest.mark.parametrize(
    "more",
    [
        '<p style="opacity:0.9">Divers went down twice on Tuesday and took pictures of the pillar.</p>',
        '<p style="color:white; background:#000">Divers went down twice on Tuesday and took pictures.</p>',
        '<p style="font-size:0.9em">Divers went down twice on Tuesday and took pictures of the pillar.</p>',
        '<p style="margin-left:-10px">Divers went down twice on Tuesday and took pictures of the pillar.</p>',
    ],
)
def test_words_that_can_be_seen_stay(more: str) -> None:
    document = read(more + f"<p>{SECOND}</p>")
    assert "Divers went down twice on Tuesday" in document.text
    assert Remark.HIDDEN not in document.remarks


def test_words_for_those_who_hear_the_page_go_without_a_word() -> None:
    document = read(f'<p>{SECOND} <span class="sr-only">Opens in a new window, please wait</span></p>')
    assert "new window" not in document.text
    assert Remark.HIDDEN not in document.remarks


def test_a_large_first_letter_is_part_of_its_word() -> None:
    word = '<span class="drop" aria-hidden="true">D</span><span class="sr-only">Divers</span>ivers'
    assert "Divers went down twice" in read(f"<p>{word} went down twice on Tuesday, she said.</p><p>{SECOND}</p>").text


def test_hidden_words_outside_the_article_are_nobody_s_matter() -> None:
    markup = PAGE.replace("{more}", "").replace("<nav>", '<nav><p style="display:none">Menu words that are closed</p>')
    assert read_html(markup.encode()).remarks == ()


def test_a_page_that_hides_all_of_itself_until_a_script_runs_is_read() -> None:
    markup = PAGE.replace("{more}", "").replace("<main>", '<main style="visibility:hidden">')
    assert FIRST in read_html(markup.encode()).text


def test_an_encoding_that_is_guessed_is_said() -> None:
    story = f"<h1>Le pont</h1><p>Le pont a été fermé lundi à midi, a déclaré la mairie de Velmar. {FIRST}</p>"
    document = read_html(story.encode("cp1252"))
    assert "a été fermé lundi à midi" in document.text
    assert document.remarks == (Remark.GUESSED,)


def test_what_is_nested_too_deep_for_the_parser_is_said_to_be_missing() -> None:
    document = read_html(f"<h1>Bridge</h1><p>{FIRST}</p>{'<div>' * 3_000}<p>{SECOND}</p>".encode())
    assert FIRST in document.text
    assert document.remarks == (Remark.CUT,)


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    document = read_html(f"<body><h1>Bridge</h1><div>{FIRST}<br>It is old.<br><br>{SECOND}</div>".encode())
    assert [text for _, text in kinds(document)] == ["Bridge", f"{FIRST} It is old.", SECOND]


def test_a_story_goes_on_in_boxes_alike() -> None:
    parts = "".join(f'<div class="part"><p>{text}</p></div>' for text in (FIRST, SECOND, THIRD))
    document = read_html(f"<body><div><h1>Bridge</h1>{parts}</div><footer>{FIRST[::-1]}</footer>".encode())
    assert [text for _, text in kinds(document)] == ["Bridge", FIRST, SECOND, THIRD]


def test_links_to_other_stories_are_left_out_and_links_in_sentences_stay() -> None:
    more = '<p><a href="/n">Read: Nurses in Velmar vote to strike again</a></p>'
    more += f'<p>The <a href="/f">ferry</a> is full. {SECOND}</p>'
    document = read(more)
    assert "Nurses in Velmar" not in document.text
    assert "The ferry is full." in document.text


def test_furniture_inside_the_story_is_kept_and_called_so() -> None:
    document = read(f"<p>This article was amended on 4 May 2026 to correct a name.</p><p>{SECOND}</p>")
    assert (BlockKind.FURNITURE, "This article was amended on 4 May 2026 to correct a name.") in kinds(document)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "   ",
        "<html>",
        "<!-- only this -->",
        "<html><head><title>x</title></head><body></body></html>",
        "<p> </p>",
        "<script>alert('words in code')</script>",
        "<nav><a href='/'>Home</a></nav>",
        "<",
        "<<<>>>",
        "\x00\x00",
        "<p>...</p>",
    ],
)
def test_without_words_there_is_no_article(markup: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_html(markup.encode())
    assert refused.value.why is Why.EMPTY


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{FIRST}</p>" * 15_000,
        "<p>" + "word " * 350_000,
        "<div>" * 100_000 + FIRST,
        f"<p>{FIRST}</p>" + "<b><i>" * 50_000,
        "<table><tr><td>" * 700 + FIRST,
        f"<p>{FIRST}</p>" + "<script>var a = '<p>';</script>" * 40_000,
        "<p " + " ".join(f"a{i}=1" for i in range(60_000)) + f">{FIRST}</p>",
        f"<p>{FIRST}</p>" + "<a href=x>go</a> " * 60_000,
        f"<p>{FIRST}</p><script type='application/ld+json'>" + "[" * 900_000 + "</script>",
        " \n" * 900_000 + f"<p>{FIRST}</p>",
        "<title>" + "a | " * 400_000 + f"</title><p>{FIRST}</p>",
        "<" * 1_500_000,
    ],
    ids=lambda markup: markup[:24],
)
def test_pages_made_to_hurt_are_read_or_refused_within_seconds(markup: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(Unreadable):
        assert read_html(markup.encode()).text
    assert time.process_time() - begun < 20
