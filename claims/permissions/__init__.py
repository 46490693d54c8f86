"""Who may do what with claims, and why not."""

from claims.permissions.checking import (
    CHECKERS,
    can_accept,
    can_add,
    can_change_words,
    can_check,
    can_decide,
    can_dismiss,
    can_merge,
    can_propose_again,
    can_read_report,
    can_reopen,
    can_revoke,
    can_set_reach,
    can_sign_off,
    is_checker,
    is_editor,
    may_send,
)
from claims.permissions.sources import can_open_copy, can_retract

__all__ = [
    "CHECKERS",
    "can_accept",
    "can_add",
    "can_change_words",
    "can_check",
    "can_decide",
    "can_dismiss",
    "can_merge",
    "can_open_copy",
    "can_propose_again",
    "can_read_report",
    "can_reopen",
    "can_retract",
    "can_revoke",
    "can_set_reach",
    "can_sign_off",
    "is_checker",
    "is_editor",
    "may_send",
]
