"""The ways an article can go."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from factdesk.core.states import Flow, Move


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("Draft in")
    IN_CHECK = "in_check", _("In check")
    SIGNED_OFF = "signed_off", _("Signed off")
    PURGED = "purged", _("Purged")


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
