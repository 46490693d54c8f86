"""Articles as files of every kind, made by code: the same for every run, no two alike."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from html import escape

from bench.detect import article
from tests.articles.extract import made
from tests.hostile.mails import mail
from tests.hostile.pages import page

SHORTEST, LONGEST = 300, 900  # words
LINES = 46  # of a page


def file(number: int) -> tuple[str, bytes]:
    """The name and the bytes of the so manieth article; eight in a row are of eight kinds."""
    words = SHORTEST + number * 7 % (LONGEST - SHORTEST)
    headline, *paragraphs = [f"Budget report {number} on the bridge", *article(words).split("\n\n")[1:]]
    kinds = list(KINDS)
    ending = kinds[number % len(kinds)]
    return f"story-{number:05}.{ending}", KINDS[ending](headline, paragraphs)


def _text(headline: str, paragraphs: list[str]) -> bytes:
    return "\n\n".join([headline, *paragraphs]).encode()


def _markdown(headline: str, paragraphs: list[str]) -> bytes:
    return "\n\n".join([f"# {headline}", *paragraphs]).encode()


def _page(headline: str, paragraphs: list[str]) -> bytes:
    told = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    return page(f"<h1>{escape(headline)}</h1>{told}")


def _word(headline: str, paragraphs: list[str]) -> bytes:
    return made.docx(made.p(headline, "Title") + "".join(made.p(escape(one)) for one in paragraphs))


def _open_document(headline: str, paragraphs: list[str]) -> bytes:
    told = "".join(f"<text:p>{escape(one)}</text:p>" for one in paragraphs)
    return made.odt(f'<text:h text:outline-level="1">{headline}</text:h>{told}')


def _rich_text(headline: str, paragraphs: list[str]) -> bytes:
    told = "".join(f"\\pard {''.join(map(_letter, one))}\\par\n" for one in [headline, *paragraphs])
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0\n{told}}}".encode()


def _letter(char: str) -> str:
    return char if char.isascii() else f"\\u{ord(char)}?"


def _mail(headline: str, paragraphs: list[str]) -> bytes:
    told = "\r\n\r\n".join([headline, *paragraphs])
    return mail(f"Content-Type: text/plain; charset=utf-8\r\n\r\n{told}\r\n")


def _printed(headline: str, paragraphs: list[str]) -> bytes:
    """Lines of a column, a blank one between paragraphs, on as many pages as they take."""
    rows: list[str] = []
    for one in paragraphs:
        rows += [*textwrap.wrap(one, 88), ""]
    pages = []
    for first in range(0, len(rows), LINES):
        placed = [(72, 700 - 14 * at, 10, row) for at, row in enumerate(rows[first : first + LINES]) if row]
        title = made.lines((72, 740, 20, headline), bold=True) if not first else ""
        pages.append(title + made.lines(*placed))
    return made.pdf(*pages)


KINDS: dict[str, Callable[[str, list[str]], bytes]] = {
    "txt": _text,
    "md": _markdown,
    "html": _page,
    "docx": _word,
    "odt": _open_document,
    "rtf": _rich_text,
    "eml": _mail,
    "pdf": _printed,
}
"""By the ending of the name."""
