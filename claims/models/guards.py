"""What Postgres itself holds about claims and their words, whoever writes."""

from __future__ import annotations

import pgtrigger


def keeps_the_offer() -> pgtrigger.Trigger:
    """What the proposer said of kind and speaker is on record before any person can correct it."""
    return pgtrigger.Trigger(
        name="keeps_the_offer",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.run_id IS NULL THEN
                NEW.offered_type := '';
                NEW.offered_attributed_to := '';
            ELSE
                NEW.offered_type := NEW.type;
                NEW.offered_attributed_to := NEW.attributed_to;
            END IF;
            RETURN NEW;
        """,
    )


def kin_of_one_article() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="kin_of_one_article",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            IF EXISTS (SELECT FROM claims_claim WHERE id IN (NEW.split_from_id, NEW.merged_into_id)
                AND article_id <> NEW.article_id) THEN
                RAISE EXCEPTION 'FactDesk: claims are split and merged within one article';
            END IF;
            RETURN NEW;
        """,
    )


def merges_into_one() -> pgtrigger.Trigger:
    """No chains: whoever reads "same as claim 3" finds claim 3, and nothing that was found is set aside."""
    return pgtrigger.Trigger(
        name="merges_into_one",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.merged_into_id IS NOT NULL"),
        func="""
            IF NEW.merged_into_id = NEW.id
                OR EXISTS (SELECT FROM claims_claim WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)
                OR EXISTS (SELECT FROM claims_claim WHERE merged_into_id = NEW.id) THEN
                RAISE EXCEPTION 'FactDesk: a claim is merged into one that stands by itself';
            END IF;
            IF EXISTS (SELECT FROM claims_finding WHERE claim_id = NEW.id) THEN
                RAISE EXCEPTION 'FactDesk: a claim with a finding is not merged';
            END IF;
            RETURN NEW;
        """,
    )


def cuts_its_words() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="cuts_its_words",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        # substring() of a UTF-8 database counts code points from 1.
        func="""
            IF NOT EXISTS (
                SELECT FROM articles_version v JOIN claims_claim c ON c.article_id = v.article_id
                WHERE v.id = NEW.version_id AND c.id = NEW.claim_id
                AND substring(v.text FROM NEW.start + 1 FOR NEW."end" - NEW.start) = NEW.exact
            ) THEN
                RAISE EXCEPTION 'FactDesk: an anchor must hold the very words of its own article';
            END IF;
            RETURN NEW;
        """,
    )


def retired_for_good() -> pgtrigger.Trigger:
    """A claim that stands elsewhere does so on a new anchor; the old one is history."""
    return pgtrigger.Protect(
        name="retired_for_good",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__retired_at__isnull=False)
        & pgtrigger.Q(old__retired_at__df=pgtrigger.F("new__retired_at")),
    )


def nothing_stands_on_it() -> pgtrigger.Trigger:
    """Words that a finding or a source speaks of cannot be pulled away from under it."""
    return pgtrigger.Trigger(
        name="nothing_stands_on_it",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition("OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL"),
        func="""
            IF EXISTS (SELECT FROM claims_finding WHERE anchor_id = NEW.id)
                OR EXISTS (SELECT FROM claims_evidence WHERE anchor_id = NEW.id AND retracted_at IS NULL) THEN
                RAISE EXCEPTION 'FactDesk: something is recorded on these words';
            END IF;
            RETURN NEW;
        """,
    )


def a_claim_keeps_words() -> pgtrigger.Trigger:
    """Looked at when the transaction ends: an old anchor goes before the new one comes."""
    return pgtrigger.Trigger(
        name="a_claim_keeps_words",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition("OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL AND NEW.is_primary"),
        func="""
            IF NOT EXISTS (SELECT FROM claims_anchor WHERE claim_id = NEW.claim_id
                AND version_id = NEW.version_id AND is_primary AND retired_at IS NULL) THEN
                RAISE EXCEPTION 'FactDesk: a claim stands on words';
            END IF;
            RETURN NULL;
        """,
    )


def on_words_that_stand() -> pgtrigger.Trigger:
    """For what is recorded about words: not on words that the claim no longer stands on."""
    return pgtrigger.Trigger(
        name="on_words_that_stand",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF EXISTS (SELECT FROM claims_anchor WHERE id = NEW.anchor_id AND retired_at IS NOT NULL) THEN
                RAISE EXCEPTION 'FactDesk: the claim no longer stands on these words';
            END IF;
            RETURN NEW;
        """,
    )


def retracted_for_good() -> pgtrigger.Trigger:
    """Evidence that was taken back is given again as new evidence; the old row says what was thought then."""
    return pgtrigger.Protect(
        name="retracted_for_good",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__retracted_at__isnull=False),
    )


def keeps_findings_supported() -> pgtrigger.Trigger:
    """No finding outlives what it rests on: looked at when the transaction ends, for the claim goes back with it."""
    return pgtrigger.Trigger(
        name="keeps_findings_supported",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition("OLD.retracted_at IS NULL AND NEW.retracted_at IS NOT NULL"),
        declare=[("found", "claims_finding%ROWTYPE")],
        func="""
            IF NOT EXISTS (SELECT FROM claims_claim WHERE id = NEW.claim_id AND state IN ('found', 'decided')) THEN
                RETURN NULL;
            END IF;
            SELECT * INTO found FROM claims_finding WHERE claim_id = NEW.claim_id ORDER BY id DESC LIMIT 1;
            IF found.status = 'sourced' AND NOT EXISTS (SELECT FROM claims_evidence
                WHERE claim_id = NEW.claim_id AND anchor_id = found.anchor_id AND stance = 'supports'
                AND retracted_at IS NULL AND btrim(quote) <> '' AND btrim(locator) <> '') THEN
                RAISE EXCEPTION 'FactDesk: a sourced finding does not outlive its last source';
            END IF;
            IF found.status = 'disputed' AND NOT EXISTS (SELECT FROM claims_evidence
                WHERE claim_id = NEW.claim_id AND stance IN ('refutes', 'context') AND retracted_at IS NULL) THEN
                RAISE EXCEPTION 'FactDesk: a disputed finding does not outlive its last source';
            END IF;
            RETURN NULL;
        """,
    )
