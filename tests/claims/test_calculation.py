"""Arithmetic a reviewer can show: right to the last digit, and nonsense told in plain words."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.calculation import NoSenseError, read_figures, rounded, work_out

TICKETS = "tickets = 2,304 from Ticket count, cell D9\nprice = 3.00 from Rules, paragraph 4"


def test_the_sum_is_shown_with_its_figures() -> None:
    worked = work_out(TICKETS, "tickets * price")
    assert worked.equation == "2,304 × 3.00 = 6,912.00"
    assert (worked.result, worked.exact, worked.places) == (Decimal("6912.00"), True, None)
    assert [figure.origin for figure in worked.figures] == ["Ticket count, cell D9", "Rules, paragraph 4"]


@pytest.mark.parametrize(
    ("expression", "places", "equation"),
    [
        ("0.1 + 0.2", None, "0.1 + 0.2 = 0.3"),
        ("2026 − 1985", None, "2026 − 1985 = 41"),
        ("(0.42 - 0.17) / 0.42", 2, "(0.42 − 0.17) ÷ 0.42 ≈ 0.60"),
        ("2 + 3 × 4", None, "2 + 3 × 4 = 14"),
        ("-(2 + 3)", None, "−(2 + 3) = −5"),
        ("200 * 5%", None, "200 × 5% = 10.00"),
        ("29,412,345", -3, "29,412,345 ≈ 29,412,000"),
        ("1/3", None, "1 ÷ 3 ≈ 0.3333333333"),
        ("2.5", 0, "2.5 ≈ 3"),
        ("6 : 2 · 3", None, "6 ÷ 2 × 3 = 9"),
    ],
)
def test_it_reads_as_a_newspaper_sets_it(expression: str, places: int | None, equation: str) -> None:
    assert work_out("", expression, places).equation == equation


@pytest.mark.parametrize(
    ("figures", "expression", "said"),
    [
        ("", "", "Write the calculation"),
        ("", "1 / 0", "divides by zero"),
        ("", "0 / 0", "divides nothing by nothing"),
        ("", "tickets * 2", "“tickets” is not among the figures above"),
        ("", "2 3", "“3” stands where a sign"),
        ("", "2 +", "stops in the middle"),
        ("", "(2", "not closed"),
        ("", "2)", "“)” stands where a sign"),
        ("", "× 2", "“×” stands where a figure"),
        ("", "2 ** 3", "“×” stands where a figure"),
        ("", "__import__('os')", "“'” has no place"),
        ("", "2.__class__", "“.” has no place"),
        ("", "1e999", "“e999” stands where a sign"),
        ("", "(" * 41 + "1" + ")" * 41, "too many brackets"),
        ("", "1" * 31, "too many digits"),
        ("", "99999999999999999999 * 99999999999999999999", "too large"),
        ("", "1+" * 400 + "1", "too long"),
        ("a = 1 from x\na = 2 from y", "a", "Two figures are called “a”"),
        ("a = 1", "a", "Say where “a” is from"),
        ("a = 1.402.118 from x", "a", "is no figure"),
        ("a = one from x", "a", "Write “a = one from x” as"),
        ("a = 1 from x\nb = 2 from y", "a", "“b” is given, but"),
    ],
)
def test_nonsense_is_told_in_plain_words(figures: str, expression: str, said: str) -> None:
    with pytest.raises(NoSenseError) as caught:
        work_out(figures, expression)
    assert said in str(caught.value)


def test_a_figure_may_be_a_share_or_below_zero() -> None:
    share, loss = read_figures("share = 12.5% from Annual report\nloss = −4,200 from Accounts")
    assert (share.value, loss.value) == (Decimal("0.125"), Decimal(-4200))


EXPRESSIONS = st.recursive(
    st.integers(0, 10**6).map(str) | st.decimals(0, 1000, places=3).map(str),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda parts: f"({''.join(parts)})"),
    max_leaves=6,
)


@settings(deadline=None)
@given(EXPRESSIONS)
def test_it_agrees_with_exact_fractions(expression: str) -> None:
    """Against another way of doing sums; the expressions are our own, so Python may evaluate them."""
    spelt = re.sub(r"[\d.]+", lambda match: f"Fraction('{match.group()}')", expression)
    expected = eval(spelt, {"__builtins__": {}, "Fraction": Fraction})  # noqa: S307
    try:
        worked = work_out("", expression)
    except NoSenseError:
        assert abs(expected) >= 10**30
        return
    assert abs(Fraction(worked.result) - expected) <= Fraction(1, 10**10)
    assert worked.exact == (Fraction(worked.result) == expected)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    for figures, expression in ((text, "1"), ("", text), (text, text)):
        with suppress(NoSenseError):
            assert work_out(figures, expression).equation


@settings(deadline=None)
@given(st.decimals(-(10**12), 10**12, places=6), st.sampled_from([2, 1, 0, -1, -2, -3, -6]))
def test_rounding_moves_by_half_a_step_at_most(value: Decimal, places: int) -> None:
    assert abs(rounded(value, places) - value) <= Decimal(10) ** -places / 2


def test_a_year_is_set_as_a_year() -> None:
    figures = "now = 2026 from the calendar\nthen = 1985 from File 3/85\npaid = 31000000 from the budget"
    worked = work_out(figures, "paid ÷ (now − then) × 1000")
    assert worked.equation.startswith("31,000,000 ÷ (2026 − 1985) × 1000 ≈ ")
    assert [figure.shown for figure in worked.figures] == ["2026", "1985", "31,000,000"]
