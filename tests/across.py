"""Requests of one desk's people for what is another's, by chance; for tests and `bench.crossdesk`.

Keys of the other desk go into paths, query strings, forms and lists. No answer may hold a word of it, nothing of it may
change, and nothing may break.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.forms import BaseForm, ChoiceField, FileField
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client

import claims.forms
from factdesk.core.models import User
from tests.factories import PASSWORD, commit
from tests.properties.snapshot import tables
from tests.seeded_desks import MARK, Keys, keys, seed
from tests.test_matrix import GET, MATRIX, POST

WORD = re.compile(rf"{MARK}\w+", re.IGNORECASE)
HOLE = re.compile(r"<(?:int:)?(\w+)>")
# These end the session, or the person's own way in; they name nobody else.
LEFT_OUT = ("sign-out/", "sign-in/", "sign-in/code/", "account/", "start/")
ASKED = {
    "q",
    "page",
    "claim",
    "desk",
    "article",
    "person",
    "show",
    "order",
    "priority",
    "next",
    "done",
    "freed",
    "state",
}
TABLES = {
    "article_id": "articles_article",
    "arrival_id": "articles_arrival",
    "claim_id": "claims_claim",
    "evidence_id": "claims_evidence",
    "copy_id": "claims_copy",
    "request_id": "claims_replyrequest",
    "source_id": "claims_source",
    "grant_id": "claims_sourcegrant",
    "thread_id": "claims_thread",
    "comment_id": "claims_comment",
    "notification_id": "claims_notification",
    "filter_id": "claims_savedfilter",
    "report_id": "claims_report",
    "desk_id": "core_desk",
    "membership_id": "core_membership",
    "person_id": "core_user",
}


@dataclass
class Score:
    """What came of the requests. Everything in `wrong` is a leak, a change, or a page that broke."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    routes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        return f"{self.requests} requests to {len(self.routes)} addresses, {len(self.wrong)} WRONG; answers {told}"


def fields() -> dict[str, list[str]]:
    """Every field of every form of the desk, with its choices."""
    modules = ["articles.forms", "factdesk.core.forms"]
    modules += [f"claims.forms.{module.name}" for module in iter_modules(claims.forms.__path__)]
    found: dict[str, list[str]] = {}
    for module in map(import_module, modules):
        for form in vars(module).values():
            if isinstance(form, type) and issubclass(form, BaseForm):
                for name, one in getattr(form, "base_fields", {}).items():
                    if not isinstance(one, FileField):
                        choices = one.widget.choices if isinstance(one, ChoiceField) else ()
                        found.setdefault(name, []).extend(str(value) for value, _label in choices)
    return found


class Across:
    """City's people ask; everything of the other desk was there before they did."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.score, self.fields = chance, Score(), fields()
        empty = keys()
        self.people = seed("city", "")
        mine = keys()
        seed("sport", MARK.capitalize())
        self.mine = {name: pks - empty[name] for name, pks in mine.items()}
        self.theirs = {name: pks - mine[name] for name, pks in keys().items()}
        self.any_key = sorted({pk for pks in self.theirs.values() for pk in pks})
        self.clients = [(role, self._signed_in(user)) for role, user in self.people.items()]

    def _signed_in(self, user: User) -> Client:
        browser = Client(raise_request_exception=False)
        browser.force_login(user)
        return browser

    def run(self, requests: int) -> Score:
        before = self.digest()
        routes = [route for route in MATRIX if not route.startswith(LEFT_OUT)]
        for number in range(requests):
            route = routes[number % len(routes)] if number < len(routes) else self.chance.choice(routes)
            self._one(route, before)
        if any(WORD.search(str(sent.message())) for sent in mail.outbox):
            self.score.wrong.append("a mail holds a word of the other desk")
        return self.score

    def _one(self, route: str, before: list[Any]) -> None:
        role, browser = self.chance.choice(self.clients)
        method = self.chance.choice(list(MATRIX[route]))
        url, data = self.address(route), self.data() if method == POST else self.query()
        what = f"request {self.score.requests}, {method} {url} by {role}"
        cookies = SimpleCookie(browser.cookies)
        with transaction.atomic():
            answer = self._ask(browser, method, url, data)
            try:
                commit()
            except DatabaseError as error:
                self.score.wrong.append(f"{what}: {error}")
                connection.needs_rollback = True
            else:
                if method == POST and self.digest() != before:
                    self.score.wrong.append(f"{what}: changed the other desk")
            transaction.set_rollback(True)
        browser.cookies = cookies
        self.score.requests += 1
        self.score.statuses[answer.status_code] += 1
        self.score.routes[route] += 1
        told = set(WORD.findall(shown(answer).casefold()))
        if told or answer.status_code >= 500:
            self.score.wrong.append(f"{what}: {answer.status_code} {sorted(told)}")

    def _ask(self, browser: Client, method: str, url: str, data: dict[str, Any]) -> HttpResponse:
        headers = {"HX-Request": "true"} if self.chance.random() < 0.5 else {}
        act = browser.get if method == GET else browser.post
        answer: HttpResponse = act(url, data, headers=headers)  # type: ignore[assignment]
        return answer

    def address(self, route: str) -> str:
        """Mostly with the other desk's keys; with our own the other's go into the form."""
        whose = self.theirs if self.chance.random() < 0.6 else self.mine

        def fill(hole: re.Match[str]) -> str:
            if (table := TABLES.get(hole[1])) is None:
                return str(self.chance.randint(1, 4))
            rows = self.theirs if self.chance.random() < 0.1 else whose
            return str(self.chance.choice(sorted(rows[table]) or self.any_key))

        return "/" + HOLE.sub(fill, route)

    def query(self) -> dict[str, Any]:
        names = self.chance.sample(sorted(ASKED), self.chance.randint(0, 4))
        return {name: self.chance.choice(self._values(name)) for name in names}

    def data(self) -> dict[str, Any]:
        """Every field there is, now and then one left out: a form takes what it knows."""
        sent = {
            name: [str(self.chance.choice(self._values(name))) for _ in range(self.chance.choice((1, 1, 3)))]
            for name in self.fields
            if self.chance.random() < 0.9
        }
        picked = [f"{pk}:{self.chance.randint(0, 3)}" for pk in sorted(self.theirs["claims_claim"])]
        return sent | {"claim": picked, "password": [PASSWORD], "seen": [str(self.chance.randint(0, 4))]}

    def _values(self, name: str) -> list[Any]:
        said = ["budget", "tram", "@Ada", "1 2 3", "", MARK, MARK[:1]]
        choices = self.fields.get(name) or []
        return [*choices, *choices, *said, *self.chance.sample(self.any_key, 3), 1, 2, "on", "yes"]

    def digest(self) -> list[Any]:
        """What the other desk has, row by row, and how much hangs on it."""
        return [list(rows) for rows in _digest(self.theirs)]


def _digest(theirs: Keys) -> Iterator[Any]:
    parts = []
    for model in tables():
        name, columns = model._meta.db_table, {f.name: f.column for f in model._meta.concrete_fields}
        own = theirs.get(name)
        tests = [f"{model._meta.pk.column} = ANY(ARRAY{sorted(own)}::bigint[])"] if own else []
        for key in ("claim", "article", "version", "desk"):
            if key in columns:
                tests.append(f"{columns[key]} = ANY(ARRAY{sorted(theirs[_table(model, key)])}::bigint[])")
        if tests:
            where = " OR ".join(tests)
            parts.append(f"SELECT '{name}', count(*), sum(hashtextextended(t::text, 0)) FROM {name} t WHERE {where}")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        yield from sorted(cursor.fetchall())


def _table(model: Any, name: str) -> str:
    related = model._meta.get_field(name).related_model
    return str(related._meta.db_table)


def shown(answer: HttpResponse | StreamingHttpResponse) -> str:
    """All that reaches the browser: the head too, for where it sends people and what files are called."""
    body = answer.getvalue() if isinstance(answer, StreamingHttpResponse) else answer.content
    return f"{dict(answer.headers)} {body.decode(errors='replace')}"


def measure(requests: int, *, seed: int) -> Score:
    with transaction.atomic():
        score = Across(random.Random(seed)).run(requests)
        transaction.set_rollback(True)
    return score
