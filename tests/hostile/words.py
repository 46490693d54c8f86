"""Hostile Word files."""

from __future__ import annotations

import zipfile

from articles.extract.document import Remark, Why
from tests.hostile.case import CANARY, INSTRUCTION, PROSE, READS, case
from tests.hostile.office import HEAD, TYPES, W, docx, laughs, outside, paragraph, patched, relations, word_body, zipped

GOOD = paragraph(PROSE) + paragraph("A second paragraph follows, and it says how much was spent.")
_A = "a.docx"
_READ = (PROSE,)
_NOT = (INSTRUCTION,)
_BROKEN = (Why.DAMAGED, Why.TOO_SLOW, Why.UNSAFE, Why.TOO_LARGE)
_ANY = (READS, *_BROKEN)
_DOCUMENT = "word/document.xml"
_RELATIONS = "word/_rels/document.xml.rels"

_DTD = f"{HEAD}{laughs()}<x>&l9;</x>"
_PARAMETER = f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{CANARY}/dtd"> %p;]>'
_LONG_ENTITY = f'<!DOCTYPE x [<!ENTITY q "{"ha" * 50_000}">]>'
_ENTITY = paragraph("&e;") + GOOD
_INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
_PICTURE = (
    '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="r1"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:drawing></w:r></w:p>'
)
_DELETED = f'<w:p><w:del w:id="1" w:author="X"><w:r><w:delText>{INSTRUCTION}</w:delText></w:r></w:del></w:p>'


def _field(instruction: str) -> bytes:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return docx(f"<w:p>{marks[0]}{told}{marks[1]}<w:r><w:t>shown</w:t></w:r>{marks[2]}</w:p>{GOOD}")


def _related(kind: str, target: str, before: str = "") -> bytes:
    return docx(before + GOOD, more={_RELATIONS: relations((kind, target, True))})


def _template() -> bytes:
    settings = f"{HEAD}<w:settings {W}><w:attachedTemplate/></w:settings>"
    elsewhere = relations(("attachedTemplate", f"{CANARY}/t.dotm", True))
    return docx(GOOD, more={"word/settings.xml": settings, "word/_rels/settings.xml.rels": elsewhere})


def _climbing() -> bytes:
    return docx(GOOD, more={_RELATIONS: relations(("footnotes", "../../../../etc/passwd", False))})


def _large(megabytes: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return docx(paragraph("x" * 1_000_000 * megabytes), method=method)


def _stored(size: int) -> bytes:
    return docx(paragraph("x" * size), method=zipfile.ZIP_STORED)


def _twice() -> bytes:
    """Two members of one name: some programs show the first, some the last."""
    first, second = docx(paragraph(INSTRUCTION)), docx(GOOD)
    return first + second


def _deep(tag: str, levels: int) -> bytes:
    return docx(f"<w:{tag}>" * levels + GOOD + f"</w:{tag}>" * levels)


def _many_attributes() -> bytes:
    attributes = " ".join(f"w:a{number}='1'" for number in range(300_000))
    return docx(f"<w:p {attributes}/>{GOOD}")


def _many_namespaces() -> bytes:
    spaces = " ".join(f"xmlns:n{number}='u{number}'" for number in range(50_000))
    return docx(f"<w:p {spaces}/>{GOOD}")


def _secret(properties: str) -> bytes:
    return docx(GOOD + paragraph(INSTRUCTION, properties))


_BOMBS = (
    case("docx-bomb", _A, lambda: _large(60), Why.TOO_LARGE, heavy=True),
    case("docx-bomb-bzip2", _A, lambda: _large(60, zipfile.ZIP_BZIP2), Why.TOO_LARGE, heavy=True),
    case("docx-bomb-lzma", _A, lambda: _large(60, zipfile.ZIP_LZMA), Why.TOO_LARGE, heavy=True),
    case("docx-nearly-a-bomb", _A, lambda: _large(45), Why.TOO_LARGE, Why.TOO_SLOW, heavy=True),
    case(
        "docx-lying-size",
        _A,
        lambda: patched(_large(60), _DOCUMENT, size=1_000),
        *(Why.TOO_LARGE, Why.DAMAGED),
        heavy=True,
    ),
    case("docx-many-members", _A, lambda: docx(GOOD, more={f"x/{n}": "" for n in range(3_000)}), Why.TOO_LARGE),
    case("docx-too-many-bytes", _A, lambda: _stored(10_100_000), Why.TOO_LARGE),
    case("docx-deep", _A, lambda: _deep("ins", 100_000), *_BROKEN, heavy=True),
    case("docx-deep-tables", _A, lambda: _deep("tbl><w:tr><w:tc", 60).replace(b"</w:tbl><", b"<"), *_ANY),
    case("docx-200,000-paragraphs", _A, lambda: docx(paragraph("He left.") * 200_000), *_BROKEN, heavy=True),
    case("docx-300,000-attributes", _A, _many_attributes, *_ANY, heavy=True),
    case("docx-50,000-namespaces", _A, _many_namespaces, *_ANY, heavy=True),
    case("docx-long-attribute", _A, lambda: docx(f'<w:p w:x="{"a" * 9_000_000}"/>{GOOD}'), *_ANY, heavy=True),
)
_TYPES = (
    case("docx-billion-laughs", _A, lambda: docx(paragraph("&l9;"), before=laughs()), Why.UNSAFE),
    case("docx-long-entity", _A, lambda: docx(paragraph("&q;" * 50_000), before=_LONG_ENTITY), Why.UNSAFE),
    case("docx-entity-file", _A, docx(_ENTITY, before=outside("file:///etc/passwd")), Why.UNSAFE),
    case("docx-entity-web", _A, docx(_ENTITY, before=outside(f"{CANARY}/entity")), Why.UNSAFE),
    case("docx-entity-parameter", _A, docx(GOOD, before=_PARAMETER), Why.UNSAFE),
    case("docx-dtd-elsewhere", _A, docx(GOOD, before=f'<!DOCTYPE x SYSTEM "{CANARY}/x.dtd">'), Why.UNSAFE),
    case(
        "docx-dtd-utf-16",
        _A,
        docx(more={_DOCUMENT: word_body(GOOD, laughs()).replace("UTF-8", "UTF-16").encode("utf-16")}),
        Why.UNSAFE,
    ),
    case("docx-dtd-in-relations", _A, docx(GOOD, more={_RELATIONS: _DTD}), Why.UNSAFE),
    case("docx-dtd-in-content-types", _A, docx(GOOD, more={"[Content_Types].xml": _DTD}), Why.UNSAFE),
    case("docx-dtd-in-properties", _A, docx(GOOD, more={"docProps/core.xml": _DTD}), Why.UNSAFE),
    case("docx-include", _A, docx(_INCLUDE + GOOD), has=_READ),
)
_ELSEWHERE = (
    case("docx-remote-template", _A, _template, has=_READ),
    case("docx-remote-image", _A, lambda: _related("image", f"{CANARY}/i", _PICTURE), has=_READ),
    case("docx-remote-frame", _A, lambda: _related("frame", f"{CANARY}/f"), has=_READ),
    case("docx-remote-object", _A, lambda: _related("oleObject", f"mhtml:{CANARY}!x"), has=_READ),
    case("docx-climbing-members", _A, docx(GOOD, more={"../../../tmp/evil": "x", "/tmp/evil": "x"}), has=_READ),
    case("docx-climbing-relation", _A, _climbing, has=_READ),
    case("docx-macros", "a.docm", docx(GOOD, more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0x"}), *_ANY),
    case("docx-program", _A, docx(GOOD, more={"word/embeddings/o.bin": b"MZ" * 9}), has=_READ),
    case("docx-nested", _A, lambda: docx(GOOD, more={"word/n.zip": docx(GOOD)}), has=_READ),
    case("docx-dde", _A, _field('DDEAUTO c:\\\\cmd.exe "/k calc"'), has=_READ, lacks=("cmd.exe",)),
    case("docx-include-text", _A, _field("INCLUDETEXT /etc/passwd"), has=_READ, lacks=("passwd",)),
)
_WORDS = (
    case("docx-vanished", _A, _secret("<w:vanish/>"), has=_READ, lacks=_NOT, remarks=(Remark.HIDDEN,)),
    case("docx-white", _A, _secret('<w:color w:val="FFFFFF"/>'), has=_READ, lacks=_NOT, remarks=(Remark.HIDDEN,)),
    case("docx-tiny", _A, _secret('<w:sz w:val="1"/>'), has=_READ, lacks=_NOT, remarks=(Remark.HIDDEN,)),
    case("docx-deleted", _A, docx(GOOD + _DELETED), has=_READ, lacks=_NOT, remarks=(Remark.DELETED,)),
    case("docx-empty", _A, docx(""), Why.EMPTY),
    case("docx-without-document", _A, zipped({"[Content_Types].xml": TYPES, "word/x": ""}), Why.DAMAGED, Why.EMPTY),
    case("docx-two-in-one", _A, _twice, READS, Why.DAMAGED),
    case("docx-cut-off", _A, docx(GOOD)[:-200], Why.DAMAGED),
    case("docx-half", _A, docx(GOOD)[:400], Why.DAMAGED, Why.ARCHIVE),
    case("docx-wrong-sum", _A, patched(docx(GOOD), _DOCUMENT, crc=1), Why.DAMAGED),
    case("docx-password-flag", _A, patched(docx(GOOD), _DOCUMENT, flags=1), Why.PASSWORD),
    case("docx-open-xml", _A, docx("<w:p><w:r><w:t>open"), Why.DAMAGED),
    case("docx-control-characters", _A, docx(paragraph("a&#0;&#1;b") + GOOD), Why.DAMAGED, READS),
    case("docx-zeros", _A, docx(more={_DOCUMENT: b"\0" * 1_000}), Why.DAMAGED, Why.EMPTY),
)
CASES = (*_BOMBS, *_TYPES, *_ELSEWHERE, *_WORDS)
