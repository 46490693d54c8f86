"""How much of what was proposed a desk sees: more or fewer at once, never read again, nobody's work touched."""

from __future__ import annotations

import hashlib
from unittest.mock import patch

import pytest

from articles.extract.plain import read_text
from articles.models import Article, Version, stored_blocks
from claims.actions.evidence import log_attempt
from claims.actions.proposals import reach_of, set_reach, store_proposals
from claims.actions.undoing import undo_last
from claims.actions.workflow import dismiss, reopen
from claims.detect import CUES, Detection, Reach, detect
from claims.models import Anchor, Claim, ProposalRun
from claims.rail import rail_claims
from claims.runs import proposals_of, stored
from claims.states import ClaimState
from claims.vocabulary import Channel, DismissReason
from factdesk.core.errors import Denied, Missing
from factdesk.core.models import AuditEntry, User
from tests.factories import bring, support

TEXT = """\
The council keeps its river baths

The council spent 3.1 million euros on the baths in 2024, according to its own accounts. Attendance rose by 40 per cent.

The boiler was repaired in March. Ilse Dornach was the first woman to lead the town council. Many people like the place.

The Osk is a river.
"""


def proposed(actor: User, text: str = TEXT) -> tuple[Article, Detection]:
    article = bring(actor, text)
    found = detect(text, article.head.block_list(), scorer=CUES)
    store_proposals(article.head, found)
    article.refresh_from_db()
    return article, found


def seen(article: Article) -> set[str]:
    return {claim.exact for claim in rail_claims(article, article.created_by)}


def words(found: Detection, reach: Reach) -> set[str]:
    return {proposal.exact for proposal in found.within(reach)}


def test_each_reach_shows_what_belongs_to_it(ada: User) -> None:
    article, found = proposed(ada)
    assert len({len(words(found, reach)) for reach in Reach}) == 3
    assert seen(article) == words(found, Reach.STANDARD)
    for reach in (Reach.WIDE, Reach.STRICT, Reach.STANDARD, Reach.STRICT, Reach.WIDE):
        set_reach(article_id=article.pk, actor=ada, reach=reach)
        assert seen(article) == words(found, reach)
        article.refresh_from_db()
        assert reach_of(article) == reach


def test_nothing_is_read_again(ada: User) -> None:
    article, _found = proposed(ada)
    with patch("claims.tasks.detect", side_effect=AssertionError):
        set_reach(article_id=article.pk, actor=ada, reach=Reach.WIDE)
    assert ProposalRun.objects.count() == 1


def test_numbers_stay_and_are_never_given_twice(ada: User) -> None:
    article, _found = proposed(ada)
    before = dict(Claim.objects.filter(article=article).values_list("anchors__exact", "number"))
    for reach in (Reach.WIDE, Reach.STRICT, Reach.WIDE):
        set_reach(article_id=article.pk, actor=ada, reach=reach)
    after = dict(Claim.objects.filter(article=article).values_list("anchors__exact", "number"))
    assert before.items() <= after.items()
    assert sorted(after.values()) == list(range(1, len(after) + 1))


def test_what_a_person_touched_stays(ada: User) -> None:
    article, found = proposed(ada)
    weakest = min(found.within(Reach.STANDARD), key=lambda proposal: proposal.score)
    assert weakest.score < found.thresholds[Reach.STRICT]
    claim = Claim.objects.get(article=article, anchors__exact=weakest.exact)
    log_attempt(claim_id=claim.pk, actor=ada, seen=0, what="Asked", channel=Channel.PHONE, outcome="Nothing")
    set_reach(article_id=article.pk, actor=ada, reach=Reach.STRICT)
    assert weakest.exact in seen(article)
    assert seen(article) == words(found, Reach.STRICT) | {weakest.exact}


def test_the_trail_tells_who_and_how_many(ada: User) -> None:
    article, found = proposed(ada)
    set_reach(article_id=article.pk, actor=ada, reach=Reach.WIDE)
    set_reach(article_id=article.pk, actor=ada, reach=Reach.WIDE)
    entry = AuditEntry.objects.get(action="article.reach_set")
    more = len(found.within(Reach.WIDE)) - len(found.within(Reach.STANDARD))
    assert entry.actor == ada
    assert entry.changes == {"from": "standard", "to": "wide", "held": 0, "offered": 0, "made": more}


def test_who_may(ada: User, ben: User, omar: User, sam: User) -> None:
    article, _found = proposed(ada)
    set_reach(article_id=article.pk, actor=ben, reach=Reach.WIDE)
    with pytest.raises(Denied):
        set_reach(article_id=article.pk, actor=omar, reach=Reach.STRICT)
    with pytest.raises(Missing):
        set_reach(article_id=article.pk, actor=sam, reach=Reach.STRICT)


def test_a_run_is_kept_whole(ada: User) -> None:
    _article, found = proposed(ada)
    run = ProposalRun.objects.get()
    assert tuple(proposals_of(run, TEXT, Reach.WIDE)) == found.proposals
    assert run.reading == stored(found)
    assert len(run.reading["sentences"]) == len(found.sentences) == run.sentences
    assert run.notices == [["basic_detector"]]


# What the desk has settled is not asked twice.


def again(article: Article, version: str = "next") -> None:
    """A better reader comes along and reads the same version."""
    found = detect(article.head.text, article.head.block_list(), scorer=CUES)
    object.__setattr__(found, "version", version)
    store_proposals(article.head, found)


def test_another_run_adds_nothing_that_is_there(ada: User) -> None:
    article, _found = proposed(ada)
    before = list(Claim.objects.values_list("pk", "number", "state"))
    again(article)
    assert list(Claim.objects.values_list("pk", "number", "state")) == before
    assert ProposalRun.objects.count() == 2


def test_a_dismissed_claim_does_not_come_back_on_another_run(ada: User) -> None:
    article, _found = proposed(ada)
    claim = Claim.objects.filter(article=article).earliest("number")
    dismiss(claim_id=claim.pk, actor=ada, seen=0, reason=DismissReason.OPINION)
    again(article)
    assert Claim.objects.filter(article=article, state=ClaimState.DISMISSED).get() == claim
    assert not Claim.objects.filter(
        article=article, state=ClaimState.PROPOSED, anchors__start=claim.anchors.get().start
    ).exists()


def next_version(article: Article, text: str, actor: User) -> None:
    document = read_text(text)
    Version.objects.create(
        article=article,
        number=article.head.number + 1,
        text=document.text,
        blocks=stored_blocks(document.blocks),
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        origin=Version.Origin.PASTE,
        submitted_by=actor,
    )
    del article.head


def test_a_dismissed_claim_does_not_come_back_in_the_next_version(ada: User) -> None:
    article, _found = proposed(ada)
    exact = "Attendance rose by 40 per cent."
    claim = Claim.objects.get(article=article, anchors__exact=exact)
    dismiss(claim_id=claim.pk, actor=ada, seen=0, reason=DismissReason.PROPOSER_ERROR)
    next_version(article, TEXT.replace("The Osk is a river.", "The Osk is a river of 80 kilometres."), ada)
    again(article)
    new = set(Anchor.objects.filter(version=article.head).values_list("exact", flat=True))
    assert "The Osk is a river of 80 kilometres." in new
    assert exact not in new


def test_short_words_elsewhere_are_another_matter(ada: User) -> None:
    """ "It fell by 4 per cent." of the rents says nothing about "It fell by 4 per cent." of the wages."""
    short = "It fell by 4 per cent."
    article, _found = proposed(ada, f"Rents\n\nThe rent was low in Velmar. {short} Nobody knows why.")
    claim = Claim.objects.get(article=article, anchors__exact=short)
    dismiss(claim_id=claim.pk, actor=ada, seen=0, reason=DismissReason.OPINION)
    next_version(article, f"Wages\n\nThe wage was low in Hask. {short} Everybody knows why.", ada)
    again(article)
    assert Anchor.objects.filter(version=article.head, exact=short).exists()


def test_a_reopened_claim_is_not_doubled(ada: User) -> None:
    article, _found = proposed(ada)
    claim = Claim.objects.filter(article=article).earliest("number")
    dismiss(claim_id=claim.pk, actor=ada, seen=0, reason=DismissReason.OPINION)
    reopen(claim_id=claim.pk, actor=ada, seen=1)
    count = Claim.objects.count()
    again(article)
    assert Claim.objects.count() == count


def test_a_proposal_whose_evidence_was_taken_back_is_not_held_back(ada: User) -> None:
    article, found = proposed(ada)
    strict = words(found, Reach.STRICT)
    claim = next(claim for claim in rail_claims(article, ada) if claim.exact not in strict)
    support(claim, ada)
    assert undo_last(article_id=article.pk, actor=ada).claim.state == ClaimState.PROPOSED
    set_reach(article_id=article.pk, actor=ada, reach=Reach.STRICT)
    assert seen(article) == strict | {claim.exact}
