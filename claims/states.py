"""The ways a claim's work can go. Not its verdict: that is another axis."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from factdesk.core.states import Flow, Move


class ClaimState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    OPEN = "open", _("Open")
    IN_CHECK = "in_check", _("In check")
    FOUND = "found", _("Found")
    DECIDED = "decided", _("Decided")
    DISMISSED = "dismissed", _("Dismissed")
    HELD = "held", _("Held back")
    STALE = "stale", _("Stale")
    WITHDRAWN = "withdrawn", _("Withdrawn")


UNFOUND_STATES = (ClaimState.PROPOSED, ClaimState.OPEN, ClaimState.IN_CHECK)
SET_ASIDE = (ClaimState.DISMISSED, ClaimState.HELD, ClaimState.WITHDRAWN)
"""Work for nobody."""
OPEN_STATES = (*UNFOUND_STATES, ClaimState.STALE)
"""Work that somebody has still to do."""

CLAIM_FLOW = Flow(
    moves=(
        # A narrower reach holds back what no person has looked at; a wider one offers it again.
        Move("hold", (ClaimState.PROPOSED,), ClaimState.HELD),
        Move("offer", (ClaimState.HELD,), ClaimState.PROPOSED),
        Move("accept", (ClaimState.PROPOSED,), ClaimState.OPEN),
        Move("take_on", (ClaimState.PROPOSED, ClaimState.OPEN), ClaimState.IN_CHECK),
        Move("find", (*OPEN_STATES, ClaimState.FOUND), ClaimState.FOUND),
        Move("decide", (ClaimState.FOUND,), ClaimState.DECIDED),
        Move("send_back", (ClaimState.FOUND,), ClaimState.IN_CHECK),
        Move("dismiss", UNFOUND_STATES, ClaimState.DISMISSED),
        # What a finding stood on was taken away: its last source, or the words themselves by a correction.
        Move("go_stale", (ClaimState.FOUND, ClaimState.DECIDED), ClaimState.STALE),
        Move(
            "reopen",
            (ClaimState.DISMISSED, ClaimState.DECIDED, ClaimState.FOUND),
            ClaimState.IN_CHECK,
        ),
        # A correction cut its words. Nothing leads back: words that are put in again make a new claim.
        Move("withdraw", tuple(state for state in ClaimState if state != ClaimState.WITHDRAWN), ClaimState.WITHDRAWN),
        # Undo: a person takes back their own last decision while nothing followed it.
        Move("unaccept", (ClaimState.OPEN,), ClaimState.PROPOSED),
        Move("propose_again", (ClaimState.DISMISSED, ClaimState.IN_CHECK), ClaimState.PROPOSED),
        Move("open_again", (ClaimState.DISMISSED, ClaimState.IN_CHECK), ClaimState.OPEN),
        Move("withdraw_verdict", (ClaimState.DECIDED,), ClaimState.FOUND),
    )
)


class ReplyState(models.TextChoices):
    OPEN = "open", _("Waiting")
    ANSWERED = "answered", _("Answered")
    SILENT = "silent", _("No answer")


REPLY_FLOW = Flow(
    moves=(
        Move("give_up", (ReplyState.OPEN,), ReplyState.SILENT),
        # A late answer is an answer.
        Move("answer", (ReplyState.OPEN, ReplyState.SILENT), ReplyState.ANSWERED),
    )
)
