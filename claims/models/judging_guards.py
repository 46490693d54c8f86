"""What Postgres itself asks of a finding, a second read and a verdict, whoever writes."""

from __future__ import annotations

import pgtrigger

from claims.models.carrying_guards import PLACES

WHAT_EACH_STATUS_NEEDS = f"""
    IF NOT EXISTS (SELECT FROM claims_anchor WHERE id = NEW.anchor_id AND claim_id = NEW.claim_id) THEN
        RAISE EXCEPTION 'FactDesk: a % stands on words of its own claim', TG_TABLE_NAME;
    END IF;
    places := {PLACES};
    IF NOT NEW.anchor_id = ANY(places) THEN
        RAISE EXCEPTION 'FactDesk: a % speaks of the words as they stand', TG_TABLE_NAME;
    END IF;
    IF NEW.status = 'sourced' THEN
        IF NOT EXISTS (SELECT FROM claims_evidence
            WHERE anchor_id = ANY(places) AND stance = 'supports'
            AND retracted_at IS NULL AND btrim(quote) <> '' AND btrim(locator) <> '') THEN
            RAISE EXCEPTION 'FactDesk: sourced needs a supporting source, its words and their place';
        END IF;
        IF reason = '' AND (SELECT count(DISTINCT source_id) = 1
            AND bool_and(rank = 'secondary') FROM claims_evidence
            WHERE anchor_id = ANY(places) AND stance = 'supports' AND retracted_at IS NULL) THEN
            RAISE EXCEPTION 'FactDesk: one secondary source alone needs a reason';
        END IF;
        IF reason = '' AND EXISTS (SELECT FROM claims_evidence WHERE anchor_id = ANY(places)
            AND stance = 'refutes' AND retracted_at IS NULL) THEN
            RAISE EXCEPTION 'FactDesk: a source against a sourced claim needs an answer';
        END IF;
    ELSIF reason = '' THEN
        RAISE EXCEPTION 'FactDesk: doubt is given a reason';
    ELSIF NEW.status = 'unverified' THEN
        IF NOT EXISTS (SELECT FROM claims_attempt WHERE claim_id = NEW.claim_id) THEN
            RAISE EXCEPTION 'FactDesk: unverified needs a logged attempt';
        END IF;
    ELSIF why = 'sources_conflict' THEN
        IF (SELECT count(DISTINCT stance) FROM claims_evidence WHERE anchor_id = ANY(places)
            AND stance IN ('supports', 'refutes') AND retracted_at IS NULL) < 2 THEN
            RAISE EXCEPTION 'FactDesk: sources that conflict are one for it and one against it';
        END IF;
    ELSIF coalesce(why, 'subject_denies') = 'subject_denies' AND EXISTS (
        SELECT FROM claims_replypoint p JOIN claims_replyrequest r ON r.id = p.request_id
        WHERE p.claim_id = NEW.claim_id AND r.outcome = 'denies') THEN
        RETURN NULL;
    ELSIF why = 'subject_denies' THEN
        RAISE EXCEPTION 'FactDesk: a denial is on record before it counts';
    ELSIF NOT EXISTS (SELECT FROM claims_evidence WHERE anchor_id = ANY(places)
        AND (stance = 'refutes' OR stance = 'context') AND retracted_at IS NULL) THEN
        RAISE EXCEPTION 'FactDesk: disputed needs a source that refutes or adds context';
    END IF;
    RETURN NULL;
"""  # noqa: S608  PLACES is ours


def stands_on_evidence(*, reason: str, sub_reason: str) -> pgtrigger.Trigger:
    """What each status needs before it counts; looked at when the transaction ends.

    In SQL: `reason` the words that a person gave for it, `sub_reason` its kind, NULL for a verdict that overrides.
    """
    return pgtrigger.Trigger(
        name="stands_on_evidence",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        declare=[("reason", "text"), ("why", "text"), ("places", "bigint[]")],
        func="\n".join((f"reason := btrim({reason});", f"why := {sub_reason};", WHAT_EACH_STATUS_NEEDS)),
    )


def not_by_a_writer() -> pgtrigger.Trigger:
    """For rows that judge a claim: whoever wrote the article checks nothing in it."""
    return pgtrigger.Trigger(
        name="not_by_a_writer",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF EXISTS (SELECT FROM claims_writer w JOIN claims_claim c ON c.article_id = w.article_id
                WHERE c.id = NEW.claim_id AND w.user_id = NEW.by_id) THEN
                RAISE EXCEPTION 'FactDesk: who wrote an article checks nothing in it';
            END IF;
            RETURN NEW;
        """,
    )


def reads_the_newest_finding() -> pgtrigger.Trigger:
    """A second pair of eyes, on the finding that counts."""
    return pgtrigger.Trigger(
        name="reads_the_newest_finding",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("found", "claims_finding%ROWTYPE")],
        func="""
            SELECT * INTO found FROM claims_finding WHERE claim_id = NEW.claim_id ORDER BY id DESC LIMIT 1;
            IF found.id IS DISTINCT FROM NEW.finding_id THEN
                RAISE EXCEPTION 'FactDesk: a second reader reads the newest finding of that claim';
            END IF;
            IF found.by_id = NEW.by_id THEN
                RAISE EXCEPTION 'FactDesk: nobody reads their own finding a second time';
            END IF;
            IF NEW.agrees <> (found.status = NEW.status) THEN
                RAISE EXCEPTION 'FactDesk: a second reader agrees when both say the same';
            END IF;
            RETURN NEW;
        """,
    )


def judges_a_finding() -> pgtrigger.Trigger:
    """Four eyes, six where the desk wants a second read. A small desk's exception carries its reason in the row."""
    return pgtrigger.Trigger(
        name="judges_a_finding",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("found", "claims_finding%ROWTYPE"), ("rules", "core_desk%ROWTYPE"), ("alone", "boolean")],
        func="""
            SELECT * INTO found FROM claims_finding WHERE id = NEW.finding_id;
            SELECT d.* INTO rules FROM core_desk d JOIN articles_article a ON a.desk_id = d.id
                JOIN claims_claim c ON c.article_id = a.id WHERE c.id = NEW.claim_id;
            alone := rules.decides_alone AND btrim(NEW.alone_reason) <> '';
            IF found.claim_id <> NEW.claim_id OR found.anchor_id <> NEW.anchor_id THEN
                RAISE EXCEPTION 'FactDesk: a verdict judges a finding on the same words';
            END IF;
            IF EXISTS (SELECT FROM claims_finding WHERE claim_id = NEW.claim_id AND id > found.id) THEN
                RAISE EXCEPTION 'FactDesk: a verdict judges the newest finding';
            END IF;
            IF found.by_id = NEW.by_id AND NOT alone THEN
                RAISE EXCEPTION 'FactDesk: nobody decides on their own finding';
            END IF;
            IF found.status <> NEW.status AND btrim(NEW.override_reason) = '' THEN
                RAISE EXCEPTION 'FactDesk: overriding a finding needs a reason';
            END IF;
            IF NEW.resolution IN ('reword', 'correct') AND btrim(NEW.wording) = '' THEN
                RAISE EXCEPTION 'FactDesk: other words are given with the verdict';
            END IF;
            IF NOT EXISTS (SELECT FROM core_membership m WHERE m.desk_id = rules.id
                AND m.user_id = NEW.by_id AND m.role = 'editor') THEN
                RAISE EXCEPTION 'FactDesk: an editor of the desk gives the verdict';
            END IF;
            IF NOT alone AND (rules.second_read = 'all' OR (rules.second_read = 'legal'
                    AND (SELECT legal FROM claims_claim WHERE id = NEW.claim_id)))
                AND NOT EXISTS (SELECT FROM claims_secondread
                    WHERE finding_id = found.id AND agrees AND by_id <> NEW.by_id) THEN
                RAISE EXCEPTION 'FactDesk: a second reader agrees before the verdict';
            END IF;
            RETURN NEW;
        """,
    )


def while_in_check() -> pgtrigger.Trigger:
    """A signed-off article is read-only: the sign-off is taken back first. For rows that hang on a claim."""
    return _in_check("(SELECT article_id FROM claims_claim WHERE id = NEW.claim_id)")


def claims_while_in_check() -> pgtrigger.Trigger:
    """The same for claims. Whose it is may change: people leave a desk also when its articles are signed."""
    return _in_check("NEW.article_id", "TG_OP = 'INSERT' OR OLD.state <> NEW.state OR OLD.legal <> NEW.legal")


def _in_check(article: str, when: str = "TRUE") -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="while_in_check",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF ({when}) AND EXISTS (
                SELECT FROM articles_article WHERE id = {article} AND state = 'signed_off') THEN
                RAISE EXCEPTION 'FactDesk: a signed-off article is read only';
            END IF;
            RETURN NEW;
        """,
    )
