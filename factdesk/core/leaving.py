"""What happens to the work of who no longer checks on a desk: the apps say it here, core knows none of them."""

from __future__ import annotations

from collections.abc import Callable

from factdesk.core.models import User

Left = Callable[..., int]
_followed_by: list[Left] = []


def on_leaving(left: Left) -> Left:
    """Register what is called with `desk_id`, `user_id` and `actor`, in the transaction; it says how much it freed."""
    _followed_by.append(left)
    return left


def leave(*, desk_id: int, user_id: int, actor: User) -> int:
    return sum(left(desk_id=desk_id, user_id=user_id, actor=actor) for left in _followed_by)
