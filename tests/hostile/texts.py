"""Hostile plain texts."""

from __future__ import annotations

import codecs

from articles.extract.document import Remark, Why
from tests.hostile.case import INSTRUCTION, PROSE, READS, case

_A = "a.txt"
_READ = (PROSE,)
_GOOD = f"Council approves budget\n\n{PROSE}\n\nA second paragraph follows.\n"
_TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in INSTRUCTION)
_ANY = (READS, Why.TOO_LARGE, Why.TOO_SLOW, Why.DAMAGED)


CASES = (
    case("text-nothing", _A, b"", Why.EMPTY),
    case("text-blank", _A, b" \t\r\n\v\f" * 100, Why.EMPTY),
    case("text-blank-in-all-scripts", _A, "\u2003\u3000\u00a0\u2028\u200b\ufeff\u2060\n".encode() * 100, Why.EMPTY),
    case("text-a-megabyte-of-blanks", _A, b" \n" * 500_000, Why.EMPTY),
    case("text-no-word", _A, "!?… — ***\n\n%%% ((()))\n".encode(), Why.EMPTY, READS),
    case("text-mark-alone", _A, codecs.BOM_UTF8, Why.EMPTY),
    case("text-5-mb-paragraph", _A, lambda: (PROSE * 60_000).encode(), Why.TOO_LARGE),
    case("text-nearly-2-mb-paragraph", _A, lambda: (PROSE * 22_000).encode(), *_ANY, heavy=True),
    case("text-200,000-sentences", _A, lambda: b"He left. " * 200_000, *_ANY, heavy=True),
    case("text-200,000-lines", _A, lambda: b"He left.\n" * 200_000, *_ANY, heavy=True),
    case("text-300,000-lines", _A, lambda: b"a\n" * 300_000, *_ANY, heavy=True),
    case("text-one-word", _A, lambda: b"a" * 1_900_000, *_ANY, heavy=True),
    case("text-all-furniture", _A, lambda: b"Photograph: Ann Lee/Reuters\n" * 60_000, *_ANY, Why.EMPTY, heavy=True),
    case("text-nearly-furniture", _A, lambda: ("By Ann Lee, " * 30 + "\n").encode() * 4_000, *_ANY, heavy=True),
    case("text-digits", _A, lambda: (("9" * 110 + "x\n") * 5_000).encode(), *_ANY, heavy=True),
    case("text-marks-on-one-letter", _A, lambda: ("a" + "\u0301" * 900_000 + _GOOD).encode(), *_ANY, heavy=True),
    case(
        "text-turned",
        _A,
        (_GOOD + "The \u202etca\u202c and \u2066more\u2069.").encode(),
        has=_READ,
        remarks=(Remark.BIDI,),
    ),
    case("text-without-width", _A, (_GOOD + "mar\u200bk a\u2060ll").encode(), has=_READ, remarks=(Remark.INVISIBLE,)),
    case("text-tags", _A, (_GOOD + _TAGS).encode(), has=_READ, remarks=(Remark.INVISIBLE,)),
    case("text-joined-emoji", _A, (_GOOD + "👩🏽‍⚖️👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿").encode(), has=(PROSE, "👩🏽‍⚖️👨‍👩‍👧‍👦")),
    case("text-joined-scripts", _A, (_GOOD + "می‌خواهم क्‍ष").encode(), has=(PROSE, "می‌خواهم")),
    case("text-zeros", _A, _GOOD.encode() + b"a\0b", READS, Why.NOT_TEXT),
    case("text-control", _A, _GOOD.encode() + b"\x1b[2J\x07\x08", READS, Why.NOT_TEXT),
    case("text-surrogates", _A, _GOOD.encode() + b"\xed\xa0\x80\xed\xb0\x80", READS, Why.ENCODING, Why.NOT_TEXT),
    case("text-overlong", _A, _GOOD.encode() + b"\xc0\xaf\xe0\x80\xaf", READS, Why.ENCODING, Why.NOT_TEXT),
    case("text-latin-1", _A, (_GOOD + "Ärzte für Zürich").encode("latin-1"), READS, Why.ENCODING),
    case("text-utf-16", _A, _GOOD.encode("utf-16"), has=_READ),
    case("text-utf-16-unmarked", _A, _GOOD.encode("utf-16-le"), READS, Why.ENCODING, Why.NOT_TEXT),
    case("text-utf-16-odd", _A, _GOOD.encode("utf-16") + b"x", READS, Why.ENCODING, Why.NOT_TEXT),
    case("text-utf-16-lone", _A, _GOOD.encode("utf-16") + b"\x00\xd8", READS, Why.ENCODING, Why.NOT_TEXT),
    case("text-utf-32", _A, _GOOD.encode("utf-32"), READS, Why.ENCODING, Why.NOT_TEXT),
    case("text-utf-7", _A, (_GOOD + "+ADw-script+AD4-").encode(), has=_READ),
    case("text-too-many-bytes", _A, lambda: b" " * 4_100_000 + b"x", Why.TOO_LARGE),
    case(
        "text-markup",
        _A,
        (_GOOD + "<script>alert(1)</script>{{7*7}}").encode(),
        has=(PROSE, "<script>alert(1)</script>"),
    ),
    case("text-instructions", _A, (_GOOD + INSTRUCTION).encode(), has=(PROSE, INSTRUCTION)),
    case("markdown-deep-quotes", "a.md", lambda: b">" * 100_000 + b" deep\n\n" + _GOOD.encode(), *_ANY, heavy=True),
    case("markdown-deep-lists", "a.md", lambda: b"".join(b" " * n + b"- x\n" for n in range(1_500)), *_ANY, heavy=True),
    case("markdown-stars", "a.md", lambda: b"*a " * 300_000 + _GOOD.encode(), *_ANY, heavy=True),
    case("markdown-brackets", "a.md", lambda: b"[" * 300_000 + b"](" * 100_000 + _GOOD.encode(), *_ANY, heavy=True),
    case(
        "markdown-backticks",
        "a.md",
        lambda: b"".join(b"`" * n + b" " for n in range(1_500)),
        *_ANY,
        Why.EMPTY,
        heavy=True,
    ),
    case(
        "markdown-front-matter",
        "a.md",
        f"---\ntitle: !!python/object/apply:os.system [id]\n---\n{_GOOD}".encode(),
        has=_READ,
    ),
    case(
        "markdown-html",
        "a.md",
        f"<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n{_GOOD}".encode(),
        has=_READ,
    ),
)
