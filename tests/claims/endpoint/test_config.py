"""What the operator sets, and what is said when it is half or wrong."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from claims.endpoint.config import Endpoint, configured

URL, NAME, KEY = "https://models.example/v1", "model-7", "sk-secret"


def put(settings: Settings, url: str, name: str, key: str = "") -> list[str]:
    settings.MODEL_ENDPOINT_URL, settings.MODEL_ENDPOINT_NAME, settings.MODEL_ENDPOINT_KEY = url, name, key
    return [str(found.id) for found in run_checks() if str(found.id).startswith("claims.")]


@pytest.mark.parametrize("url", [URL, "http://127.0.0.1:8080/v1", "http://localhost/v1/", "http://[::1]:1/v1"])
def test_a_whole_one(settings: Settings, url: str) -> None:
    assert put(settings, url, NAME, KEY) == []
    assert configured() == Endpoint(url, NAME, KEY)


def test_none_is_no_fault(settings: Settings) -> None:
    assert put(settings, "", "") == []
    assert configured() is None


@pytest.mark.parametrize(
    ("url", "name", "key"),
    [
        (URL, "", ""),
        ("", NAME, ""),
        ("", "", KEY),
        ("ftp://models.example", NAME, ""),
        ("file:///etc/passwd", NAME, ""),
        ("models.example/v1", NAME, ""),
        ("https://", NAME, ""),
        ("https://name:word@models.example", NAME, ""),
        ("https://models.example/v1?key=1", NAME, ""),
        ("https://models.example:port/v1", NAME, ""),
        (URL, NAME, "two\nlines"),
    ],
)
def test_half_a_one_is_none_and_is_told(settings: Settings, url: str, name: str, key: str) -> None:
    assert "claims.E001" in put(settings, url, name, key)
    assert configured() is None


def test_in_the_open_is_warned_of(settings: Settings) -> None:
    assert put(settings, "http://models.example/v1", NAME) == ["claims.W001"]


def test_the_key_is_in_no_repr() -> None:
    assert KEY not in repr(Endpoint(URL, NAME, KEY))


@pytest.mark.parametrize("url", [URL, f"{URL}/", f"{URL}/chat/completions"])
def test_the_address(url: str) -> None:
    assert Endpoint(url, NAME).address == "https://models.example/v1/chat/completions"
    assert Endpoint(url, NAME).host == "models.example"
