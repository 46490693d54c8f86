"""What must hold after people met over one article: the signature covers what its signer saw, and nothing is lost."""

from __future__ import annotations

import random
from collections import Counter

from articles.models import Article
from claims.actions.signoff import verdict_set_hash
from claims.models import Claim, SignOff
from claims.states import ClaimState
from factdesk.core.audit import Action, first_broken
from factdesk.core.models import AuditEntry
from tests.interleavings import ROUND, Act, Facts, Scene, Score, facts, people, play
from tests.properties.ask import plan
from tests.properties.rules import breaches, question


def judge(scene: Scene, acts: list[Act]) -> list[str]:
    """What went wrong in one round; empty when nothing did."""
    lines = list(AuditEntry.objects.filter(chain=scene.article.audit_chain).order_by("seq"))
    wrong = [f"{act.name} crashed: {act.crashed!r}" for act in acts if act.crashed]
    if first_broken(lines) is not None:
        wrong.append("the chain is broken")
    return [*wrong, *_unseen(scene, acts, lines), *_landed(lines), *_lost(scene, acts, lines)]


def _unseen(scene: Scene, acts: list[Act], lines: list[AuditEntry]) -> list[str]:
    """A signature that covers something its signer did not see; and one that does not cover what is there."""
    wrong = []
    for act in acts:
        if isinstance(act.answer, SignOff) and act.answer.act == SignOff.Act.SIGN:
            line = next(one for one in lines if one.action == Action.SIGNED_OFF and one.object_id == act.answer.pk)
            there = facts_at(scene, lines[: lines.index(line)])
            if there != act.saw:
                wrong.append(f"signed {there} having seen {act.saw}")
    newest = SignOff.objects.filter(version__article=scene.article).order_by("-pk").first()
    signed = newest is not None and newest.act == SignOff.Act.SIGN
    if signed != Article.objects.get(pk=scene.article.pk).is_signed_off:
        wrong.append("the article is not as the newest signature says")
    if signed and newest is not None and newest.verdicts_sha256 != verdict_set_hash(scene.article):
        wrong.append("the signature covers other verdicts than those that stand")
    return wrong


def facts_at(scene: Scene, lines: list[AuditEntry]) -> Facts:
    """How the claims stood when the last of these lines was written, by the lines alone."""
    proposed = Claim.objects.filter(article=scene.article, run__isnull=False).values_list("pk", flat=True)
    then: Facts = dict.fromkeys(proposed, (str(ClaimState.PROPOSED), None))
    for line in lines:
        if line.object_type == "claim":
            state, verdict = then.get(line.object_id, ("", None))
            then[line.object_id] = _after(line, state), line.changes.get("verdict", verdict)
    return then


def _after(line: AuditEntry, state: str) -> str:
    if line.action == Action.EVIDENCE_RETRACTED:
        return ClaimState.STALE if line.changes["stale"] else state
    if line.action == Action.EVIDENCE_ADDED:
        return ClaimState.IN_CHECK if state in {ClaimState.PROPOSED, ClaimState.OPEN} else state
    return {
        Action.CLAIM_ADDED: ClaimState.OPEN,
        Action.FINDING_RECORDED: ClaimState.FOUND,
        Action.VERDICT_GIVEN: ClaimState.DECIDED,
        Action.CLAIM_REOPENED: ClaimState.IN_CHECK,
    }[Action(line.action)]


def _landed(lines: list[AuditEntry]) -> list[str]:
    """Changes of claims between a signature and its being taken back."""
    wrong, signed = [], False
    for line in lines:
        if line.action in {Action.SIGNED_OFF, Action.SIGN_OFF_REVOKED}:
            signed = line.action == Action.SIGNED_OFF
        elif signed and line.object_type == "claim":
            wrong.append(f"{line.action} in a signed article")
    return wrong


def _lost(scene: Scene, acts: list[Act], lines: list[AuditEntry]) -> list[str]:
    """What was acknowledged is there, what was refused is not, and no change of a claim was written over another."""
    wrong = []
    if (now := facts(scene.article)) != (told := facts_at(scene, lines)):
        wrong.append(f"the claims stand {now}, the trail tells {told}")
    for act in acts:
        if act.answer is not None and not type(act.answer).objects.filter(pk=act.answer.pk).exists():
            wrong.append(f"{act.name} was acknowledged and is not there")
    counted = Counter(line.object_id for line in lines if line.object_type == "claim")
    for claim in scene.article.claims.all():
        added = claim.run_id is None  # its first line is its making, which changes nothing
        if claim.lock_version != counted[claim.pk] - added:
            wrong.append(f"claim {claim.number} was changed {claim.lock_version} times in {counted[claim.pk]} lines")
    acknowledged = sum(act.answer is not None for act in acts)
    written = sum(line.request_id == ROUND and line.action != Action.REPORT_ISSUED for line in lines)
    if acknowledged != written:
        wrong.append(f"{acknowledged} acts were acknowledged and {written} are on record")
    return wrong


def run(rounds: int, *, seed: int) -> Score:
    score, cast = Score(), people()
    for number in range(rounds):
        scene = Scene(cast, random.Random(f"{seed} {number}"))
        acts = play(scene)
        score.rounds += 1
        for act in acts:
            (score.refused if act.refused else score.done)[act.name] += 1
        score.wrong += [f"round {number}: {fault}" for fault in judge(scene, acts)]
    plan("breaches", question(), columns=1)
    score.wrong += [f"at the end: {rule}" for rule in breaches()]
    return score
