"""Small files of every kind, made from nothing, as a newsroom's programs would write them."""

import io
import zipfile
import zlib

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "text", "table", "meta", "manifest")
)
ODF += ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
ODF += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
ODF += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def zipped(parts: dict[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP of these files, in order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return made.getvalue()


def docx(body: str, parts: dict[str, str | bytes] | None = None, core: str = "") -> bytes:
    """A Word file with this w:body, and further parts of the folder word/."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    files |= {f"word/{name}": data for name, data in (parts or {}).items()}
    if core:
        files["docProps/core.xml"] = core
    return zipped(files)


def p(words: str, style: str = "", properties: str = "") -> str:
    """A w:p of one run; `words` may be runs themselves."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = words if words.startswith("<") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A w:r."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def odt(text: str, styles: str = "", meta: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text with this office:text."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
                f"<office:body><office:text>{text}</office:text></office:body></office:document-content>"
            ),
            "meta.xml": f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": f"<manifest:manifest {ODF}>{manifest}</manifest:manifest>",
        },
        stored=("mimetype",),
    )


def lines(*placed: tuple[float, float, float, str], bold: bool = False) -> str:
    """What draws lines on a page: each with x, y, size and words."""
    font = "F2" if bold else "F1"
    drawn = ("({})".format(words.replace("(", r"\(").replace(")", r"\)")) for *_, words in placed)
    return "".join(
        f"BT /{font} {size} Tf {x} {y} Td {words} Tj ET\n" for (x, y, size, _), words in zip(placed, drawn, strict=True)
    )


def pdf(*pages: str, info: str = "", resources: str = "") -> bytes:
    """A PDF of pages with these content streams, in Helvetica, letters of western Windows."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{6 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>",
    ]
    streams: dict[int, bytes] = {}
    for i, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {7 + 2 * i} 0 R"
            f" /Resources << /Font << /F1 3 0 R /F2 4 0 R >> {resources} >> >>"
        )
        streams[len(objects)] = zlib.compress(page.encode("cp1252"))
        objects.append(f"<< /Length {len(streams[len(objects)])} /Filter /FlateDecode >>")
    made = bytearray(b"%PDF-1.7\n")
    offsets = []
    for i, item in enumerate(objects):
        offsets.append(len(made))
        made += f"{i + 1} 0 obj\n{item}\n".encode("cp1252")
        if i in streams:
            made += b"stream\n" + streams[i] + b"\nendstream\n"
        made += b"endobj\n"
    start = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)
