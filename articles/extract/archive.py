"""The parts of an office file, which is a ZIP: looked over before any of it is unpacked, and never onto a disk."""

import io
import re
import zipfile
import zlib
from types import TracebackType

from lxml import etree

from articles.extract.document import Unreadable, Why

MAX_MEMBERS = 2_000
MAX_SIZE = 50_000_000
"""Bytes of all parts together, unpacked."""
MAX_RATIO = 300
"""Unpacked to packed, of parts over a megabyte. XML of long documents comes to about 30."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>]{0,500}\[)", re.IGNORECASE)
_OLD_DOCTYPE = ("META-INF/manifest.xml", "Basic/", "Dialogs/")  # OpenOffice 2 wrote one there, and nothing in it
_CHUNK = 65_536


class Archive:
    """An office file, open. Its parts are read whole, within what they were said to hold."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN:
            raise Unreadable(Why.DAMAGED) from None
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_SIZE:
            raise Unreadable(Why.TOO_LARGE)
        for member in members:
            if member.flag_bits & 1:
                raise Unreadable(Why.PASSWORD)
            if member.file_size > 1_000_000 and member.file_size > MAX_RATIO * max(1, member.compress_size):
                raise Unreadable(Why.TOO_LARGE)
        self._members = {_plain(member.filename): member for member in members}
        self._left = MAX_SIZE
        self._xml = {name: self._unpacked(name) for name in self._members if name.lower().endswith((".xml", ".rels"))}
        for name, part in self._xml.items():
            if declares(part) and not (name.startswith(_OLD_DOCTYPE) and not _ENTITY.search(part)):
                raise Unreadable(Why.UNSAFE)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    def names(self) -> list[str]:
        return list(self._members)

    def read(self, name: str) -> bytes:
        """A part's bytes; none when there is no such part."""
        name = _plain(name)
        if name not in self._members:
            return b""
        return self._xml[name] if name in self._xml else self._unpacked(name)

    def _unpacked(self, name: str) -> bytes:
        """What a part holds, whatever it was said to hold: a size that lies is found out on the way."""
        member = self._members[name]
        found = io.BytesIO()
        try:
            with self._zip.open(member) as part:
                while chunk := part.read(_CHUNK):
                    found.write(chunk)
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Unreadable(Why.TOO_LARGE)
        except (*_BROKEN, RuntimeError) as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable(Why.DAMAGED) from None
        return found.getvalue()

    def tree(self, name: str) -> etree._Element | None:
        """A part as XML, without anything it asks to be fetched or filled in; None when there is no such part."""
        data = self.read(name)
        return parse(data) if data.strip() else None


def declares(part: bytes) -> bool:
    """Whether XML declares a document type or an entity, in one byte a letter or in two."""
    views = (part, part[::2], part[1::2]) if b"\x00" in part[:200] else (part,)
    return any(_DECLARATION.search(view) for view in views)


def parse(part: bytes) -> etree._Element:
    """XML of an office file, which needs no document type: who declares one wants something unfolded or fetched."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(Why.DAMAGED) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise Unreadable(Why.UNSAFE)
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace: the strict and the usual dialect differ in nothing else."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute, whatever its namespace; "" when there is none."""
    if element is None:
        return ""
    for key, found in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return ""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child by that name, and its first child by the next, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")
