"""One claim's card: the sheet, what this person may do with it, and the forms for that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Form
from django.urls import reverse

from articles.models import Article, Version
from claims.blanks import Blank
from claims.conflicts import ConflictNote
from claims.discussion import summary
from claims.drafts import Kept, is_talk, kept
from claims.duty import duty
from claims.forms import (
    AcceptForm,
    AttemptForm,
    ClaimForm,
    DetailsForm,
    DismissForm,
    EvidenceForm,
    FindingForm,
    MergeForm,
    ReopenForm,
    SecondReadForm,
    SendBackForm,
    VerdictForm,
    WordsForm,
)
from claims.gates import Need, needs, on_words
from claims.models import Claim, Finding
from claims.permissions import (
    CHECKERS,
    can_accept,
    can_change_words,
    can_check,
    can_correct,
    can_decide,
    can_discuss,
    can_dismiss,
    can_merge,
    can_read_second,
    can_reopen,
    can_retract,
    can_send_back,
    is_alone,
)
from claims.rail import claim_url
from claims.replies import replies_url
from claims.second_reads import of_finding
from claims.secrets import as_seen_by
from claims.sheets import sheet, with_everything
from claims.states import ClaimState
from claims.trail import TRAIL, history
from claims.vocabulary import SUB_REASONS, Standing, Status
from claims.writer_notes import notes_beside
from factdesk.core.gather import Hanging
from factdesk.core.models import User

FORMS = (
    "finding",
    "evidence",
    "attempt",
    "second_read",
    "verdict",
    "accept",
    "words",
    "split",
    "merge",
    "details",
    "dismiss",
    "reopen",
    "assign",
    "priority",
    "legal",
    "send_back",
    "sources",
)
BESIDE = ("draft", "discard", "here")
STEP_LOOKS = {ClaimState.IN_CHECK: "in-check", ClaimState.FOUND: "found", ClaimState.DECIDED: "decided"}


def card_context(
    claim: Claim,
    article: Article,
    user: User,
    *,
    bound: Mapping[str, Form] | None = None,
    open_form: str = "",
    conflict: ConflictNote | None = None,
) -> dict[str, Any]:
    """What `claims/card.html` shows. `claim` comes from `rail_claims`; `bound` are forms to show as sent."""
    claim.article = article  # loaded already; every permission below asks for it
    version = article.head
    with_everything(
        [claim],
        version,
        Hanging("merged", Claim, "merged_into_id"),
        Hanging("split_off", Claim, "split_from_id"),
        TRAIL,
    )
    finding = claim.findings.all()[0] if claim.findings.all() else None
    read = of_finding(claim, finding)
    agreed_by = read.by_id if read and read.agrees else None
    allowed = {
        "can_check": can_check(user, claim),
        "can_accept": can_accept(user, claim),
        "can_change_words": can_change_words(user, claim),
        "can_merge": can_merge(user, claim, list(claim.merged.all())),
        "can_decide": can_decide(user, claim, finding, agreed_by=agreed_by),
        "can_read_second": can_read_second(user, claim, finding, was_read=read is not None),
        "can_dismiss": can_dismiss(user, claim),
        "can_reopen": can_reopen(user, claim),
        "can_send_back": can_send_back(user, claim),
    }
    shown = sheet(claim, version, version.block_list())
    forms = _forms(claim, version, finding, allowed, bound or {})
    blind = bool(allowed["can_read_second"]) and article.desk.blind_second_read
    may_leave = allowed["can_check"] or allowed["can_decide"] or can_discuss(user, claim)
    left = kept(user, claim) if may_leave else {}
    fill_in(forms, left)
    return {
        **vars(shown),
        "evidence": as_seen_by(user, article.desk_id, shown.evidence),
        "retracted": as_seen_by(user, article.desk_id, shown.retracted),
        "writer_notes": notes_beside(claim.pk, version) if user.role_on(article.desk_id) in CHECKERS else [],
        "can_retract": can_retract(user, claim),
        "opens_copies": user.role_on(article.desk_id) in CHECKERS,
        **allowed,
        **forms,
        "claim": claim,
        # A second reader who is not to know what was found makes up their own mind first.
        "finding": None if blind else shown.finding,
        "blind": blind,
        "alone": finding is not None and bool(allowed["can_decide"]) and is_alone(user, claim, finding, agreed_by),
        "duty": duty(claim, article, user),
        "url": claim_url(article.pk, claim.number),
        "urls": {name: reverse(name, kwargs={"claim_id": claim.pk}) for name in (*FORMS, *BESIDE)},
        "step": {"css": STEP_LOOKS.get(ClaimState(claim.state), ""), "label": claim.get_state_display()},
        "proposed_by": _proposed_by(claim),
        "gates": _gates(claim),
        "kin": kin(claim),
        "replies_url": replies_url(article.pk),
        "can_correct": can_correct(user, article) and shown.standing != Standing.WITHDRAWN,
        "corrections_url": reverse("corrections", kwargs={"article_id": article.pk}),
        "history": () if blind else history(claim),
        "discussion": {
            "url": reverse("discussion", kwargs={"claim_id": claim.pk}),
            "summary": summary(claim),
            "left": any(map(is_talk, left)),
        },
        "open": open_form,
        "conflict": conflict,
    }


def _forms(
    claim: Claim, version: Version, finding: Finding | None, allowed: Mapping[str, Any], bound: Mapping[str, Form]
) -> dict[str, Form | Blank | None]:
    """Each form as sent, or fresh; None when its rule says no, so that no dead button is drawn."""
    at = claim.lock_version
    seen = {"seen": at}
    words = seen | {"version": version.number, "words": claim.exact}
    kind = seen | {"kind": claim.type, "attributed_to": claim.attributed_to}
    fresh: dict[str, Form | Blank | None] = {
        "accept_form": Blank(AcceptForm, at) if allowed["can_accept"] else None,
        "words_form": WordsForm(initial=words) if allowed["can_change_words"] else None,
        "details_form": DetailsForm(initial=kind) if allowed["can_check"] else None,
        "merge_form": Blank(MergeForm, at) if allowed["can_merge"] else None,
        "finding_form": FindingForm(initial=seen) if allowed["can_check"] else None,
        "evidence_form": Blank(EvidenceForm, at) if allowed["can_check"] else None,
        "attempt_form": Blank(AttemptForm, at) if allowed["can_check"] else None,
        "dismiss_form": Blank(DismissForm, at) if allowed["can_dismiss"] else None,
        # A finding goes back with a reason; what was decided or dismissed is taken up again without one.
        "reopen_form": Blank(ReopenForm, at) if allowed["can_reopen"] and not allowed["can_send_back"] else None,
        "send_back_form": Blank(SendBackForm, at) if allowed["can_send_back"] else None,
        "second_read_form": SecondReadForm(initial=seen) if allowed["can_read_second"] else None,
        "assign_form": None,  # read when it is opened: it names everybody who checks for the desk
        "verdict_form": None,
    }
    if allowed["can_decide"] and finding is not None:
        words = {"status": finding.status, "wording": finding.proposed_text}
        fresh["verdict_form"] = VerdictForm(initial=seen | words)
    return fresh | dict(bound)


def fill_in(forms: dict[str, Form | Blank | None], drafts: Mapping[str, Kept]) -> None:
    """Each form as the person left it."""
    for code, draft in drafts.items():
        form = forms.get(f"{code}_form")
        if isinstance(form, Blank):
            form = forms[f"{code}_form"] = form.form()
        if isinstance(form, ClaimForm):
            form.come_back(code, draft.data, draft.at)


def kin(claim: Claim) -> dict[str, list[tuple[int, str]]]:
    """Number and address of the claims it was merged with or split from, by how they belong to it."""
    groups: dict[str, Iterable[Claim]] = {
        "merged_into": [claim.merged_into] if claim.merged_into else [],
        "merged": claim.merged.all(),
        "split_from": [claim.split_from] if claim.split_from else [],
        "split_off": claim.split_off.all(),
    }
    return {
        name: [(item.number, claim_url(claim.article_id, item.number)) for item in found]
        for name, found in groups.items()
    }


def _gates(claim: Claim) -> dict[str, list[Need]]:
    """For each finding: what it needs, and what of that is there."""
    here = next(anchor for anchor in claim.anchors_here if anchor.is_primary)
    evidence = on_words(claim.evidence.all(), here)
    return {
        str(status): needs(
            status,
            sub_reason=SUB_REASONS[status][0],
            note="",
            evidence=evidence,
            attempts=list(claim.attempts.all()),
        )
        for status in Status
    }


def _proposed_by(claim: Claim) -> str:
    if claim.run is None:
        return ""
    return f"{claim.run.proposer} {claim.run.proposer_version}"
