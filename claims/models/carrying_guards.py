"""What Postgres itself holds about words that are carried from one version to the next, whoever writes."""

from __future__ import annotations

import pgtrigger

NEWEST_WORDS = """(SELECT coalesce(a.wording_id, a.id) FROM claims_anchor a
                JOIN articles_version v ON v.id = a.version_id
                WHERE a.claim_id = NEW.claim_id AND a.is_primary AND a.retired_at IS NULL
                ORDER BY v.number DESC LIMIT 1)"""
# The anchors of NEW's claim, in whatever version, that hold the words it stands on now.
PLACES = f"""ARRAY(SELECT id FROM claims_anchor
                WHERE claim_id = NEW.claim_id AND coalesce(wording_id, id) = {NEWEST_WORDS})"""  # noqa: S608  ours


def carries_its_words() -> pgtrigger.Trigger:
    """Exact and moved mean the very words of the same claim, in a later version; only then is it one wording."""
    return pgtrigger.Trigger(
        name="carries_its_words",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("old", "claims_anchor%ROWTYPE")],
        func="""
            NEW.wording_id := NULL;
            IF NEW.carried_from_id IS NULL THEN
                IF NEW.state <> 'exact' THEN
                    RAISE EXCEPTION 'FactDesk: words come from an older version before they are others';
                END IF;
                RETURN NEW;
            END IF;
            SELECT * INTO old FROM claims_anchor WHERE id = NEW.carried_from_id;
            IF old.claim_id <> NEW.claim_id OR NOT (SELECT number FROM articles_version WHERE id = old.version_id)
                < (SELECT number FROM articles_version WHERE id = NEW.version_id) THEN
                RAISE EXCEPTION 'FactDesk: words are carried to a later version, for the claim they make';
            END IF;
            IF NEW.state IN ('exact', 'moved') THEN
                IF old.exact <> NEW.exact OR old.state = 'orphaned'
                    OR (NEW.state = 'exact' AND old.start <> NEW.start) THEN
                    RAISE EXCEPTION 'FactDesk: words that are carried are the very words';
                END IF;
                NEW.wording_id := coalesce(old.wording_id, old.id);
            ELSIF NEW.state = 'orphaned' AND old.exact <> NEW.exact THEN
                RAISE EXCEPTION 'FactDesk: of words that were cut the last ones are kept';
            END IF;
            RETURN NEW;
        """,
    )


def settled_once() -> pgtrigger.Trigger:
    """How words were carried is what verdicts hang on; only what was in doubt is settled later."""
    return pgtrigger.Protect(
        name="settled_once",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")) & ~pgtrigger.Q(old__state="ambiguous"),
    )


def speaks_of_these_words() -> pgtrigger.Trigger:
    """What was found or decided on other words counts no more when the transaction ends; what was cut is withdrawn."""
    return pgtrigger.Trigger(
        name="speaks_of_these_words",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition("NEW.is_primary"),
        declare=[("stands", "text")],
        func=f"""
            stands := (SELECT state FROM claims_claim WHERE id = NEW.claim_id);
            IF NEW.state = 'orphaned' AND stands <> 'withdrawn' THEN
                RAISE EXCEPTION 'FactDesk: a claim whose words were cut is withdrawn';
            END IF;
            IF stands IN ('found', 'decided') AND NOT (SELECT anchor_id FROM claims_finding
                WHERE claim_id = NEW.claim_id ORDER BY id DESC LIMIT 1) = ANY({PLACES}) THEN
                RAISE EXCEPTION 'FactDesk: what was found on other words counts no more';
            END IF;
            RETURN NULL;
        """,  # noqa: S608  PLACES is ours
    )
