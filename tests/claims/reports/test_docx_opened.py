"""The Word file in a word processor of flesh and blood: LibreOffice opens it, prints it and keeps its comments."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from claims.reports.formats.docx import render
from claims.reports.report import Report
from tests.claims.reports.in_word import everything, marked

NEEDED = ("lowriter", "pdftotext")
PACKAGES = "libreoffice-writer poppler-utils"
MIXED = """Трамвайная линия 4
The council approved 31 million euros on Monday.
أعلنت المدينة أن الخط يكلف 31 مليون يورو
{ DDEAUTO cmd "/k calc" } and <b>&amp;</b>"""


@pytest.fixture(scope="module")
def office() -> None:
    """LibreOffice Writer. Without it these tests are skipped, and that is said; in CI it is a failure."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing and os.environ.get("FACTDESK_REQUIRE_OFFICE"):
        pytest.fail(f"No {' and no '.join(missing)} here, and FACTDESK_REQUIRE_OFFICE is set")
    if missing:
        pytest.skip(f"NO WORD PROCESSOR: these tests need {PACKAGES} (apt-get install {PACKAGES})")


def converted(report: Report, folder: Path, kind: str) -> Path:
    """What LibreOffice makes of the file, with settings that are thrown away."""
    source = folder / "report.docx"
    source.write_bytes(render(report))
    home = f"-env:UserInstallation=file://{folder}/office"
    command = ["lowriter", home, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return folder / f"report.{kind}"


@pytest.mark.usefixtures("office")
def test_it_prints_with_every_word_and_the_number_of_each_page(tmp_path: Path) -> None:
    spans = [("31 million euros", "disputed"), ("Трамвайная", "sourced"), ("31 مليون", "stale"), ("calc", "unchecked")]
    printed = converted(marked(MIXED, *spans), tmp_path, "pdf")
    run = subprocess.run(["pdftotext", "-layout", str(printed), "-"], check=True, capture_output=True, timeout=60)
    pages = run.stdout.decode().split("\f")[:-1]
    text = re.sub(r"\s+", " ", " ".join(pages))
    said = (
        "DRAFT, not signed off", "3 Article as checked", "Трамвайная линия 4", "10 Method", "C001 ✗ Disputed",
        "The council approved 1✗ 31 million euros on Monday.", '"/k 4○ calc" } and <b>&amp;</b>',
    )  # fmt: skip
    for words in said:
        assert words in text, words
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.usefixtures("office")
def test_its_comments_are_comments_on_the_words_of_the_claims(tmp_path: Path) -> None:
    text = "Tram line 4\nThe council approved 31 million euros.\nThe line was closed in 1974."
    opened = converted(marked(text, ("31 million euros", "disputed"), ("closed in 1974", "sourced")), tmp_path, "fodt")
    found = opened.read_text()
    assert found.count("<office:annotation ") == found.count("<office:annotation-end ") == 2
    words = re.findall(r"</office:annotation>(.*?)<office:annotation-end ", found, re.DOTALL)
    assert [re.sub("<[^>]*>", "", one) for one in words] == ["31 million euros", "closed in 1974"]
    assert found.count("<dc:creator>Ben Okoro</dc:creator>") == 2
    assert "C001 ✗ Disputed" in found


@pytest.mark.usefixtures("office")
def test_all_that_a_report_can_hold_prints(tmp_path: Path) -> None:
    assert converted(everything(MIXED), tmp_path, "pdf").read_bytes().startswith(b"%PDF")
