"""One desk, one cast, real Postgres."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partialmethod
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client, TransactionTestCase
from pytest_django import Settings

from factdesk.core.models import Desk, Role, User
from tests.factories import add_person

SignIn = Callable[[User], Client]

# Playwright's synchronous interface runs an event loop of its own in the test's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


TEARDOWN = "_fixture_teardown"


def _empty_tables(test: TransactionTestCase, teardown: Callable[[TransactionTestCase], None]) -> None:
    """After a test that commits, the tables are emptied; the triggers that forbid it everywhere else stand aside."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            teardown(test)
        finally:
            cursor.execute("SET session_replication_role = origin")


# For good, not by a fixture: fixtures are undone before the tables are emptied.
setattr(TransactionTestCase, TEARDOWN, partialmethod(_empty_tables, getattr(TransactionTestCase, TEARDOWN)))


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk.objects.create(name="City")


@pytest.fixture
def other_desk(db: None) -> Desk:
    return Desk.objects.create(name="Sport")


@pytest.fixture
def ada(desk: Desk) -> User:
    """Editor."""
    return add_person("Ada Verhoeven", desk, Role.EDITOR)


@pytest.fixture
def eve(desk: Desk) -> User:
    """A second editor, without whom the first may not go."""
    return add_person("Eve Lang", desk, Role.EDITOR)


@pytest.fixture
def ben(desk: Desk) -> User:
    """Reviewer."""
    return add_person("Ben Okoro", desk, Role.REVIEWER)


@pytest.fixture
def cleo(desk: Desk) -> User:
    """Reviewer."""
    return add_person("Cleo Marsh", desk, Role.REVIEWER)


@pytest.fixture
def omar(desk: Desk) -> User:
    """Observer."""
    return add_person("Omar Haddad", desk, Role.OBSERVER)


@pytest.fixture
def sam(other_desk: Desk) -> User:
    """Editor of another desk."""
    return add_person("Sam Lind", other_desk, Role.EDITOR)


@pytest.fixture
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    """Where this test keeps files."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def signed_in(client: Client) -> SignIn:
    """The browser of whoever signs in last: `signed_in(ada).get(...)`."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in
