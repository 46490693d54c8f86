"""`./run import_report`: a file from anywhere, as JSON or as a case file; plain words when it cannot be."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.models import Article
from claims.copies import path_of
from claims.models import Copy
from claims.reports.arriving import MOST_ENTRIES, arrived
from claims.reports.build import build_report
from claims.reports.formats.json import NotReadable, render
from claims.reports.seal import content_sha256
from factdesk.core.models import Desk, Role, User
from factdesk.core.verifying import verify
from tests.claims.reports.rich import rich
from tests.conftest import SignIn
from tests.factories import add_person


@pytest.fixture
def article(ada: User, ben: User, data_dir: Path) -> Article:
    return rich(ada, ben)


def packed(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def imported(path: Path, data: bytes, *options: str) -> str:
    path.write_bytes(data)
    told = io.StringIO()
    call_command("import_report", str(path), "--desk", "sport", *options, stdout=told)
    return told.getvalue()


def refused(path: Path, data: bytes, *options: str) -> str:
    with pytest.raises(CommandError) as error:
        imported(path, data, *options)
    return str(error.value)


def case_file(article: Article, ada: User) -> bytes:
    copies = [(f"evidence/{one.sha256}-pasted.txt", path_of(one.name).read_bytes()) for one in Copy.objects.all()]
    report = render(build_report(article, made_by=ada))
    return packed(("report.json", report), ("report.html", b"<p>"), *copies, ("manifest.json", b"{}"))


@pytest.mark.django_db(transaction=True)
def test_a_report_is_imported_and_committed(article: Article, ada: User, sam: User, tmp_path: Path) -> None:
    data = render(build_report(article, made_by=ada))
    told = imported(tmp_path / "report.json", data, "--as", "SAM@factdesk.example")
    made = Article.objects.get(desk__name="Sport")
    claims = made.claims.count()
    assert told.splitlines() == [
        f"Article {made.pk}: Tram line 4 will cost Velmar 31 million euros",
        f"{claims} claims in 4 versions are on the desk.",
        "1 kept copies did not come with the report; their pages say they are lost.",
    ]
    assert content_sha256(build_report(made, made_by=sam)) == content_sha256(build_report(article, made_by=ada))
    assert verify()[1] is None
    assert "is here already" in refused(tmp_path / "report.json", data)


def test_a_case_file_brings_its_copies(article: Article, ada: User, sam: User, tmp_path: Path) -> None:
    here = Copy.objects.get()
    told = imported(tmp_path / "case.zip", case_file(article, ada))
    assert "lost" not in told
    copy = Copy.objects.exclude(pk=here.pk).get()
    assert path_of(copy.name).read_bytes() == path_of(here.name).read_bytes()


def test_its_pages_are_there(article: Article, ada: User, sam: User, tmp_path: Path, signed_in: SignIn) -> None:
    imported(tmp_path / "report.json", render(build_report(article, made_by=ada)))
    made = Article.objects.get(desk__name="Sport")
    client = signed_in(sam)
    for name in ("workspace", "coverage", "article-history", "replies", "corrections", "writers"):
        assert client.get(reverse(name, kwargs={"article_id": made.pk})).status_code == 200
    for claim in made.claims.order_by("number"):
        where = {"article_id": made.pk, "number": claim.number}
        assert client.get(reverse("claim", kwargs=where)).status_code == 200
    lost = Copy.objects.get(source__desk=made.desk)
    assert client.get(reverse("copy", kwargs={"copy_id": lost.pk})).status_code == 404


class TestRefusals:
    def test_there_is_no_such_file(self, sam: User, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="No such file"):
            call_command("import_report", str(tmp_path / "none.json"))

    def test_nobody_edits_such_a_desk(self, ada: User, tmp_path: Path) -> None:
        assert "No desk with such an editor" in refused(tmp_path / "report.json", b"{}")

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "This is not JSON"),
            (b"{}", "This is not a report of FactDesk"),
            (packed(("other.json", b"{}")), "there is no report.json in it"),
            (packed(("../report.json", b"{}")), "there is no report.json in it"),
            (packed(("report.json", b"{}")), "This is not a report of FactDesk"),
            (packed(("report.json", b"{}"))[:40], "This ZIP is damaged"),
            (packed(("report.json", b"{}" * 900), method=zipfile.ZIP_LZMA), "This ZIP is damaged"),
            (packed(*((f"{n}.txt", b"") for n in range(MOST_ENTRIES + 1))), "holds more than 5000 files"),
        ],
        ids=range(8),
    )
    def test_what_is_wrong_is_said(self, data: bytes, words: str, sam: User, tmp_path: Path) -> None:
        assert words in refused(tmp_path / "file", data)
        assert not Article.objects.exists()

    def test_a_copy_of_other_bytes(self, article: Article, ada: User, sam: User, tmp_path: Path) -> None:
        report = render(build_report(article, made_by=ada))
        data = packed(("report.json", report), (f"evidence/{Copy.objects.get().sha256}-a.txt", b"Line 4: 13,000,000"))
        assert "is not the one that was kept" in refused(tmp_path / "case.zip", data)

    def test_a_copy_that_is_far_too_large(
        self, article: Article, ada: User, sam: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("claims.reports.arriving.MOST_COPY", 8)
        assert "is larger than" in refused(tmp_path / "case.zip", case_file(article, ada))

    def test_a_reviewer_is_no_editor(self, article: Article, ada: User, other_desk: Desk, tmp_path: Path) -> None:
        add_person("Rob Stone", other_desk, Role.REVIEWER)
        words = refused(tmp_path / "r.json", render(build_report(article, made_by=ada)), "--as", "rob@factdesk.example")
        assert "No desk with such an editor" in words


def test_members_are_found_by_their_hash_alone(article: Article, ada: User) -> None:
    """No name of a ZIP is a path here, whatever it says."""
    report = render(build_report(article, made_by=ada))
    sha = "a" * 64
    evil = [(f"evidence/../{sha}", b"1"), (f"evidence/{sha}/x", b"2"), (f"/evidence/{sha}", b"3"), ("evidence/b", b"4")]
    _report, copies = arrived(packed(("report.json", report), *evil))
    assert not copies
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = packed(("report.json", report), ("report.json", report))
    with pytest.raises(NotReadable):
        arrived(twice)
