"""What a person does with a claim: one view for each form of the card, all answered the same way."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from claims.actions.evidence import add_evidence, log_attempt
from claims.actions.judgement import give_verdict, record_finding
from claims.actions.second_reads import read_again
from claims.actions.workflow import dismiss, reopen
from claims.forms import (
    AttemptForm,
    DismissForm,
    EvidenceForm,
    FindingForm,
    ReopenForm,
    SecondReadForm,
    VerdictForm,
)
from claims.forms.secrets import confided
from claims.models import Claim, Evidence, SecondRead
from claims.views.answers import answer
from claims.vocabulary import (
    OTHER_WORDS,
    Channel,
    DismissReason,
    Resolution,
    SourceKind,
    SourceRank,
    Stance,
    Status,
    SubReason,
)
from factdesk.core.http import DeskRequest


@require_POST
def finding(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        return record_finding(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            status=Status(data["status"]),
            sub_reason=SubReason(data["sub_reason"]),
            note=data["note"],
            proposed_text=data["proposed_text"],
        )

    return answer(request, claim_id, "finding_form", FindingForm(request.POST), act)


@sensitive_post_parameters("identity", "contact", "kept")
@require_POST
def evidence(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> Evidence:
        return add_evidence(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            stance=Stance(data["stance"]),
            title=data["source_title"],
            kind=SourceKind(data["source_kind"]),
            url=data["url"],
            source_id=data["source"],
            rank=SourceRank(data["rank"]),
            archive_url=data["archive_url"],
            copy=data["incoming"],
            worked=data["worked"],
            quote=data["quote"],
            locator=data["locator"],
            note=data["note"],
            confided=confided(data),
        )

    def said(evidence: Evidence) -> str:
        return _("Claim %(number)d: evidence added") % {"number": evidence.claim.number}

    return answer(request, claim_id, "evidence_form", EvidenceForm(request.POST, request.FILES), act, said=said)


@require_POST
def attempt(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        return log_attempt(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            what=data["what"],
            channel=Channel(data["channel"]),
            outcome=data["outcome"],
        )

    return answer(request, claim_id, "attempt_form", AttemptForm(request.POST), act)


@require_POST
def second_read(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> SecondRead:
        return read_again(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            status=Status(data["status"]),
            note=data["note"],
        )

    def said(read: SecondRead) -> str:
        number = {"number": read.claim.number}
        if read.agrees:
            return _("Claim %(number)d: you both say the same. An editor decides.") % number
        return _("Claim %(number)d: sent back with your reason.") % number

    return answer(request, claim_id, "second_read_form", SecondReadForm(request.POST), act, said=said)


@require_POST
def verdict(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        agrees = data["choice"] == VerdictForm.AGREE
        return give_verdict(
            claim_id=claim_id,
            actor=request.user,
            seen=data["seen"],
            status=None if agrees else Status(data["status"]),
            resolution=Resolution(data["resolution"]),
            wording=data["wording"] if data["resolution"] in OTHER_WORDS else "",
            override_reason="" if agrees else data["override_reason"],
            alone_reason=data["alone_reason"],
        )

    return answer(request, claim_id, "verdict_form", VerdictForm(request.POST), act)


@require_POST
def dismissal(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        reason = DismissReason(data["reason"])
        return dismiss(claim_id=claim_id, actor=request.user, seen=data["seen"], reason=reason)

    return answer(request, claim_id, "dismiss_form", DismissForm(request.POST), act)


@require_POST
def reopening(request: DeskRequest, claim_id: int) -> HttpResponse:
    def act(data: dict[str, Any]) -> object:
        return reopen(claim_id=claim_id, actor=request.user, seen=data["seen"])

    # What was merged gets its places back, so that the text changes with it.
    merged = Claim.objects.filter(pk=claim_id, merged_into__isnull=False).exists()
    return answer(request, claim_id, "reopen_form", ReopenForm(request.POST), act, reshapes=merged)
