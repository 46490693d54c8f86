"""Days, as lines of pages and properties of files write them."""

import pytest

from articles.extract.datelines import day_in


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 3 May 2026 at 10.15", "2026-05-03"),
        ("Updated: Sept. 9th, 2025", "2025-09-09"),
        ("Monday, December 31 2024", "2024-12-31"),
        ("2026-05-03T22:10:00+02:00", "2026-05-03"),
        ("2026/05/03", "2026-05-03"),
        ("31.12.2024, 10 Uhr", "2024-12-31"),
        ("3.4.2026", "2026-04-03"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("4/4/2026", "2026-04-04"),
        ("3/4/2026", ""),
        ("31 February 2026", ""),
        ("2026-13-01", ""),
        ("version 1.2.2026.4", ""),
        ("May 2026", ""),
        ("yesterday", ""),
    ],
)
def test_only_a_day_that_is_sure_is_one(line: str, day: str) -> None:
    assert day_in(line) == day
