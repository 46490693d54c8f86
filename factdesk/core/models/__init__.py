"""Who works here, on which desk, what was done, and what is still to do."""

from factdesk.core.models.audit import AuditChain, AuditEntry
from factdesk.core.models.desk import Desk, Membership, Role, SecondReadRule
from factdesk.core.models.factor import SecondFactor
from factdesk.core.models.job import Job
from factdesk.core.models.user import User

__all__ = [
    "AuditChain",
    "AuditEntry",
    "Desk",
    "Job",
    "Membership",
    "Role",
    "SecondFactor",
    "SecondReadRule",
    "User",
]
