"""What Postgres itself holds about confidential sources, whoever writes."""

from __future__ import annotations

import pgtrigger

# Whether a grant counts at this moment: not taken back, not over, and its holder still checks on the source's desk.
LIVE_GRANT = """
    g.revoked_at IS NULL AND (g.until IS NULL OR g.until > statement_timestamp()) AND EXISTS (
        SELECT FROM core_membership m JOIN claims_source s ON s.desk_id = m.desk_id
        WHERE m.id = g.membership_id AND m.user_id = g.user_id AND s.id = g.source_id
        AND m.role IN ('editor', 'reviewer')
    )
"""


def confidential_with_its_secret() -> pgtrigger.Trigger:
    """Looked at when the transaction ends: the source comes before what is sealed for it."""
    return pgtrigger.Trigger(
        name="confidential_with_its_secret",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition("NEW.confidential"),
        func="""
            IF NOT EXISTS (SELECT FROM claims_sourcesecret WHERE source_id = NEW.id) THEN
                RAISE EXCEPTION 'FactDesk: a confidential source has its identity sealed, or where that is kept';
            END IF;
            RETURN NULL;
        """,
    )


def of_a_confidential_source() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="of_a_confidential_source",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (SELECT FROM claims_source WHERE id = NEW.source_id AND confidential) THEN
                RAISE EXCEPTION 'FactDesk: only a confidential source has a secret';
            END IF;
            RETURN NEW;
        """,
    )


def given_by_a_holder() -> pgtrigger.Trigger:
    """Being editor opens nothing: who entered the identity is first, and holders name others of the same desk."""
    return pgtrigger.Trigger(
        name="given_by_a_holder",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NOT EXISTS (
                SELECT FROM core_membership m
                JOIN claims_source s ON s.desk_id = m.desk_id
                JOIN core_user u ON u.id = m.user_id
                WHERE s.id = NEW.source_id AND m.id = NEW.membership_id AND m.user_id = NEW.user_id
                AND m.role IN ('editor', 'reviewer') AND NOT u.is_system
            ) THEN
                RAISE EXCEPTION 'FactDesk: only who checks on the desk of a source may know who it is';
            END IF;
            IF NOT EXISTS (
                SELECT FROM claims_sourcegrant g
                WHERE g.source_id = NEW.source_id AND g.user_id = NEW.granted_by_id AND {LIVE_GRANT}
            ) AND NOT (
                NEW.user_id = NEW.granted_by_id
                AND NOT EXISTS (SELECT FROM claims_sourcegrant WHERE source_id = NEW.source_id)
                AND EXISTS (SELECT FROM claims_sourcesecret
                    WHERE source_id = NEW.source_id AND entered_by_id = NEW.user_id)
            ) THEN
                RAISE EXCEPTION 'FactDesk: only who may read an identity lets others read it';
            END IF;
            RETURN NEW;
        """,  # noqa: S608  LIVE_GRANT is ours
    )


def ended_for_good() -> pgtrigger.Trigger:
    """A grant that was taken back stays so; a new one is a new row."""
    return pgtrigger.Protect(
        name="ended_for_good",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__revoked_at__isnull=False),
    )


def held_while_read() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="held_while_read",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NOT EXISTS (SELECT FROM claims_sourcegrant g WHERE g.id = NEW.grant_id AND {LIVE_GRANT}) THEN
                RAISE EXCEPTION 'FactDesk: this grant is over';
            END IF;
            RETURN NEW;
        """,
    )
