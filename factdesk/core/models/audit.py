"""What was done, by whom, in which order; nobody can take a line out."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.db import models

from factdesk.core.triggers import append_only


class AuditEntry(models.Model):
    """One line of one chain. `changes` holds ids, states and numbers, never text or names."""

    chain = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=40)
    object_type = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    changes = models.JSONField(default=dict)
    # Which state of the object this line left behind, where the object counts its changes; what a page showed is
    # older than every line with a higher number.
    lock_version = models.PositiveIntegerField(null=True, editable=False)
    request_id = models.CharField(max_length=36, blank=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_line_per_place")]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_by_object")]
        triggers = [*append_only()]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.action}"

    def expected_hash(self) -> str:
        """SHA-256 over the line and the hash of the line before it, as lower-case hex."""
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
        canonical = json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
