"""Office files part by part: a good one, and any part exchanged for a bad one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

TYPES = (
    f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}"/></Types>'
)

_ODT_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
        *(("script", "script"), ("manifest", "manifest")),
    )
)
_XLINK = (
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
ODT_MIME = "application/vnd.oasis.opendocument.text"

Parts = Mapping[str, str | bytes]


def relations(*rows: tuple[str, str, bool]) -> str:
    """Relations of a part: kind, target, and whether it is elsewhere."""
    mode = ("Internal", "External")
    made = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"'
        f' TargetMode="{mode[outside]}"/>'
        for number, (kind, target, outside) in enumerate(rows, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r></w:p>"


def word_body(inner: str, before: str = "") -> str:
    return f"{HEAD}{before}<w:document {W}><w:body>{inner}</w:body></w:document>"


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The same bytes every time: no clock in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else method
            archive.writestr(member, content)
    return packed.getvalue()


def docx(inner: str = "", *, before: str = "", more: Parts | None = None, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A .docx whose document part holds `inner`; `more` adds or replaces parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "word/document.xml", False)),
        "word/document.xml": word_body(inner, before),
    }
    return zipped({**parts, **(more or {})}, method)


def odt_content(inner: str, before: str = "", styles: str = "") -> str:
    return (
        f"{HEAD}{before}<office:document-content {_ODT_SPACES} {_XLINK} office:version='1.3'>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{inner}</office:text></office:body></office:document-content>"
    )


def odt(inner: str = "", *, before: str = "", styles: str = "", more: Parts | None = None) -> bytes:
    """An .odt whose text is `inner`."""
    parts: dict[str, str | bytes] = {
        "mimetype": ODT_MIME,
        "content.xml": odt_content(inner, before, styles),
        "META-INF/manifest.xml": manifest(),
    }
    return zipped({**parts, **(more or {})})


def manifest(inner: str = "") -> str:
    return (
        f"{HEAD}<manifest:manifest {_ODT_SPACES} manifest:version='1.3'>"
        f"<manifest:file-entry manifest:full-path='/' manifest:media-type='{ODT_MIME}'/>"
        "<manifest:file-entry manifest:full-path='content.xml' manifest:media-type='text/xml'>"
        f"{inner}</manifest:file-entry></manifest:manifest>"
    )


def laughs(levels: int = 10) -> str:
    """A document type whose entities grow tenfold at each level."""
    rows = ['<!ENTITY l0 "ha">']
    rows += [f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, levels)]
    return f"<!DOCTYPE x [{''.join(rows)}]>"


def outside(address: str) -> str:
    """A document type with an entity that is somewhere else."""
    return f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]>'


def patched(
    archive: bytes, name: str, *, size: int | None = None, flags: int | None = None, crc: int | None = None
) -> bytes:
    """The archive with the headers of one member, both of them, saying something else."""
    changed = bytearray(archive)
    places = {b"PK\x03\x04": (30, 6, 14, 22, 26), b"PK\x01\x02": (46, 8, 16, 24, 28)}
    for mark, (fixed, at_flags, at_crc, at_size, at_length) in places.items():
        for at in _found(archive, mark):
            length = struct.unpack_from("<H", archive, at + at_length)[0]
            if archive[at + fixed : at + fixed + length] != name.encode():
                continue
            for offset, form, value in ((at_flags, "<H", flags), (at_crc, "<I", crc), (at_size, "<I", size)):
                if value is not None:
                    struct.pack_into(form, changed, at + offset, value)
    return bytes(changed)


def _found(data: bytes, mark: bytes) -> Iterable[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)
