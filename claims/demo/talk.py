"""What was said about one disputed claim on the demo desk, so that a visitor finds a discussion and a notice."""

from __future__ import annotations

from claims.actions.discussion import start_thread, write_comment
from claims.actions.notifications import mark_all_read
from claims.models import Anchor, Notification
from factdesk.core.models import User

ABOUT = "29.4 million"
QUESTION = "Counting trams, the order of 2014 was larger. @Ada, may we say “largest order of buses”?"
ANSWER = "Ask the writer what the company told her. If it meant buses alone, yes."


def talk(cast: dict[str, User]) -> None:
    """Ben asks, Ada answers; what else happened on the desk everybody has read."""
    newest = Notification.objects.order_by("-pk").first()
    if newest:
        for person in cast.values():
            mark_all_read(actor=person, newest=newest.pk)
    anchor = Anchor.objects.filter(is_primary=True, exact__contains=ABOUT).order_by("pk").first()
    if anchor:
        asked = start_thread(claim_id=anchor.claim_id, actor=cast["ben"], text=QUESTION)
        write_comment(thread_id=asked.thread_id, actor=cast["ada"], text=ANSWER)
