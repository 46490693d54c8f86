"""The day an article says it was published, out of a line such as "Updated 3 May 2024 at 10.15"."""

import datetime
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN = tuple(
    re.compile(rf"(?<![\w.,/-]){form}(?![\w/-])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?:T[\d:.]{{4,12}}(?:Z|[+-][\d:]{{4,5}})?)?",
        rf"{_DAY}(?: of)?[ -]{_MONTH},?[ -]{_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
    )
)
_NUMBERS = re.compile(r"(?<![\w.,/-])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)(?![\w/-]|\.\d)")


def day_in(line: str) -> str:
    """YYYY-MM-DD of the first day named in full, or "". "3/4/2024" is two days, so it is none."""
    line = line[:300]
    for form in _WRITTEN:
        if match := form.search(line):
            month = match["month"]
            number = int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3].lower())
            return day_of(int(match["year"]), number, int(match["day"]))
    if match := _NUMBERS.search(line):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." or first > 12 or first == second:  # with stops the day comes first everywhere
            return day_of(year, second, first)
        if second > 12:
            return day_of(year, first, second)
    return ""


def day_of(year: int, month: int, day: int) -> str:
    """YYYY-MM-DD, or "" when there is no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except (ValueError, OverflowError):
        return ""
