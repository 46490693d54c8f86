"""What a stretch of a page is to a reader, and the paragraphs that come of it."""

import re
from collections.abc import Iterator

from articles.extract.assembling import Piece
from articles.extract.document import BlockKind
from articles.extract.furniture import credit_at_end
from articles.extract.html.blocks import Seen, Stretch

DEK = re.compile(
    r"(?:^|[\s_-])(?:dek|standfirst|sub-?title|sub-?head(?:ing|line)?|strap-?line|lede|summary|teaser-?text|excerpt|intro"
    r"|abstract|bajada|sumario|entradilla|chapo|chapeau|kicker-text|description|lead|ingress|deck|vorspann|post-?excerpt)(?:$|[\s_-])"
    r"|(?:article|story|post|entry)-?_?(?:dek|deck|summary|intro|lead|subtitle|excerpt|description|standfirst)"
)
_STOPS = ".!?…:;,。！？"


def kind_of(stretch: Stretch) -> BlockKind:
    """A short line all in bold is a crosshead; a paragraph is none, though a heading before it was not closed."""
    if stretch.kind is BlockKind.HEADING and stretch.tag == "p" and len(stretch.text) > 100:
        return BlockKind.BODY
    if stretch.kind is not BlockKind.BODY:
        return stretch.kind
    text = stretch.text
    bold = stretch.strong >= 0.95 * len(text.replace(" ", ""))
    return BlockKind.HEADING if bold and len(text) <= 100 and text[-1] not in _STOPS else BlockKind.BODY


def pieces_of(stretch: Stretch, kind: BlockKind) -> Iterator[Piece]:
    """One paragraph; of a caption, its credit by itself."""
    text = stretch.text if kind is BlockKind.TABLE else " ".join(stretch.text.split(" "))
    at = credit_at_end(text) if kind is BlockKind.CAPTION and len(text) <= 600 else len(text)
    for part, what in ((text[:at].strip(), kind), (text[at:].strip(), BlockKind.FURNITURE)):
        if part:
            yield Piece(what, part)


def dek_between(seen: Seen, start: int, end: int, description: str) -> int | None:
    """The line under the headline: called so, or what the page gives as its own description. `end` is not in it."""
    said = plain(description)[:60]
    for i in range(start, end):
        stretch = seen.stretches[i]
        if not 20 <= len(stretch.text) <= 600 or stretch.linked * 2 > len(stretch.text):
            continue
        if stretch.kind not in (BlockKind.BODY, BlockKind.HEADING):
            continue
        if _is_called_dek(seen, stretch) or (len(said) > 20 and plain(stretch.text).startswith(said)):
            return i
    return None


def _is_called_dek(seen: Seen, stretch: Stretch) -> bool:
    at = stretch.box
    for _ in range(3):
        if at < 0 or seen.boxes[at].tag in ("body", "article", "main"):
            return False
        box = seen.boxes[at]
        if DEK.search(box.label) or box.element.get("itemprop") in ("description", "alternativeHeadline"):
            return True
        at = box.parent
    return False


def plain(text: str) -> str:
    """Letters and figures only, in lower case: what two ways of writing the same have in common."""
    return re.sub(r"[\W_]", "", text.casefold())
