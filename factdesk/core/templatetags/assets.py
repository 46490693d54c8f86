"""The style sheets and scripts of a page, bundled where static files were collected, one by one elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from factdesk.core.bundles import parts

register = template.Library()


@register.simple_tag
def styles(name: str) -> SafeString:
    """The style sheets of a bundle."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', _addresses(f"css/{name}.bundle.css"))


@register.simple_tag
def scripts(name: str) -> SafeString:
    """The scripts of a bundle; they run when the page is read, in their order."""
    return format_html_join("\n", '<script src="{}" type="module"></script>', _addresses(f"js/{name}.bundle.js"))


def _addresses(bundle: str) -> Iterable[tuple[str]]:
    names = (bundle,) if getattr(staticfiles_storage, "bundles", False) else parts(bundle)
    return ((static(name),) for name in names)
