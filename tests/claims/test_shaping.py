"""Accepting, adding, moving, splitting and merging claims: state, anchors, trail, and what is refused."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from articles.models import Article
from claims.actions.anchoring import LONGEST, Taken
from claims.actions.evidence import log_attempt
from claims.actions.locking import StaleClaim
from claims.actions.making import add_claim, edit_details
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.actions.words import edit_span, split
from claims.actions.workflow import accept, dismiss, reopen
from claims.models import Anchor, Claim
from claims.states import ClaimState
from claims.vocabulary import Channel, ClaimKind, DismissReason, Fate
from factdesk.core.audit import Action
from factdesk.core.errors import Conflict, Denied, Missing, Refused
from factdesk.core.models import AuditEntry, User
from tests.factories import article_with_claims, find, support

WORDS = "Is it worth the money?"


@pytest.fixture
def article(ada: User) -> Article:
    return article_with_claims(ada)[0]


@pytest.fixture
def claim(article: Article) -> Claim:
    """“The city council approved the budget of 31 million euros for tram line 4 on Monday.”"""
    return Claim.objects.get(article=article, anchors__exact__startswith="The city council")


def span(article: Article, words: str) -> dict[str, int]:
    start = article.head.text.index(words)
    return {"version": 1, "start": start, "end": start + len(words)}


def add(article: Article, actor: User, words: str = WORDS, **changed: object) -> Claim:
    form: dict[str, object] = {"article_id": article.pk, "actor": actor, "kind": ClaimKind.EVENT} | span(article, words)
    return add_claim(**(form | changed))  # type: ignore[arg-type]  # the test names them


def on(claim: Claim, actor: User, words: str, seen: int | None = None) -> dict[str, object]:
    claim.refresh_from_db()
    seen = claim.lock_version if seen is None else seen
    return {"claim_id": claim.pk, "actor": actor, "seen": seen} | span(claim.article, words)


def words_of(claim: Claim) -> list[str]:
    return list(claim.anchors.standing().order_by("-is_primary", "start").values_list("exact", flat=True))


def last_entry(action: Action) -> AuditEntry:
    return AuditEntry.objects.filter(action=action).latest("seq")


def fate(claim: Claim) -> str:
    return Claim.objects.with_fate().get(pk=claim.pk).fate


def test_an_accepted_proposal_waits_for_somebody(claim: Claim, ben: User) -> None:
    assert fate(claim) == Fate.WAITING
    accept(claim_id=claim.pk, actor=ben, seen=0)
    claim.refresh_from_db()
    assert (claim.state, claim.reviewer, claim.lock_version) == (ClaimState.OPEN, None, 1)
    assert last_entry(Action.CLAIM_ACCEPTED).actor == ben
    assert accept(claim_id=claim.pk, actor=ben, seen=0).lock_version == 1
    assert fate(claim) == Fate.ACCEPTED
    support(claim, ben)
    claim.refresh_from_db()
    assert claim.state == ClaimState.IN_CHECK
    with pytest.raises(Denied):
        accept(claim_id=claim.pk, actor=ben, seen=claim.lock_version)


def test_a_claim_made_by_hand_takes_the_next_number(article: Article, ben: User) -> None:
    last = article.claims.count()
    claim = add(article, ben, attributed_to="Lena Arndt")
    assert (claim.number, claim.state, claim.run, claim.score) == (last + 1, ClaimState.OPEN, None, None)
    anchor = claim.anchors.get()
    assert (anchor.exact, anchor.is_primary) == (WORDS, True)
    entry = last_entry(Action.CLAIM_ADDED)
    assert entry.changes["at"] == [anchor.start, anchor.end]
    assert "worth" not in str(entry.changes)
    assert fate(claim) == Fate.ADDED


def test_blanks_around_the_marked_words_are_not_part_of_the_claim(article: Article, ben: User) -> None:
    marked = span(article, WORDS)
    claim = add(article, ben, start=marked["start"] - 2, end=marked["end"] + 1)
    assert words_of(claim) == [WORDS]


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ({"start": 5, "end": 5}, "No words are marked"),
        ({"start": 7, "end": 5}, "not in the text"),
        ({"start": 0, "end": 100_000}, "not in the text"),
        ({"start": -3, "end": 5}, "not in the text"),
    ],
)
def test_what_no_claim_can_stand_on_is_refused(
    article: Article, ben: User, marked: dict[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        add(article, ben, **marked)  # type: ignore[arg-type]  # offsets alone


def test_a_whole_article_is_not_a_claim(ada: User) -> None:
    article, _claims = article_with_claims(ada, "Title\n\n" + "word " * LONGEST)
    with pytest.raises(Refused, match="A claim has at most"):
        add(article, ada, "Title", end=LONGEST + 20)


def test_words_that_are_a_claim_already_name_it(claim: Claim, ben: User) -> None:
    with pytest.raises(Taken, match=f"Claim {claim.number} stands on exactly these words") as refusal:
        add(claim.article, ben, words_of(claim)[0])
    assert refusal.value.claim == claim


def test_a_full_stop_less_is_no_other_claim(claim: Claim, ben: User) -> None:
    words = words_of(claim)[0].removesuffix(".")
    with pytest.raises(Taken):
        add(claim.article, ben, words)
    edit_span(**on(claim, ben, words))  # type: ignore[arg-type]
    assert words_of(claim) == [words]


def test_the_same_words_sent_twice_are_one_claim(article: Article, ben: User, cleo: User) -> None:
    assert add(article, ben) == add(article, ben)
    with pytest.raises(Taken):
        add(article, cleo)


def test_words_marked_in_an_older_text_are_a_conflict(article: Article, ben: User) -> None:
    with pytest.raises(Conflict):
        add(article, ben, version=2)


def test_who_only_observes_makes_nothing_and_other_desks_find_nothing(
    article: Article, claim: Claim, omar: User, sam: User
) -> None:
    for person, error in ((omar, Denied), (sam, Missing)):
        with pytest.raises(error):
            add(article, person)
        with pytest.raises(error):
            accept(claim_id=claim.pk, actor=person, seen=0)
        with pytest.raises(error):
            edit_span(**on(claim, person, "31 million euros"))  # type: ignore[arg-type]
        with pytest.raises(error):
            split(**on(claim, person, "31 million euros"))  # type: ignore[arg-type]
        with pytest.raises(error):
            edit_details(claim_id=claim.pk, actor=person, seen=0, kind=ClaimKind.QUOTE, attributed_to="")


def test_a_signed_article_keeps_its_claims_as_they_are(article: Article, claim: Claim, ada: User) -> None:
    seen = verdict_set_hash(article)
    sign_off(article_id=article.pk, actor=ada, seen=seen, override_reason="Print has started.", confirmed=True)
    with pytest.raises(Denied, match="signed off"):
        add(article, ada)
    with pytest.raises(Denied, match="signed off"):
        accept(claim_id=claim.pk, actor=ada, seen=0)
    with pytest.raises(Denied, match="signed off"):
        edit_span(**on(claim, ada, "31 million euros"))  # type: ignore[arg-type]


def test_other_words_leave_the_old_ones_on_record(claim: Claim, ben: User) -> None:
    old = claim.anchors.get()
    edit_span(**on(claim, ben, "approved the budget of 31 million euros"))  # type: ignore[arg-type]
    claim.refresh_from_db()
    assert words_of(claim) == ["approved the budget of 31 million euros"]
    assert claim.state == ClaimState.OPEN
    old.refresh_from_db()
    assert old.retired_at is not None
    assert Anchor.objects.offered().get(claim=claim) == old
    assert last_entry(Action.WORDS_CHANGED).changes["from"] == [old.start, old.end]
    assert fate(claim) == Fate.EDITED


def test_words_that_something_speaks_of_stay(claim: Claim, ben: User) -> None:
    support(claim, ben)
    for change in (edit_span, split):
        with pytest.raises(Denied, match="There is evidence on these words"):
            change(**on(claim, ben, "31 million euros"))  # type: ignore[arg-type]
    find(claim, ben)
    with pytest.raises(Denied, match="There is a finding"):
        edit_span(**on(claim, ben, "31 million euros"))  # type: ignore[arg-type]


def test_what_was_tried_does_not_hold_the_words(claim: Claim, ben: User) -> None:
    log_attempt(claim_id=claim.pk, actor=ben, seen=0, what="The list", channel=Channel.PHONE, outcome="None")
    edit_span(**on(claim, ben, "31 million euros"))  # type: ignore[arg-type]
    assert claim.attempts.count() == 1


def test_a_claim_cannot_move_onto_another(claim: Claim, ben: User) -> None:
    other = Claim.objects.get(anchors__exact__startswith="The line was closed")
    with pytest.raises(Taken):
        edit_span(**on(claim, ben, words_of(other)[0]))  # type: ignore[arg-type]


def test_where_a_claim_is_said_again_moves_along(ada: User) -> None:
    sentence = "The council approved a budget of 31 million euros on Monday."
    article, _claims = article_with_claims(ada, f"A budget\n\n{sentence}\n\nNothing else happened.\n\n{sentence}\n")
    claim = Claim.objects.get(article=article, anchors__exact=sentence, anchors__is_primary=True)
    edit_span(**on(claim, ada, "a budget of 31 million euros"))  # type: ignore[arg-type]
    assert words_of(claim) == ["a budget of 31 million euros"] * 2
    first, second = split(**on(claim, ada, "a budget"))  # type: ignore[arg-type]
    assert (words_of(first), words_of(second)) == (["a budget"] * 2, ["of 31 million euros"] * 2)


def test_a_split_claim_keeps_its_number_and_leaves_nothing_unclaimed(claim: Claim, ben: User) -> None:
    edit_details(claim_id=claim.pk, actor=ben, seen=0, kind=ClaimKind.ATTRIBUTED, attributed_to="the council")
    parts = split(**on(claim, ben, "of 31 million euros for tram line 4"))  # type: ignore[arg-type]
    assert [words_of(part) for part in parts] == [
        ["The city council approved the budget"],
        ["of 31 million euros for tram line 4"],
        ["on Monday."],
    ]
    assert parts[0] == claim
    for part in parts[1:]:
        assert (part.state, part.type, part.attributed_to) == ("open", "attributed_statement", "the council")
        assert (part.split_from, part.run, fate(part)) == (claim, None, Fate.SPLIT_OFF)
    assert fate(claim) == Fate.SPLIT
    assert last_entry(Action.CLAIM_SPLIT).changes["claims"] == [part.pk for part in parts[1:]]
    assert AuditEntry.objects.filter(action=Action.SPLIT_OFF).count() == 2


@pytest.mark.parametrize("words", ["The line was closed", WORDS])
def test_a_claim_is_split_inside_its_own_words(claim: Claim, ben: User, words: str) -> None:
    with pytest.raises(Refused, match="Mark a part"):
        split(**on(claim, ben, words))  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Mark a part"):
        split(**on(claim, ben, words_of(claim)[0]))  # type: ignore[arg-type]


def test_kind_and_speaker_are_corrected_and_the_offer_stays(claim: Claim, ben: User) -> None:
    offered = claim.type
    form = {"claim_id": claim.pk, "actor": ben, "kind": ClaimKind.PREDICTION, "attributed_to": "Lena Arndt"}
    edit_details(**form, seen=0)  # type: ignore[arg-type]
    claim.refresh_from_db()
    assert (claim.type, claim.attributed_to, claim.offered_type) == ("prediction", "Lena Arndt", offered)
    assert edit_details(**form, seen=0).lock_version == 1  # type: ignore[arg-type]
    changes = last_entry(Action.DETAILS_CHANGED).changes
    assert changes == {"type": [offered, "prediction"], "speaker": True}
    found = Claim.objects.with_fate().get(pk=claim.pk)
    assert (found.fate, found.words_edited, found.kind_edited, found.speaker_edited) == (Fate.EDITED, False, True, True)


def test_every_fate_can_be_told_from_the_others(article: Article, claim: Claim, ben: User) -> None:
    dismissed = Claim.objects.get(anchors__exact__startswith="The line was closed")
    dismiss(claim_id=dismissed.pk, actor=ben, seen=0, reason=DismissReason.OPINION)
    assert fate(dismissed) == Fate.DISMISSED
    reopen(claim_id=dismissed.pk, actor=ben, seen=1)
    assert fate(dismissed) == Fate.ACCEPTED


def test_who_saw_older_words_is_told(claim: Claim, ben: User, cleo: User) -> None:
    accept(claim_id=claim.pk, actor=ben, seen=0)
    for change in (edit_span, split):
        with pytest.raises(StaleClaim):
            change(**on(claim, cleo, "31 million euros", seen=0))  # type: ignore[arg-type]


def pull_away(claim: Claim) -> None:
    claim.anchors.update(retired_at=claim.created_at)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_postgres_keeps_words_that_something_stands_on(claim: Claim, ben: User) -> None:
    support(claim, ben)
    with pytest.raises(DatabaseError, match="recorded on these words"), transaction.atomic():
        claim.anchors.update(retired_at=claim.created_at)


def test_postgres_lets_no_claim_stand_on_nothing(claim: Claim) -> None:
    with pytest.raises(DatabaseError, match="a claim stands on words"), transaction.atomic():
        pull_away(claim)


def test_postgres_keeps_the_old_words_old_and_the_offer_as_it_was(claim: Claim, ben: User) -> None:
    edit_span(**on(claim, ben, "31 million euros"))  # type: ignore[arg-type]
    with pytest.raises(DatabaseError), transaction.atomic():
        Anchor.objects.filter(retired_at__isnull=False).update(retired_at=None)
    for column, value in {"offered_type": "quote", "score": 0.1, "reasons": [], "types": []}.items():
        with pytest.raises(DatabaseError), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(**{column: value})
