"""Who works here, on which desk, what was done, and what is still to do."""

from factdesk.core.models.audit import AuditChain, AuditEntry
from factdesk.core.models.desk import Desk, Membership, Role
from factdesk.core.models.job import Job
from factdesk.core.models.user import User

__all__ = ["AuditChain", "AuditEntry", "Desk", "Job", "Membership", "Role", "User"]
