"""What the name of a paragraph style says: those that programs bring along, and those that newsrooms give."""

import re

from articles.extract.document import BlockKind

_KINDS = (
    (re.compile(r"title|headline|hed|titre|titel|überschrift"), BlockKind.HEADLINE),
    (re.compile(r"subtitle|sub-?head(?:line)?|dek|standfirst|strapline|untertitel|sous-titre"), BlockKind.DEK),
    (re.compile(r"heading ?\d*|cross-?head(?:ing)?|intertitle"), BlockKind.HEADING),
    (re.compile(r"(?:intense |block |pull ?)?quot(?:e|ation)s?|block text|pull-?quote"), BlockKind.QUOTE),
    (
        re.compile(r"(?:image |picture |photo |figure |table )?caption|cutline|legend|illustration|drawing"),
        BlockKind.CAPTION,
    ),
    (re.compile(r"list(?: bullet| number| continue)?(?: ?\d)?|list (?:bullet|number)s?"), BlockKind.LIST),
    (
        re.compile(
            r"(?:toc|contents) ?(?:\d|heading)|table of (?:figures|authorities)|(?:user )?index ?\d|header|footer"
        ),
        BlockKind.FURNITURE,
    ),
    (re.compile(r"by-?line|credit|photo credit|dateline|author"), BlockKind.FURNITURE),
)
_LONGEST = 60


def kind_by_name(name: str) -> BlockKind | None:
    """The kind of paragraph a style is for; None when its name says nothing."""
    name = " ".join(name.lower().replace("_20_", " ").replace("_", " ").split())
    if len(name) > _LONGEST:
        return None
    return next((kind for form, kind in _KINDS if form.fullmatch(name)), None)
