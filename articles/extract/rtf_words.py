"""The control words of RTF that bear on its text, and the bytes of an RTF file as a run of tokens."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.extract.document import Unreadable, Why

MAX_TOKENS = 2_000_000

SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "enspace": "\u2002",
    "emspace": "\u2003",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
    "~": "\u00a0",
    "_": "\u2011",
}
"""Words and symbols that stand for a character."""

_SKIPPED = """
atndate atnicn atnparent atntime background bkmkend bkmkstart blipuid buptim category colorschememapping comment
company datafield datastore defchp defpap do doccomm docvar dptxbxtext falt fchars ffdeftext ffformat ffname filetbl
fldinst fldtype fname fontemb fontfile footer footerf footerl footerr footnotesep formfield ftncn ftnsep ftnsepc
aftncn aftnsep aftnsepc g generator gridtbl header headerf headerl headerr hlinkbase htmltag keycode keywords
latentstyles lchars levelnumbers leveltext list listlevel listname listoverride listoverridetable listpicture
liststylename listtable listtext lsdlockedexcept macc manager mhtmltag mmathpict mmathpr nextfile nonesttables
nonshppict objalias objclass objdata object objname objsect objtime oldcprops oldpprops operator panose password
passwordhash pgp pgptbl picprop pict pn pnseclvl pntext pntxta pntxtb printim propname protstart protend protusertbl
pxe revtbl rsidtbl rxe shppict shprslt sn sp staticval subject sv svb tc template themedata tcn txe upr userprops
wgrffmtfilter windowcaption writereservation xe xform xmlattrname xmlattrvalue xmlnstbl xmlopen
"""
SKIPPED = frozenset(_SKIPPED.split())
"""Destinations whose words are not of the text, known or marked "skip me if you do not know me"."""

CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
"""What the letters of a font are written in, by its \\fcharset. The others take that of the document."""

CODEPAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 950: "cp950", 1361: "johab"}

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<line>[\r\n]+)"
    rb"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One of: a brace, a control word or symbol with its number, or bytes of text."""

    brace: bytes = b""
    word: str = ""
    number: int | None = None
    text: bytes = b""
    is_byte: bool = False  # written as \\'xx


def tokens(data: bytes) -> Iterator[Token]:
    """The file's tokens, binary data left out. Bytes that begin none are passed over."""
    at = count = 0
    while at < len(data):
        count += 1
        if count > MAX_TOKENS:
            raise Unreadable(Why.TOO_SLOW)
        match = _TOKEN.match(data, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        kind = match.lastgroup
        if kind == "text":
            yield Token(text=match[0])
        elif kind == "brace":
            yield Token(brace=match[0])
        elif kind in ("word", "number"):
            number = int(match["number"]) if match["number"] else None
            if match["word"] == b"bin":
                at += max(0, number or 0)
            else:
                yield Token(word=match["word"].decode("ascii"), number=number)
        elif kind == "byte":
            yield Token(text=bytes([int(match["byte"], 16)]), is_byte=True)
        elif kind == "symbol":
            yield _symbol(match["symbol"])


def _symbol(symbol: bytes) -> Token:
    if symbol in b"\\{}":
        return Token(text=symbol, is_byte=True)
    return Token(word="par" if symbol in b"\r\n" else symbol.decode("latin-1"))


def codec_of(page: int) -> str:
    """The name Python knows a code page by; that of western Windows when it knows none."""
    name = CODEPAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
