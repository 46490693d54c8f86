"""Reading the whole trail, and the rows it vouches for, until something does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import F

from factdesk.core import keys
from factdesk.core.audit import Action, first_broken
from factdesk.core.models import AuditChain, AuditEntry
from factdesk.core.models.audit import REGISTER
from factdesk.core.seals import seal, sealed_models

BATCH = 2000


@dataclass(frozen=True)
class Fault:
    """The first thing that does not fit, in words for the operator; ids only."""

    text: str


@dataclass
class Trail:
    """What reading the lines brought to light."""

    lines: int = 0
    plain: dict[str, int] = field(default_factory=dict)
    ends: dict[str, AuditEntry] = field(default_factory=dict)
    rows: dict[tuple[str, int], tuple[AuditEntry, str]] = field(default_factory=dict)
    purged: set[str] = field(default_factory=set)

    def noting(self, entries: Iterable[AuditEntry]) -> Iterator[AuditEntry]:
        for entry in entries:
            yield entry
            self.lines += 1
            self.ends[entry.chain] = entry
            self.plain[entry.chain] = self.plain.get(entry.chain, 0) + (not entry.key)
            for label, pk, signature in entry.rows:
                self.rows[label, pk] = (entry, signature)
            if entry.action == Action.ARTICLE_PURGED:
                self.purged.add(entry.chain)


def verify() -> tuple[Trail, Fault | None]:
    """Lines first, then where the chains end, then the rows: what is wrong is named where it begins."""
    trail = Trail()
    entries = AuditEntry.objects.order_by("chain", "seq")
    broken = first_broken(trail.noting(entries.iterator(chunk_size=BATCH)))
    if broken is not None:
        missing = "" if keys.named(broken.key) or not broken.key else ", signed with a key that is not here"
        told = f"{broken.chain}, line {broken.seq}, {broken.action} at {broken.at}{missing}"
        return trail, Fault(told)
    return trail, _ends(trail) or _rows(trail)


def _ends(trail: Trail) -> Fault | None:
    chains = list(AuditChain.objects.order_by("place"))
    if not chains and not trail.ends:
        return None
    if not chains or chains[0].chain != REGISTER:
        return Fault("the register of chains is missing")
    register, *others = chains
    if not register.seal and register.seq:
        return Fault("the trail is older than its keys; ./run adopt_trail signs it as it is")
    for place, end in enumerate(others, 1):
        if end.place != place:
            return Fault(f"chain number {place} is missing")
        if fault := _end(end, trail):
            return fault
    if register.seq != len(others) or register.seal != register.expected_seal():
        return Fault(f"the register of chains, after number {len(others)}")
    strange = sorted(set(trail.ends) - {end.chain for end in others})
    return Fault(f"{strange[0]}, line 1: no such chain was begun") if strange else None


def _end(end: AuditChain, trail: Trail) -> Fault | None:
    """Whether the lines go as far as the chain went, and none of them only looks old."""
    last = trail.ends.get(end.chain)
    seq, signed = (last.seq, last.hash) if last else (0, "")
    if seq < end.seq:
        return Fault(f"{end.chain}, line {seq + 1} is missing")
    if (seq, signed) != (end.seq, end.hash) or end.seal != end.expected_seal():
        return Fault(f"{end.chain}, line {seq} is not its last one")
    if trail.plain.get(end.chain, 0) != end.plain:
        return Fault(f"{end.chain}, line {end.plain + 1} is not signed")
    key, last_key = keys.named(end.key), keys.named(last.key) if last else None
    if key and last_key and key.age > last_key.age:
        return Fault(f"{end.chain}, line {seq}: its end is signed with an older key")
    return None


def _rows(trail: Trail) -> Fault | None:
    """Every row has its signature, and every signature its row, unless the article was purged."""
    gone = dict(trail.rows)
    for label, model, article in sealed_models():
        rows = model._default_manager.annotate(of_article=F(f"{article}__pk")).order_by("pk")
        for row in rows.iterator(chunk_size=BATCH):
            pk, chain = row.pk, f"article:{row.of_article}"  # type: ignore[attr-defined]  # annotated
            entry, signature = gone.pop((label, pk), (None, ""))
            if entry is None:
                return Fault(f"{chain}: no line speaks of {label} {pk}")
            key = keys.named(entry.key)
            if key is None or entry.chain != chain or seal(row, key)[2] != signature:
                return Fault(f"{label} {pk} is not as {entry.chain}, line {entry.seq} left it")
    lost = [(entry.chain, entry.seq, label, pk) for (label, pk), (entry, _signature) in gone.items()]
    lost = sorted(one for one in lost if one[0] not in trail.purged)
    if lost:
        chain, seq, label, pk = lost[0]
        return Fault(f"{label} {pk}, of {chain}, line {seq}, is missing")
    return None
