"""What Postgres itself asks of a sign-off, whoever writes."""

from __future__ import annotations

import pgtrigger


def signs_what_is_there() -> pgtrigger.Trigger:
    """An editor who did not write it signs the newest version; with claims that nobody settled, only by a reason."""
    return pgtrigger.Trigger(
        name="signs_what_is_there",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("signed", "articles_version%ROWTYPE")],
        func="""
            SELECT * INTO signed FROM articles_version WHERE id = NEW.version_id;
            IF signed.sha256 <> NEW.version_sha256 OR EXISTS (SELECT FROM articles_version
                WHERE article_id = signed.article_id AND number > signed.number) THEN
                RAISE EXCEPTION 'FactDesk: the newest version is signed, as it stands';
            END IF;
            IF NOT EXISTS (SELECT FROM core_membership m JOIN articles_article a ON a.desk_id = m.desk_id
                WHERE a.id = signed.article_id AND m.user_id = NEW.by_id AND m.role = 'editor') THEN
                RAISE EXCEPTION 'FactDesk: an editor of the desk signs off';
            END IF;
            IF NEW.act = 'sign' AND EXISTS (SELECT FROM claims_writer
                WHERE article_id = signed.article_id AND user_id = NEW.by_id) THEN
                RAISE EXCEPTION 'FactDesk: who wrote an article does not sign it off';
            END IF;
            IF NEW.act = 'sign' AND btrim(NEW.override_reason) = '' AND EXISTS (SELECT FROM claims_claim
                WHERE article_id = signed.article_id
                AND state IN ('proposed', 'open', 'in_check', 'found', 'stale')) THEN
                RAISE EXCEPTION 'FactDesk: claims that are not settled are signed with a reason';
            END IF;
            RETURN NEW;
        """,
    )
