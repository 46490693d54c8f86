"""Hostile PDFs."""

from __future__ import annotations

from articles.extract.document import Why
from tests.hostile.case import CANARY, INSTRUCTION, READS, case
from tests.hostile.office import laughs
from tests.hostile.pdf_file import FONT, book, deflated, page, pdf, shown, stream, zeros

_A = "a.pdf"
_BROKEN = (Why.DAMAGED, Why.TOO_SLOW, Why.UNSAFE, Why.TOO_LARGE, Why.EMPTY, Why.SCAN)
_ANY = (READS, *_BROKEN)
_LINES = ("The council approved the budget on Monday.", "It is the largest since 1998, the mayor said.")
_READ = ("approved the budget", "largest since 1998")
_CATALOG = "<< /Type /Catalog /Pages 2 0 R {} >>"
GOOD = stream(shown(_LINES))


def _with(catalog: str = "", *, trailer: bytes = b"", **more: bytes) -> bytes:
    objects = {int(name[1:]): content for name, content in more.items()}
    return book(GOOD, more={1: _CATALOG.format(catalog).encode(), **objects}, trailer=trailer)


def _action(action: str) -> bytes:
    return _with(f"/OpenAction << /Type /Action {action} >>")


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 10 + count))
    pages = dict.fromkeys(range(10, 10 + count), page())
    return book(GOOD, more={2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), **pages})


def _deep_tree(levels: int) -> bytes:
    nodes = {10 + n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (11 + n) for n in range(levels)}
    nodes[10 + levels] = page()
    return book(GOOD, more={2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>", **nodes})


def _deep_array(levels: int) -> bytes:
    return _with(o9=b"[" * levels + b"]" * levels, trailer=b"/Info 9 0 R")


def _deep_content(mark: tuple[bytes, bytes], levels: int) -> bytes:
    return book(stream(mark[0] * levels + mark[1] * levels + shown(_LINES)))


def _filters(count: int, name: bytes) -> bytes:
    return book(stream(b"x" * 100, b"/Filter [%s]" % (b" /%s" % name * count)))


def _form_loop() -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return book(stream(b"/X Do " + shown(_LINES)), more={6: stream(b"/X Do /X Do", entries)})


def _form_tree(levels: int) -> bytes:
    """Each form draws the next one ten times."""
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>"
    forms = {6 + n: stream(b"/X Do " * 10, entries % (7 + n)) for n in range(levels)}
    forms[6 + levels] = stream(b"", entries % 4)
    return book(stream(b"/X Do " + shown(_LINES)), more=forms)


def _cmap(rows: bytes) -> bytes:
    """A font that says which letters its codes are."""
    table = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [8 0 R]"
    font += b" /ToUnicode 7 0 R >>"
    kin = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << >> >>"
    return book(GOOD, more={4: font, 7: stream(table + rows + b" endcmap"), 8: kin})


def _prev_loop() -> bytes:
    made = book(GOOD)
    at = made.rindex(b"startxref\n") + 10
    return book(GOOD, trailer=b"/Prev " + made[at : made.index(b"\n", at)])


def _packed_objects_loop() -> bytes:
    """Two object streams, each said to be inside the other."""
    return _with(
        o8=stream(b"9 0 null", b"/Type /ObjStm /N 1 /First 4 /Extends 9 0 R"),
        o9=stream(b"8 0 null", b"/Type /ObjStm /N 1000000000 /First 4 /Extends 8 0 R"),
    )


def _encrypted() -> bytes:
    """Says that a password is needed, by values that no password fits."""
    rows = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (b"ab" * 32, b"cd" * 32)
    return _with(o9=rows, trailer=b"/Encrypt 9 0 R /ID [<00> <00>]")


_LOOPS = (
    case("pdf-kids-loop", _A, book(GOOD, more={2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}), *_ANY),
    case("pdf-kids-of-kids-loop", _A, book(GOOD, more={3: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}), *_BROKEN),
    case("pdf-prev-loop", _A, _prev_loop, *_ANY),
    case("pdf-parent-loop", _A, book(GOOD, more={3: b"<< /Type /Page /Parent 3 0 R /Contents 5 0 R >>"}), *_ANY),
    case("pdf-form-loop", _A, _form_loop, *_ANY),
    case("pdf-form-tree", _A, lambda: _form_tree(12), *_ANY, heavy=True),
    case("pdf-reference-loop", _A, _with(o5=b"5 0 R"), *_BROKEN),
    case("pdf-length-of-itself", _A, book(b"<< /Length 5 0 R >>\nstream\nx\nendstream"), *_ANY),
    case("pdf-object-streams-loop", _A, _packed_objects_loop, *_ANY),
    case("pdf-outline-loop", _A, _with("/Outlines 9 0 R", o9=b"<< /First 9 0 R /Last 9 0 R /Next 9 0 R >>"), has=_READ),
    case("pdf-names-loop", _A, _with("/Names << /Dests 9 0 R >>", o9=b"<< /Kids [9 0 R] >>"), has=_READ),
    case("pdf-fields-loop", _A, _with("/AcroForm << /Fields [9 0 R] >>", o9=b"<< /Kids [9 0 R] /T (x) >>"), has=_READ),
    case("pdf-structure-loop", _A, _with("/StructTreeRoot 9 0 R", o9=b"<< /K 9 0 R >>"), has=_READ),
    case("pdf-deep-tree", _A, lambda: _deep_tree(10_000), *_ANY, heavy=True),
    case("pdf-deep-array", _A, lambda: _deep_array(200_000), *_ANY, heavy=True),
    case("pdf-deep-content-arrays", _A, lambda: _deep_content((b"[", b"]"), 200_000), *_ANY, heavy=True),
    case("pdf-deep-content-dictionaries", _A, lambda: _deep_content((b"<</a ", b">>"), 100_000), *_ANY, heavy=True),
    case("pdf-deep-states", _A, lambda: _deep_content((b"q ", b"Q "), 300_000), *_ANY, heavy=True),
)
_BOMBS = (
    case("pdf-stream-bomb", _A, lambda: book(zeros(500)), *_BROKEN, heavy=True),
    case("pdf-stream-bomb-twice", _A, lambda: book(zeros(500, 2)), *_BROKEN, heavy=True),
    case(
        "pdf-predictor",
        _A,
        book(deflated(b"x" * 999, entries=b"/DecodeParms << /Predictor 15 /Columns 2147483647 >>")),
        *_ANY,
    ),
    case("pdf-200-filters", _A, lambda: _filters(200, b"ASCIIHexDecode"), *_ANY),
    case("pdf-100,000-filters", _A, lambda: _filters(100_000, b"FlateDecode"), *_ANY, heavy=True),
    case(
        "pdf-run-length-bomb",
        _A,
        lambda: book(stream(b"\x81x" * 1_000_000, b"/Filter /RunLengthDecode")),
        *_ANY,
        heavy=True,
    ),
    case(
        "pdf-lzw-garbage", _A, lambda: book(stream(b"\x80\x0b\x60" * 300_000, b"/Filter /LZWDecode")), *_ANY, heavy=True
    ),
    case("pdf-3,000,000-operators", _A, lambda: book(deflated(b"0 0 m " * 3_000_000)), *_ANY, heavy=True),
    case(
        "pdf-1,000,000-letters-one-by-one",
        _A,
        lambda: book(deflated(b"BT /F 9 Tf %s ET" % (b"(a) Tj " * 1_000_000))),
        *_ANY,
        heavy=True,
    ),
    case("pdf-5,000-pages", _A, lambda: _many_pages(5_000), Why.TOO_LARGE, Why.TOO_SLOW, heavy=True),
    case("pdf-count-lies", _A, book(GOOD, more={2: b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"}), *_ANY),
    case(
        "pdf-cmap-range",
        _A,
        lambda: _cmap(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange"),
        *_ANY,
        heavy=True,
    ),
    case(
        "pdf-cmap-many",
        _A,
        lambda: _cmap(b"1 beginbfrange <0000> <FFFF> <0041> endbfrange " * 2_000),
        *_ANY,
        heavy=True,
    ),
    case("pdf-objects-said", _A, _with(o9=stream(b"", b"/Type /ObjStm /N 2147483647 /First 2147483647")), has=_READ),
    case("pdf-too-many-bytes", _A, lambda: book(GOOD, more={9: stream(b"\0" * 20_100_000)}), Why.TOO_LARGE),
    case(
        "pdf-picture",
        _A,
        _with(o6=stream(b"x", b"/Subtype /Image /Width 999999 /Height 999999 /BitsPerComponent 8")),
        has=_READ,
    ),
    case(
        "pdf-metadata-laughs",
        _A,
        _with("/Metadata 9 0 R", o9=stream(f"{laughs()}<x>&l9;</x>".encode(), b"/Type /Metadata")),
        has=_READ,
    ),
    case("pdf-long-number", _A, lambda: _with(o9=b"9" * 5_000_000, trailer=b"/Info 9 0 R"), *_ANY, heavy=True),
    case("pdf-long-name", _A, lambda: _with(o9=b"/" + b"#41" * 2_000_000), *_ANY, heavy=True),
)
_ACTS = (
    case("pdf-script", _A, _action(f"/S /JavaScript /JS (app.launchURL('{CANARY}'))"), has=_READ, lacks=("launchURL",)),
    case("pdf-launch", _A, _action("/S /Launch /F (/bin/sh)"), has=_READ, lacks=("/bin/sh",)),
    case("pdf-address", _A, _action(f"/S /URI /URI ({CANARY})"), has=_READ),
    case("pdf-form-sent", _A, _action(f"/S /SubmitForm /F << /FS /URL /F ({CANARY}) >>"), has=_READ),
    case("pdf-stream-elsewhere", _A, book(stream(b"", b"/F (/etc/passwd)")), *_ANY),
    case(
        "pdf-attachment",
        _A,
        _with("/Names << /EmbeddedFiles << /Names [(../../evil) << /F (../../evil) >>] >> >>"),
        has=_READ,
    ),
    case("pdf-xfa", _A, _with("/AcroForm << /XFA 9 0 R >>", o9=stream(f"{laughs()}<x>&l9;</x>".encode())), has=_READ),
    case("pdf-invisible", _A, book(stream(shown(_LINES) + shown([INSTRUCTION], before=b"3 Tr"))), has=_READ),
    case("pdf-encrypted", _A, _encrypted, Why.PASSWORD),
    case(
        "pdf-encrypted-unknown",
        _A,
        _with(o9=b"<< /Filter /Other /V 9 >>", trailer=b"/Encrypt 9 0 R"),
        Why.PASSWORD,
        Why.DAMAGED,
    ),
)
_BROKEN_ONES = (
    case("pdf-cut-off", _A, book(GOOD)[:-120], *_ANY),
    case("pdf-half", _A, book(GOOD)[:300], *_BROKEN),
    case("pdf-head-only", _A, b"%PDF-1.7\n", *_BROKEN),
    case("pdf-garbage", _A, b"%PDF-1.7\n" + bytes(range(256)) * 400, *_BROKEN, Why.NOT_TEXT),
    case("pdf-without-table", _A, pdf({1: b"<< /Pages 2 0 R >>", 2: b"<< /Kids [] /Count 0 >>"}, xref=False), *_BROKEN),
    case("pdf-without-catalogue", _A, pdf({1: b"null", 2: FONT}), *_BROKEN),
    case("pdf-catalogue-a-number", _A, pdf({1: b"42"}), *_BROKEN),
    case("pdf-kids-are-numbers", _A, book(GOOD, more={2: b"<< /Type /Pages /Kids [1 2 3] /Count 3 >>"}), *_BROKEN),
    case("pdf-table-lies", _A, lambda: book(GOOD).replace(b"00000 n", b"00001 n"), *_ANY),
    case("pdf-table-points-out", _A, lambda: book(GOOD).replace(b"startxref\n", b"startxref\n9999999"), *_ANY),
    case("pdf-length-lies", _A, book(GOOD.replace(b"/Length ", b"/Length 99999")), *_ANY),
    case("pdf-length-negative", _A, book(GOOD.replace(b"/Length ", b"/Length -")), *_ANY),
    case("pdf-empty-pages", _A, book(stream(b"")), Why.EMPTY, Why.SCAN),
    case(
        "pdf-title-of-zeros",
        _A,
        _with(trailer=b"/Info << /Title (a\\000b\\377\\376) /Author [1 2] /CreationDate (D:9) >>"),
        has=_READ,
    ),
)
CASES = (*_LOOPS, *_BOMBS, *_ACTS, *_BROKEN_ONES)
