"""What `manage.py check` says about the model endpoint and the keys of confidential sources."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register

from claims.endpoint.config import flaws, is_in_the_open

SHORTEST_KEY = 32


@register(Tags.security)
def model_endpoint(**_kwargs: Any) -> list[CheckMessage]:
    """Half an endpoint is none, and one in the open reads along with everybody on the way."""
    found: list[CheckMessage] = [checks.Error(flaw, id="claims.E001") for flaw in flaws()]
    if not found and is_in_the_open(settings.MODEL_ENDPOINT_URL):
        hint = "Use https, or a machine that only this one can reach."
        found.append(
            checks.Warning("Texts and the key go to the model endpoint unencrypted.", hint=hint, id="claims.W001")
        )
    return found


@register(Tags.security)
def source_keys(**_kwargs: Any) -> list[CheckMessage]:
    """A key that can be guessed seals nothing."""
    if all(len(key) >= SHORTEST_KEY for key in settings.SOURCE_KEYS):
        return []
    return [checks.Error(f"Each of SOURCE_KEYS needs {SHORTEST_KEY} characters or more.", id="claims.E002")]
