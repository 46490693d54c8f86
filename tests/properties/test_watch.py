"""The watch sees what it is there to see: each way of doing it wrong is caught."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from claims.actions.signoff import sign_off, verdict_set_hash
from claims.models import Claim
from factdesk.core.audit import Action, record
from factdesk.core.errors import Refused
from factdesk.core.models import User
from tests.properties.cast import open_newsroom
from tests.properties.watch import Illegal, Watch


@pytest.fixture
def watch(db: None) -> Watch:
    watch = Watch(open_newsroom())
    watch.begin()
    return watch


def move(claim: Claim, state: str, *, counts: bool = True) -> None:
    """Past every guard."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        version = claim.lock_version + counts
        cursor.execute(
            "UPDATE claims_claim SET state = %s, lock_version = %s WHERE id = %s", [state, version, claim.pk]
        )
        cursor.execute("SET session_replication_role = origin")


def rogue(state: str = "open", *, by: int | None = 0, counts: bool = True, fails: bool = False) -> Callable[..., None]:
    """An action that moves the first claim, with or without a line by one of the people."""

    def act(*, actor: User, watch: Watch) -> None:
        claim = Claim.objects.select_related("article").order_by("pk")[0]
        move(claim, state, counts=counts)
        if by is not None:
            record(Action.CLAIM_ACCEPTED, claim, actor=watch.room.people[by])
        if fails:
            raise Refused({"": "No."})

    return act


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (rogue(by=None), "changed without a line"),
        (rogue(by=4), "is signed by"),
        (rogue("decided"), "from proposed to decided"),
        (rogue("found"), "a found claim has a finding"),
        (rogue(counts=False), "changed and was not counted"),
        (rogue(fails=True), "refused: No.: changed"),
    ],
)
def test_an_action_that_does_it_wrong_is_caught(watch: Watch, act: Callable[..., None], said: str) -> None:
    with pytest.raises(Illegal, match=said):
        watch.see(act, watch.room.people[0], watch=watch)


def test_who_may_not_is_caught(watch: Watch) -> None:
    """Omar observes, Sam is of the other desk."""
    for at in (4, 5):
        with pytest.raises(Illegal, match="by one who is"), transaction.atomic():
            watch.see(rogue(by=at), watch.room.people[at], watch=watch)


def test_a_change_in_a_signed_article_is_caught(watch: Watch) -> None:
    ada, article = watch.room.people[0], watch.room.articles[0]
    words = {"seen": verdict_set_hash(article), "override_reason": "Print.", "confirmed": True}
    assert watch.see(sign_off, ada, article_id=article.pk, **words)
    with pytest.raises(Illegal, match="changed in a signed article"):
        watch.see(rogue(), ada, watch=watch)


def test_a_broken_trail_is_caught(watch: Watch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE core_auditentry SET changes = '{\"claims\": 99}' WHERE action = 'claims.proposed'")
    with pytest.raises(Illegal, match="the trail is broken"):
        watch.end()
