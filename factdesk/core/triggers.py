"""The database's side of the newsroom's rules: triggers that several tables share."""

from __future__ import annotations

from collections.abc import Iterable

import pgtrigger

from factdesk.core.states import Flow


def append_only() -> tuple[pgtrigger.Trigger, ...]:
    """Rows may be added, never changed, deleted or truncated, whoever asks."""
    return (
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        no_truncate(),
    )


def no_truncate() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'FactDesk: rows of % are kept for good', TG_TABLE_NAME;",
    )


def follows(flow: Flow, *, field: str = "state") -> pgtrigger.Trigger:
    """A state moves only along the table that also draws the buttons."""
    return pgtrigger.FSM(name=f"{field}_flow", field=field, transitions=sorted(flow.pairs()))


def by_a_person(field: str = "by_id") -> pgtrigger.Trigger:
    """A machine proposes; what judges carries a person's name."""
    return pgtrigger.Trigger(
        name="by_a_person",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF (SELECT is_system FROM core_user WHERE id = NEW.{field}) THEN
                RAISE EXCEPTION 'FactDesk: % needs a person, not the system', TG_TABLE_NAME;
            END IF;
            RETURN NEW;
        """,
    )


def frozen_fields(fields: Iterable[str]) -> pgtrigger.Trigger:
    """These fields are written once, with the row."""
    return pgtrigger.Protect(
        name="frozen_fields",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*fields),
    )


def keeps_an_editor() -> pgtrigger.Trigger:
    """A desk that has an editor keeps one, looked at when the transaction ends.

    The desk is held first: of two who each take the other's place away, the second looks after the first is done.
    """
    return pgtrigger.Trigger(
        name="keeps_an_editor",
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition("OLD.role = 'editor'"),
        func="""
            PERFORM 1 FROM core_desk WHERE id = OLD.desk_id FOR NO KEY UPDATE;
            IF FOUND AND NOT EXISTS (
                SELECT FROM core_membership m JOIN core_user u ON u.id = m.user_id
                WHERE m.desk_id = OLD.desk_id AND m.role = 'editor' AND u.is_active
            ) THEN
                RAISE EXCEPTION 'FactDesk: the last editor of a desk stays';
            END IF;
            RETURN NULL;
        """,
    )
