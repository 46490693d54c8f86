"""What each profile holds: field by field, so that a field which comes later is in none until somebody says so."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from claims.reports.formats import json
from claims.reports.making import case_file, narrowed, render
from claims.reports.profiles import for_profile
from claims.reports.report import Report
from claims.vocabulary import Format, Profile
from tests.claims.reports.on_paper import poppler
from tests.claims.reports.told import told_report, words_in

REPORT, CANARIES = told_report()

PUBLIC = {
    "Report.title",
    "Report.writer",
    "About.code",
    "About.newsroom",
    "About.desk",
    "About.public_url",
    "Inputs.version",
    "Inputs.verdicts",
    "Inputs.evidence",
    "Inputs.content",
    "Inputs.audit_hash",
    "Version.text",
    "Version.origin",
    "Run.proposer",
    "Run.proposer_version",
    "Sent.model",
    "Claim.type",
    "Claim.speaker",
    "TextQuoteSelector.exact",
    "TextQuoteSelector.prefix",
    "TextQuoteSelector.suffix",
    "Source.title",
    "Source.url",
    "standing Evidence.quote",
    "standing Evidence.locator",
    "standing Evidence.archive_url",
    "standing Calculation.expression",
    "standing Calculation.figures",
    "confided Source.description",
    "Reply.addressee",
    "Reply.answer",
    "SignOff.version_sha256",
    "SignOff.verdicts_sha256",
    "Correction.old_words",
    "Correction.new_words",
    "Correction.public_note",
}


def held(report: Report) -> set[str]:
    return words_in(json.render(report).decode(), CANARIES)


def test_legal_holds_everything() -> None:
    everything = held(REPORT)
    assert {path for path in CANARIES.values() if path.startswith(("Comment.", "ordinary Comment."))} <= everything
    assert {"Claim.speaker", "confided Evidence.quote", "confided Source.title", "standing Copy.name"} <= everything


def test_internal_holds_all_but_what_was_said_for_legal() -> None:
    without = held(REPORT) - held(for_profile(REPORT, Profile.INTERNAL))
    assert {path.split(".")[0] for path in without} == {"Comment"}
    assert {"Comment.text", "Comment.edits"} <= without
    assert "ordinary Comment.text" not in without


def test_public_holds_what_is_named_here_and_nothing_else() -> None:
    assert held(for_profile(REPORT, Profile.PUBLIC)) == PUBLIC


def test_a_narrower_report_is_not_made_wider() -> None:
    with pytest.raises(ValueError, match="narrowed once"):
        for_profile(for_profile(REPORT, Profile.PUBLIC), Profile.INTERNAL)


@pytest.mark.parametrize("form", [form for form in Format if form != Format.ZIP])
@pytest.mark.parametrize("profile", list(Profile))
def test_no_form_holds_more_than_its_profile(form: Format, profile: Profile) -> None:
    report = narrowed(REPORT, profile)
    shown = words_in(text_of(render(report, form)), CANARIES)
    assert shown, "it says something"
    assert shown <= held(report)


@pytest.mark.parametrize("profile", list(Profile))
def test_a_case_file_holds_no_more_either(profile: Profile) -> None:
    url = "https://velmar.example/checks/tram-4"
    with case_file(REPORT, profile, lambda _sha256: [b"kept"], public_url=url, beat=lambda: None) as made:
        packed = zipfile.ZipFile(io.BytesIO(made.read()))
        shown = {path for name in packed.namelist() for path in words_in(text_of(packed.read(name)) + name, CANARIES)}
    assert shown
    assert shown <= held(narrowed(REPORT, profile))


def text_of(data: bytes) -> str:
    """Everything that can be read in it, with what sets it apart taken out."""
    if data.startswith(b"%PDF-"):
        return re.sub(r"[\s\u00ad-]+", "", poppler("pdftotext", data))
    if data.startswith(b"PK"):
        packed = zipfile.ZipFile(io.BytesIO(data))
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return data.decode()
