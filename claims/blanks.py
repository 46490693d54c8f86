"""Forms of the card that hold nothing of anybody's: drawn once, and then only addressed.

A card is mostly forms that nobody has filled in. They are the same on every card but for their addresses, the state
of the claim they were shown with and the page's token, so these three are left open in what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from django.forms import Form
from django.template import Context, Template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from claims.forms import ClaimForm

EDGE = "\ue000"
"""Stands in no template and in no translation; around the name of what is left open."""

_OPEN = re.compile(f"{EDGE}([a-z_]+){EDGE}")
_kept: WeakKeyDictionary[Template, dict[str, list[str]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Blank:
    """A form that nobody has filled in: which one, and the state of the claim it is shown with. To make it costs more
    than to draw it, so it is made when somebody needs it.
    """

    of: type[ClaimForm]
    seen: int

    def form(self) -> ClaimForm:
        return self.of(initial={"seen": self.seen})


def blank(form: Form | Blank) -> Blank | None:
    """What to draw of a form that nobody has filled in; None when somebody has."""
    if isinstance(form, Blank):
        return form
    if isinstance(form, ClaimForm) and not form.is_bound and not form.draft_code and form.initial.keys() == {"seen"}:
        return Blank(type(form), form.initial["seen"])
    return None


def draw(template: Template, name: str, form: Blank, card: Mapping[str, Any], token: object) -> SafeString:
    """The form with its addresses, as `template` would draw it from `form` and `card`."""
    kept = _kept.setdefault(template, {})
    language = get_language() or ""
    if language not in kept:
        kept[language] = _OPEN.split(_drawn(template, name, form.of, card["urls"]))
    values = {"seen": str(form.seen), "token": str(token), **card["urls"]}
    pieces = kept[language]
    # Every second piece is the name of what belongs there.
    return mark_safe(  # noqa: S308  the pieces come from a template, and what is put between them is escaped
        "".join(conditional_escape(values[piece]) if at % 2 else piece for at, piece in enumerate(pieces))
    )


def _drawn(template: Template, name: str, of: type[ClaimForm], urls: Mapping[str, str]) -> str:
    empty = of(initial={"seen": _opened("seen")})
    card = {"urls": {of: _opened(of) for of in urls}, "open": "", f"{name}_form": empty}
    return template.render(Context({"card": card, "form": empty, "csrf_token": _opened("token")}))


def _opened(name: str) -> str:
    return f"{EDGE}{name}{EDGE}"
