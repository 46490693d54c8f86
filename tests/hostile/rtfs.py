"""Hostile RTF files."""

from __future__ import annotations

from articles.extract.document import Remark, Why
from tests.hostile.case import CANARY, INSTRUCTION, PROSE, READS, case

_A = "a.rtf"
_READ = (PROSE,)
_ANY = (READS, Why.DAMAGED, Why.TOO_SLOW, Why.TOO_LARGE, Why.UNSAFE, Why.EMPTY)


def rtf(inner: str = "", before: str = "") -> bytes:
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0 " + before + f"\\pard {PROSE}\\par {inner}" + "}").encode()


CASES = (
    case(
        "rtf-object",
        _A,
        rtf("{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata 0105}}"),
        has=_READ,
        lacks=("0105",),
    ),
    case(
        "rtf-object-long", _A, lambda: rtf("{\\object{\\*\\objdata " + "d0cf11e0" * 500_000 + "}}"), *_ANY, heavy=True
    ),
    case("rtf-picture", _A, rtf("{\\pict\\pngblip 89504e47}"), has=_READ, lacks=("89504",)),
    case("rtf-template-elsewhere", _A, rtf(before="{\\*\\template " + CANARY + "/t.dotm}"), has=_READ, lacks=("dotm",)),
    case(
        "rtf-field",
        _A,
        rtf('{\\field{\\*\\fldinst INCLUDETEXT "/etc/passwd"}{\\fldrslt shown}}'),
        has=_READ,
        lacks=("INCLUDETEXT",),
    ),
    case(
        "rtf-picture-elsewhere",
        _A,
        rtf('{\\field{\\*\\fldinst INCLUDEPICTURE "' + CANARY + '"}{\\fldrslt }}'),
        has=_READ,
    ),
    case(
        "rtf-dde", _A, rtf("{\\field{\\*\\fldinst DDEAUTO cmd.exe calc}{\\fldrslt x}}"), has=_READ, lacks=("cmd.exe",)
    ),
    case("rtf-100,000-deep", _A, lambda: rtf("{" * 100_000 + "}" * 100_000), *_ANY, heavy=True),
    case("rtf-never-closed", _A, lambda: rtf("{\\b " * 50_000), *_ANY, heavy=True),
    case("rtf-closed-too-often", _A, rtf("}" * 500), *_ANY),
    case("rtf-binary-lies", _A, rtf("\\bin2147483647 x"), *_ANY),
    case("rtf-binary-negative", _A, rtf("\\bin-5 x"), *_ANY),
    case("rtf-long-number", _A, lambda: rtf("\\fs" + "9" * 1_000_000 + " x"), *_ANY, heavy=True),
    case("rtf-long-word", _A, lambda: rtf("\\" + "a" * 1_000_000 + " x"), *_ANY, heavy=True),
    case("rtf-skip-lies", _A, rtf("\\uc2147483647\\u8364 ?more"), *_ANY),
    case("rtf-1,000,000-letters", _A, lambda: rtf("\\u8364?" * 1_000_000), *_ANY, heavy=True),
    case("rtf-1,000,000-codes", _A, lambda: rtf("\\'e4" * 1_000_000), *_ANY, heavy=True),
    case("rtf-1,000,000-words", _A, lambda: rtf("\\b\\b0" * 1_000_000), *_ANY, heavy=True),
    case("rtf-300,000-paragraphs", _A, lambda: rtf("He left.\\par " * 300_000), *_ANY, heavy=True),
    case("rtf-surrogates", _A, rtf("\\u-10240?\\u-9216? \\u-10240?x"), *_ANY),
    case("rtf-zeros", _A, rtf("a\\u0?b\\'00c"), *_ANY),
    case("rtf-code-page-unknown", _A, rtf("\\'e4").replace(b"1252", b"99999"), *_ANY),
    case("rtf-hidden", _A, rtf("{\\v " + INSTRUCTION + "}"), has=_READ, lacks=(INSTRUCTION,), remarks=(Remark.HIDDEN,)),
    case("rtf-hidden-group", _A, rtf("{\\*\\unknown " + INSTRUCTION + "}"), has=_READ, lacks=(INSTRUCTION,)),
    case("rtf-too-many-bytes", _A, lambda: rtf("x" * 10_100_000), Why.TOO_LARGE),
    case("rtf-empty", _A, b"{\\rtf1}", Why.EMPTY),
    case("rtf-cut-off", _A, b"{\\rtf1\\ans", Why.EMPTY, Why.DAMAGED),
)
