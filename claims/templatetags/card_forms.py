"""The forms of a card, in its templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.base import Template
from django.utils.safestring import SafeString

from claims.blanks import Blank, blank, draw

register = template.Library()


@register.simple_tag(takes_context=True)
def card_form(context: template.RequestContext, file: str, name: str) -> SafeString | str:
    """The form of this name by the template `file`; nothing where this person has no use for it."""
    card: dict[str, Any] = context["card"]
    form = card[f"{name}_form"]
    if form is None:
        return ""
    assert context.template is not None  # noqa: S101  narrows the type: set while anything is drawn
    drawn: Template = context.template.engine.get_template(file)
    empty = blank(form)
    if empty and card["open"] != name:
        return draw(drawn, name, empty, card, context.get("csrf_token", ""))
    with context.push(form=form.form() if isinstance(form, Blank) else form):
        return drawn.render(context)
