"""Markdown: marks name the paragraphs and are no words of them; front matter and footnotes are no text."""

import time
from contextlib import suppress

import pytest

from articles.extract.document import About, Document, Unreadable
from articles.extract.markdown import read_markdown

STORY = """\
---
title: "Bridge closes for a year"
authors:
  - Ann Lee
  - Bo Ray
date: 2026-05-03
tags: [city]
---
# Bridge closes

The **bridge** [closed](https://x.org) on
Monday.[^1] It opened[^none] in ~~1930~~ 1931.[^2]

## What next

- Cars take the
  ferry.
  - Every hour
1. Buses go north.

> It was the worst day.

| a | b |
|---|---|
| c | *d* |

```
code here
```

<div>Words in <b>HTML</b>.</div>

![A picture](x.png)

[^1]: The council
    said so.
[^2]: City archive.
"""


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]


def test_marks_name_the_paragraphs() -> None:
    document = read_markdown(STORY.encode())
    assert kinds(document) == [
        ("headline", "Bridge closes"),
        ("body", "The bridge closed on Monday. It opened[^none] in  1931."),
        ("heading", "What next"),
        ("list", "Cars take the ferry."),
        ("list", "Every hour"),
        ("list", "Buses go north."),
        ("quote", "It was the worst day."),
        ("table", "a\tb"),
        ("table", "c\td"),
        ("heading", "code here"),
        ("body", "Words in HTML."),
    ]
    assert [(fact.about, fact.value) for fact in document.facts] == [
        (About.TITLE, "Bridge closes"),
        (About.TITLE, "Bridge closes for a year"),
        (About.BYLINE, "Ann Lee, Bo Ray"),
        (About.PUBLISHED, "2026-05-03"),
    ]
    assert document.remarks == ("deleted",)


def test_footnotes_hang_where_their_marks_stood() -> None:
    document = read_markdown(STORY.encode())
    assert [(note.text, document.text[: note.start][-8:]) for note in document.notes] == [
        ("The council said so.", " Monday."),
        ("City archive.", "n  1931."),
    ]


@pytest.mark.parametrize(
    ("text", "about", "value"),
    [
        ("---\nauthor: Ann Lee\n---\nIt closed.", About.BYLINE, "Ann Lee"),
        ("---\nauthors: [Ann Lee, 'Bo Ray']\n---\nIt closed.", About.BYLINE, "Ann Lee, Bo Ray"),
        ("---\r\nlang: en-GB\r\n---\r\nIt closed.", About.LANGUAGE, "en-GB"),
        ("---\ndate: soon\n---\nIt closed.", About.PUBLISHED, ""),
        ("It closed.\n\n---\nauthor: x\n---\n", About.BYLINE, ""),
    ],
)
def test_front_matter_says_what_it_says(text: str, about: About, value: str) -> None:
    assert read_markdown(text.encode()).fact(about) == value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"---\ntitle: x\n---\n", "empty"),
        (b"***\n", "empty"),
        (b"\xff\xfe\x00", "not_text"),
        (b"\xe4h", "encoding"),
    ],
)
def test_what_holds_no_words_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_markdown(data)
    assert refused.value.why == why


@pytest.mark.parametrize(
    "unit", ["> ", "- ", "[", "*a ", "`", "[^1]: ", "[^1]", "<", "|a", "\n\n[^a]:\n  ", "![](", "&amp;"]
)
def test_marks_without_end_are_read_or_refused_in_seconds(unit: str) -> None:
    begun = time.process_time()
    with suppress(Unreadable, RecursionError):
        read_markdown((unit * (50_000 // len(unit)) + "\n\nWords.").encode())
    assert time.process_time() - begun < 20
