"""A Document as one line of JSON, for scripts that read many."""

from articles.extract.document import About, BlockKind, Document, Origin

_OF_A_PAGE = (Origin.JSON_LD, Origin.OPEN_GRAPH, Origin.META)


def as_line(document: Document) -> dict[str, object]:
    """The article without what surrounds it. A page's headline stands in its title, not in the text."""
    left_out = {BlockKind.FURNITURE}
    if any(fact.origin in _OF_A_PAGE for fact in document.facts):
        left_out.add(BlockKind.HEADLINE)
    paragraphs = [document.text[block.start : block.end] for block in document.blocks if block.kind not in left_out]
    return {
        "text": "\n\n".join(paragraphs),
        "title": document.title,
        "byline": document.byline,
        "date": document.fact(About.PUBLISHED),
        "paragraphs": paragraphs,
    }
