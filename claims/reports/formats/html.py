"""The report as HTML: a page of the desk, or one file that needs nothing beside it."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from claims.markup import paragraphs
from claims.reports.digest import digest
from claims.reports.digest.article import marks
from claims.reports.digest.whole import blocks_of
from claims.reports.report import Report

TEMPLATE = "claims/report.html"
STYLESHEETS = ("css/tokens.css", "css/report.css")
# The faces a report cannot do without; the rest falls back to the reader's own.
FONTS = ("desk-symbols", "source-serif-4-latin-opsz-normal", "source-sans-3-latin-wght-normal")
FACE = re.compile(r"@font-face\s*{[^}]*?url\([\"']?[^)]*?fonts/([\w-]+)\.woff2[\"']?\)[^}]*}")


def render(report: Report) -> bytes:
    """One self-contained file: style and fonts inside, no address outside."""
    return render_to_string(TEMPLATE, page(report) | {"embedded_css": _embedded_css()}).lstrip().encode()


def page(report: Report) -> dict[str, Any]:
    """What the template asks for, whether it becomes a file or a page."""
    places = paragraphs(report.version.text, blocks_of(report), marks(report), _sheet)
    return {"digest": digest(report), "paragraphs": places}


def _sheet(number: int) -> str:
    return f"#claim-{number}"


@cache
def _embedded_css() -> str:
    css = "\n".join(_static(name).read_text() for name in ("css/fonts.css", *STYLESHEETS))
    return FACE.sub(_face, css)


def _face(match: re.Match[str]) -> str:
    name = match.group(1)
    if name not in FONTS:
        return ""
    data = base64.b64encode(_static(f"fonts/{name}.woff2").read_bytes()).decode()
    return re.sub(r"url\([^)]*\)", f"url(data:font/woff2;base64,{data})", match.group(0))


def _static(name: str) -> Path:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(str(found))
