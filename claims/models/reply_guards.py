"""What Postgres itself holds about right of reply, whoever writes."""

from __future__ import annotations

import pgtrigger


def of_the_requests_article() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="of_the_requests_article",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (SELECT FROM claims_replyrequest r JOIN claims_claim c ON c.article_id = r.article_id
                WHERE r.id = NEW.request_id AND c.id = NEW.claim_id) THEN
                RAISE EXCEPTION 'FactDesk: a reply is asked about claims of one article';
            END IF;
            RETURN NEW;
        """,
    )


def asks_about_something() -> pgtrigger.Trigger:
    """Looked at when the transaction ends: the request comes before its points."""
    return pgtrigger.Trigger(
        name="asks_about_something",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func="""
            IF NOT EXISTS (SELECT FROM claims_replypoint WHERE request_id = NEW.id) THEN
                RAISE EXCEPTION 'FactDesk: a reply is asked about at least one claim';
            END IF;
            RETURN NULL;
        """,
    )


def reflected_by_an_editor() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="reflected_by_an_editor",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.reflected_by_id IS NOT NULL"),
        func="""
            IF (TG_OP = 'INSERT' OR OLD.reflected_by_id IS DISTINCT FROM NEW.reflected_by_id) AND NOT EXISTS (
                SELECT FROM core_membership m JOIN articles_article a ON a.desk_id = m.desk_id
                WHERE a.id = NEW.article_id AND m.user_id = NEW.reflected_by_id AND m.role = 'editor'
            ) THEN
                RAISE EXCEPTION 'FactDesk: an editor of the desk says that the copy reflects a reply';
            END IF;
            RETURN NEW;
        """,
    )


def answered_for_good() -> pgtrigger.Trigger:
    """What was answered stays as it was written down; only a silence can still be broken."""
    return pgtrigger.Trigger(
        name="answered_for_good",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.state = 'answered'"),
        func="""
            IF (OLD.outcome, OLD.answer, OLD.settled_at, OLD.settled_by_id)
                IS DISTINCT FROM (NEW.outcome, NEW.answer, NEW.settled_at, NEW.settled_by_id) THEN
                RAISE EXCEPTION 'FactDesk: an answer is not rewritten';
            END IF;
            RETURN NEW;
        """,
    )
