"""Coverage: every sentence in exactly one state, whoever marks; marks that nobody can bend; two people at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extract.document import Block, BlockKind
from articles.models import Article
from claims.actions.coverage import mark_nothing_to_check, take_back
from claims.actions.making import add_claim
from claims.actions.proposals import set_reach
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.workflow import dismiss
from claims.coverage import Cover, Coverage, cover, joined
from claims.detect import Reach
from claims.gaps import coverage_of
from claims.models import Claim, NothingToCheck
from claims.spans import Span
from claims.states import ClaimState
from claims.vocabulary import ClaimKind, DismissReason
from factdesk.core.errors import Conflict, Denied, DeskError, Missing, Refused
from factdesk.core.models import AuditEntry, User
from tests.factories import TEXT, article_with_claims, bring

Case = tuple[list[list[Any]], list[Block], list[Span], list[Span]]

WEAK = "Ilse Dornach was the first woman to lead the town council."
MORE = f"{TEXT}\nNothing happened on Tuesday. It rained. The tram was late again.\n"


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada, MORE)[0]


def covered(article: Article) -> Coverage:
    found = coverage_of(article.head)
    assert found is not None
    return found


def span(article: Article, words: str) -> Span:
    start = article.head.text.index(words)
    return start, start + len(words)


def mark(article: Article, actor: User, *words: str, **changed: object) -> list[Span]:
    form: dict[str, object] = {"version": 1, "spans": [span(article, one) for one in words]}
    return mark_nothing_to_check(article_id=article.pk, actor=actor, **(form | changed))  # type: ignore[arg-type]


def back(article: Article, actor: User, *words: str, **changed: object) -> list[Span]:
    form: dict[str, object] = {"version": 1, "spans": [span(article, one) for one in words]}
    return take_back(article_id=article.pk, actor=actor, **(form | changed))  # type: ignore[arg-type]


def state(article: Article, words: str) -> Cover:
    return next(one.cover for one in covered(article).sentences if one.span == span(article, words))


# --- The pure reading ------------------------------------------------------------------------------------------


@st.composite
def readings(draw: st.DrawFn) -> Case:
    """Sentences cut from blocks one after the other, and places that lie anywhere."""
    rows: list[list[Any]] = []
    blocks: list[Block] = []
    at = 0
    for number in range(draw(st.integers(1, 5))):
        start = at
        for _sentence in range(draw(st.integers(1, 4))):
            end = at + draw(st.integers(1, 12))
            label = draw(st.sampled_from(["claim", "minor", "opinion", "question", "furniture", "heading", ""]))
            rows.append([at, end, number, 0.5, label])
            at = end + draw(st.integers(0, 2))
        blocks.append(Block(BlockKind.BODY, start, at))
        at += 2
    places = st.lists(st.tuples(st.integers(0, at), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])), max_size=8)
    return rows, blocks, draw(places), draw(places)


@given(readings())
@settings(max_examples=300, deadline=None)
def test_every_sentence_is_in_exactly_one_state(case: Case) -> None:
    rows, blocks, claimed, passed = case
    found = cover(rows, blocks, claimed, passed)
    counted = [(row[0], row[1]) for row in rows if row[4] not in {"furniture", "heading"}]
    assert [one.span for one in found.sentences] == counted
    assert found.claimed + found.passed + len(found.open) == found.of == len(counted)
    assert found.accounted == found.claimed + found.passed
    assert [one for gutter in found.gutters.values() for one in gutter.sentences] == list(found.sentences)
    for one in found.sentences:
        touched = any(low < one.end and one.start < high for low, high in claimed)
        held = any(low <= one.start and one.end <= high for low, high in joined(passed))
        assert one.cover is (Cover.CLAIMED if touched else Cover.NONE if held else Cover.OPEN)
        assert one.paragraph == max(block.start for block in blocks if block.start <= one.start)


def test_the_gutter_says_what_it_shows() -> None:
    blocks = [Block(BlockKind.BODY, 0, 30), Block(BlockKind.BODY, 32, 40)]
    rows = [[0, 9, 0, 0, "minor"], [10, 19, 0, 0, "minor"], [20, 30, 0, 0, "minor"], [32, 40, 1, 0, "claim"]]
    first, second = cover(rows, blocks, [(33, 35)], [(10, 19)]).gutters.values()
    assert first.label == "Paragraph 1: 1 of 3 sentences accounted for; sentences 1, 3 open"
    assert second.label == "Paragraph 2: 1 of 1 sentence accounted for"


# --- Marking ---------------------------------------------------------------------------------------------------


def test_a_sentence_is_open_until_it_has_a_claim_or_is_marked(article: Article, ben: User) -> None:
    before = covered(article)
    assert state(article, "It rained.") is Cover.OPEN
    mark(article, ben, "It rained.")
    assert state(article, "It rained.") is Cover.NONE
    start, end = span(article, "It rained.")
    claim = add_claim(article_id=article.pk, actor=ben, version=1, start=start, end=end, kind=ClaimKind.EVENT)
    assert state(article, "It rained.") is Cover.CLAIMED
    dismiss(claim_id=claim.pk, actor=ben, seen=0, reason=DismissReason.OPINION)
    assert state(article, "It rained.") is Cover.CLAIMED
    assert covered(article).accounted == before.accounted + 1


def test_what_a_narrower_reach_holds_back_accounts_for_nothing(ada: User) -> None:
    article = article_with_claims(ada, f"{TEXT}\n\n{WEAK}")[0]
    set_reach(article_id=article.pk, actor=ada, reach=Reach.WIDE)
    assert state(article, WEAK) is Cover.CLAIMED
    set_reach(article_id=article.pk, actor=ada, reach=Reach.STANDARD)
    assert Claim.objects.filter(article=article, state=ClaimState.HELD).exists()
    assert state(article, WEAK) is Cover.OPEN


def test_one_mark_one_line_of_numbers_in_the_trail(article: Article, ben: User) -> None:
    at = span(article, "It rained.")
    assert mark(article, ben, "It rained.") == [at]
    row = NothingToCheck.objects.get()
    assert (row.version, row.start, row.end, row.by, row.taken_back_at) == (article.head, *at, ben, None)
    entry = AuditEntry.objects.get(action="article.nothing_to_check")
    assert (entry.actor, entry.object_type, entry.object_id) == (ben, "article", article.pk)
    assert entry.changes == {"version": 1, "sentences": 1, "at": [list(at)]}


def test_a_whole_paragraph_is_its_open_sentences_and_one_line(article: Article, ben: User) -> None:
    mark(article, ben, "It rained.")
    start, _end = span(article, "Nothing happened on Tuesday.")
    marked = mark(article, ben, spans=[], paragraph=start)
    assert marked == [span(article, "Nothing happened on Tuesday."), span(article, "The tram was late again.")]
    assert AuditEntry.objects.filter(action="article.nothing_to_check").count() == 2
    assert not [one for one in covered(article).within(start) if one.cover is Cover.OPEN]


def test_sent_twice_it_is_one_mark(article: Article, ben: User, cleo: User) -> None:
    mark(article, ben, "It rained.")
    assert mark(article, cleo, "It rained.") == []
    assert NothingToCheck.objects.get().by == ben
    assert AuditEntry.objects.filter(action="article.nothing_to_check").count() == 1


def test_what_has_a_claim_is_not_marked(article: Article, ben: User) -> None:
    claimed = next(one for one in covered(article).sentences if one.cover is Cover.CLAIMED)
    assert mark(article, ben, spans=[claimed.span]) == []
    assert not NothingToCheck.objects.exists()


def test_taken_back_it_stays_on_record_and_can_be_marked_again(article: Article, ben: User, cleo: User) -> None:
    mark(article, ben, "It rained.")
    assert back(article, cleo, "It rained.") == [span(article, "It rained.")]
    assert back(article, cleo, "It rained.") == []
    assert state(article, "It rained.") is Cover.OPEN
    row = NothingToCheck.objects.get()
    assert row.taken_back_by == cleo
    assert row.taken_back_at is not None
    entry = AuditEntry.objects.get(action="article.nothing_taken_back")
    assert (entry.actor, entry.changes["sentences"]) == (cleo, 1)
    mark(article, cleo, "It rained.")
    assert NothingToCheck.objects.count() == 2


@pytest.mark.parametrize("act", [mark, back])
def test_who_may_not_and_what_is_too_late(
    article: Article, ada: User, omar: User, sam: User, act: Callable[..., list[Span]]
) -> None:
    with pytest.raises(Denied):
        act(article, omar, "It rained.")
    with pytest.raises(Missing):
        act(article, sam, "It rained.")
    with pytest.raises(Conflict):
        act(article, ada, "It rained.", version=2)
    seen = verdict_set_hash(article)
    sign_off(article_id=article.pk, actor=ada, seen=seen, override_reason="Print has started.", confirmed=True)
    with pytest.raises(Denied, match="signed off"):
        act(article, ada, "It rained.")
    assert not NothingToCheck.objects.exists()


@pytest.mark.parametrize("spans", [[], [(0, 5)], [(0, 10**8)]])
def test_only_sentences_of_the_text_are_marked(article: Article, ben: User, spans: list[Span]) -> None:
    with pytest.raises(Refused):
        mark(article, ben, spans=spans)


def test_before_the_text_was_read_there_is_no_coverage(ada: User) -> None:
    article = bring(ada)
    assert coverage_of(article.head) is None
    with pytest.raises(Refused):
        mark(article, ada, spans=[(0, 5)])


# --- What Postgres holds ---------------------------------------------------------------------------------------


def row(article: Article, person: User, **changed: object) -> NothingToCheck:
    fields: dict[str, object] = {"version": article.head, "start": 3, "end": 9, "by": person}
    return NothingToCheck.objects.create(**(fields | changed))


def test_postgres_refuses_bent_marks(article: Article, ben: User) -> None:
    made = row(article, ben)
    end = len(article.head.text)
    bent: list[tuple[str, dict[str, object]]] = [
        ("marked_once", {}),
        ("a_mark_holds_words", {"start": 9}),
        ("no such place", {"start": 12, "end": end + 1}),
        ("needs a person", {"start": 12, "end": 20, "by": User.objects.system()}),
        ("taken_back_by_somebody", {"start": 12, "end": 20, "taken_back_at": timezone.now()}),
    ]
    for match, changed in bent:
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            row(article, ben, **changed)
    row(article, ben, start=12, end=end)
    with pytest.raises(DatabaseError, match="purge that two people"), transaction.atomic():
        NothingToCheck.objects.filter(pk=made.pk).delete()
    with pytest.raises(DatabaseError, match="kept for good"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE claims_nothingtocheck")


def test_postgres_holds_what_was_taken_back(article: Article, ben: User, cleo: User) -> None:
    made = NothingToCheck.objects.filter(pk=row(article, ben).pk)
    now = timezone.now()
    changes: dict[str, Any]
    for changes in ({"end": 10}, {"by": cleo}, {"at": now}, {"taken_back_at": now}):
        with pytest.raises(DatabaseError), transaction.atomic():
            made.update(**changes)
    with pytest.raises(DatabaseError, match="not the system"), transaction.atomic():
        made.update(taken_back_at=now, taken_back_by=User.objects.system())
    made.update(taken_back_at=now, taken_back_by=cleo)
    for again in ({"taken_back_at": None, "taken_back_by": None}, {"taken_back_by": ben}):
        with pytest.raises(DatabaseError, match="taken back already"), transaction.atomic():
            made.update(**again)


@pytest.mark.django_db(transaction=True)
def test_two_people_mark_one_sentence_and_it_is_one_mark(ada: User, ben: User, cleo: User) -> None:
    article = article_with_claims(ada, MORE)[0]
    start = Barrier(2)

    def run(actor: User) -> int | str:
        start.wait()
        try:
            return len(mark(article, actor, "It rained."))
        except DeskError as error:
            return type(error).__name__
        finally:
            connections.close_all()

    assert article.head
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, (ben, cleo)), key=str) == [0, 1]
    connection.close()
    assert NothingToCheck.objects.count() == 1
    assert AuditEntry.objects.filter(action="article.nothing_to_check").count() == 1
