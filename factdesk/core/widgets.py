"""Drawing form fields: a field that holds nothing of anybody's is drawn once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import format_html

MOST = 1_000
"""Drawings kept: every field of every form in a few languages."""

HIDDEN = "django/forms/widgets/hidden.html"
EMPTY: tuple[object, ...] = (None, "", [], [""])


class KeepingRenderer(DjangoTemplates):
    """Django's own, but an empty field, or a choice between fixed answers, is the same for everybody: a page of forms
    draws little else."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[str, str] = {}

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget", {})
        if template_name == HIDDEN:
            rest = flatatt(widget["attrs"])
            return format_html('<input type="hidden" name="{}"{}{}>', widget["name"], _value(widget), rest)
        if request is not None or not ("optgroups" in widget or widget.get("value", 0) in EMPTY):
            return super().render(template_name, context, request)
        key = f"{template_name} {context!r}"
        if key not in self._kept:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = super().render(template_name, context, request)
        return self._kept[key]


def _value(widget: Mapping[str, Any]) -> str:
    return "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
