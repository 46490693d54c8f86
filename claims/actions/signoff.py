"""Putting a name under a version, taking it back, and issuing the report that goes with it."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions import move
from articles.models import Article
from claims.actions.issuing import issue_with
from claims.actions.locking import lock_article
from claims.gates import Blocker, release_gate
from claims.models import Claim, ReplyRequest, SignOff, Verdict
from claims.permissions import can_revoke, can_sign_off, is_editor
from claims.replies import reply_gates
from claims.states import SET_ASIDE
from claims.text_gates import text_gates
from factdesk.core.audit import Action, record
from factdesk.core.errors import Conflict, Refused, Text
from factdesk.core.models import Job, User
from factdesk.core.permissions import require


@transaction.atomic
def sign_off(*, article_id: int, actor: User, seen: str, override_reason: str = "", confirmed: bool = False) -> SignOff:
    """Sign the newest version with the verdicts as they stand, and issue its report.

    `seen` is the hash of the verdicts the page showed: a verdict that changed since is a Conflict, so that
    nobody signs what they did not see. Open points need a reason, which is printed, and a tick for it.
    """
    article = lock_article(article_id, actor=actor)
    require(is_editor(actor, article))
    verdicts_sha256 = verdict_set_hash(article)
    if article.is_signed_off or verdicts_sha256 != seen:
        raise Conflict(_("The article changed since this page was opened. Read what changed, then sign."))
    require(can_sign_off(actor, article))
    blockers = sum(gate.blocks for gate in open_gates(article))
    if blockers:
        _require_reason(override_reason, confirmed=confirmed)
    version = article.head
    signed = SignOff.objects.create(
        version=version,
        act=SignOff.Act.SIGN,
        version_sha256=version.sha256,
        verdicts_sha256=verdicts_sha256,
        override_reason=override_reason,
        blockers=blockers,
        by=actor,
    )
    move(article, "sign_off")
    record(
        Action.SIGNED_OFF,
        signed,
        actor=actor,
        changes={"version": version.number, "verdicts": verdicts_sha256, "open_points": blockers},
        rows=[signed],
        moved_too=article,
    )
    issue_with(signed, article, actor)
    return signed


def _require_reason(reason: str, *, confirmed: bool) -> None:
    missing: dict[str, Text] = {}
    if not reason.strip():
        missing["override_reason"] = _("Say why it goes out with open points. It is printed in the report.")
    if not confirmed:
        missing["confirm"] = _("Tick this to sign with open points.")
    if missing:
        raise Refused(missing, rule="release_gate")


@transaction.atomic
def revoke(*, article_id: int, actor: User, reason: str) -> SignOff:
    """Take the sign-off back. The signature and its report stay; checking goes on."""
    article = lock_article(article_id, actor=actor)
    require(can_revoke(actor, article))
    if not reason.strip():
        raise Refused({"revoke_reason": _("Say why the sign-off is taken back.")})
    version = article.head
    taken_back = SignOff.objects.create(
        version=version,
        act=SignOff.Act.REVOKE,
        version_sha256=version.sha256,
        verdicts_sha256=verdict_set_hash(article),
        override_reason=reason,
        by=actor,
    )
    move(article, "reopen")
    changes = {"version": version.number}
    record(Action.SIGN_OFF_REVOKED, taken_back, actor=actor, changes=changes, rows=[taken_back], moved_too=article)
    return taken_back


def verdict_set_hash(article: Article) -> str:
    """SHA-256 over what the signature covers: the version, every claim's state and its newest verdict, in number
    order, and how every request for a reply stands.
    """
    newest = dict(Verdict.objects.filter(claim__article=article).order_by("pk").values_list("claim_id", "pk"))
    rows = Claim.objects.filter(article=article).order_by("number").values_list("pk", "number", "state", "lock_version")
    covered: list[list[object]] = [[article.head.number]]
    covered += [[number, state, version, newest.get(pk)] for pk, number, state, version in rows]
    replies = ReplyRequest.objects.filter(article=article).order_by("pk").values_list("pk", "state", "lock_version")
    covered += [list(reply) for reply in replies]
    return hashlib.sha256(json.dumps(covered, separators=(",", ":")).encode()).hexdigest()


def open_gates(article: Article) -> list[Blocker]:
    """The release gate of the newest version, each claim with its words."""
    head = article.head
    claims = Claim.objects.filter(article=article).with_standing().in_reading_order(head.pk)
    proposing = Job.objects.filter(kind="claims.propose", target_id=head.pk, state__in=Job.UNFINISHED).exists()
    kept = claims.exclude(state__in=SET_ASIDE).with_eyes()
    counting = list(kept.select_related("reviewer"))
    gates = [*release_gate(counting, proposing=proposing), *text_gates(article, counting), *reply_gates(article)]
    return sorted(gates, key=lambda gate: gate.ok)
