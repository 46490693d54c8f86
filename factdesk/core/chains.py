"""Holding the end of a chain: one writer at a time, and a chain is born under the register's eyes."""

from __future__ import annotations

from factdesk.core.models import AuditChain
from factdesk.core.models.audit import REGISTER


def held(chain: str) -> AuditChain:
    """The end of the chain, held until the transaction ends; a new chain where there is none."""
    return _held(chain) or _born(chain)


def _held(chain: str) -> AuditChain | None:
    rows = AuditChain.objects.raw("SELECT * FROM core_auditchain WHERE chain = %s FOR NO KEY UPDATE", [chain])
    return next(iter(rows), None)


def _born(chain: str) -> AuditChain:
    """Counted and signed in the register, so that a chain that is taken away as a whole is missed."""
    register = _register()
    # Whoever held the register meanwhile may have made the same chain.
    if (here := _held(chain)) is not None:
        return here
    adopted = register.seal != "" or register.seq == 0
    register.seq += 1
    if adopted:
        register.sign()
    register.save(update_fields=["seq", "key", "seal"])
    made = AuditChain(chain=chain, place=register.seq, seq=0)
    made.sign()
    made.save(force_insert=True)
    return made


def _register() -> AuditChain:
    register = _held(REGISTER)
    if register is None:
        AuditChain.objects.bulk_create([AuditChain(chain=REGISTER, place=0, seq=0)], ignore_conflicts=True)
        register = _held(REGISTER)
    assert register is not None  # noqa: S101  narrows the type
    return register
