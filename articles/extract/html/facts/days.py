"""The day of publication, as the page's own clock has it."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate

from lxml.etree import _Element as Element

from articles.extract.document import About, Fact, Origin
from articles.extract.html.facts.linked_data import Told
from articles.extract.html.facts.metas import DAYS, said_in
from articles.extract.html.tree import label_of, tag_of, words_of

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})(?!\d)")
_SOLID = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d{1,5}(?:\D|$))")
MONTHS = {
    name: i % 12 + 1
    for i, names in enumerate(
        (
            "jan january januar janvier enero gennaio janeiro januari stycznia января",
            "feb february februar février fevrier febrero febbraio fevereiro februari lutego февраля",
            "mar march märz maerz mars marzo março maart marca марта",
            "apr april avril abril aprile kwietnia апреля",
            "may mai mayo maggio maio mei maj maja мая",
            "jun june juni juin junio giugno junho czerwca июня",
            "jul july juli juillet julio luglio julho lipca июля",
            "aug august août aout agosto augustus augusti sierpnia августа",
            "sep sept september septembre septiembre settembre setembro września сентября",
            "oct october oktober okt octobre octubre ottobre outubro października октября",
            "nov november novembre noviembre novembro listopada ноября",
            "dec december dezember dez décembre decembre diciembre dicembre dezembro grudnia декабря",
        )
    )
    for name in names.split()
}
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?:\s+de)?\s*[\s-]({_NAME})\b\.?,?(?:\s+de)?[\s-]+((?:19|20)\d\d)",
    re.I,
)
_MONTH_FIRST = re.compile(rf"\b({_NAME})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)", re.I)
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")
_ADDRESS = re.compile(r"/((?:19|20)\d\d)/?(\d\d)/?(\d\d)(?:/|\D|$)|[/_-]((?:19|20)\d\d)-(\d\d)-(\d\d)(?:\D|$)")
_PUBLISHED = re.compile(
    r"publi|posted|created|entry-date|dateline|timestamp|pub-?date|post-?date|article-?date|date", re.I
)
_CHANGED = re.compile(r"modif|updat|edited|comment|related|teaser|footer|sidebar", re.I)
_LOOKED_AT = 40_000


def days_of(
    root: Element, metas: Mapping[str, list[str]], told: Told, lines: Sequence[str], address: str
) -> list[Fact]:
    """The likeliest first. `lines` are those around the headline."""
    said = [
        *((text, Origin.JSON_LD) for text in told.days),
        *((text, Origin.META) for text in said_in(metas, DAYS)),
        *((text, Origin.META) for text in _marked(root)),
        *((text, Origin.PAGE) for text in lines if len(text) <= 120),
    ]
    days = [(day_in(text), origin) for text, origin in said]
    days.append((_in_address(address), Origin.LINK))
    found: dict[str, Fact] = {}
    for day, origin in days:
        if day:
            found.setdefault(day, Fact(About.PUBLISHED, day, origin))
    return list(found.values())[:6]


def searched_day(markup: str, address: str) -> str:
    """The day that htmldate finds in the whole page, but not by its last resort: any year that is named."""
    from htmldate import find_date  # a fall-back that most pages do not need

    try:
        found = find_date(markup, url=address or None, original_date=True, extensive_search=False)
    except Exception:  # noqa: BLE001  a date that cannot be had is none
        return ""
    return found or ""


def day_in(text: str) -> str:
    """YYYY-MM-DD of the first date in a text; the day is the one written, whatever the time zone."""
    text = text[:200]
    for pattern, order in (
        (_ISO, "ymd"),
        (_SOLID, "ymd"),
        (_DAY_FIRST, "dmy"),
        (_MONTH_FIRST, "mdy"),
        (_DOTTED, "dmy"),
    ):
        if match := pattern.search(text):
            parts = dict(zip(order, match.groups(), strict=True))
            month = MONTHS.get(parts["m"].lower()) or int(parts["m"])
            if day := _valid(int(parts["y"]), month, int(parts["d"])):
                return day
    mail = parsedate(text)
    return _valid(*mail[:3]) if mail else ""


def _valid(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if 1990 <= year <= datetime.now(UTC).year + 1 else ""
    except ValueError:
        return ""


def _marked(root: Element) -> list[str]:
    """Dates in attributes made for machines, then <time>, then what is called a date."""
    found: list[tuple[int, str]] = []
    for i, element in enumerate(root.iter()):
        if i > _LOOKED_AT or len(found) > 40:
            break
        tag = tag_of(element)
        prop = (element.get("itemprop") or "").lower()
        if tag == "meta" or not tag:
            continue
        if "datepublished" in prop or "datecreated" in prop:
            found.append((0, element.get("datetime") or element.get("content") or words_of(element, 200)))
        elif tag == "time" and "datemodified" not in prop:
            label = label_of(element) + label_of(parent) if (parent := element.getparent()) is not None else ""
            rank = (
                4
                if _CHANGED.search(label)
                else 1
                if element.get("pubdate") is not None or _PUBLISHED.search(label)
                else 2
            )
            found.append((rank, element.get("datetime") or words_of(element, 200)))
        elif tag in ("span", "div", "p", "abbr", "li") and _is_called_date(label_of(element)):
            found.append((3, element.get("title") or words_of(element, 100)))
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def _is_called_date(label: str) -> bool:
    return _PUBLISHED.search(label) is not None and not _CHANGED.search(label)


def _in_address(address: str) -> str:
    match = _ADDRESS.search(address)
    if not match:
        return ""
    return _valid(*(int(part) for part in match.groups() if part))
