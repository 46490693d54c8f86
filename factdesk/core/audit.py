"""Writing the audit trail, and finding the line somebody tampered with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factdesk.core.logging import current_request_id
from factdesk.core.models import AuditEntry, User


class Action(models.TextChoices):
    """Every verb the trail knows, over all apps: one vocabulary, one place."""

    DESK_CREATED = "desk.created", _("desk created")
    MEMBER_ADDED = "desk.member_added", _("member added")
    MODEL_ENDPOINT_SET = "desk.model_endpoint_set", _("switched the model endpoint on or off")
    ARTICLE_CREATED = "article.created", _("brought the article in")
    VERSION_FROZEN = "article.version_frozen", _("froze a version")
    PROPOSING_STARTED = "article.proposing_started", _("asked for proposals")
    ARTICLE_OPENED = "article.opened", _("opened the article for checking")
    CONFIDENTIAL_SET = "article.confidential_set", _("marked the article confidential, or no longer so")
    TEXT_SENT = "article.text_sent", _("sent the text to the model endpoint")
    ENDPOINT_HEARD = "article.endpoint_heard", _("heard from the model endpoint")
    CLAIMS_PROPOSED = "claims.proposed", _("proposed claims")
    REACH_SET = "article.reach_set", _("changed how many proposals are shown")
    CLAIM_ADDED = "claim.added", _("made the claim")
    CLAIM_ACCEPTED = "claim.accepted", _("accepted the claim")
    WORDS_CHANGED = "claim.words_changed", _("changed the words it stands on")
    DETAILS_CHANGED = "claim.details_changed", _("changed its kind or who says it")
    CLAIM_SPLIT = "claim.split", _("split the claim")
    SPLIT_OFF = "claim.split_off", _("split it off")
    CLAIM_MERGED = "claim.merged", _("merged the claim")
    PLACES_TAKEN_OVER = "claim.places_taken_over", _("added places")
    PLACES_GIVEN_BACK = "claim.places_given_back", _("gave places back")
    EVIDENCE_ADDED = "claim.evidence_added", _("added evidence")
    EVIDENCE_RETRACTED = "claim.evidence_retracted", _("retracted evidence")
    COPY_KEPT = "claim.copy_kept", _("kept a copy of a source")
    SUPPORT_LOST = "claim.support_lost", _("left the finding without its evidence: the claim is open again")
    ATTEMPT_LOGGED = "claim.attempt_logged", _("logged an attempt")
    FINDING_RECORDED = "claim.finding_recorded", _("recorded a finding")
    VERDICT_GIVEN = "claim.verdict_given", _("gave the verdict")
    CLAIM_DISMISSED = "claim.dismissed", _("found nothing to check")
    CLAIM_REOPENED = "claim.reopened", _("reopened the claim")
    SIGNED_OFF = "article.signed_off", _("signed off")
    SIGN_OFF_REVOKED = "article.sign_off_revoked", _("took the sign-off back")
    REPORT_ISSUED = "article.report_issued", _("issued a report")


class Audited(Protocol):
    """Anything whose history is kept; the chain is the article's or the desk's it belongs to."""

    pk: int

    @property
    def audit_chain(self) -> str: ...


def record(action: Action, obj: Audited, *, actor: User, changes: Mapping[str, object] | None = None) -> AuditEntry:
    """Add a line to the object's chain, in the transaction of the change itself.

    `changes` must hold ids, states and numbers only: the trail outlives the text it speaks of.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit line is written in the transaction of its change")
    with connection.cursor() as cursor:
        # One writer per chain at a time, or two lines would claim the same place.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [obj.audit_chain])
    last = AuditEntry.objects.filter(chain=obj.audit_chain).order_by("-seq").first()
    entry = AuditEntry(
        chain=obj.audit_chain,
        seq=last.seq + 1 if last else 1,
        at=timezone.now(),
        actor=actor,
        action=action,
        object_type=type(obj).__name__.lower(),
        object_id=obj.pk,
        changes=dict(changes or {}),
        request_id=current_request_id(),
        prev_hash=last.hash if last else "",
    )
    entry.hash = entry.expected_hash()
    entry.save(force_insert=True)
    return entry


def first_broken(entries: Iterable[AuditEntry]) -> AuditEntry | None:
    """The first line that does not follow from the one before it; entries ordered by chain and seq."""
    chain, seq, prev = "", 0, ""
    for entry in entries:
        if entry.chain != chain:
            chain, seq, prev = entry.chain, 0, ""
        if entry.seq != seq + 1 or entry.prev_hash != prev or entry.hash != entry.expected_hash():
            return entry
        seq, prev = entry.seq, entry.hash
    return None
