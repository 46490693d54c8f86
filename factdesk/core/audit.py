"""Writing the audit trail, and finding the line somebody tampered with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factdesk.core import chains, keys
from factdesk.core.logging import current_request_id
from factdesk.core.models import AuditEntry, User
from factdesk.core.seals import seal

OLDEST = 1 << 30


class Action(models.TextChoices):
    """Every verb the trail knows, over all apps: one vocabulary, one place."""

    REFUSED = "refused", _("was refused")
    TRAIL_ADOPTED = "trail.adopted", _("signed what was there before the trail had keys")
    DESK_CREATED = "desk.created", _("desk created")
    MEMBER_ADDED = "desk.member_added", _("member added")
    ROLE_CHANGED = "desk.role_changed", _("gave a member another role")
    MEMBER_REMOVED = "desk.member_removed", _("took somebody off the desk")
    START_LINK_ISSUED = "desk.start_link_issued", _("made a link to start with")
    FACTOR_RESET = "desk.factor_reset", _("took somebody's second factor away")
    MODEL_ENDPOINT_SET = "desk.model_endpoint_set", _("switched the model endpoint on or off")
    RULES_SET = "desk.rules_set", _("changed the rules of the desk")
    DESK_EXPORTED = "desk.exported", _("exported the reports of the desk")
    ARRIVED = "arrival.came_in", _("brought in something to read")
    ARRIVAL_READ = "arrival.read", _("read what came in")
    ARRIVAL_REFUSED = "arrival.refused", _("could not read what came in")
    ARRIVAL_UNPACKED = "arrival.unpacked", _("unpacked what came in")
    ARRIVAL_AGAIN = "arrival.again", _("had it read again")
    ARRIVAL_CHOSEN = "arrival.chosen", _("chose what a part of the text is")
    ARRIVAL_TAKEN = "arrival.taken", _("made an article of it")
    ARRIVAL_DROPPED = "arrival.dropped", _("removed what came in")
    ARTICLE_CREATED = "article.created", _("brought the article in")
    ARTICLE_IMPORTED = "article.imported", _("imported the article from a report")
    VERSION_FROZEN = "article.version_frozen", _("froze a version")
    ORIGINAL_KEPT = "article.original_kept", _("kept the file it was read from")
    WRITERS_NAMED = "article.writers_named", _("said who wrote it")
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
    ATTEMPT_LOGGED = "claim.attempt_logged", _("logged an attempt")
    FINDING_RECORDED = "claim.finding_recorded", _("recorded a finding")
    VERDICT_GIVEN = "claim.verdict_given", _("gave the verdict")
    CLAIM_DISMISSED = "claim.dismissed", _("found nothing to check")
    CLAIM_REOPENED = "claim.reopened", _("reopened the claim")
    CLAIM_ASSIGNED = "claim.assigned", _("gave it to somebody, or to nobody")
    PRIORITY_SET = "claim.priority_set", _("changed its priority")
    LEGAL_SET = "claim.legal_set", _("changed whether a lawyer reads it")
    READ_AGAIN = "claim.read_again", _("read it a second time")
    CLAIM_SENT_BACK = "claim.sent_back", _("sent it back")
    NOTHING_TO_CHECK = "article.nothing_to_check", _("found nothing to check in sentences")
    NOTHING_TAKEN_BACK = "article.nothing_taken_back", _("opened sentences again")
    CLAIM_UNDONE = "claim.undone", _("took their last decision back")
    SIGNED_OFF = "article.signed_off", _("signed off")
    SIGN_OFF_REVOKED = "article.sign_off_revoked", _("took the sign-off back")
    CORRECTED = "article.corrected", _("corrected the article")
    CLAIM_REWORDED = "claim.reworded", _("corrected its words")
    CLAIM_WITHDRAWN = "claim.withdrawn", _("cut its words from the text")
    IDENTITY_REFUSED = "source.identity_refused", _("was refused who a confidential source is")
    REPLY_ASKED = "reply.asked", _("asked for a reply")
    REPLY_ATTEMPTED = "reply.attempted", _("tried again to get a reply")
    REPLY_SETTLED = "reply.settled", _("wrote down what came of asking for a reply")
    REPLY_REFLECTED = "reply.reflected", _("said whether the copy reflects a reply")
    SOURCE_CONFIDED = "source.confided", _("entered a confidential source")
    SOURCE_GRANTED = "source.granted", _("let somebody read who a confidential source is")
    SOURCE_GRANT_REVOKED = "source.grant_revoked", _("took the right to read who a confidential source is back")
    SOURCE_RESEALED = "source.resealed", _("sealed a confidential source with a new key")
    IDENTITY_READ = "source.identity_read", _("read who a confidential source is")
    THREAD_STARTED = "thread.started", _("started a thread")
    COMMENTED = "thread.commented", _("wrote in the thread")
    COMMENT_EDITED = "thread.comment_edited", _("gave a comment other words")
    THREAD_RESOLVED = "thread.resolved", _("marked the thread resolved")
    THREAD_REOPENED = "thread.reopened", _("opened the thread again")
    MAIL_SET = "person.mail_set", _("switched notices by mail on or off")
    STARTED = "person.started", _("set their first password")
    PASSWORD_CHANGED = "person.password_changed", _("changed their password")
    FACTOR_SET = "person.factor_set", _("set up a second factor")
    FACTOR_REMOVED = "person.factor_removed", _("took their second factor away")
    RECOVERY_CODES_MADE = "person.recovery_codes_made", _("made new recovery codes")
    RECOVERY_CODE_USED = "person.recovery_code_used", _("used a recovery code")
    STEP_UP_REFUSED = "person.step_up_refused", _("was refused with a wrong password or code")
    RECOVERED = "person.recovered", _("let somebody in again")
    REPORT_ISSUED = "article.report_issued", _("issued a report")
    PURGE_ASKED = "article.purge_asked", _("asked to purge the article")
    PURGE_WITHDRAWN = "article.purge_withdrawn", _("ended the request to purge")
    PURGE_APPROVED = "article.purge_approved", _("agreed to purge the article")
    ARTICLE_PURGED = "article.purged", _("purged the article")


class Audited(Protocol):
    """Anything whose history is kept; the chain is the article's or the desk's it belongs to.

    With an attribute `moved` it keeps count itself of what moved on it since the last line: field → (before, after).
    """

    @property
    def pk(self) -> int: ...

    @property
    def audit_chain(self) -> str: ...


def record(
    action: Action,
    obj: Audited,
    *,
    actor: User,
    changes: Mapping[str, object] | None = None,
    rows: Iterable[models.Model] = (),
    moved_too: Audited | None = None,
) -> AuditEntry:
    """Add a line to the object's chain, in the transaction of the change itself.

    `changes` must hold ids, states and numbers only: the trail outlives the text it speaks of. `rows` are what was
    written with it and is to be found unchanged: `settings.SEALED` names what must be among them. `moved_too` is
    another object that moved by the same change and has no line of its own.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit line is written in the transaction of its change")
    end, key = chains.held(obj.audit_chain), keys.newest()
    moved = _taken(obj) | (_taken(moved_too) if moved_too is not None else {})
    entry = AuditEntry(
        chain=end.chain,
        seq=end.seq + 1,
        at=timezone.now(),
        actor=actor,
        action=action,
        object_type=getattr(obj, "audit_kind", type(obj).__name__.lower()),
        object_id=obj.pk,
        changes=dict(changes or {}),
        moved=moved,
        rows=[list(seal(row, key)) for row in rows],
        lock_version=getattr(obj, "lock_version", None),
        request_id=current_request_id(),
        prev_hash=end.hash,
        key=key.name,
    )
    entry.hash = entry.expected_hash()
    end.seq, end.hash = entry.seq, entry.hash
    end.sign()
    entry.end_seal = end.seal
    entry.save(force_insert=True)
    return entry


def moving(obj: Audited, name: str, before: object, after: object) -> None:
    """Keep count of what moves on it, for its next line: from where it was before all moves to where it is now."""
    moved: dict[str, tuple[object, object]] = vars(obj).setdefault("moved", {})
    first = moved.pop(name, (before, after))[0]
    if first != after:
        moved[name] = (first, after)


def _taken(obj: Audited) -> dict[str, list[object]]:
    """What moved on it since its last line; it begins to count anew."""
    return {name: list(pair) for name, pair in vars(obj).pop("moved", {}).items()}


def first_broken(entries: Iterable[AuditEntry]) -> AuditEntry | None:
    """The first line that does not follow from the one before it; entries ordered by chain and seq.

    A line without a key may only come before all with one, and a key that was replaced does not come back.
    """
    chain, seq, prev, age = "", 0, "", OLDEST
    for entry in entries:
        if entry.chain != chain:
            chain, seq, prev, age = entry.chain, 0, "", OLDEST
        key = keys.named(entry.key)
        signed = key.age if key else OLDEST
        follows = entry.seq == seq + 1 and entry.prev_hash == prev and signed <= age
        if not follows or entry.end_seal or entry.hash != entry.expected_hash():
            return entry
        seq, prev, age = entry.seq, entry.hash, signed
    return None
