"""Drawing form fields: a field that holds nothing of anybody's is drawn once and kept."""

from __future__ import annotations

from typing import Any

from django.forms.renderers import DjangoTemplates


MOST = 1_000
"""Drawings kept: every field of every form in a few languages."""

EMPTY = (None, "", [], [""])


class KeepingRenderer(DjangoTemplates):
    """Django's own, but an empty field is the same for everybody, and a page of forms draws mostly empty fields."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, str] = {}

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget")
        if request is not None or widget is None or widget.get("value") not in EMPTY:
            return super().render(template_name, context, request)
        key = f"{template_name} {context!r}"
        if key not in self._kept:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = super().render(template_name, context, request)
        return self._kept[key]
