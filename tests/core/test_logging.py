"""Logs tell where and what kind, never which words."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client

from factdesk.core.logging import formatter
from factdesk.core.models import User

SECRET = "the minister's driver"


def line(record: logging.LogRecord) -> dict[str, object]:
    parsed: dict[str, object] = json.loads(formatter().format(record))
    return parsed


def test_an_error_keeps_its_place_and_loses_its_words() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Broken: %s", (SECRET,), None)
        record.exc_info = (type(error), error, error.__traceback__)
    told = line(record)
    assert told["error"] == "ValueError"
    assert SECRET not in json.dumps(told)
    assert "test_an_error_keeps_its_place" in json.dumps(told["frames"])


def test_messages_of_libraries_lose_their_arguments() -> None:
    told = line(logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s", (SECRET,), None))
    assert told["event"] == "Not Found: %s"
    assert SECRET not in json.dumps(told)


def test_requests_are_logged_by_route_without_their_query(
    client: Client, ada: User, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(ada)
    with caplog.at_level(logging.INFO):
        client.get("/", {"q": SECRET})
    assert SECRET not in caplog.text
