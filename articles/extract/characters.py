"""Which characters of a text are stored, which cannot be, and which a person must know of."""

import re

from articles.extract.document import Remark

_SURROGATE = re.compile("[\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Joiners are part of many scripts and of emoji; alone between letters of the Latin alphabet they hide something.
_INVISIBLE = re.compile(
    "[\u200b\u2060-\u2064\u180e\U000e0000-\U000e007f]|(?<=[A-Za-z0-9])[\u200c\u200d\u00ad\ufeff]+(?=[A-Za-z0-9])"
)


def clean(text: str) -> tuple[str, tuple[Remark, ...]]:
    """The text with LF line ends and without NULs and lone surrogates; nothing else is changed.

    Characters that turn or hide words stay, since they are what came in, and are said.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    remarks = []
    if "\x00" in text:
        text = text.replace("\x00", "")
        remarks.append(Remark.NUL)
    cleaned = _SURROGATE.sub("", text)
    if cleaned != text:
        remarks.append(Remark.SURROGATE)
    if _BIDI.search(cleaned):
        remarks.append(Remark.BIDI)
    if _INVISIBLE.search(cleaned):
        remarks.append(Remark.INVISIBLE)
    return cleaned, tuple(remarks)
