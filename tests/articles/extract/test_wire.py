"""A Document through JSON and back: the same document, or a refusal."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extract import wire
from articles.extract.document import (
    About,
    Block,
    BlockKind,
    Document,
    Fact,
    NoteKind,
    Origin,
    Remark,
    Unreadable,
    Why,
    WriterNote,
)

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=40)
TEXT = st.lists(WORDS.map(lambda words: f"a{words}z"), min_size=1, max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
PLAIN: dict[str, Any] = {"text": "One.\n\nTwo.", "blocks": [["body", 0, 4]], "facts": [], "notes": [], "remarks": []}


@st.composite
def documents(draw: st.DrawFn) -> Document:
    lines = draw(TEXT)
    text = "\n".join(lines)
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block(draw(st.sampled_from(BlockKind)), at, at + len(line)))
        at += len(line) + 1
    facts = st.builds(Fact, st.sampled_from(About), WORDS, st.sampled_from(Origin))
    notes = []
    for _ in range(draw(st.integers(0, 3))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        notes.append(WriterNote(draw(st.sampled_from(NoteKind)), draw(WORDS), start, end, draw(WORDS)))
    remarks = draw(st.lists(st.sampled_from(Remark), unique=True))
    return Document(text, tuple(blocks), tuple(draw(st.lists(facts))), tuple(notes), tuple(remarks))


@given(documents())
def test_what_goes_over_the_wire_comes_back_the_same(document: Document) -> None:
    sent = json.dumps(wire.to_wire(document), ensure_ascii=False).encode()
    assert wire.from_wire(json.loads(sent)) == document


@given(JSON)
def test_anything_else_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        wire.from_wire(data)


@given(documents(), st.data())
def test_one_part_of_another_kind_never_gives_a_document_that_breaks_its_promise(
    document: Document, data: st.DataObject
) -> None:
    sent = wire.to_wire(document)
    part = data.draw(st.sampled_from(sorted(sent)))
    sent[part] = data.draw(JSON | st.lists(st.tuples(st.sampled_from(["body", "title", "x"]), JSON, JSON).map(list)))
    try:
        read = wire.from_wire(sent)
    except ValueError:
        return
    assert [type(value) for value in (read.text, read.blocks, read.notes)] == [str, tuple, tuple]
    assert all(0 <= block.start < block.end <= len(read.text) for block in read.blocks)
    assert all(0 <= note.start <= note.end <= len(read.text) for note in read.notes)


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("text", "  \n"),
        ("text", "One.\0\n\nTwo."),
        ("text", "One.\r\n\nTwo."),
        ("text", "One.\ud800\n\nTwo."),
        ("text", b"One.\n\nTwo."),
        ("text", "é" * 1_000_001),
        ("blocks", []),
        ("blocks", [["body", 0, 4], ["body", 3, 6]]),
        ("blocks", [["body", 6, 10], ["body", 0, 4]]),
        ("blocks", [["body", 0, 0]]),
        ("blocks", [["body", 4, 6]]),
        ("blocks", [["body", 0, 11]]),
        ("blocks", [["body", -1, 4]]),
        ("blocks", [["body", False, True]]),
        ("blocks", [["body", 0.0, 4.0]]),
        ("blocks", [["verdict", 0, 4]]),
        ("blocks", [["body", 0, 4, 5]]),
        ("blocks", [[["body"], 0, 4]]),
        ("blocks", {"body": [0, 4]}),
        ("facts", [["title", "x" * 2_001, "page"]]),
        ("facts", [["title", "x\0", "page"]]),
        ("facts", [["title", "x", "nowhere"]]),
        ("facts", [["colour", "x", "page"]]),
        ("facts", [["title", "x", "page"]] * 61),
        ("notes", [["footnote", "x", 3, 2, ""]]),
        ("notes", [["footnote", "x", 0, 11, ""]]),
        ("notes", [["footnote", "x", 0, 1, "y" * 201]]),
        ("notes", [["footnote", "x", 0, 1]]),
        ("notes", [["footnote", "x", 0, 1, ""]] * 2_001),
        ("notes", [["footnote", "x" * 250_001, 0, 1, ""]] * 2),
        ("remarks", ["nice"]),
        ("remarks", ["nul"] * 9),
        ("more", []),
    ],
    ids=lambda value: str(value)[:40],
)
def test_each_promise_of_a_document_is_held(part: str, value: object) -> None:
    assert wire.from_wire(PLAIN).text == PLAIN["text"]
    with pytest.raises(ValueError, match=r"."):
        wire.from_wire({**PLAIN, part: value})


def test_a_document_of_more_parts_than_anybody_could_check_is_refused_before_it_is_sent() -> None:
    text = "a\n" * (wire.MOST_BLOCKS + 1)
    blocks = tuple(Block(BlockKind.LIST, at, at + 1) for at in range(0, len(text), 2))
    note = WriterNote(NoteKind.FOOTNOTE, "n" * 300_000, 0, 1)
    for document in (Document(text, blocks), Document("a", blocks[:1], notes=(note, note))):
        with pytest.raises(Unreadable) as refusal:
            wire.to_wire(document)
        assert refusal.value.why is Why.TOO_LARGE


def test_facts_are_cut_to_what_may_be_sent() -> None:
    facts = [Fact(About.TITLE, "t\0" * 1_500, Origin.META), Fact(About.TITLE, "t" * 2_001, Origin.META)]
    read = wire.from_wire(wire.to_wire(Document("a", (Block(BlockKind.BODY, 0, 1),), tuple(facts * 50))))
    assert read.facts == (Fact(About.TITLE, "t" * 1_500, Origin.META),) * 50
