"""What a newsroom may set is written down, and what must be safe is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from factdesk.core.models import User
from tests.factories import article_with_claims

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_names_every_setting_and_no_other() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "factdesk" / "settings.py").read_text()))
    told = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert told == read


def test_messages_are_json_and_nothing_else() -> None:
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TASK_SERIALIZER == "json"


def test_pages_are_kept_nowhere_and_run_nothing_from_elsewhere(client: Client, ada: User) -> None:
    article, _claims = article_with_claims(ada)
    client.force_login(ada)
    for path in ("/", f"/articles/{article.pk}/", "/articles/new/", "/nowhere/"):
        answer = client.get(path)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_a_broken_page_tells_a_number_and_nothing_else(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_args: object) -> None:
        raise RuntimeError("the minister's driver")

    monkeypatch.setattr("claims.views.board.board_rows", break_down)
    client.force_login(ada)
    client.raise_request_exception = False
    answer = client.get("/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something broke on our side" in page
    assert re.search(r"[0-9A-F]{8}", page)
    assert "minister" not in page
    assert "Traceback" not in page


@pytest.mark.django_db
def test_sign_in_tells_strangers_nothing(client: Client, ada: User) -> None:
    ada.is_active = False
    ada.save()
    pages = [
        client.post("/sign-in/", {"username": email, "password": "wrong-password"})
        for email in ("ada@factdesk.example", "nobody@factdesk.example", "proposer@factdesk.invalid")
    ]
    assert {answer.status_code for answer in pages} == {422}
    said = {re.sub(r'value="[^"]*"', "", answer.content.decode()) for answer in pages}
    assert len({re.sub(r"csrf\S+|[\w-]{64}", "", text) for text in said}) == 1
