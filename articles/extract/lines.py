"""A Document as one line of JSON, for scripts that read many."""

from articles.extract.document import About, BlockKind, Document, NoteKind, Origin

_OF_A_PAGE = (Origin.JSON_LD, Origin.OPEN_GRAPH, Origin.META)
_AROUND_A_PAGE = frozenset({BlockKind.FURNITURE, BlockKind.HEADLINE})


def as_line(document: Document) -> dict[str, object]:
    """What a document says. Of a page the article alone: its headline is the title, and what surrounds it is no part.

    Of any other file all its words, with footnotes and endnotes after them; comments are not the document's words.
    """
    is_page = any(fact.origin in _OF_A_PAGE for fact in document.facts)
    left_out = _AROUND_A_PAGE if is_page else frozenset[BlockKind]()
    paragraphs = [document.text[block.start : block.end] for block in document.blocks if block.kind not in left_out]
    notes = [note.text for note in document.notes if note.kind is not NoteKind.COMMENT]
    return {
        "text": "\n\n".join(paragraphs if is_page else [document.text.strip(), *notes]),
        "title": document.title,
        "byline": document.byline,
        "date": document.fact(About.PUBLISHED),
        "paragraphs": paragraphs + notes,
    }
