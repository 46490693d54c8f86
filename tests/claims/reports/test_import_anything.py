"""Whatever people did at a desk, in whatever order: the article comes back from its report as it was."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from articles.models import Article
from claims.actions.correcting import Words, correct
from claims.actions.importing import import_report
from claims.reports.build import build_report
from claims.reports.formats.json import read, render
from claims.reports.seal import content_sha256
from factdesk.core import models as core
from factdesk.core.errors import DeskError
from factdesk.core.models import Role, User
from tests.claims.corrections import account
from tests.factories import add_person, commit
from tests.properties.around import Desk
from tests.properties.cast import open_newsroom
from tests.properties.watch import Watch, claims_now
from tests.properties.workflow import WHERE, YES, tried

RUNS = int(os.environ.get("FACTDESK_IMPORT_RUNS", "25"))
STEPS = 60


class Unjudged(Watch):
    """Whether the acts were right is another test's business; here they only happen."""

    def end(self) -> None:
        pass

    def see(self, act: Callable[..., Any], actor: User, **arguments: Any) -> Any:
        self.tries += 1
        try:
            with transaction.atomic():
                result = act(actor=actor, **arguments)
                commit()
        except DeskError:
            return None
        finally:
            self.claims = claims_now()
        self.done[act.__name__] += 1
        return result


class Exported(Desk):
    """All that people do, and corrections of what they signed; in the end every article goes to an empty desk."""

    came_back: Counter[str]

    @tried(
        often=3, where=WHERE, start=st.integers(0, 220), length=st.integers(1, 50), cuts=YES, failed=st.integers(0, 6)
    )
    def corrects(self, where: int, start: int, length: int, cuts: bool, failed: int) -> None:
        article = self.article(where)
        printed = article.head.text[start : start + length].strip()
        words = Words(printed, "" if cuts else f"about {printed}", start)
        self.watch.see(
            correct,
            self.who(0 if where == 0 else 5),
            article_id=article.pk,
            version=article.head.number,
            words=words,
            account=account(),
            failed=failed or None,
        )

    def teardown(self) -> None:
        try:
            for number, _article in enumerate(self.room.articles):
                self._comes_back(self.article(number), number)
        finally:
            super().teardown()

    def _comes_back(self, article: Article, number: int) -> None:
        desk = core.Desk.objects.create(name=f"Archive {number}", decides_alone=True)
        arno = add_person(f"Arno{number} Keeper", desk, Role.EDITOR)
        report = read(render(build_report(article, made_by=arno)))
        made = import_report(report=report, desk_id=desk.pk, actor=arno)
        assert content_sha256(build_report(made, made_by=arno)) == content_sha256(report)
        for claim in report.claims:
            self.came_back[claim.state] += 1
        self.came_back["corrections"] += len(report.corrections)
        self.came_back["sign-offs"] += len(report.sign_offs)


@pytest.mark.django_db
@pytest.mark.timeout(300 + RUNS * 10)
def test_whatever_happened_comes_back() -> None:
    with transaction.atomic():
        watch = Unjudged(open_newsroom())
    machine = type("Newsroom", (Exported,), {"watch": watch, "came_back": Counter()})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            derandomize=True,
            database=None,
            deadline=None,
            print_blob=True,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    seen: Counter[str] = machine.came_back  # type: ignore[attr-defined]  # set above
    assert {"decided", "found", "stale", "dismissed", "in_check", "corrections", "sign-offs"} <= set(seen), seen
