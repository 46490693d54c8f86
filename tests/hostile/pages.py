"""Hostile pages."""

from __future__ import annotations

import json

from articles.extract.document import Remark, Why
from tests.hostile.case import CANARY, INSTRUCTION, PROSE, READS, Case, case

_A = "a.html"
_BROKEN = (Why.DAMAGED, Why.TOO_SLOW, Why.TOO_LARGE, Why.EMPTY, Why.UNSAFE)
_ANY = (READS, *_BROKEN)
_READ = ("approved the budget on Monday",)
_STORY = (
    "<h1>Council approves budget</h1>"
    f"<p>{PROSE} The vote was 21 to 12, and the opposition left the hall before it was counted.</p>"
    "<p>“We had no other choice,” the mayor said after the meeting. The new budget begins in January and ends in"
    " December, and every district gets a part of it.</p>"
    "<p>Work on the bridge will begin in spring, according to the building department, and cost 4.2 million.</p>"
)


def page(inner: str = _STORY, head: str = "", *, attributes: str = "") -> bytes:
    """A page in UTF-8 that says so."""
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        f"<title>Council approves budget</title>{head}</head>"
        f"<body {attributes}><article>{inner}</article></body></html>"
    ).encode()


def _hidden(name: str, markup: str, head: str = "", *, said: bool = True) -> Case:
    remarks = (Remark.HIDDEN,) if said else ()
    made = page(_STORY + markup.format(INSTRUCTION), head)
    return case(f"html-hidden-{name}", _A, made, has=_READ, lacks=(INSTRUCTION,), remarks=remarks)


def _encoded(label: str, codec: str, words: str, *, mark: bytes = b"", meta: bool = True) -> Case:
    head = f"<meta charset='{label}'>" if meta else ""
    story = f"<article><p>{(words + '. ') * 12}</p></article>"
    text = f"<html><head>{head}<title>{words}</title></head><body>{story}</body></html>"
    return case(f"html-in-{codec}", _A, mark + text.encode(codec), has=(words,))


def _linked_data(inner: str) -> str:
    return f'<script type="application/ld+json">{inner}</script>'


def _wall(levels: int, tag: str = "div") -> bytes:
    return page(f"<{tag}>" * levels + _STORY)


_SIZES = (
    case("html-one-line-of-10-mb", _A, lambda: page(f"<p>{PROSE * 110_000}</p>"), *_BROKEN, heavy=True),
    case("html-too-many-bytes", _A, lambda: page(" " * 10_100_000), Why.TOO_LARGE),
    case("html-100,000-deep", _A, lambda: _wall(100_000), *_ANY, heavy=True),
    case("html-100,000-deep-inline", _A, lambda: _wall(100_000, "b"), *_ANY, heavy=True),
    case("html-5,000-tables-deep", _A, lambda: _wall(5_000, "table><tr><td"), *_ANY, heavy=True),
    case("html-100,000-paragraphs", _A, lambda: page(f"<p>{PROSE}</p>" * 100_000), *_ANY, heavy=True),
    case("html-20,000-paragraphs", _A, lambda: page(f"<p>{PROSE}</p>" * 20_000), *_ANY, heavy=True),
    case("html-300,000-links", _A, lambda: page(_STORY + "<a href='/x'>x</a>" * 300_000), *_ANY, heavy=True),
    case("html-1,000,000-breaks", _A, lambda: page(_STORY + "<br>" * 1_000_000), *_ANY, heavy=True),
    case(
        "html-20,000-attributes",
        _A,
        lambda: page(f"<p {' '.join(f'a{n}' for n in range(20_000))}>x</p>{_STORY}"),
        *_ANY,
        heavy=True,
    ),
    case("html-1,000,000-entities", _A, lambda: page(f"<p>{'&amp;' * 1_000_000}</p>{_STORY}"), *_ANY, heavy=True),
    case("html-500,000-open-angles", _A, lambda: page("<" * 500_000 + _STORY), *_ANY, heavy=True),
    case("html-500,000-open-comments", _A, lambda: page(_STORY + "<!--" * 500_000), *_ANY, heavy=True),
    case("html-long-style", _A, lambda: page(f"<p style='{'color:' * 500_000}'>x</p>{_STORY}"), *_ANY, heavy=True),
    case(
        "html-long-address",
        _A,
        lambda: page(_STORY, f"<link rel=canonical href='http://x/{'a/' * 500_000}'>"),
        has=_READ,
    ),
    case(
        "html-long-title", _A, lambda: page(_STORY, f"<meta property=og:title content='{'t' * 1_000_000}'>"), has=_READ
    ),
    case(
        "html-10,000-titles", _A, lambda: page(_STORY, "<meta property=og:title content='Title'>" * 10_000), has=_READ
    ),
    case(
        "html-3-mb-of-script",
        _A,
        lambda: page(f"<script>{'x=1;' * 750_000}</script>{_STORY}"),
        has=_READ,
        lacks=("x=1",),
    ),
    case(
        "html-2,000-scripts",
        _A,
        lambda: page("<script>alert(1)</script>" * 2_000 + _STORY),
        has=_READ,
        lacks=("alert",),
    ),
)
_ELSEWHERE = (
    case("html-images", _A, page(f"<img src='{CANARY}/i' srcset='{CANARY}/j 2x' onerror=alert(1)>{_STORY}"), has=_READ),
    case(
        "html-frames",
        _A,
        page(f"<iframe src='{CANARY}'></iframe><iframe srcdoc='&lt;p&gt;x'></iframe>{_STORY}"),
        has=_READ,
    ),
    case("html-refresh", _A, page(_STORY, f"<meta http-equiv=refresh content='0;url={CANARY}'>"), has=_READ),
    case("html-base", _A, page(_STORY, f"<base href='{CANARY}'><link rel=canonical href='/x'>"), has=_READ),
    case("html-style-import", _A, page(_STORY, f"<style>@import '{CANARY}';</style>"), has=_READ),
    case("html-object", _A, page(f"<object data='file:///etc/passwd'></object>{_STORY}"), has=_READ),
    case("html-embed", _A, page(f"<embed src='{CANARY}'>{_STORY}"), has=_READ),
    case(
        "html-entities",
        _A,
        b'<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + page(f"<p>&e;</p>{_STORY}"),
        *_ANY,
    ),
    case(
        "xhtml-entity",
        "a.xhtml",
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&e;</p>{_STORY}</body></html>'.encode(),
        *_ANY,
    ),
    case(
        "html-include",
        _A,
        page(f"<xi:include href='/etc/passwd' parse='text'/><!--#include file='/etc/passwd'-->{_STORY}"),
        has=_READ,
    ),
    case("html-stylesheet-of-xml", _A, f'<?xml-stylesheet href="{CANARY}"?>'.encode() + page(), has=_READ),
    case("html-data-deep", _A, lambda: page(_STORY, _linked_data("[" * 100_000 + "]" * 100_000)), has=_READ),
    case(
        "html-data-number",
        _A,
        lambda: page(_STORY, _linked_data('{"@type":"NewsArticle","headline":' + "9" * 100_000 + "}")),
        has=_READ,
    ),
    case(
        "html-data-long-author",
        _A,
        lambda: page(
            _STORY,
            _linked_data(json.dumps({"@type": "NewsArticle", "author": [{"name": f"N{n} X"} for n in range(50_000)]})),
        ),
        has=_READ,
    ),
    case(
        "html-data-odd",
        _A,
        page(
            _STORY, _linked_data('{"@type":["NewsArticle",1,null],"headline":{"a":[]},"author":7,"datePublished":[]}')
        ),
        has=_READ,
    ),
    case(
        "html-data-surrogate",
        _A,
        page(_STORY, _linked_data('{"@type":"NewsArticle","headline":"a\\ud800\\u0000b"}')),
        has=_READ,
    ),
)
_HIDDEN = (
    _hidden("display", "<p style='display:none'>{}</p>"),
    _hidden("display-spelled", "<p style='DISPLAY : none !important'>{}</p>"),
    _hidden("inherited", "<div style='display:none'><div><p>{}</p></div></div>"),
    _hidden("visibility", "<p style='visibility:hidden'>{}</p>"),
    _hidden("white", "<p style='color:#fff;background:#fff'>{}</p>"),
    _hidden("white-spelled", "<p style='color: white; background-color: #ffffff'>{}</p>"),
    _hidden("size", "<p style='font-size:0'>{}</p>"),
    _hidden("size-spelled", "<p>Seen <span style='font-size:0px'>{}</span></p>"),
    _hidden("opacity", "<p style='opacity:0'>{}</p>"),
    _hidden("off-screen", "<p style='position:absolute;left:-9999px'>{}</p>"),
    _hidden("attribute", "<p hidden>{}</p>"),
    _hidden("comment", "<!-- {} -->", said=False),
    _hidden("template", "<template><p>{}</p></template>", said=False),
    _hidden("script", "<script>// {}</script>", said=False),
    _hidden("title-attribute", "<p title='{}'>Seen.</p>", said=False),
)
_ENCODINGS = (
    _encoded("utf-8", "utf-8", "Ärzte in Łódź und Αθήνα", mark=b"\xef\xbb\xbf", meta=False),
    _encoded("utf-16", "utf-16-le", "Ärzte in Łódź und Αθήνα", mark=b"\xff\xfe", meta=False),
    _encoded("utf-16", "utf-16-be", "Ärzte in Łódź und Αθήνα", mark=b"\xfe\xff", meta=False),
    _encoded("windows-1252", "cp1252", "“Ärzte” – für 5 €"),
    _encoded("iso-8859-2", "iso8859_2", "Łódź świętuje"),
    _encoded("iso-8859-7", "iso8859_7", "Η Αθήνα γιορτάζει"),
    _encoded("windows-1251", "cp1251", "Совет утвердил бюджет"),
    _encoded("koi8-r", "koi8_r", "Совет утвердил бюджет"),
    _encoded("shift_jis", "shift_jis", "市議会は予算を承認した"),
    _encoded("gb18030", "gb18030", "市议会批准了预算"),
    _encoded("euc-kr", "euc_kr", "시의회가 예산을 승인했다"),
    _encoded("windows-1256", "cp1256", "وافق المجلس على الميزانية"),
    case("html-encoding-lies", _A, page().replace(b"utf-8", b"utf-16le"), *_ANY, Why.ENCODING),
    case("html-encoding-unknown", _A, page().replace(b"'utf-8'", b"'x-nonsense'"), *_ANY, Why.ENCODING),
    case(
        "html-utf-7",
        _A,
        page("+ADw-script+AD4-alert(1)+ADw-/script+AD4-" + _STORY).replace(b"'utf-8'", b"'utf-7'"),
        *_ANY,
        Why.ENCODING,
    ),
    case("html-bad-utf-8", _A, page().replace(b"The vote", b"The \xc3\x28\xff vote"), *_ANY, Why.ENCODING),
    case("html-zeros", _A, page().replace(b"The vote", b"The \0\0 vote"), *_ANY, Why.NOT_TEXT),
)
CASES = (*_SIZES, *_ELSEWHERE, *_HIDDEN, *_ENCODINGS)
