"""Who wrote an article, and so checks nothing in it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.guards import ITS_ARTICLE, in_the_trail
from articles.models import Article
from factdesk.core.triggers import frozen_fields, no_truncate


class Writer(models.Model):
    """A person of the desk who wrote or edited the article. The byline is text for readers; this is the rule."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="writers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="named_once_as_writer")]
        triggers = [
            frozen_fields(["article", "user", "added_by", "at"]),
            in_the_trail(ITS_ARTICLE),
            no_truncate(),
            pgtrigger.Trigger(
                name="checked_nothing_in_it",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (SELECT FROM claims_finding f JOIN claims_claim c ON c.id = f.claim_id
                            WHERE c.article_id = NEW.article_id AND f.by_id = NEW.user_id)
                        OR EXISTS (SELECT FROM claims_verdict v JOIN claims_claim c ON c.id = v.claim_id
                            WHERE c.article_id = NEW.article_id AND v.by_id = NEW.user_id)
                        OR EXISTS (SELECT FROM claims_secondread r JOIN claims_claim c ON c.id = r.claim_id
                            WHERE c.article_id = NEW.article_id AND r.by_id = NEW.user_id) THEN
                        RAISE EXCEPTION 'FactDesk: who checked in an article did not write it';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} wrote article {self.article_id}"
