"""What files say of themselves, less what programs write there on their own."""

import pytest

from articles.extract.document import About
from articles.extract.properties import properties


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Bridge  closes for a year", "Bridge closes for a year"),
        ("Microsoft Word - Bridge closes", "Bridge closes"),
        ("Microsoft Word - bridge_v2.docx", ""),
        ("bridge_final.PDF", ""),
        ("Word Document", ""),
        ("Untitled-1", ""),
        ("Document1", ""),
        ("Normal.dotm", ""),
        ("2026-05-03", ""),
        ("x" * 400, ""),
    ],
)
def test_titles_that_a_program_gave_are_none(title: str, kept: str) -> None:
    assert next((fact.value for fact in properties(title=title)), "") == kept


@pytest.mark.parametrize(
    ("authors", "kept"),
    [
        ("Ann Lee; Bo Ray", "Ann Lee, Bo Ray"),
        ("Microsoft Office User", ""),
        ("python-docx", ""),
        ("Cisco Employee", ""),
        ("Administrator; Ann Lee", "Ann Lee"),
        ("User", ""),
    ],
)
def test_authors_that_are_nobody_are_none(authors: str, kept: str) -> None:
    assert next((fact.value for fact in properties(authors=authors)), "") == kept


def test_days_and_languages_are_facts_when_they_are_some() -> None:
    facts = properties(days=("2026-05-03T10:00:00Z", "2013-12-23T23:15:00Z", "1601-01-01", "soon"), language="en_GB")
    assert [(fact.about, fact.value) for fact in facts] == [(About.PUBLISHED, "2026-05-03"), (About.LANGUAGE, "en-GB")]
    assert not properties(language="English (UK)")
