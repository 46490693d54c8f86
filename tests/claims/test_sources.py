"""Sources used again, copies that are kept, sums that are shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.actions.copies import keep_copy
from claims.actions.judgement import record_finding
from claims.calculation import work_out
from claims.copies import MAX_BYTES, SHELF, Incoming, names_on_disk, pasted, path_of, read
from claims.models import Calculation, Claim, Copy, Evidence, Kept, Source
from claims.sources import known_sources
from claims.vocabulary import QuoteFound, SourceKind, SourceRank, Status, SubReason
from factdesk.core.errors import Conflict, Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Desk, User
from tests.factories import article_with_claims, confide, support

TEXT = "Budget of the city\n\nLine 4: 31,000,000 euros\n"


@pytest.fixture
def claim(ada: User, data_dir: Path) -> Claim:
    return article_with_claims(ada)[1][0]


def fresh(claim: Claim) -> Claim:
    return Claim.objects.with_standing().get(pk=claim.pk)


def settle() -> None:
    """What Postgres looks at when a transaction ends; here several of them share one."""
    connection.check_constraints()


def said(claim: Claim) -> list[str]:
    return list(AuditEntry.objects.filter(object_id=claim.pk).order_by("seq").values_list("action", flat=True))


# Sources again


def source(desk: Desk, user: User, title: str, url: str = "") -> Source:
    return Source.objects.create(desk=desk, title=title, kind=SourceKind.DOCUMENT, url=url, created_by=user)


def test_a_source_is_found_by_any_of_its_words_and_only_on_its_desk(
    desk: Desk, other_desk: Desk, ben: User, sam: User
) -> None:
    budget = source(desk, ben, "City of Velmar, budget book", "https://velmar.example/budget.pdf")
    report = source(desk, ben, "Budget report 50% of 2024")
    source(other_desk, sam, "Budget of another desk")
    assert list(known_sources(desk.pk, "budget")) == [report, budget]
    assert list(known_sources(desk.pk, "book velmar")) == [budget]
    assert list(known_sources(desk.pk, "velmar.example")) == [budget]
    assert list(known_sources(desk.pk, "50%")) == [report]
    assert list(known_sources(desk.pk, "_")) == []
    for nothing in ("", "  ", "\x00", "unheard"):
        assert not known_sources(desk.pk, nothing)


def test_finding_a_source_is_one_query_and_eight_rows_on_a_large_desk(desk: Desk, ben: User) -> None:
    rows = (Source(desk=desk, title=f"Report {n}", kind="document", created_by=ben) for n in range(1000))
    Source.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as asked:
        assert len(known_sources(desk.pk, "report")) == 8
    assert len(asked) == 1


def test_a_chosen_source_is_used_as_long_as_the_form_says_the_same(claim: Claim, desk: Desk, ben: User) -> None:
    known = source(desk, ben, "City of Velmar, budget book")
    assert support(claim, ben, source_id=known.pk).source == known
    other = support(claim, ben, source_id=known.pk, title="City of Velmar, accounts")
    assert other.source.title == "City of Velmar, accounts"
    assert Source.objects.count() == 2


def test_another_desks_source_is_not_taken(claim: Claim, other_desk: Desk, ben: User, sam: User) -> None:
    foreign = source(other_desk, sam, "City of Velmar, budget book")
    for pk in (foreign.pk, 999_999):
        with pytest.raises(Refused, match="not on the desk's list"):
            support(claim, ben, source_id=pk)
    assert not Evidence.objects.exists()


# Kind and rank


def find_with(claim: Claim, ben: User, note: str = "") -> None:
    claim.refresh_from_db()
    record_finding(
        claim_id=claim.pk,
        actor=ben,
        seen=claim.lock_version,
        status=Status.SOURCED,
        sub_reason=SubReason.PRIMARY,
        note=note,
    )


def test_one_secondary_source_alone_needs_a_reason(claim: Claim, ben: User) -> None:
    support(claim, ben, rank=SourceRank.SECONDARY)
    with pytest.raises(Refused, match="one secondary source is enough"):
        find_with(claim, ben)
    find_with(claim, ben, "The minutes themselves are closed for thirty years.")
    assert fresh(claim).standing == "sourced"


def test_two_secondary_sources_need_none(claim: Claim, ben: User) -> None:
    support(claim, ben, rank=SourceRank.SECONDARY)
    support(claim, ben, rank=SourceRank.SECONDARY, title="Another paper")
    find_with(claim, ben)
    assert fresh(claim).standing == "sourced"


@pytest.mark.django_db(transaction=True)
def test_postgres_asks_for_the_reason_too(ada: User, ben: User, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = article_with_claims(ada)[1][0]
    support(claim, ben, rank=SourceRank.SECONDARY)
    monkeypatch.setattr("claims.actions.judgement._require_needs", lambda *_args, **_kwargs: None)
    with pytest.raises(DatabaseError, match="one secondary source"):
        find_with(claim, ben)


# Copies


def test_a_copy_is_on_disk_under_a_name_of_our_own(claim: Claim, ben: User) -> None:
    upload = Incoming("../../budget\u202e.txt", [TEXT[:10].encode(), TEXT[10:].encode()])
    kept = support(claim, ben, copy=upload).kept
    copy = kept.copy
    assert read(copy.name).decode() == TEXT
    assert path_of(copy.name).is_relative_to(SHELF.folder())
    assert (copy.original_name, copy.media_type, copy.size) == ("budget.txt", "text/plain", len(TEXT))
    assert (kept.found, kept.line) == (QuoteFound.EXACT, 3)
    assert AuditEntry.objects.latest("pk").changes["copy"] == copy.pk


@pytest.mark.parametrize(
    ("bytes_", "quote", "found", "line"),
    [
        (TEXT.encode(), "Line 4: 31,000,000", "exact", 3),
        (TEXT.encode(), "Line 4 has 31,500,000 euros", "differs", 3),
        (TEXT.encode(), "The mayor resigned on Friday", "missing", None),
        (b"%PDF-1.7 binary", "Line 4: 31,000,000", "unread", None),
        (TEXT.encode(), "", "no_quote", None),
        (b"<!doctype html><body><p>One<p>Line 4:<br>31,000,000", "31,000,000", "exact", 3),
    ],
)
def test_the_quote_is_looked_for_when_it_is_saved(
    claim: Claim, ben: User, bytes_: bytes, quote: str, found: str, line: int | None
) -> None:
    kept = support(claim, ben, quote=quote, note="A note", copy=Incoming("x", [bytes_])).kept
    assert (kept.found, kept.line) == (found, line)
    assert bool(kept.diff) == (found == "differs")


def test_the_same_bytes_of_a_source_are_kept_once(claim: Claim, ben: User) -> None:
    first = support(claim, ben, copy=pasted(TEXT))
    again = support(claim, ben, copy=pasted(TEXT))
    other = support(claim, ben, copy=pasted(TEXT), locator="Page 13")
    assert first == again
    assert first.kept.copy == other.kept.copy
    assert len(list(names_on_disk(at_rest=-1))) == Copy.objects.count() == 1


def test_no_file_stays_behind_when_nothing_is_saved(claim: Claim, ben: User, omar: User, sam: User) -> None:
    for actor, problem in ((omar, Denied), (sam, Missing)):
        with pytest.raises(problem):
            support(claim, actor, copy=pasted(TEXT))
    with pytest.raises(Refused):
        support(claim, ben, source_id=999, copy=pasted(TEXT))
    assert not list(names_on_disk(at_rest=-1))
    assert not Copy.objects.exists()


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_saved(
    claim: Claim, ben: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("factdesk.core.shelf.os.fsync", full)
    with pytest.raises(Refused, match="could not store the file"):
        support(claim, ben, copy=pasted(TEXT))
    assert not list(names_on_disk(at_rest=-1))
    assert not Evidence.objects.exists()


def test_too_large_and_empty_files_are_refused_while_they_come(claim: Claim, ben: User) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 1_000_000

    for chunks, problem in ((endless(), "larger than 25 MB"), (iter([]), "empty")):
        with pytest.raises(Refused, match=problem):
            support(claim, ben, copy=Incoming("big", chunks))
    assert not list(names_on_disk(at_rest=-1))
    assert MAX_BYTES == 25_000_000


def test_a_copy_is_kept_later_and_once(claim: Claim, ben: User, cleo: User) -> None:
    evidence = support(claim, ben)
    seen = fresh(claim).lock_version
    copy = pasted(TEXT)
    assert copy
    kept = keep_copy(evidence_id=evidence.pk, actor=cleo, seen=seen, copy=copy)
    assert (kept.found, kept.line) == ("exact", 3)
    assert said(claim)[-1] == "claim.copy_kept"
    assert fresh(claim).lock_version == seen + 1
    assert keep_copy(evidence_id=evidence.pk, actor=cleo, seen=seen, copy=copy) == kept
    with pytest.raises(Conflict):
        keep_copy(evidence_id=evidence.pk, actor=cleo, seen=seen + 1, copy=Incoming("", [b"other"]))


def test_sweeping_removes_orphans_and_names_what_is_lost(claim: Claim, ben: User) -> None:
    kept = support(claim, ben, copy=pasted(TEXT)).kept
    orphan = path_of("0" * 32)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"left over")
    out = StringIO()
    call_command("sweep_files", stdout=out)
    assert orphan.exists()  # written a moment ago: its row may be on its way
    for path in SHELF.folder().glob("??/*"):
        _age(path)
    call_command("sweep_files", look=True, stdout=out)
    assert orphan.exists()
    call_command("sweep_files", stdout=out)
    assert not orphan.exists()
    assert path_of(kept.copy.name).exists()
    path_of(kept.copy.name).unlink()
    with pytest.raises(CommandError, match=str(kept.copy.pk)):
        call_command("sweep_files", stdout=out)


def _age(path: Path) -> None:
    before = path.stat().st_mtime - 4000
    os.utime(path, (before, before))


@pytest.mark.parametrize("model", [Copy, Kept, Calculation])
def test_postgres_keeps_copies_and_sums(claim: Claim, ben: User, model: type) -> None:
    support(claim, ben, copy=pasted(TEXT), worked=work_out("", "1 + 1"), kind=SourceKind.CALCULATION)
    column = {"Copy": "original_name", "Kept": "found", "Calculation": "expression"}[model.__name__]
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{column: "exact"})  # type: ignore[attr-defined]
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()  # type: ignore[attr-defined]


def test_postgres_ties_a_copy_to_the_source_of_its_evidence(claim: Claim, ben: User) -> None:
    copy = support(claim, ben, copy=pasted(TEXT)).kept.copy
    other = support(claim, ben, title="Another source")
    with pytest.raises(DatabaseError, match="belongs to the source"), transaction.atomic():
        Kept.objects.create(evidence=other, claim=claim, copy=copy, found="exact", line=1)


def test_postgres_ties_a_copy_to_the_claim_of_its_evidence(ada: User, ben: User, data_dir: Path) -> None:
    first, second, *_rest = article_with_claims(ada)[1]
    kept = support(first, ben, copy=pasted(TEXT)).kept
    other = support(first, ben, title="City of Velmar, budget book", locator="Page 13")
    with pytest.raises(DatabaseError, match="not the one of the evidence"), transaction.atomic():
        Kept.objects.create(evidence=other, claim=second, copy=kept.copy, found="exact", line=1)


def test_of_a_confidential_source_no_copy_is_kept(claim: Claim, ben: User) -> None:
    evidence = confide(claim, ben)
    copy = pasted(TEXT)
    assert copy
    with pytest.raises(Denied, match="could tell who they are"):
        keep_copy(evidence_id=evidence.pk, actor=ben, seen=fresh(claim).lock_version, copy=copy)
    whole = {"name": "a" * 32, "sha256": "b" * 64, "size": 1, "media_type": "text/plain"}
    with pytest.raises(DatabaseError, match="confidential"), transaction.atomic():
        Copy.objects.create(source=evidence.source, by=ben, **whole)
    assert not list(names_on_disk(at_rest=-1))


def test_confidential_sources_are_on_no_list(claim: Claim, ben: User) -> None:
    evidence = confide(claim, ben)
    assert not known_sources(claim.article.desk_id, evidence.source.title)
    with pytest.raises(Refused, match="not on the desk's list"):
        support(claim, ben, source_id=evidence.source_id)


@pytest.mark.parametrize("facts", [{"name": "../etc/passwd"}, {"sha256": "short"}, {"size": 25_000_001}, {"size": 0}])
def test_postgres_checks_what_a_copy_says_of_itself(claim: Claim, ben: User, facts: dict[str, object]) -> None:
    evidence = support(claim, ben)
    whole = {"name": "a" * 32, "sha256": "b" * 64, "size": 1, "media_type": "text/plain"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Copy.objects.create(source=evidence.source, by=ben, **whole | facts)


# Sums


def test_a_calculation_is_its_own_quote(claim: Claim, ben: User) -> None:
    worked = work_out("tickets = 2,304 from Sheet 1, cell D9\nprice = 3.00 from Rules", "tickets * price")
    evidence = support(claim, ben, kind=SourceKind.CALCULATION, quote="", locator="", worked=worked)
    assert evidence.quote == "2,304 × 3.00 = 6,912.00"
    assert evidence.locator == "Sheet 1, cell D9; Rules"
    assert evidence.calculation.figures == [["tickets", "2,304", "Sheet 1, cell D9"], ["price", "3.00", "Rules"]]
    assert AuditEntry.objects.latest("pk").changes["calculation"] == evidence.calculation.pk
    find_with(claim, ben)
    assert fresh(claim).standing == "sourced"
