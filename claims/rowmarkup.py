"""A row of the list of claims as HTML: written here, since a long list would go through a template a thousand times."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.vocabulary import GLYPHS, Standing

if TYPE_CHECKING:
    from claims.rail import Row

HOLDS = ("open", "mine", "decide", "back", "legal")
"""What filters and keys of the page ask of a row, as data attributes without a value."""


def row_html(row: Row, *, oob: bool = False) -> SafeString:
    """The row as a list item; `oob` when it is sent beside a card, to take the place of the one on the page."""
    claim, proposed = _words(get_language())
    holds = "".join(f" data-{name}" for name in HOLDS if getattr(row, name))
    swap = ' hx-swap-oob="true"' if oob else ""
    current = ' aria-current="true"' if row.current else ""
    details = [f'<span class="wd">{escape(row.standing_label)}</span>']
    details += [f"<span>{proposed}</span>"] if row.proposed else []
    details += [f"<span>{escape(row.type_label)}</span>"]
    details += [f"<bdi>{escape(row.reviewer)}</bdi>"] if row.reviewer else []
    details += [f"<b>{escape(flag)}</b>" for flag in row.flags]
    details += [f"<span>{escape(row.talk)}</span>"] if row.talk else []
    url, glyph = escape(row.url), GLYPHS[Standing(row.standing)]
    return mark_safe(  # noqa: S308  every word of an article, a person or a translator went through escape()
        f'<li id="row-{row.number}"{swap}>'
        f'<a href="{url}" hx-get="{url}" data-claim="{row.number}" data-status="{row.standing}"{holds}{current}>'
        f'<span class="n"><span class="sr">{claim} </span>{row.number}'
        f' <span class="g {row.standing}" aria-hidden="true">{glyph}</span></span>'
        f'<span class="w" dir="auto">{escape(row.words)}</span><span class="m">{"".join(details)}</span></a></li>'
    )


@lru_cache
def _words(_language: str | None) -> tuple[str, str]:
    return escape(_("Claim")), escape(_("Proposed"))
