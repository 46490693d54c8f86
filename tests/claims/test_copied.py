"""What a copy is by its bytes, which words are in it, and what its name may be."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.copied import HTML, OTHER, TEXT, media_type, words_in
from factdesk.core.shelf import HEAD
from factdesk.core.uploads import plain_name

PAGE = b"""<!doctype html><html><head><title>Budget</title><style>p { color: red }</style></head>
<body><h1>Line 4</h1><p>It costs <b>31&nbsp;million</b>
euros &amp; more.<br>Paid by<!-- nobody --> the city</p><script>var x = "<p>no</p>";</script>
<template>hidden</template><a title="a > b">a link</a></body></html>"""


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"PK\x03\x04....word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04....anything", "application/zip"),
        (PAGE, HTML),
        (b"<!-- saved --><html>", HTML),
        ("Übergabe am Montag".encode(), TEXT),
        ("Übergabe".encode("utf-16"), TEXT),
        (b"\x00\x01\x02", OTHER),
        (b"\xfa\xfb\xfc", OTHER),
        (b"<svg onload=alert(1)>", TEXT),
    ],
)
def test_the_bytes_say_what_it_is(head: bytes, media: str) -> None:
    assert media_type(head) == media


def test_a_letter_cut_at_the_end_of_the_look_is_no_reason_to_doubt() -> None:
    assert media_type(b"a" * (HEAD - 1) + "ü".encode()[:1]) == TEXT


def test_of_a_page_the_seen_words_are_read_a_line_for_each_block() -> None:
    assert words_in(PAGE, HTML) == "Line 4\nIt costs 31 million euros & more.\nPaid by the city\na link"


def test_a_page_may_name_its_encoding() -> None:
    page = '<html><meta charset="iso-8859-1"><body>Übergabe'.encode("latin-1")
    assert words_in(page, HTML) == "Übergabe"


@pytest.mark.parametrize("data", [b"\xff\xfe\xfa", b"a\x00b"])
def test_what_is_no_text_is_not_read(data: bytes) -> None:
    assert words_in(data, TEXT) is None
    assert words_in(b"%PDF-1.7", "application/pdf") is None


HOSTILE = ["<!--", "<![CDATA[", "<", "<a b=", "<a '", "</", "&#9", "<script>", "<a b='", "<!", "&lt", "<noscript>"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_page_made_to_hurt_takes_no_minute(unit: str) -> None:
    page = ("<html>" + unit * (1_500_000 // len(unit))).encode()
    began = time.perf_counter()
    words_in(page, media_type(page[:HEAD]))
    assert time.perf_counter() - began < 15


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([TEXT, HTML, OTHER]))
def test_no_bytes_break_it(data: bytes, media: str) -> None:
    assert media_type(data)
    words = words_in(data, media)
    assert words is None or isinstance(words, str)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("budget.pdf", "budget.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\desk\\budget.pdf", "budget.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie: x=1.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("nul\x00.pdf", "nul.pdf"),
        ("...", ""),
        ("", ""),
        ("名前.txt", "名前.txt"),
    ],
)
def test_a_name_is_words_for_people(given: str, kept: str) -> None:
    assert plain_name(given) == kept


@settings(deadline=None)
@given(st.text(max_size=400))
def test_no_name_leaves_its_line(name: str) -> None:
    kept = plain_name(name)
    assert len(kept) <= 150
    assert not set(kept) & set("/\\\r\n\x00")
