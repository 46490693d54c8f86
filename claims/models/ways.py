"""The way from a row to its article or its desk, as SQL for the guards; `{row}` is NEW or OLD."""

from __future__ import annotations

import pgtrigger

from articles.guards import ITS_ARTICLE, OF_ITS_VERSION, purged_when
from factdesk.core.triggers import no_truncate

__all__ = [
    "ITS_ARTICLE",
    "OF_ITS_CLAIM",
    "OF_ITS_COMMENT",
    "OF_ITS_REQUEST",
    "OF_ITS_THREAD",
    "OF_ITS_VERSION",
    "kept_with_its_source",
    "purged_with_its_source",
    "used_nowhere",
]

OF_ITS_CLAIM = "(SELECT article_id FROM claims_claim WHERE id = {row}.claim_id)"
OF_ITS_REQUEST = "(SELECT article_id FROM claims_replyrequest WHERE id = {row}.request_id)"
OF_ITS_THREAD = """(SELECT c.article_id FROM claims_thread t JOIN claims_claim c ON c.id = t.claim_id
    WHERE t.id = {row}.thread_id)"""
OF_ITS_COMMENT = """(SELECT c.article_id FROM claims_comment k JOIN claims_thread t ON t.id = k.thread_id
    JOIN claims_claim c ON c.id = t.claim_id WHERE k.id = {row}.comment_id)"""

# A source is the desk's, not the article's: it goes with the last article that it was used in.
UNUSED = """NOT EXISTS (SELECT FROM claims_evidence WHERE source_id = {source})
    AND EXISTS (SELECT FROM claims_source s JOIN articles_article a ON a.desk_id = s.desk_id
        WHERE s.id = {source} AND a.id = p.article_id)"""


def used_nowhere(source: str = "OLD.source_id") -> pgtrigger.Trigger:
    """Deleted only while an article of its desk is purged, when no evidence stands on the source any more."""
    return purged_when(UNUSED.format(source=source))


def kept_with_its_source() -> pgtrigger.Trigger:
    """A copy goes when no evidence shows it any more, while an article of its desk is purged."""
    return purged_when(
        """NOT EXISTS (SELECT FROM claims_kept WHERE copy_id = OLD.id)
        AND EXISTS (SELECT FROM claims_source s JOIN articles_article a ON a.desk_id = s.desk_id
            WHERE s.id = OLD.source_id AND a.id = p.article_id)"""
    )


def purged_with_its_source(source: str = "OLD.source_id") -> tuple[pgtrigger.Trigger, ...]:
    return (
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
        used_nowhere(source),
        no_truncate(),
    )
