"""Two people at one signed-off article at the same moment: one correction, or none; never half of one."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from articles.models import Article
from claims.actions.correcting import Words, correct
from claims.actions.signoff import revoke
from claims.models import Correction, SignOff
from factdesk.core.audit import first_broken
from factdesk.core.errors import Conflict, Denied
from factdesk.core.models import AuditEntry, Desk, Role, User
from tests.claims.corrections import account
from tests.factories import add_person


def together(*acts: Callable[[], object]) -> list[str]:
    """What each came to, all let go at once."""
    gate, said = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            said.append("done")
        except (Conflict, Denied) as error:
            said.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def correcting(article: Article, by: User, new: str) -> Callable[[], object]:
    return lambda: correct(article_id=article.pk, actor=by, version=1, words=Words("on Monday", new), account=account())


@pytest.mark.django_db(transaction=True)
def test_two_corrections_at_once_are_one(published: Article, ada: User, desk: Desk) -> None:
    eve = add_person("Eve Prior", desk, Role.EDITOR)
    said = together(correcting(published, ada, "on Tuesday"), correcting(published, eve, "on Friday"))
    assert said == ["Conflict", "done"]
    assert Correction.objects.count() == 1
    assert published.versions.count() == 2
    assert first_broken(AuditEntry.objects.order_by("chain", "seq")) is None


@pytest.mark.django_db(transaction=True)
def test_a_correction_and_a_revocation_at_once(published: Article, ada: User) -> None:
    """Either the sign-off is taken back, and nothing is corrected; or it is corrected, and nothing is taken back."""
    said = together(
        correcting(published, ada, "on Tuesday"),
        lambda: revoke(article_id=published.pk, actor=ada, reason="The council corrected its figures."),
    )
    taken_back = SignOff.objects.filter(act=SignOff.Act.REVOKE).count()
    assert said.count("done") == 1
    assert Correction.objects.count() + taken_back == 1
    assert published.versions.count() == 1 + Correction.objects.count()
