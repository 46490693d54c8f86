"""What Postgres refuses of corrections and of words that are carried, whoever writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from articles.models import Article
from claims.models import Correction
from factdesk.core.models import User
from tests.claims.corrections import corrected, on, place


def refused(sql: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        _run(sql, values)
    return str(error.value)


def _run(sql: str, values: tuple[Any, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_correction_is_kept_for_good(published: Article, ada: User) -> None:
    made = corrected(published, ada, "on Monday", "on Tuesday")
    assert "append_only" in refused("UPDATE claims_correction SET public_note = 'x' WHERE id = %s", made.pk)
    assert "append_only" in refused("DELETE FROM claims_correction WHERE id = %s", made.pk)


def test_how_words_were_carried_is_not_rewritten(published: Article, ada: User) -> None:
    corrected(published, ada, "on Monday", "on Tuesday")
    anchor = place(on(published, "on Tuesday"))
    assert "settled_once" in refused("UPDATE claims_anchor SET state = 'moved' WHERE id = %s", anchor.pk)


def test_a_verdict_does_not_survive_other_words_by_hand(published: Article, ada: User) -> None:
    corrected(published, ada, "on Monday", "on Tuesday")
    claim = on(published, "on Tuesday")
    old, new = claim.anchors.order_by("pk")
    columns = 'claim_id, version_id, start, "end", exact, prefix, suffix, state, is_primary, carried_from_id'
    copy = f"INSERT INTO claims_anchor ({columns}) SELECT claim_id, version_id, start, \"end\", exact, '', '', %s, false, %s FROM claims_anchor WHERE id = %s"  # noqa: S608,E501
    assert "the very words" in refused(copy, "moved", old.pk, new.pk)
    assert "to a later version" in refused(copy, "reworded", new.pk, new.pk)
    assert "come from an older version" in refused(copy, "reworded", None, new.pk)
    finding = "INSERT INTO claims_finding (claim_id, anchor_id, status, sub_reason, note, proposed_text, by_id, at, supersedes_id) SELECT claim_id, %s, status, sub_reason, note, '', by_id, now(), id FROM claims_finding WHERE claim_id = %s"  # noqa: E501
    assert "as they stand" in refused(finding, old.pk, claim.pk)
    assert "sourced needs a supporting source" in refused(finding, new.pk, claim.pk)


def test_a_correction_by_hand_changes_the_words_it_names(published: Article, ada: User, ben: User) -> None:
    made = corrected(published, ada, "on Monday", "on Tuesday")
    columns = [str(field.column) for field in Correction._meta.concrete_fields if field.column != "id"]

    def by_hand(**other: object) -> str:
        names = ", ".join(columns)
        values = ", ".join("%s" if name in other else name for name in columns)
        sql = f"INSERT INTO claims_correction ({names}) SELECT {values} FROM claims_correction WHERE id = %s"  # noqa: S608
        return refused(sql, *(other[name] for name in columns if name in other), made.pk)

    assert "the words it names" in by_hand(new_words="on Friday")
    assert "to the next" in by_hand(version_before_id=made.version_after_id)
    assert "an editor of the desk" in by_hand(by_id=ben.pk)
    assert "needs a person" in by_hand(by_id=User.objects.system().pk)
