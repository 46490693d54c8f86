"""What is signed is what was seen, whoever works on it at that moment. `bench.interleavings` runs more."""

from __future__ import annotations

import os

import pytest

from articles.models import Article
from factdesk.core.models import User
from tests.signed_as_seen import run

ROUNDS = int(os.environ.get("FACTDESK_INTERLEAVINGS", "100"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120 + 5 * ROUNDS)
def test_a_signature_covers_what_its_signer_saw() -> None:
    score = run(ROUNDS, seed=1)
    assert not score.wrong, "\n".join(score.wrong)
    acts = score.done.keys() | score.refused.keys()
    assert all(score.done[name] for name in acts), str(score)
    assert score.refused["sign off"], str(score)


@pytest.mark.django_db(transaction=True)
def test_the_rounds_would_find_a_sign_off_that_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unheld(article_id: int, *, actor: User) -> Article:
        return Article.objects.visible_to(actor).get(pk=article_id)

    monkeypatch.setattr("claims.actions.signoff.lock_article", unheld)
    assert any("having seen" in fault for fault in run(10, seed=1).wrong)
