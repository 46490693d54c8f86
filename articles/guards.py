"""What Postgres itself holds about everything of an article, in whichever app its table is."""

from __future__ import annotations

import pgtrigger

from factdesk.core.triggers import no_truncate

# The way from a row to its article, as SQL; `{row}` is NEW or OLD.
ITSELF = "{row}.id"
ITS_ARTICLE = "{row}.article_id"
OF_ITS_VERSION = "(SELECT article_id FROM articles_version WHERE id = {row}.version_id)"


def written_once(way: str) -> tuple[pgtrigger.Trigger, ...]:
    """Rows may be added, never changed or truncated; they go only with their article, by a purge of two people."""
    return (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update), only_purged(way), no_truncate())


def only_purged(way: str) -> pgtrigger.Trigger:
    """Deleted only while the purge of that very article is under way, which two people agreed on."""
    article = way.format(row="OLD")
    return purged_when(f"p.article_id = {article}")


def purged_when(condition: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="only_purged",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=f"""
            IF NOT EXISTS (SELECT FROM articles_purge p
                WHERE p.approved_at IS NOT NULL AND p.purged_at IS NULL AND {condition}) THEN
                RAISE EXCEPTION 'FactDesk: rows of % go only with a purge that two people agreed on', TG_TABLE_NAME;
            END IF;
            RETURN OLD;
        """,
    )


def in_the_trail(way: str, *, changes: str = "") -> pgtrigger.Trigger:
    """No such row, and with `changes` (a condition) no such change, without a line of the article's trail.

    Looked at when the transaction ends, in the one row where the chain ends.
    """
    article = way.format(row="NEW")
    return pgtrigger.Trigger(
        name="change_in_the_trail" if changes else "in_the_trail",
        when=pgtrigger.After,
        operation=pgtrigger.Update if changes else pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition(changes) if changes else None,
        func=f"""
            IF (SELECT xact FROM core_auditchain WHERE chain = 'article:' || {article})
                IS DISTINCT FROM pg_current_xact_id()::text::bigint THEN
                RAISE EXCEPTION 'FactDesk: nothing is written to % without a line in the audit trail', TG_TABLE_NAME;
            END IF;
            RETURN NULL;
        """,  # noqa: S608  ways are ours
    )
