"""Bytes of a page into text, in the order in which a browser looks for the encoding."""

import codecs
import re

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 4096
"""So many bytes are looked through for what the page says of itself; a browser takes 1,024 at least."""
_SAMPLE = 60_000
_PARAMETER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.IGNORECASE)
_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:+-]{2,40})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)

# https://encoding.spec.whatwg.org/#names-and-labels: the labels that Python calls otherwise, and where the web
# means more than the label says (latin1 is windows-1252, gb2312 is gb18030).
_LABELS = {
    **dict.fromkeys(("ascii", "us-ascii", "iso-8859-1", "iso8859-1", "latin1", "l1", "cp819", "x-cp1252"), "cp1252"),
    **dict.fromkeys(("windows-1252", "cp1252", "iso_8859-1", "iso-ir-100", "ansi", "windows1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "iso8859-9", "latin5", "windows-1254", "cp1254", "x-cp1254"), "cp1254"),
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "gb_2312", "chinese", "x-gbk", "gb18030", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "ms932", "cp932"), "cp932"),
    **dict.fromkeys(("euc-kr", "euckr", "korean", "ks_c_5601-1987", "ksc5601", "windows-949", "cp949"), "cp949"),
    **dict.fromkeys(("tis-620", "iso-8859-11", "windows-874", "dos-874", "cp874"), "cp874"),
    **dict.fromkeys(("koi8-r", "koi8", "koi", "koi8_r", "cskoi8r"), "koi8-r"),
    **dict.fromkeys(("koi8-u", "koi8-ru"), "koi8-u"),
    **dict.fromkeys(("macintosh", "mac", "x-mac-roman"), "mac-roman"),
    **dict.fromkeys(("x-mac-cyrillic", "x-mac-ukrainian"), "mac-cyrillic"),
    **dict.fromkeys(("ibm866", "cp866", "866"), "cp866"),
    **dict.fromkeys(("euc-jp", "x-euc-jp", "cseucpkdfmtjapanese"), "euc_jp"),
    **dict.fromkeys(("iso-2022-jp", "csiso2022jp"), "iso2022_jp"),
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"), "utf-8"),
    **dict.fromkeys(("iso-8859-8", "iso-8859-8-i", "logical", "visual", "hebrew"), "iso8859-8"),
    **{f"{name}-125{n}": f"cp125{n}" for n in (0, 1, 3, 5, 6, 7, 8) for name in ("windows", "x-windows")},
    **{f"{name}125{n}": f"cp125{n}" for n in (0, 1, 3, 5, 6, 7, 8) for name in ("cp", "x-cp", "windows")},
    **{f"iso{dash}8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 10, 13, 14, 15, 16) for dash in ("-", "")},
    **{f"latin{n}": codec for n, codec in ((2, "iso8859-2"), (3, "iso8859-3"), (4, "iso8859-4"), (9, "iso8859-15"))},
    **dict.fromkeys(("utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    "greek": "iso8859-7",
    "cyrillic": "iso8859-5",
    "arabic": "iso8859-6",
}

_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ"
_GREEK = "αοιετσνηυρπκμλςωόίάέδγχήθύφβώξζψ"
_HAN = (
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会"
    "自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开"
    "手十用主行方又如前所本见经头面公同三已老从动两长"
)
_HAN_OLD = (
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會"
    "自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開"
    "手十用主行方又如前所本見經頭面公同三已老從動兩長"
)
_KANA = (
    "のにはをたがでてとしれさいるなもくらりこそうまきあすっおよけかどせつえちわや"
    "めみ、。ンスルイトリラアクドシジレタフロカッコテマサバプ"
)
_HANGUL = (
    "이다의는에을가고지하은로를한사도기자서아리인어대그시나해일수정있전보부것주라스으상여들제장만원부년성구공관연습니까"
)
_CANDIDATES = (
    ("cp1252", "’“”–éèàáíóúñçêâôîûùëïöäüßåøæœãõì‘—…«»°€"),
    ("cp1251", _RUSSIAN),
    ("koi8-r", _RUSSIAN),
    ("iso8859-5", _RUSSIAN),
    ("cp866", _RUSSIAN),
    ("iso8859-7", _GREEK),
    ("cp1253", _GREEK),
    ("cp1250", "’“”„–ąęłśżźćńóáíéýčěřšžůúőűöüäťďňăţş"),
    ("iso8859-2", "ąęłśżźćńóáíéýčěřšžůúőűöüäťďňăţş"),
    ("cp1254", "ıişğüöçâ’“”İŞ"),
    ("cp1255", "יוהלאמרשתבדנעםחקפסטכגןזצץךף"),
    ("cp1256", "اليمنوتربدعسفكهقةحجشصطخأضزثىذغءإ،"),
    ("cp874", "านรอกเงมยลวดทสตะปบคหแจพชข่้ีัิืใไโุู็์ำ"),
    ("cp932", _KANA + "日本人年大国会中出"),
    ("euc_jp", _KANA + "日本人年大国会中出"),
    ("gb18030", "，。" + _HAN),
    ("big5hkscs", "，。" + _HAN_OLD),
    ("cp949", _HANGUL),
)


def decode(data: bytes, declared: str = "") -> tuple[str, bool]:
    """The text, and whether its encoding is a guess. `declared` is a label or a whole Content-Type.

    Bytes that no letter stands for become U+FFFD; nothing is raised.
    """
    for bom, codec in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(codec, "replace"), False
    said = _PARAMETER.search(declared)
    if codec := _codec(said[1] if said else declared):
        return data.decode(codec, "replace"), False
    if codec := _wide(data[:_HEAD]):
        return data.decode(codec, "replace"), True
    if (codec := _inside(data[:_HEAD])) and not (codec != "utf-8" and _is_clearly_utf8(data)):
        return data.decode(codec, "replace"), False
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError as failure:
        if failure.start >= len(data) - 3 and failure.start > 200:  # cut off inside the last letter
            return data.decode("utf-8", "replace"), False
    return data.decode(_guess(data), "replace"), True


def _is_clearly_utf8(data: bytes) -> bool:
    """Saved pages are often in UTF-8 whatever they say of themselves; no other text is so by chance."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(data) - len(text) >= 10


def _codec(label: str) -> str:
    """Python's name for what the web means by a label; "" for one that the web does not know."""
    return _LABELS.get(label.strip().strip("\"'").lower().replace("iso_", "iso-"), "")


def _inside(head: bytes) -> str:
    """What the page says in <meta> or in an XML declaration; one that can be read so is not in UTF-16."""
    head = _COMMENT.sub(b"", head)
    said = _XML.match(head) or _META.search(head)
    codec = _codec(said[1].decode("ascii", "replace")) if said else ""
    return "utf-8" if codec.startswith("utf-16") else codec


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of markup is zero."""
    half = len(head) // 2
    if half < 4 or b"\x00" not in head:
        return ""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if odd > 0.3 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.1 * half else ""


def _guess(data: bytes) -> str:
    """The encoding in which the letters beyond ASCII are those that its languages use most."""
    sample = _telling(data)
    ranked = [(_fit(sample, codec, letters), -i, codec) for i, (codec, letters) in enumerate(_CANDIDATES)]
    near_utf8 = sample.decode("utf-8", "replace")
    if near_utf8.count("\ufffd") * 20 < sum(character > "\x7f" for character in near_utf8):
        return "utf-8"
    return max(ranked)[2]


def _telling(data: bytes) -> bytes:
    """A sample from the first byte beyond ASCII on, since pages begin with much markup."""
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 40) if first else 0
    return data[start : start + _SAMPLE]


def _fit(sample: bytes, codec: str, letters: str) -> float:
    rank = {letter: 1.0 - 0.5 * i / len(letters) for i, letter in enumerate(letters)}
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
    total = count = 0.0
    before = " "
    for character in text:
        if character > "\x7f":
            count += 1
            total += _weight(character, before, rank)
        before = character
    return total / count if count else 0.0


def _weight(character: str, before: str, rank: dict[str, float]) -> float:
    if character == "\ufffd" or not (character.isprintable() or character.isspace()):
        return -3.0
    if before.isalpha() and character.isalpha() and (before < "\u0250") != (character < "\u0250"):
        return -0.5  # no word is half Latin, half something else
    if character in rank:
        return rank[character]
    if character.isalpha():
        lower = character.lower()
        if lower in rank and lower != character:
            return 0.6 * rank[lower] if not before.islower() else -0.6
        return 0.0
    return -0.2 if character.isspace() or character in "«»“”„’–—…№" else -0.6
