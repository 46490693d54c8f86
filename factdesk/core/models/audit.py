"""What was done, by whom, in which order; nobody can take a line out."""

from __future__ import annotations

import hashlib
import json

import pgtrigger
from django.conf import settings
from django.db import models

from factdesk.core import keys
from factdesk.core.triggers import append_only, no_truncate

REGISTER = ""
"""The chain that counts the others: a chain that is gone as a whole leaves a gap there."""


class AuditChain(models.Model):
    """Where a chain ends now. Moved on by the database with each line; signed by who wrote the line."""

    chain = models.CharField(max_length=60, primary_key=True)
    # The how-manieth chain of the desk it is; of the register: 0.
    place = models.PositiveIntegerField(unique=True)
    # How many lines are older than the keys: their hashes are plain ones, held together by what is signed after them.
    plain = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=16, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    # The transaction that wrote the last line: what a row without a line in its own transaction is told by.
    xact = models.BigIntegerField(null=True)

    class Meta:
        triggers = [
            pgtrigger.Trigger(
                name="only_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF (NEW.chain, NEW.place, NEW.plain) IS DISTINCT FROM (OLD.chain, OLD.place, OLD.plain) THEN
                        RAISE EXCEPTION 'FactDesk: a chain keeps its name and its place';
                    END IF;
                    IF (NEW.seq, NEW.hash, NEW.xact) IS NOT DISTINCT FROM (OLD.seq, OLD.hash, OLD.xact)
                        OR (NEW.seq = OLD.seq + 1 AND (OLD.chain = '' OR pg_trigger_depth() > 1)) THEN
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION 'FactDesk: a chain grows by its lines';
                """,
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.chain or 'register'} up to {self.seq}"

    def expected_seal(self) -> str:
        """What the key that it names makes of it; "" without that key."""
        key = keys.named(self.key)
        told = [self.chain, self.place, self.plain, self.seq, self.hash]
        return key.sign("end", json.dumps(told, ensure_ascii=False)) if key else ""

    def sign(self) -> None:
        self.key = keys.newest().name
        self.seal = self.expected_seal()


class AuditEntry(models.Model):
    """One line of one chain. It holds ids, states and numbers, never text or names."""

    chain = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    changes = models.JSONField(default=dict)
    # Field → [before, after], of what moved on the object itself: states, numbers and ids alone.
    moved = models.JSONField(default=dict)
    # [model, id, signature] of the rows that the line speaks of, as they stood: `factdesk.core.seals`.
    rows = models.JSONField(default=list)
    # Which state of the object this line left behind, where the object counts its changes; what a page showed is
    # older than every line with a higher number.
    lock_version = models.PositiveIntegerField(null=True, editable=False)
    request_id = models.CharField(max_length=36, blank=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    # Which key signed it; none for a line from before there were keys, whose hash anybody can work out.
    key = models.CharField(max_length=16, blank=True)
    hash = models.CharField(max_length=64)
    # The end of the chain, signed: handed to the database with the line, which keeps it in the chain alone.
    end_seal = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_line_per_place")]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
            models.Index(fields=["actor", "-id"], name="audit_by_person"),
        ]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="follows_the_last",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    UPDATE core_auditchain SET seq = NEW.seq, hash = NEW.hash, key = NEW.key, seal = NEW.end_seal,
                        xact = pg_current_xact_id()::text::bigint
                        WHERE chain = NEW.chain AND seq = NEW.seq - 1 AND hash = NEW.prev_hash;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'FactDesk: a line of the audit trail follows the last one';
                    END IF;
                    NEW.end_seal := '';
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.action}"

    def expected_hash(self) -> str:
        """Over the line and the hash of the line before it, as lower-case hex: signed with the key that it names, or
        plain SHA-256 for a line from before there were keys. "" without that key.
        """
        line = {
            "chain": self.chain,
            "seq": self.seq,
            "at": self.at.timestamp(),
            "actor": self.actor_id,
            "action": self.action,
            "object": [self.object_type, self.object_id],
            "changes": self.changes,
            "request": self.request_id,
            "prev": self.prev_hash,
        }
        if self.lock_version is not None:
            line["lock"] = self.lock_version
        if not self.key:
            return hashlib.sha256(canonical(line).encode()).hexdigest()
        key = keys.named(self.key)
        return key.sign("line", canonical(line | {"moved": self.moved, "rows": self.rows})) if key else ""


def canonical(told: object) -> str:
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
