"""What Postgres itself holds about claims and their words, whoever writes."""

from __future__ import annotations

import pgtrigger

from claims.models.carrying_guards import PLACES


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
                AND NEW."end" <= length(v.text)
                AND (substring(v.text FROM NEW.start + 1 FOR NEW."end" - NEW.start) = NEW.exact
                    -- of words that were cut: where they stood last
                    OR (NEW.state = 'orphaned' AND NEW."end" = NEW.start AND NEW.carried_from_id IS NOT NULL))
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


def checked_by_its_desk() -> pgtrigger.Trigger:
    """Whoever a claim is given to checks for the desk it belongs to. Later changes of role do not rewrite it."""
    return pgtrigger.Trigger(
        name="checked_by_its_desk",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.reviewer_id IS NOT NULL"),
        func="""
            IF TG_OP = 'UPDATE' AND OLD.reviewer_id IS NOT DISTINCT FROM NEW.reviewer_id THEN
                RETURN NEW;
            END IF;
            IF NOT EXISTS (SELECT FROM core_membership m JOIN articles_article a ON a.desk_id = m.desk_id
                WHERE a.id = NEW.article_id AND m.user_id = NEW.reviewer_id AND m.role IN ('editor', 'reviewer')) THEN
                RAISE EXCEPTION 'FactDesk: a claim is given to somebody who checks for its desk';
            END IF;
            IF EXISTS (SELECT FROM claims_writer WHERE article_id = NEW.article_id AND user_id = NEW.reviewer_id) THEN
                RAISE EXCEPTION 'FactDesk: who wrote an article checks nothing in it';
            END IF;
            RETURN NEW;
        """,
    )


def sent_back_until_found() -> pgtrigger.Trigger:
    """The reason stands on the claim while it is in check again, and belongs to that very claim."""
    return pgtrigger.Trigger(
        name="sent_back_until_found",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Condition("NEW.sent_back_id IS NOT NULL"),
        func="""
            IF NEW.state <> 'in_check' THEN
                NEW.sent_back_id := NULL;
            ELSIF NOT EXISTS (SELECT FROM claims_sentback
                WHERE finding_id = NEW.sent_back_id AND claim_id = NEW.id) THEN
                RAISE EXCEPTION 'FactDesk: a claim is sent back for a reason of its own';
            END IF;
            RETURN NEW;
        """,
    )


def stays_in_its_text() -> pgtrigger.Trigger:
    """A place in a version's text, for rows that keep offsets and no words. length() counts code points."""
    return pgtrigger.Trigger(
        name="stays_in_its_text",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW."end" > (SELECT length(text) FROM articles_version WHERE id = NEW.version_id) THEN
                RAISE EXCEPTION 'FactDesk: there is no such place in the text';
            END IF;
            RETURN NEW;
        """,
    )


def taken_back_for_good() -> pgtrigger.Trigger:
    """Taken back once, by a person; whoever marks it again makes a new row."""
    return pgtrigger.Trigger(
        name="taken_back_for_good",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF OLD.taken_back_at IS NOT NULL THEN
                RAISE EXCEPTION 'FactDesk: this mark was taken back already';
            END IF;
            IF (SELECT is_system FROM core_user WHERE id = NEW.taken_back_by_id) THEN
                RAISE EXCEPTION 'FactDesk: a person takes a mark back, not the system';
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


def leaves_nothing_sourced_bare() -> pgtrigger.Trigger:
    """When what a finding or verdict rests on is retracted, the claim goes stale with it."""
    return pgtrigger.Trigger(
        name="leaves_nothing_sourced_bare",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition("OLD.retracted_at IS NULL AND NEW.retracted_at IS NOT NULL"),
        declare=[("counts", "text"), ("places", "bigint[]")],
        func=f"""
            places := {PLACES};
            counts := (SELECT CASE state
                WHEN 'decided' THEN (SELECT status FROM claims_verdict WHERE claim_id = c.id ORDER BY id DESC LIMIT 1)
                WHEN 'found' THEN (SELECT status FROM claims_finding WHERE claim_id = c.id ORDER BY id DESC LIMIT 1)
                END FROM claims_claim c WHERE c.id = NEW.claim_id);
            IF counts = 'sourced' AND NEW.stance = 'supports' AND NOT EXISTS (SELECT FROM claims_evidence
                WHERE anchor_id = ANY(places) AND stance = 'supports' AND retracted_at IS NULL) THEN
                RAISE EXCEPTION 'FactDesk: without its last support a sourced claim is stale';
            END IF;
            IF counts = 'disputed' AND NEW.stance IN ('refutes', 'context') AND NOT EXISTS (SELECT FROM claims_evidence
                WHERE anchor_id = ANY(places) AND stance IN ('refutes', 'context') AND retracted_at IS NULL)
                AND NOT EXISTS (SELECT FROM claims_replypoint p JOIN claims_replyrequest r ON r.id = p.request_id
                WHERE p.claim_id = NEW.claim_id AND r.outcome = 'denies') THEN
                RAISE EXCEPTION 'FactDesk: without its last source a disputed claim is stale';
            END IF;
            RETURN NULL;
        """,  # noqa: S608  PLACES is ours
    )


def claim_of_its_article() -> pgtrigger.Trigger:
    """For rows that name both a claim and an article."""
    return pgtrigger.Trigger(
        name="claim_of_its_article",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            IF NOT EXISTS (SELECT FROM claims_claim WHERE id = NEW.claim_id AND article_id = NEW.article_id) THEN
                RAISE EXCEPTION 'FactDesk: the claim is one of another article';
            END IF;
            RETURN NEW;
        """,
    )
