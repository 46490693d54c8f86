"""The ways an article can go."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from factdesk.core.states import Flow, Move


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("Draft in")
    IN_CHECK = "in_check", _("In check")
    SIGNED_OFF = "signed_off", _("Signed off")
    PURGED = "purged", _("Purged")


class ArrivalState(models.TextChoices):
    WAITING = "waiting", _("Waiting to be read")
    READY = "ready", _("To look over")
    REFUSED = "refused", _("Not readable")
    UNPACKED = "unpacked", _("Unpacked")
    TAKEN = "taken", _("Brought in")
    DROPPED = "dropped", _("Removed")


ARTICLE_FLOW = Flow(
    moves=(
        Move("open", (ArticleState.DRAFT,), ArticleState.IN_CHECK),
        Move("sign_off", (ArticleState.IN_CHECK,), ArticleState.SIGNED_OFF),
        Move("reopen", (ArticleState.SIGNED_OFF,), ArticleState.IN_CHECK),
        # A new version with other words; what they touch is checked again.
        Move("correct", (ArticleState.SIGNED_OFF,), ArticleState.IN_CHECK),
        # Two people agreed on it: nothing but the number is left.
        Move("purge", (ArticleState.DRAFT, ArticleState.IN_CHECK, ArticleState.SIGNED_OFF), ArticleState.PURGED),
    )
)

ARRIVAL_FLOW = Flow(
    moves=(
        Move("read", (ArrivalState.WAITING,), ArrivalState.READY),
        Move("refuse", (ArrivalState.WAITING,), ArrivalState.REFUSED),
        # A ZIP of files: each of them arrives by itself.
        Move("unpack", (ArrivalState.WAITING,), ArrivalState.UNPACKED),
        Move("try_again", (ArrivalState.REFUSED,), ArrivalState.WAITING),
        Move("take", (ArrivalState.READY,), ArrivalState.TAKEN),
        Move("drop", (ArrivalState.WAITING, ArrivalState.READY, ArrivalState.REFUSED), ArrivalState.DROPPED),
    )
)
