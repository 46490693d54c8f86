"""Arithmetic a reviewer can show: named figures, one expression, its result to the last digit. Nothing is ever run.

Pure: words in, numbers and words out. `decimal` all the way, so that 0.1 + 0.2 is 0.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow

from django.utils.translation import gettext as _

LONGEST = 500  # characters of an expression
DEEPEST = 40  # brackets within brackets
MOST_DIGITS = 30  # of a figure, and before the point of a result
FINEST = 10  # decimals of a result that nobody rounded

_MATH = Context(prec=80, rounding=ROUND_HALF_UP, traps=[DivisionByZero, InvalidOperation, Overflow])
_NUMBER = re.compile(r"(?:\d{1,3}(?:[,  ]\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_NAME = re.compile(r"[^\W\d]\w*")
_INPUT = re.compile(r"\s*([^\W\d]\w*)\s*=\s*([-−]?[\d.,  ]*\d)\s*(%?)\s*(?:,|;|:|\bfrom\b)?\s*(.*)")
_SIGNS = {"*": "×", "·": "×", "/": "÷", ":": "÷", "-": "−", "–": "−"}


class NoSenseError(ValueError):
    """What was typed is no calculation; the message tells the person what to mend."""


@dataclass(frozen=True)
class Figure:
    """One number that goes into a calculation, how it is set, and where it is from."""

    name: str
    value: Decimal
    shown: str
    origin: str


@dataclass(frozen=True)
class Worked:
    """A calculation done: `exact` unless rounding took something away. `places` as the result was rounded."""

    figures: tuple[Figure, ...]
    expression: str
    result: Decimal
    exact: bool
    places: int | None
    equation: str


def work_out(inputs: str, expression: str, places: int | None = None) -> Worked:
    """Read the figures, do the sum, round as asked; NoSenseError when it cannot be done."""
    figures = read_figures(inputs)
    value, names, shown = _Reader(expression, {figure.name: figure for figure in figures}).read()
    unused = [figure.name for figure in figures if figure.name not in names]
    if unused:
        raise NoSenseError(_("“%(name)s” is given, but the calculation does not use it.") % {"name": unused[0]})
    wanted = places if places is not None or _decimals(value) <= FINEST else FINEST
    result = value if wanted is None else rounded(value, wanted)
    exact = result == value
    equation = f"{shown} {'=' if exact else '≈'} {number(result)}"
    return Worked(figures, expression.strip(), result, exact, wanted, equation)


def read_figures(inputs: str) -> tuple[Figure, ...]:
    """One figure a line: `tickets = 2,304 from Ticket count, cell D9`."""
    figures: list[Figure] = []
    for line in filter(str.strip, inputs.splitlines()):
        match = _INPUT.fullmatch(line)
        if not match:
            raise NoSenseError(_("Write “%(line)s” as: name = figure from where it stands.") % {"line": line.strip()})
        name, digits, percent, origin = match.groups()
        if any(figure.name == name for figure in figures):
            raise NoSenseError(_("Two figures are called “%(name)s”.") % {"name": name})
        if not origin.strip():
            raise NoSenseError(_("Say where “%(name)s” is from.") % {"name": name})
        value = _figure(digits)
        if percent:
            value = _MATH.divide(value, Decimal(100))
        figures.append(Figure(name, value, _as_typed(value, digits), origin.strip()))
    return tuple(figures)


def rounded(value: Decimal, places: int) -> Decimal:
    """To so many decimals, or with a negative number to tens, hundreds, thousands. Halves go up, as at school."""
    if places >= 0:
        return value.quantize(Decimal(1).scaleb(-places), context=_MATH)
    return value.quantize(Decimal(1).scaleb(-places), context=_MATH).quantize(Decimal(1), context=_MATH)


def number(value: Decimal) -> str:
    """As a newspaper sets it: 31,000,000 and −4.20."""
    return f"{value:,f}".replace("-", "−")


def _as_typed(value: Decimal, digits: str) -> str:
    """A year is typed 1985 and stays so; 31000000 is easier to read with its commas."""
    bare = re.fullmatch(r"\d{4}(?:\.\d+)?", digits.lstrip("-−").strip())
    return number(value).replace(",", "") if bare else number(value)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize(_MATH).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _figure(digits: str) -> Decimal:
    sign = -1 if digits[0] in "-−" else 1
    digits = digits.lstrip("-−").strip()
    if not _NUMBER.fullmatch(digits):
        text = _("“%(figure)s” is no figure. Write it as 1,402,118.50.")
        raise NoSenseError(text % {"figure": digits})
    bare = re.sub("[,  ]", "", digits)
    if len(bare) > MOST_DIGITS:
        raise NoSenseError(_("“%(figure)s” has too many digits.") % {"figure": digits})
    return sign * Decimal(bare)


class _Reader:
    """Reads an expression from left to right, and does the sum while it reads."""

    def __init__(self, expression: str, figures: Mapping[str, Figure]) -> None:
        self._figures = figures
        self._pieces = _signs(expression)
        self._at = 0
        self._names: set[str] = set()
        self._shown: list[str] = []

    def read(self) -> tuple[Decimal, set[str], str]:
        try:
            value = self._sum(0)
        except DivisionByZero:
            raise NoSenseError(_("This divides by zero.")) from None
        except DecimalException:
            raise NoSenseError(_("This divides nothing by nothing, or the result is too large.")) from None
        if self._next:
            raise NoSenseError(_("“%(sign)s” stands where a sign like + or × is wanted.") % {"sign": self._next})
        if value and value.adjusted() >= MOST_DIGITS:
            raise NoSenseError(_("The result is too large."))
        return value, self._names, _set(self._shown)

    @property
    def _next(self) -> str:
        return self._pieces[self._at] if self._at < len(self._pieces) else ""

    def _take(self, shown: str = "") -> str:
        piece = self._next
        self._at += 1
        self._shown.append(shown or piece)
        return piece

    def _sum(self, depth: int) -> Decimal:
        value = self._product(depth)
        while self._next in ("+", "−"):
            sign = self._take()
            right = self._product(depth)
            value = _MATH.add(value, right) if sign == "+" else _MATH.subtract(value, right)
        return value

    def _product(self, depth: int) -> Decimal:
        value = self._factor(depth)
        while self._next in ("×", "÷"):
            sign = self._take()
            right = self._factor(depth)
            value = _MATH.multiply(value, right) if sign == "×" else _MATH.divide(value, right)
        return value

    def _factor(self, depth: int) -> Decimal:
        minus = False
        while self._next in ("+", "−"):
            minus ^= self._take(" " + self._next) == "−"
        value = self._one(depth)
        while self._next == "%":
            self._take()
            value = _MATH.divide(value, Decimal(100))
        return _MATH.minus(value) if minus else value

    def _one(self, depth: int) -> Decimal:
        piece = self._next
        if piece == "(":
            if depth == DEEPEST:
                raise NoSenseError(_("There are too many brackets within brackets."))
            self._take()
            value = self._sum(depth + 1)
            if self._next != ")":
                raise NoSenseError(_("A bracket is not closed."))
            self._take()
            return value
        if _NAME.fullmatch(piece):
            if piece not in self._figures:
                raise NoSenseError(_("“%(name)s” is not among the figures above.") % {"name": piece})
            self._names.add(piece)
            self._take(self._figures[piece].shown)
            return self._figures[piece].value
        if piece and _NUMBER.fullmatch(piece):
            value = _figure(piece)
            self._take(_as_typed(value, piece))
            return value
        if not piece:
            raise NoSenseError(_("The calculation stops in the middle. A figure is missing at its end."))
        raise NoSenseError(_("“%(sign)s” stands where a figure is wanted.") % {"sign": piece})


def _signs(expression: str) -> list[str]:
    if not expression.strip():
        raise NoSenseError(_("Write the calculation: tickets × price."))
    if len(expression) > LONGEST:
        raise NoSenseError(_("The calculation is too long. Split it in two."))
    pieces: list[str] = []
    at = 0
    while at < len(expression):
        if expression[at].isspace():
            at += 1
            continue
        match = _NUMBER.match(expression, at) or _NAME.match(expression, at)
        piece = match.group() if match else expression[at]
        if not match and piece not in "+−×÷()%" and piece not in _SIGNS:
            raise NoSenseError(_("“%(sign)s” has no place in a calculation.") % {"sign": piece})
        pieces.append(_SIGNS.get(piece, piece))
        at += len(piece)
    return pieces


def _set(shown: Sequence[str]) -> str:
    """With blanks around signs, and none within brackets or before a per cent sign. A leading blank marks a sign
    that belongs to the figure after it.
    """
    out = ""
    for piece in shown:
        if piece.startswith(" "):
            out += ("" if not out or out[-1] in "( " else " ") + piece[1:]
        elif piece in ("+", "−", "×", "÷"):
            out += f" {piece} "
        else:
            out += piece
    return out
