"""How standings, people and times look: glyph and word together, words that cannot break the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import timezone

from factdesk.core.templatetags import desk

NOW = dt.datetime(2026, 11, 21, 15, 36, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Claims:
    sourced: int = 0
    disputed: int = 0
    unverified: int = 0
    unchecked: int = 0
    stale: int = 0
    dismissed: int = 0
    withdrawn: int = 0

    @property
    def checked(self) -> int:
        return self.sourced + self.disputed + self.unverified

    @property
    def total(self) -> int:
        return self.checked + self.unchecked + self.stale


@dataclass(frozen=True)
class Deadline:
    at: dt.datetime | None
    late: bool = False
    words: str = ""


@pytest.fixture(autouse=True)
def quarter_to_four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def page(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load desk %}" + source).render(context)


@pytest.mark.parametrize(
    ("standing", "sign"),
    [("sourced", "✓"), ("disputed", "✗"), ("unverified", "?"), ("unchecked", "○"), ("stale", "↻"), ("dismissed", "–")],
)
def test_a_tag_shows_its_glyph_and_its_word(standing: str, sign: str) -> None:
    html = page("{% tag standing label %}", standing=standing, label="Wort")
    assert html == f'<span class="tag {standing}"><span class="g" aria-hidden="true">{sign}</span>Wort</span>'


def test_words_of_people_cannot_become_markup() -> None:
    html = page("{% tag 'sourced' label %}{% face name %}{% key cap %}", label="<b>", name="<i> <u>", cap="<kbd>")
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert html.count("<kbd") == 1


def test_a_glyph_is_silent_for_screen_readers() -> None:
    assert page("{% glyph 'stale' %}") == '<span class="g stale" aria-hidden="true">↻</span>'


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ada Lind", "AL"), ("Cleo", "C"), ("Ana María de la Cruz", "AC"), ("", "")],
)
def test_a_face_shows_first_and_last_initial(name: str, initials: str) -> None:
    assert f">{initials}</span>" in page("{% face name %}", name=name)


def test_a_face_takes_the_initials_a_user_has() -> None:
    assert ">XY</span>" in page("{% face user %}", user=SimpleNamespace(initials="XY"))


def test_the_bar_is_filled_from_settled_to_open_and_says_so_in_words() -> None:
    html = page("{% meter counts %}", counts=Claims(sourced=2, unverified=1, unchecked=1, dismissed=3))
    assert 'aria-label="2 sourced, 1 unverified, 1 unchecked, 3 dismissed"' in html
    assert 'x="0.00%" width="50.00%" height="100%" fill="url(#p-sourced)"' in html
    assert 'x="50.00%" width="25.00%" height="100%" fill="url(#p-unverified)"' in html
    assert 'x="75.00%" width="25.00%" height="100%" fill="url(#p-unchecked)"' in html
    assert "p-dismissed" not in html


def test_an_empty_bar_says_that_there_are_no_claims() -> None:
    html = page("{% meter counts thin=True %}", counts=Claims())
    assert 'aria-label="No claims yet"' in html
    assert 'class="meter thin"' in html
    assert "url(#p-" not in html


def test_the_tally_names_only_what_needs_a_look_unless_all_are_asked_for() -> None:
    counts = Claims(sourced=5, disputed=2, unchecked=4)
    assert "sourced" not in page("{% tally counts %}", counts=counts)
    assert 'sr"> disputed' in page("{% tally counts %}", counts=counts)
    everything = page("{% tally counts every=True %}", counts=counts)
    assert "sourced" in everything
    assert "unchecked" in everything


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC), "18:00"),
        (dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC), "12:00"),
        (dt.datetime(2026, 11, 27, 9, 0, tzinfo=dt.UTC), "Fri 27 Nov"),
        (dt.datetime(2026, 11, 19, 9, 0, tzinfo=dt.UTC), "Thu 19 Nov"),
    ],
)
def test_a_deadline_is_a_time_when_it_is_near_and_a_day_when_it_is_not(at: dt.datetime, shown: str) -> None:
    assert f"<span>{shown}</span>" in page("{% due due %}", due=Deadline(at))


def test_a_late_deadline_says_how_late_in_words() -> None:
    html = page("{% due due %}", due=Deadline(NOW - dt.timedelta(minutes=36), late=True, words="Late by 36 min"))
    assert '<span class="late">15:00</span>' in html
    assert "<b>Late by 36 min</b>" in html


def test_a_deadline_reads_as_a_sentence() -> None:
    html = page("{% due_line due %}", due=Deadline(NOW + dt.timedelta(minutes=144), words="in 2 h 24 min"))
    assert " ".join(html.split()) == 'Due <b class="soon">today 18:00</b>, in 2 h 24 min'


def test_no_deadline_is_said() -> None:
    assert "No deadline" in page("{% due due %}", due=None)
    assert page("{% due_line due %}", due=Deadline(None)).strip() == "No deadline"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (dt.datetime(2026, 11, 21, 15, 20, tzinfo=dt.UTC), "Today 15:20"),
        (dt.datetime(2026, 11, 19, 16, 12, tzinfo=dt.UTC), "19 Nov 16:12"),
        (dt.datetime(2025, 12, 31, 23, 59, tzinfo=dt.UTC), "31 Dec 2025, 23:59"),
    ],
)
def test_a_moment_names_the_day_and_the_year_only_where_needed(at: dt.datetime, shown: str) -> None:
    html = page("{% moment at %}", at=at)
    assert html == f'<time datetime="{at.isoformat(timespec="minutes")}">{shown}</time>'


def test_a_moment_follows_the_newsrooms_clock() -> None:
    with timezone.override("America/New_York"):
        assert "Today 10:36" in page("{% moment at %}", at=NOW)


def test_a_moment_already_in_words_is_shown_as_words() -> None:
    assert page("{% moment at %}", at="<yesterday>") == "&lt;yesterday&gt;"


def test_evidence_is_summed_up_by_stance() -> None:
    evidence = [SimpleNamespace(stance=stance) for stance in ("refutes", "supports", "supports")]
    assert page("{% evidence_summary evidence %}", evidence=evidence) == "2 support · 1 refutes"
    assert page("{% evidence_summary evidence %}", evidence=[]) == ""


@pytest.mark.parametrize("words", ['x"; } body { display: none } /*', "</style><script>", "a\\", "line\nbreak"])
def test_no_title_leaves_the_quotes_of_a_style_sheet(words: str) -> None:
    quoted = desk.css_string(words)
    inside = quoted[1:-1]
    assert quoted[0] == quoted[-1] == '"'
    assert not set(inside) & set('"<>{};/\n')


def test_letters_of_every_script_stay_readable_in_a_style_sheet() -> None:
    assert desk.css_string("Brücke جسر 18") == '"Brücke جسر 18"'
