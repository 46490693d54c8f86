"""RTF: the words a reader of the accepted document sees, each in its font's encoding, and the notes at their places."""

from articles.extract.building import Paragraph
from articles.extract.composing import compose
from articles.extract.datelines import day_of
from articles.extract.document import BlockKind, Document, NoteKind, Remark, Unreadable, Why
from articles.extract.properties import properties
from articles.extract.rtf_flow import Flow
from articles.extract.rtf_state import Header, State
from articles.extract.rtf_words import CHARSETS, SIGNS, SKIPPED, Token, codec_of, tokens
from articles.extract.style_names import kind_by_name

MAX_DEPTH = 2_000
_VALUES = frozenset({"title", "author", "atnid", "atnauthor", "atnref", "atrfstart", "atrfend"})
_DAYS = frozenset({"creatim", "revtim"})
_ENDS = frozenset({"par", "sect", "page", "column"})
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_LONGEST_NAME = 200  # of a style
_WHITE = [255, 255, 255]


def read_rtf(data: bytes) -> Document:
    """Read an .rtf: tracked changes as if accepted; objects, pictures, headers and what is hidden are no text."""
    reader = _Reader()
    for token in tokens(data):
        reader.take(token)
    paragraphs = reader.close()
    values, days = reader.header.values, reader.header.days
    dated = [day_of(*days[name]) for name in ("revtim", "creatim") if len(days.get(name, [])) == 3]
    facts = properties(values.get("title", ""), values.get("author", ""), tuple(dated))
    return compose([piece for paragraph in paragraphs for piece in paragraph.pieces()], facts, reader.remarks)


class _Reader:
    """One reading of the tokens. Groups are kept on a list of our own, so that depth costs nothing."""

    def __init__(self) -> None:
        self.header = Header()
        self.remarks: dict[Remark, None] = {}
        self.main = Flow()
        self.state = State(self.main)
        self.stack: list[State] = []
        self.waiting = bytearray()
        self.passing = 0
        self.high = 0
        self.starred = False

    def take(self, token: Token) -> None:
        if token.text:
            self._bytes(token)
            return
        if self.passing and token.word and token.word not in ("u", "*"):
            self.passing -= 1
        self._flush()
        if token.brace == b"{":
            self.passing = 0
            if len(self.stack) >= MAX_DEPTH:
                raise Unreadable(Why.UNSAFE)
            self.stack.append(self.state)
            self.state = self.state.within()
        elif token.brace:
            self.passing = 0
            self._close_group()
        elif token.word == "*":
            self.starred = True
        else:
            self._word(token.word, token.number)
            self.starred = False

    def close(self) -> list[Paragraph]:
        self._flush()
        while self.stack:
            self._close_group()
        return self.main.close(self._kind())

    def _bytes(self, token: Token) -> None:
        """Bytes of one run are read together: a letter may take two of them."""
        text = token.text
        if self.passing:
            passed = min(self.passing, len(text))
            self.passing -= passed
            text = text[passed:]
        if not self.state.skipped:
            self.waiting += text

    def _flush(self) -> None:
        if self.waiting:
            codec = self.header.fonts.get(self.state.font, self.header.codec)
            text = self.waiting.decode(codec, "replace")
            self.waiting.clear()
            self._say(text)

    def _say(self, text: str) -> None:
        state = self.state
        if state.skipped:
            return
        if state.table:
            self._tabled(text)
        elif state.deleted:
            self._remark(Remark.DELETED, text)
        elif state.hidden or (state.white and not state.shaded and not state.in_table):
            self._remark(Remark.HIDDEN, text)
        else:
            state.flow.current.add(text)

    def _remark(self, remark: Remark, text: str) -> None:
        if text.strip():
            self.remarks[remark] = None

    def _tabled(self, text: str) -> None:
        """Words within a table of the header: names of styles, and the ends of entries."""
        if self.state.table == "stylesheet":
            self.header.name += text[:_LONGEST_NAME] if len(self.header.name) < _LONGEST_NAME else ""
            if ";" in text:
                kind = kind_by_name(self.header.name.strip(" ;"))
                if kind is not None:
                    self.header.styles[self.header.style] = kind
                self.header.name, self.header.style = "", 0
        elif self.state.table == "colortbl":
            self.header.colours += ([] for _ in range(min(text.count(";"), 1000)))

    def _word(self, word: str, number: int | None) -> None:
        state = self.state
        if word in _VALUES or word in ("footnote", "annotation", "shptxt"):
            state.skipped, state.table, state.flow = False, "", Flow(word)
            state.hidden = state.deleted = state.in_table = False
        elif word in ("fonttbl", "stylesheet", "colortbl", *_DAYS):
            state.table = word
        elif word in ("ud", "shpinst"):
            state.skipped = word == "shpinst" and state.skipped
        elif word in SKIPPED or (self.starred and word not in ("cs", "s", "fldrslt", "info", "nesttableprops")):
            state.listed |= word in ("listtext", "pntext")
            if word in ("listtext", "pntext") and self.stack:
                self.stack[-1].listed = True
            if word not in ("cs", "ts", "ds"):
                state.skipped = True
        elif state.table:
            self._in_table_of_header(word, number)
        elif not state.skipped:
            self._in_text(word, number)

    def _in_table_of_header(self, word: str, number: int | None) -> None:
        header, value = self.header, number or 0
        table = self.state.table
        if word == "f":
            self.state.font = value
        elif word == "fcharset" and value in CHARSETS:
            header.fonts[self.state.font] = CHARSETS[value]
        elif word == "cpg":
            header.fonts[self.state.font] = codec_of(value)
        elif word == "s":
            header.style = value
        elif word == "outlinelevel" and table == "stylesheet" and value < 9:
            header.styles.setdefault(header.style, BlockKind.HEADING)
        elif word in ("red", "green", "blue") and table == "colortbl":
            header.colours[-1].append(value)
        elif word in ("yr", "mo", "dy") and table in _DAYS:
            header.days.setdefault(table, []).append(value)

    def _in_text(self, word: str, number: int | None) -> None:
        state, flow = self.state, self.state.flow
        if word in SIGNS:
            self._say(SIGNS[word])
        elif word == "u":
            self._unicode(number or 0)
        elif word in _ENDS:
            flow.end_paragraph(self._kind(), in_table=state.in_table and word == "par")
        elif word in ("cell", "nestcell"):
            flow.end_cell(self._kind())
        elif word in ("row", "nestrow"):  # of a table in a table's cell each row is a row of its own
            flow.end_row()
        elif word == "ftnalt":
            flow.alternative = True
        elif word in ("ansicpg", *_PAGES):
            self.header.codec = _PAGES.get(word) or codec_of(number or 1252)
        elif word == "deff":
            self.header.font = state.font = number or 0
        else:
            self._set(word, number)

    def _set(self, word: str, number: int | None) -> None:
        state, value = self.state, 1 if number is None else number
        if word == "pard":
            state.in_table = state.heading = state.listed = False
            state.style = 0
        elif word == "plain":
            state.hidden = state.deleted = state.white = state.shaded = False
            state.font = self.header.font
        elif word == "s":
            state.style = value
        elif word == "f":
            state.font = value
        elif word == "uc":
            state.after = min(max(0, value), 10)
        elif word in ("intbl", "outlinelevel", "ls"):
            state.in_table |= word == "intbl"
            state.heading = value < 9 if word == "outlinelevel" else state.heading
            state.listed = value > 0 if word == "ls" else state.listed
        else:
            self._set_sight(word, value)

    def _set_sight(self, word: str, value: int) -> None:
        """What makes words invisible, or struck out."""
        state, colours = self.state, self.header.colours
        if word == "v":
            state.hidden = value != 0
        elif word == "deleted":
            state.deleted = value != 0
        elif word == "cf":
            state.white = 0 < value < len(colours) and colours[value] == _WHITE
        elif word in ("highlight", "cb", "chcbpat", "cbpat"):
            state.shaded = value != 0

    def _unicode(self, number: int) -> None:
        """A character by its number, as two halves where it is beyond the first 65,536."""
        number &= 0xFFFF
        self.passing = self.state.after
        if 0xD800 <= number < 0xDC00:
            self.high = number
            return
        if 0xDC00 <= number < 0xE000 and self.high:
            number = 0x10000 + ((self.high - 0xD800) << 10) + (number - 0xDC00)
        self.high = 0
        if not 0xF000 <= number <= 0xF0FF:  # a symbol font's own numbers say nothing
            self._say(chr(number))

    def _kind(self) -> BlockKind:
        state = self.state
        kind = self.header.styles.get(state.style)
        if kind is not None:
            return kind
        if state.heading:
            return BlockKind.HEADING
        return BlockKind.LIST if state.listed else BlockKind.BODY

    def _close_group(self) -> None:
        if not self.stack:
            return
        ended, self.state = self.state, self.stack.pop()
        if ended.flow is not self.state.flow:
            self._hand_over(ended.flow)
        elif not ended.skipped and not self.state.table:
            self.state.listed |= ended.listed

    def _hand_over(self, flow: Flow) -> None:
        """What a destination held goes where it belongs: to the paragraph that the reading stands in."""
        paragraph, values = self.state.flow.current, self.header.values
        if flow.purpose == "shptxt":
            paragraph.boxes += flow.close()
        elif flow.purpose == "footnote":
            if text := flow.text():
                paragraph.note(NoteKind.ENDNOTE if flow.alternative else NoteKind.FOOTNOTE, text)
        elif flow.purpose == "annotation":
            if text := flow.text():
                author = values.get("atnauthor") or values.get("atnid", "")
                paragraph.finish(values.pop("atnref", ""), text, author)
        elif flow.purpose == "atrfstart":
            paragraph.begin(flow.text())
        elif flow.purpose in ("title", "author"):
            values.setdefault(flow.purpose, flow.text())
        else:
            values[flow.purpose] = flow.text()
