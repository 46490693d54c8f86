"""What is typed and not saved: kept for its person alone, gone with the save, swept when nobody comes back."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import drafts
from claims.actions.drafts import MOST, discard_draft, keep_draft, tidy
from claims.forms import AttemptForm, DismissForm, EvidenceForm, FindingForm, VerdictForm
from claims.models import Claim, Draft
from claims.tasks import tidy as tidy_task
from factdesk.core.errors import Denied, Missing, Refused
from factdesk.core.models import AuditEntry, User
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
    assert drafts.form_of("finding") is FindingForm
    assert drafts.form_of("finding-5") is FindingForm
    assert drafts.form_of("anything") is None


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
