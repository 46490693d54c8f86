"""What is typed and not saved: kept for its person alone, gone with the save, swept when nobody comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import drafts
from claims.actions.discussion import resolve, start_thread, write_comment
from claims.actions.drafts import MOST, discard_draft, keep_draft, tidy
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.discussion import CommentLine, ThreadLine, discussion
from claims.forms import AttemptForm, DismissForm, EvidenceForm, FindingForm, VerdictForm
from claims.forms.discussion import CommentForm, ThreadForm
from claims.models import Claim, Comment, Draft
from claims.tasks import tidy as tidy_task
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.models import AuditEntry, Role, User
from tests.factories import article_with_claims

ATTEMPT = {"what": "The list of items", "channel": "phone", "outcome": ""}


@pytest.fixture
def claim(ada: User) -> Claim:
    return article_with_claims(ada)[1][0]


@pytest.mark.parametrize(
    ("form", "sent", "kept"),
    [
        (AttemptForm, ATTEMPT, ATTEMPT),
        (AttemptForm, {"what": " ", "channel": "phone", "outcome": ""}, {}),
        (FindingForm, {"status": "disputed"}, {"status": "disputed"}),
        (FindingForm, {"sub_reason": "", "note": ""}, {}),
        (EvidenceForm, {"stance": "supports", "source_kind": "document", "quote": ""}, {}),
        (VerdictForm, {"choice": "override", "resolution": "stands", "override_reason": ""}, {}),
        (DismissForm, {"reason": "opinion"}, {}),
        (EvidenceForm, {"quote": "x", "confidential": "on"}, {"quote": "x", "confidential": "on"}),
        (AttemptForm, {"what": "x\0y"}, {"what": "xy"}),
        # Without its tick a comment for legal would come back as one for everybody.
        (ThreadForm, {"text": "x", "privileged": "on"}, {"text": "x", "privileged": "on"}),
        (AttemptForm, {"what": "x", "seen": "3", "csrfmiddlewaretoken": "y", "made_up": "z"}, {"what": "x"}),
    ],
)
def test_only_words_and_choices_of_a_person_are_kept(
    form: type[forms.Form], sent: dict[str, str], kept: dict[str, str]
) -> None:
    assert drafts.keepable(form, sent) == kept


def test_what_must_not_be_kept_is_not_even_when_it_is_sent() -> None:
    class SecretForm(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"data-no-draft": True}))
        paper = forms.FileField()
        note = forms.CharField()

    assert drafts.keepable(SecretForm, {"name": "Lena", "paper": "x", "note": "y"}) == {"note": "y"}


def test_every_form_of_the_card_has_its_place() -> None:
    assert drafts.place_of("finding") == drafts.Place("finding", FindingForm)


def test_every_form_of_the_discussion_has_its_place() -> None:
    assert drafts.place_of("thread") == drafts.Place("thread", ThreadForm)
    assert drafts.place_of("answer-5") == drafts.Place("answer", CommentForm, 5)
    assert drafts.place_of("edit-70") == drafts.Place("edit", CommentForm, 70)


@pytest.mark.parametrize(
    "code",
    [
        *("", "anything", "finding-5", "thread-5", "answer", "answer-", "edit--5"),
        *("answer-05", "answer-0", "answer-x", "answer-٥", "answer-5 ", "answer-5\n", "edit-" + "9" * 19),
    ],
)
def test_one_form_has_one_code_and_nothing_else_has_any(code: str) -> None:
    assert drafts.place_of(code) is None


def test_the_newest_words_take_the_place_of_the_last(claim: Claim, ben: User) -> None:
    keep_draft(claim_id=claim.pk, actor=ben, form="attempt", sent=ATTEMPT)
    keep_draft(claim_id=claim.pk, actor=ben, form="attempt", sent=ATTEMPT | {"outcome": "No answer"})
    assert drafts.kept(ben, claim)["attempt"].data["outcome"] == "No answer"
    assert Draft.objects.count() == 1


def test_it_is_nobody_elses_and_no_change_of_the_claim(claim: Claim, ben: User, ada: User) -> None:
    lines = AuditEntry.objects.count()
    keep_draft(claim_id=claim.pk, actor=ben, form="attempt", sent=ATTEMPT)
    assert drafts.kept(ada, claim) == {}
    discard_draft(claim_id=claim.pk, actor=ada, form="attempt")
    assert Draft.objects.count() == 1
    claim.refresh_from_db()
    assert (claim.lock_version, AuditEntry.objects.count()) == (0, lines)


def test_words_taken_out_again_leave_nothing(claim: Claim, ben: User) -> None:
    keep_draft(claim_id=claim.pk, actor=ben, form="attempt", sent=ATTEMPT)
    assert keep_draft(claim_id=claim.pk, actor=ben, form="attempt", sent={"what": "", "channel": "phone"}) is None
    assert not Draft.objects.exists()


def test_who_may_not_work_here_keeps_nothing(claim: Claim, omar: User, sam: User) -> None:
    with pytest.raises(Denied):
        keep_draft(claim_id=claim.pk, actor=omar, form="attempt", sent=ATTEMPT)
    with pytest.raises(Missing):
        keep_draft(claim_id=claim.pk, actor=sam, form="attempt", sent=ATTEMPT)
    with pytest.raises(Missing):
        discard_draft(claim_id=claim.pk, actor=sam, form="attempt")


def test_an_unknown_form_and_a_whole_book_are_refused(claim: Claim, ben: User) -> None:
    with pytest.raises(Refused):
        keep_draft(claim_id=claim.pk, actor=ben, form="", sent=ATTEMPT)
    with pytest.raises(Refused):
        keep_draft(claim_id=claim.pk, actor=ben, form="attempt", sent={"what": "x" * (MOST + 1)})


def test_after_a_month_it_is_swept(claim: Claim, ben: User, cleo: User) -> None:
    for person in (ben, cleo):
        keep_draft(claim_id=claim.pk, actor=person, form="attempt", sent=ATTEMPT)
    Draft.objects.filter(user=ben).update(saved_at=timezone.now() - dt.timedelta(days=31))
    assert tidy() == (1, 0)
    assert Draft.objects.get().user == cleo
    tidy_task()
    assert Draft.objects.count() == 1


def test_postgres_keeps_one_draft_per_form_and_none_that_is_empty(claim: Claim, ben: User) -> None:
    keep_draft(claim_id=claim.pk, actor=ben, form="attempt", sent=ATTEMPT)
    for row in ({"form": "attempt", "data": ATTEMPT}, {"form": "finding", "data": {}}, {"form": "", "data": ATTEMPT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Draft.objects.create(user=ben, claim=claim, **row)
    with pytest.raises(Exception, match="needs a person"), transaction.atomic():
        Draft.objects.create(user=User.objects.system(), claim=claim, form="finding", data=ATTEMPT)


# The forms of the discussion.


@pytest.fixture
def comment(claim: Claim, ben: User) -> Comment:
    return start_thread(claim_id=claim.pk, actor=ben, text="Which budget is meant?")


@pytest.fixture
def privileged(claim: Claim, ada: User, ben: User) -> Comment:
    """Read by Ada, who edits the desk, and by Ben, who is called in."""
    return start_thread(claim_id=claim.pk, actor=ada, text="Can they sue? @Ben", privileged=True)


def say(claim: Claim, actor: User, form: str, **more: str) -> Draft | None:
    return keep_draft(claim_id=claim.pk, actor=actor, form=form, sent={"text": f"Half of {form}"} | more)


def lines(claim: Claim, reader: User) -> list[ThreadLine]:
    shown = discussion(claim, reader)
    return [*shown["waiting"], *shown["settled"]]


def test_a_new_thread_an_answer_and_a_correction_come_back(claim: Claim, comment: Comment, ben: User) -> None:
    answer, edit = f"answer-{comment.thread_id}", f"edit-{comment.pk}"
    say(claim, ben, "thread", privileged="on")
    say(claim, ben, answer)
    say(claim, ben, edit)
    shown = discussion(claim, ben)
    line: CommentLine = shown["waiting"][0].comments[0]
    forms = [shown["form"], shown["waiting"][0].form, line.form]
    assert [form["text"].value() for form in forms] == ["Half of thread", f"Half of {answer}", f"Half of {edit}"]
    assert all(form.draft_at for form in forms)
    assert shown["form"]["privileged"].value() == "on"
    assert "checked" in str(shown["form"]["privileged"])


def test_only_who_wrote_it_finds_it(claim: Claim, privileged: Comment, ada: User, ben: User) -> None:
    """Also of a comment for legal: who may read the thread may not read what somebody has not said in it."""
    answer = f"answer-{privileged.thread_id}"
    say(claim, ben, answer)
    say(claim, ben, "thread", privileged="on")
    shown = discussion(claim, ada)
    assert [shown["form"].draft_at, shown["waiting"][0].form.draft_at] == [None, None]
    assert shown["waiting"][0].form["text"].value() is None
    discard_draft(claim_id=claim.pk, actor=ada, form=answer)
    assert set(drafts.kept(ben, claim)) == {answer, "thread"}


def test_for_a_thread_that_is_not_theirs_nobody_keeps_anything(claim: Claim, privileged: Comment, cleo: User) -> None:
    for code in (f"answer-{privileged.thread_id}", f"edit-{privileged.pk}", "answer-999999", "edit-999999"):
        with pytest.raises(Missing):
            say(claim, cleo, code)
    assert not Draft.objects.exists()


def test_who_reads_a_thread_no_longer_finds_no_draft_in_it(claim: Claim, ada: User, ben: User, cleo: User) -> None:
    cleo.memberships.update(role=Role.EDITOR)
    cleo = User.objects.get(pk=cleo.pk)
    said = start_thread(claim_id=claim.pk, actor=ada, text="Can they sue?", privileged=True)
    say(claim, cleo, f"answer-{said.thread_id}")
    assert lines(claim, cleo)[0].form
    cleo.memberships.update(role=Role.REVIEWER)
    cleo = User.objects.get(pk=cleo.pk)
    assert lines(claim, cleo) == []
    with pytest.raises(Missing):
        say(claim, cleo, f"answer-{said.thread_id}")


def test_a_place_belongs_to_its_claim_and_a_comment_to_its_writer(
    claim: Claim, comment: Comment, ada: User, ben: User
) -> None:
    other = claim.article.claims.exclude(pk=claim.pk)[0]
    for code in (f"answer-{comment.thread_id}", f"edit-{comment.pk}"):
        with pytest.raises(Missing):
            say(other, ben, code)
    with pytest.raises(Denied, match="their own words"):
        say(claim, ada, f"edit-{comment.pk}")


def test_who_may_not_write_leaves_nothing(claim: Claim, comment: Comment, omar: User, sam: User) -> None:
    for code in ("thread", f"answer-{comment.thread_id}"):
        with pytest.raises(Denied):
            say(claim, omar, code)
        with pytest.raises(Missing):
            say(claim, sam, code)


def test_after_the_sign_off_editors_alone_leave_words(claim: Claim, comment: Comment, ada: User, ben: User) -> None:
    say(claim, ben, f"answer-{comment.thread_id}")
    seen = verdict_set_hash(claim.article)
    sign_off(article_id=claim.article_id, actor=ada, seen=seen, override_reason="Print has started.", confirmed=True)
    claim = Claim.objects.get(pk=claim.pk)
    with pytest.raises(Denied, match="signed off"):
        say(claim, ben, "thread")
    assert lines(claim, ben)[0].form is None
    assert say(claim, ada, "thread")


def test_words_left_in_a_thread_that_was_settled_meanwhile_are_still_there(
    claim: Claim, comment: Comment, ben: User, cleo: User
) -> None:
    answer = f"answer-{comment.thread_id}"
    say(claim, ben, answer)
    write_comment(thread_id=comment.thread_id, actor=cleo, text="Last year's.")
    resolve(thread_id=comment.thread_id, actor=cleo)
    shown = discussion(claim, ben)
    assert shown["settled"][0].form["text"].value() == f"Half of {answer}"
    assert shown["settled_open"]
    shown = discussion(claim, cleo)
    assert (shown["settled"][0].form, shown["settled_open"]) == (None, False)
