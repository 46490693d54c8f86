"""Corrections after publication: what stands on the same words keeps its verdict, what does not is checked again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article, Version
from articles.states import ArticleState
from claims.actions.correcting import SeveralPlaces, Words, correct
from claims.actions.evidence import retract_evidence
from claims.actions.judgement import record_finding
from claims.actions.merging import merge
from claims.actions.proposals import set_reach
from claims.actions.signoff import open_gates, revoke
from claims.actions.workflow import accept, dismiss, reopen
from claims.actions.writers import name_writers
from claims.detect import Reach
from claims.gaps import coverage_of
from claims.models import Anchor, Claim, Notification, ProposalRun, Report
from claims.rail import rail_claims
from claims.sheets import sheet, with_everything
from claims.states import ClaimState
from claims.vocabulary import DismissReason, Fate, Status, SubReason
from factdesk.core.audit import Action, first_broken
from factdesk.core.errors import Conflict, Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Desk, Role, User
from tests.claims.corrections import BUDGET, CLOSED, account, corrected, on, place, signed
from tests.factories import add_person, article_with_claims, commit, decide, find, support


def test_a_correction_makes_a_version_and_opens_only_what_it_touches(published: Article, ada: User) -> None:
    states = {claim.pk: claim.state for claim in published.claims.all()}
    assert set(states.values()) == {ClaimState.DECIDED}
    made = corrected(published, ada, "31 million euros for tram", "34 million euros for tram")
    published = Article.objects.get(pk=published.pk)
    assert published.state == ArticleState.IN_CHECK
    assert (published.head.number, published.head.origin) == (2, Version.Origin.CORRECTION)
    assert published.head.text == made.version_before.text.replace(
        "31 million euros for tram", "34 million euros for tram"
    )
    reworded = on(published, "34 million euros for tram")
    assert reworded.state == ClaimState.STALE
    assert place(reworded).state == "reworded"
    for claim in published.claims.exclude(pk=reworded.pk):
        assert (claim.state, place(claim).state) == (ClaimState.DECIDED, "exact")
    assert (
        Anchor.objects.filter(version=made.version_before).count()
        == Anchor.objects.filter(version=made.version_after).count()
    )


def test_a_longer_word_moves_what_comes_after(published: Article, ada: User) -> None:
    before = place(on(published, "closed in 1974"))
    corrected(published, ada, "31 million euros for tram", "340 million euros for tram")
    after = place(on(published, "closed in 1974"))
    assert (after.state, after.start, after.exact) == ("moved", before.start + 1, before.exact)
    assert after.words_key == before.pk
    assert after.carried_from == before


def test_verdicts_on_untouched_words_stand_and_the_new_words_are_checked(
    published: Article, ada: User, ben: User
) -> None:
    corrected(published, ada, "31 million euros for tram", "340 million euros for tram")
    claim = on(published, "340 million euros for tram")
    assert [len(gate.claims) for gate in open_gates(Article.objects.get(pk=published.pk)) if gate.blocks] == [1]
    with pytest.raises(Refused, match="supports these words"):
        record_finding(
            claim_id=claim.pk,
            actor=ben,
            seen=claim.lock_version,
            status=Status.SOURCED,
            sub_reason=SubReason.PRIMARY,
        )
    find(claim, ben)
    decide(claim, ada)
    signed(published, ada)
    assert Article.objects.get(pk=published.pk).is_signed_off
    assert [report.version.number for report in Report.objects.filter(format="html").order_by("pk")] == [1, 2]


def test_a_source_for_the_old_words_is_shown_apart_and_counts_for_nothing(published: Article, ada: User) -> None:
    corrected(published, ada, "31 million euros for tram", "34 million euros for tram")
    published = Article.objects.get(pk=published.pk)
    claims = rail_claims(published, ada)
    full = list(
        Claim.objects.filter(article=published).with_standing().in_reading_order(published.head.pk).with_relatives()
    )
    with_everything(full, published.head)
    sheets = {
        item.exact: item for item in (sheet(claim, published.head, published.head.block_list()) for claim in full)
    }
    assert len(sheets) == len(claims)
    outdated = {exact: [line.outdated for line in item.evidence] for exact, item in sheets.items()}
    assert [exact for exact, flags in outdated.items() if any(flags)] == [
        exact for exact in outdated if "34 million euros for tram" in exact
    ]


def test_evidence_on_words_before_holds_and_retracting_it_opens_the_claim(
    published: Article, ada: User, ben: User
) -> None:
    corrected(published, ada, "31 million euros for tram", "340 million euros for tram")
    claim = on(published, "closed in 1974")
    evidence = claim.evidence.get()
    retract_evidence(evidence_id=evidence.pk, actor=ben, seen=claim.lock_version, reason="It was another line.")
    commit()
    claim.refresh_from_db()
    assert claim.state == ClaimState.STALE


def test_a_source_for_old_words_does_not_hold_the_new(published: Article, ada: User, ben: User) -> None:
    """Its retraction leaves the claim alone; that of the source for the new words does not."""
    corrected(published, ada, "31 million euros for tram", "34 million euros for tram")
    claim = on(published, "34 million euros for tram")
    old = claim.evidence.get()
    find(claim, ben)
    claim.refresh_from_db()
    retract_evidence(evidence_id=old.pk, actor=ben, seen=claim.lock_version, reason="A misprint.")
    commit()
    claim.refresh_from_db()
    assert claim.state == ClaimState.FOUND
    new = claim.evidence.get(retracted_at=None)
    retract_evidence(evidence_id=new.pk, actor=ben, seen=claim.lock_version, reason="A misprint, too.")
    commit()
    claim.refresh_from_db()
    assert claim.state == ClaimState.STALE


def test_words_that_are_cut_withdraw_their_claim(published: Article, ada: User, ben: User) -> None:
    claim = on(published, "closed in 1974")
    corrected(published, ada, CLOSED, "")
    claim.refresh_from_db()
    anchor = place(claim)
    assert claim.state == ClaimState.WITHDRAWN
    assert (anchor.state, anchor.start == anchor.end, anchor.exact) == ("orphaned", True, CLOSED)
    published = Article.objects.get(pk=published.pk)
    assert "closed in 1974" not in published.head.text
    row = next(row for row in rail_claims(published, ada) if row.pk == claim.pk)
    assert (row.standing, row.exact) == ("withdrawn", CLOSED)
    assert not [gate for gate in open_gates(published) if gate.blocks]
    with pytest.raises(Denied):
        support(claim, ben)
    with pytest.raises(Denied):
        reopen(claim_id=claim.pk, actor=ada, seen=claim.lock_version)
    signed(published, ada)
    corrected(published, ada, "on Monday", "on Tuesday")
    assert place(claim).version.number == 3
    assert place(claim).state == "orphaned"


def test_the_claim_that_failed_is_open_again_though_its_words_stand(published: Article, ada: User, ben: User) -> None:
    failed = on(published, "closed in 1974")
    corrected(published, ada, "on Monday", "on Tuesday", failed=failed.number)
    failed.refresh_from_db()
    assert (failed.state, place(failed).state) == (ClaimState.IN_CHECK, "moved")
    told = Notification.objects.filter(kind="corrected", user=ben).values_list("claim", flat=True)
    assert failed.pk in told
    assert Notification.objects.filter(kind="corrected").exclude(user=ben).count() == 0


def test_coverage_and_marks_are_carried(published: Article, ada: User) -> None:
    before = coverage_of(published.head)
    assert before is not None
    corrected(published, ada, "on Monday", "on Tuesday evening")
    after = coverage_of(Article.objects.get(pk=published.pk).head)
    assert after is not None
    assert [one.cover for one in after.sentences] == [one.cover for one in before.sentences]
    assert ProposalRun.objects.count() == 2
    signed(published, ada, "Print has started.")
    corrected(published, ada, "Is it worth the money?", "Is it worth 34 million euros?")
    again = coverage_of(Article.objects.get(pk=published.pk).head)
    assert again is not None
    assert len(again.open) == 1


def test_a_sentence_that_is_added_is_open(published: Article, ada: User) -> None:
    corrected(published, ada, "on Monday.", "on Monday. The opposition voted against it.")
    head = Article.objects.get(pk=published.pk).head
    found = coverage_of(head)
    assert found is not None
    assert [head.text[one.start : one.end] for one in found.open] == ["The opposition voted against it."]


def test_a_place_is_chosen_when_the_words_stand_several_times(published: Article, ada: User) -> None:
    with pytest.raises(SeveralPlaces) as refusal:
        corrected(published, ada, "31 million euros", "34 million euros")
    assert len(refusal.value.starts) == 2
    made = corrected(published, ada, "31 million euros", "34 million euros", start=refusal.value.starts[0])
    assert made.version_after.text.startswith("Tram line 4 will cost Velmar 34 million euros\n")
    assert BUDGET in made.version_after.text


@pytest.mark.parametrize(
    ("old", "new", "facts", "field"),
    [
        ("42 million", "34 million", {}, "old_words"),
        ("on Monday", "on Monday", {}, "new_words"),
        (f"{BUDGET}\n\n“We", "We", {}, "old_words"),
        ("on Monday", "on\n\nTuesday", {}, "old_words"),
        ("on Monday", "on Tuesday", {"public_note": " "}, "public_note"),
        ("on Monday", "on Tuesday", {"reported_at": timezone.now() + dt.timedelta(days=2)}, "reported_at"),
        ("on Monday", "on Tuesday", {"failed": 99}, "claim"),
    ],
)
def test_what_is_no_correction_is_refused(
    published: Article, ada: User, old: str, new: str, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        corrected(published, ada, old, new, **facts)
    assert set(refusal.value.fields) == {field}
    assert published.versions.count() == 1
    assert Article.objects.get(pk=published.pk).is_signed_off


def test_only_editors_who_did_not_write_it_correct(
    published: Article, ada: User, ben: User, omar: User, sam: User
) -> None:
    for person in (ben, omar):
        with pytest.raises(Denied):
            corrected(published, person, "on Monday", "on Tuesday")
    with pytest.raises(Missing):
        corrected(published, sam, "on Monday", "on Tuesday")


def test_a_writer_does_not_correct(published: Article, ada: User, desk: Desk) -> None:
    eve = add_person("Eve Prior", desk, Role.EDITOR)
    revoke(article_id=published.pk, actor=ada, reason="Eve wrote it.")
    name_writers(article_id=published.pk, actor=ada, writers=[eve.pk], seen=[])
    signed(published, ada)
    with pytest.raises(Denied, match="wrote"):
        corrected(published, eve, "on Monday", "on Tuesday")


def test_what_is_in_check_is_not_corrected(published: Article, ada: User) -> None:
    revoke(article_id=published.pk, actor=ada, reason="More to come.")
    with pytest.raises(Conflict):
        corrected(published, ada, "on Monday", "on Tuesday")


def test_nobody_corrects_a_version_they_did_not_see(published: Article, ada: User) -> None:
    with pytest.raises(Conflict):
        correct(
            article_id=published.pk, actor=ada, version=2, words=Words("on Monday", "on Tuesday"), account=account()
        )


def test_dismissed_words_that_change_are_looked_at_again(ada: User, ben: User) -> None:
    article, claims = article_with_claims(ada)
    for claim in claims:
        dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)
    signed(article, ada, "Nothing here can be checked.")
    corrected(article, ada, "on Monday", "on Tuesday")
    states = dict(article.claims.values_list("pk", "state"))
    assert sorted(states.values()) == ["dismissed"] * (len(claims) - 1) + ["open"]
    signed(article, ada, "Print has started.")
    corrected(article, ada, CLOSED, "")
    cut = article.claims.get(state=ClaimState.WITHDRAWN)
    assert cut.dismiss_reason == DismissReason.OPINION
    assert Claim.objects.with_fate().get(pk=cut.pk).fate == Fate.DISMISSED


def test_a_claim_said_twice_goes_on_where_it_still_stands(ada: User, ben: User) -> None:
    text = "A headline of the day\n\nThe line was closed in 1974.\n\nIt rained. The line was closed in 1974.\n"
    article, claims = article_with_claims(ada, text)
    claim = next(claim for claim in claims if claim.anchors.count() == 2)
    for one in claims:
        find(one, ben)
        decide(one, ada)
    signed(article, ada)
    first = text.index("The line")
    corrected(article, ada, "The line was closed in 1974.", "", start=first)
    claim.refresh_from_db()
    anchor = place(claim)
    assert (claim.state, anchor.state, anchor.exact) == (ClaimState.DECIDED, "moved", "The line was closed in 1974.")
    assert claim.anchors.filter(version__number=2).count() == 1


def test_a_claim_is_looked_at_again_when_one_of_its_places_changes(ada: User, ben: User) -> None:
    text = "A headline of the day\n\nThe line was closed in 1974.\n\nIt rained. The line was closed in 1974.\n"
    article, claims = article_with_claims(ada, text)
    claim = next(claim for claim in claims if claim.anchors.count() == 2)
    for one in claims:
        find(one, ben)
        decide(one, ada)
    signed(article, ada)
    corrected(article, ada, "It rained. The line was closed in 1974.", "It rained. The line was closed in 1976.")
    claim.refresh_from_db()
    assert (claim.state, place(claim).state) == (ClaimState.STALE, "exact")


def test_what_was_merged_lends_its_place_on(ada: User, ben: User) -> None:
    article, claims = article_with_claims(ada)
    first, second = claims[0], claims[1]
    for claim in (first, second):
        accept(claim_id=claim.pk, actor=ben, seen=0)
        claim.refresh_from_db()
    merge(claim_id=second.pk, actor=ben, seen=second.lock_version, into=first.number)
    signed(article, ada, "Print has started.")
    corrected(article, ada, "on Monday", "on Tuesday evening")
    second.refresh_from_db()
    first.refresh_from_db()
    lent = first.anchors.get(version__number=2, lent_by=second)
    assert lent.exact == place(second).exact
    assert second.merged_into == first
    reopen(claim_id=second.pk, actor=ben, seen=second.lock_version)
    assert not first.anchors.standing().filter(version__number=2, lent_by=second).exists()


def test_the_reach_goes_on_as_before(ada: User) -> None:
    text = (
        "The council keeps its river baths\n\nThe council spent 3.1 million euros on the baths in 2024, according to"
        " its own accounts.\n\nThe boiler was repaired in March."
        " Ilse Dornach was the first woman to lead the town council."
        " Many people like the place.\n\nThe Osk is a river.\n"
    )
    article, twin = article_with_claims(ada, text)[0], article_with_claims(ada, text)[0]
    signed(article, ada, "Print has started.")
    corrected(article, ada, "keeps its river baths", "keeps the river baths")
    shown = set()
    for reach in (Reach.WIDE, Reach.STRICT, Reach.STANDARD):
        for one in (article, twin):
            set_reach(article_id=one.pk, actor=ada, reach=reach)
        numbers = [
            sorted(one.claims.filter(state="proposed").values_list("number", flat=True)) for one in (article, twin)
        ]
        assert numbers[0] == numbers[1]
        shown.add(len(numbers[0]))
    assert len(shown) == 3


def test_what_the_proposer_marked_moves_along_and_goes_with_the_words(published: Article, ada: User) -> None:
    def marks(words: str) -> list[tuple[str, str]]:
        head = Article.objects.get(pk=published.pk).head
        claim = on(published, words)
        found = Claim.objects.filter(pk=claim.pk).with_standing().with_relatives()
        with_everything(list(found), head)
        pieces = sheet(found[0], head, head.block_list()).pieces
        return [(piece.text, piece.css) for piece in pieces if piece.css]

    before = marks("closed in 1974")
    assert ("1974", "fact") in before
    corrected(published, ada, "31 million euros for tram", "3,400 million euros for tram")
    assert marks("closed in 1974") == before
    assert marks("3,400 million euros for tram") == []


def test_the_trail_names_no_person_and_no_word(published: Article, ada: User) -> None:
    corrected(published, ada, "on Monday", "on Tuesday")
    lines = AuditEntry.objects.filter(chain=published.audit_chain)
    line = lines.get(action=Action.CORRECTED)
    assert line.changes["from"] == 1
    assert line.changes["to"] == 2
    assert (line.changes["reworded"], line.changes["orphaned"]) == (1, 0)
    everything = str(list(lines.values_list("changes", flat=True)))
    for word in ("Quist", "Tuesday", "misread", "31 million"):
        assert word not in everything
    assert lines.filter(action=Action.CLAIM_REWORDED).count() == 1
    assert first_broken(AuditEntry.objects.order_by("chain", "seq")) is None


def test_a_correction_costs_the_same_for_any_number_of_untouched_claims(
    ada: User, ben: User, django_assert_max_num_queries: Any
) -> None:
    def cost(paragraphs: int) -> int:
        text = "A headline of the day\n\n" + "\n\n".join(
            f"The council paid {n},000 euros for bridge number {n} in 2019." for n in range(1, paragraphs)
        )
        article, claims = article_with_claims(ada, text)
        assert len(claims) >= paragraphs - 2
        signed(article, ada, "Print has started.")
        with django_assert_max_num_queries(90) as queries:
            corrected(article, ada, "paid 1,000 euros", "paid 2,000 euros")
        return len(queries)

    assert cost(4) == cost(60)
