"""What an office file or a PDF says of itself in its properties, less what programs write there on their own."""

import re

from articles.extract.datelines import day_in
from articles.extract.document import About, Fact, Origin

LONGEST = 300
"""A longer property is a mistake or an attack, never a title."""

_NO_TITLE = re.compile(
    r"(?:microsoft )?(?:word|office)(?: document)?|untitled(?:[ -]?\d+)?|(?:new |blank )?document(?:[ -]?\d+)?"
    r"|(?:power ?point|slide) ?(?:presentation|\d+)?|presentation\d*|template|title|draft|article|print"
    r"|normal(?:\.dotm?)?|(?:no|without) title|unbenannt\d*|sans titre\d*|sin título\d*|dokument\d*"
    r"|scan(?:ned)?(?: document)?[\d_ ]*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:microsoft|windows|office|ms|mac|default|guest|test|registered|unknown)[ _-]?(?:office|corporation)?[ _-]?user"
    r"|python-docx|apache poi|(?:un)?known|user\d*|admin(?:istrator)?|author|owner|guest|root|anonymous|default|pc|hp"
    r"|dell|lenovo|asus|acer|home|(?:\w+ ){0,2}employee|microsoft(?: corporation| office| word)?|google docs.{0,40}"
    r"|office|libreoffice.{0,40}|openoffice.{0,40}|tex|latex|canon.{0,40}|xerox.{0,40}|scanner",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"(?:microsoft word - )?[^/\\]{1,200}\.(?:docx?|dotx?|docm|odt|rtf|pdf|txt|tex|indd|qxp|wpd|pages|html?)"
)
_PRINTED = re.compile(r"(?:microsoft word|word|powerpoint|writer) - (?=\S)", re.IGNORECASE)
_TOOL_DAYS = ("2013-12-23",)  # python-docx's template is of that day
_EARLIEST = "1985"


def properties(title: str = "", authors: str = "", days: tuple[str, ...] = (), language: str = "") -> list[Fact]:
    """Facts worth showing; the day that is likelier the day of publication comes first."""
    found = [
        Fact(About.TITLE, _title(title), Origin.PROPERTIES),
        Fact(About.BYLINE, _names(authors), Origin.PROPERTIES),
        *(Fact(About.PUBLISHED, _day(day), Origin.PROPERTIES) for day in dict.fromkeys(days)),
        Fact(About.LANGUAGE, _language(language), Origin.PROPERTIES),
    ]
    return list(dict.fromkeys(fact for fact in found if fact.value))


def _title(value: str) -> str:
    value = " ".join(value[: LONGEST + 1].split())
    if len(value) > LONGEST or _FILE_NAME.fullmatch(value.lower()):
        return ""
    value = _PRINTED.sub("", value)
    return "" if _NO_TITLE.fullmatch(value) or not any(map(str.isalpha, value)) else value


def _names(value: str) -> str:
    if len(value) > LONGEST:
        return ""
    names = (" ".join(name.split()) for name in re.split(r"[;|]", value))
    kept = (name for name in names if any(map(str.isalpha, name)) and not _NO_AUTHOR.fullmatch(name))
    return ", ".join(dict.fromkeys(kept))


def _day(value: str) -> str:
    day = day_in(value[:40])
    return "" if day in _TOOL_DAYS or day < _EARLIEST else day


def _language(value: str) -> str:
    value = value.strip().replace("_", "-")
    return value if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}", value) else ""
