"""Which languages a file is in: what a word processor checks spelling, breaks lines and chooses fonts by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import get_language, to_locale

from claims.reports.formats.docx.letters import HEBREW, JAPANESE, KOREAN, RTL

TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
EAST_ASIAN = {"ja": ("ja-JP", "Yu Mincho"), "ko": ("ko-KR", "Malgun Gothic"), "zh": ("zh-CN", "Microsoft YaHei")}
TRADITIONAL = re.compile("zh-(?:.*hant|tw|hk|mo)", re.IGNORECASE)
RIGHT_TO_LEFT = {"ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class Languages:
    """`article` is "" where nobody knows. `east_asian` and `rtl` are for letters of such scripts, wherever they are."""

    article: str
    interface: str
    east_asian: str
    east_asian_font: str
    rtl: str


def languages_of(article: str, text: str) -> Languages:
    """`article` is what the document says of itself, and may be anything; `text` is asked where it says nothing."""
    told = article.replace("_", "-")
    told = told if TAG.fullmatch(told) else ""
    main = told.partition("-")[0].lower()
    east, font = EAST_ASIAN.get(main) or EAST_ASIAN[_east_asian(text)]
    if TRADITIONAL.match(told):
        east, font = "zh-TW", "Microsoft JhengHei"
    rtl = told if main in RIGHT_TO_LEFT else _rtl(text)
    return Languages(told, to_locale(get_language() or "en").replace("_", "-"), east, font, rtl)


def _east_asian(text: str) -> str:
    if JAPANESE.search(text):
        return "ja"
    return "ko" if KOREAN.search(text) else "zh"


def _rtl(text: str) -> str:
    first = RTL.search(text)
    return "he-IL" if first and HEBREW.match(first.group()) else "ar-SA"
