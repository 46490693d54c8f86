"""What a finding needs before it counts, and what stands between an article and its sign-off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Anchor, Attempt, Claim, Evidence
from claims.states import ClaimState
from claims.vocabulary import SourceRank, Stance, Status, SubReason

if TYPE_CHECKING:
    from claims.replies import ReplyLine


@dataclass(frozen=True)
class Need:
    """One thing a finding needs, and whether it is there."""

    ok: bool
    text: str
    field: str = ""


@dataclass(frozen=True)
class Blocker:
    """One group of claims that must be settled before sign-off; empty means this gate is open."""

    title: str
    claims: tuple[Claim, ...] = ()
    note: str = ""
    blocks: bool = field(default=True)
    replies: tuple[ReplyLine, ...] = ()
    # Where it is settled, for what no single claim settles: an address and what stands on the link.
    link: tuple[str, str] | None = None

    @property
    def ok(self) -> bool:
        return not self.blocks


def needs(
    status: str,
    *,
    sub_reason: str,
    note: str,
    evidence: list[Evidence],
    attempts: list[Attempt],
    denied: bool = False,
) -> list[Need]:
    """What this status asks for, in the order a person would settle it. The database checks the same.

    `evidence` is what speaks of the words as they stand: `on_words`. `sub_reason` is "" for a verdict that overrides:
    it has no kind. `denied`: a denial is on record.
    """
    standing = [item for item in evidence if item.retracted_at is None]
    stances = {item.stance for item in standing}
    reason = Need(bool(note.strip()), _("A reason in your words"), "note")
    if status == Status.SOURCED:
        supports = [item for item in standing if item.stance == Stance.SUPPORTS]
        placed = any(item.quote.strip() and item.locator.strip() for item in supports)
        lines = [
            Need(bool(supports), _("A source that supports these words"), "status"),
            Need(placed, _("Its exact words, and where they stand in it"), "status"),
        ]
        if supports and _stands_on_hearsay(supports):
            lines.append(Need(reason.ok, _("A reason why one secondary source is enough"), "note"))
        if Stance.REFUTES in stances:
            lines.append(Need(reason.ok, _("A reason that answers the source against it"), "note"))
        return lines
    if status == Status.UNVERIFIED:
        return [Need(bool(attempts), _("A logged attempt to find out"), "status"), reason]
    if sub_reason == SubReason.SOURCES_CONFLICT:
        both = {Stance.SUPPORTS, Stance.REFUTES} <= stances
        return [Need(both, _("A source for it and a source against it"), "status"), reason]
    if sub_reason == SubReason.SUBJECT_DENIES:
        return [Need(denied, _("A denial, written down as a reply"), "status"), reason]
    against = bool(stances & {Stance.REFUTES, Stance.CONTEXT}) or (denied and not sub_reason)
    return [Need(against, _("A source that refutes it or adds context"), "status"), reason]


def on_words(evidence: Iterable[Evidence], anchor: Anchor) -> list[Evidence]:
    """What was given for the very words of this anchor, in whatever version. A source for other words, which a
    correction replaced, speaks neither for nor against these. The evidence comes with its anchors.
    """
    return [item for item in evidence if item.anchor.words_key == anchor.words_key]


def _stands_on_hearsay(supports: list[Evidence]) -> bool:
    """One source alone, and that one only tells what another said."""
    alone = len({item.source_id for item in supports}) == 1
    return alone and all(item.rank == SourceRank.SECONDARY for item in supports)


def release_gate(claims: list[Claim], *, proposing: bool) -> list[Blocker]:
    """Everything that stands in the way of signing, and what was found in order, for the editor to read. The claims
    come `with_eyes`: that one was decided alone blocks nothing, and is told.
    """
    unseen = tuple(claim for claim in claims if claim.state == ClaimState.PROPOSED)
    open_claims = tuple(claim for claim in claims if claim.state in {ClaimState.OPEN, ClaimState.IN_CHECK})
    stale = tuple(claim for claim in claims if claim.state == ClaimState.STALE)
    undecided = tuple(claim for claim in claims if claim.state == ClaimState.FOUND)
    decided = sum(claim.state == ClaimState.DECIDED for claim in claims)
    gates = []
    if proposing:
        gates.append(Blocker(_("Claims are still being proposed")))
    if not claims and not proposing:
        gates.append(Blocker(_("Nothing was checked: the article has no claims")))
    titles = {
        unseen: ngettext(
            "One proposed claim was not looked at", "%(n)d proposed claims were not looked at", len(unseen)
        ),
        open_claims: ngettext("One claim is unchecked", "%(n)d claims are unchecked", len(open_claims)),
        stale: ngettext(
            "One claim lost what its finding stood on", "%(n)d claims lost what their findings stood on", len(stale)
        ),
        undecided: ngettext(
            "One finding waits for its verdict", "%(n)d findings wait for their verdict", len(undecided)
        ),
    }
    gates += [Blocker(title % {"n": len(group)}, group) for group, title in titles.items() if group]
    if claims:
        gates.append(
            Blocker(
                _("Every decided claim has its evidence or a written reason"),
                note=ngettext("%(n)d claim", "%(n)d claims", decided) % {"n": decided},
                blocks=False,
            )
        )
        gates.append(_eyes(tuple(claim for claim in claims if claim.alone)))
    return gates


def _eyes(alone: tuple[Claim, ...]) -> Blocker:
    if not alone:
        return Blocker(_("Nobody decided on their own finding"), blocks=False)
    text = ngettext("One claim was decided alone", "%(n)d claims were decided alone", len(alone)) % {"n": len(alone)}
    return Blocker(text, alone, note=_("The reason is printed"), blocks=False)
