"""The file: the parts of a document that are all ours, and the same bytes for the same words."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import cast

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.document import CT_Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml.etree import _Element as Element

from claims.reports.formats.docx.languages import Languages
from claims.reports.formats.docx.letters import legible
from claims.reports.formats.docx.styles import fonts_xml, styles_xml
from claims.reports.report import About

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can tell
PROPERTIES = "docProps/core.xml"
LONGEST_PROPERTY = 255
BULLET = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
SETTINGS = f"""<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
</w:compat></w:settings>"""


class Paper:
    """An empty document, without the template that the library would begin with."""

    def __init__(self, languages: Languages) -> None:
        package = Package()
        element = cast("CT_Document", parse_xml(f"<w:document {nsdecls('w', 'r')}><w:body/></w:document>"))
        self._main = DocumentPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, element, package)
        self._package = package
        package.relate_to(self._main, RT.OFFICE_DOCUMENT)
        self._part("styles", CT.WML_STYLES, RT.STYLES, styles_xml(languages))
        self._part("fontTable", CT.WML_FONT_TABLE, RT.FONT_TABLE, fonts_xml())
        self._part("settings", CT.WML_SETTINGS, RT.SETTINGS, SETTINGS)
        self._part("numbering", CT.WML_NUMBERING, RT.NUMBERING, BULLET)
        self.header, self.header_id = self._part("header1", CT.WML_HEADER, RT.HEADER, f"<w:hdr {nsdecls('w')}/>")
        self.footer, self.footer_id = self._part("footer1", CT.WML_FOOTER, RT.FOOTER, f"<w:ftr {nsdecls('w')}/>")
        self.body: Element = element.body
        self.document = Document(element, self._main)

    def _part(self, name: str, content_type: str, kind: str, xml: str) -> tuple[Element, str]:
        """Its root, and the id by which the document knows it."""
        part = XmlPart(PackURI(f"/word/{name}.xml"), content_type, parse_xml(xml), self._package)
        return part.element, self._main.relate_to(part, kind)

    def describe(self, about: About, title: str, language: str) -> None:
        """What the file says of itself. Whoever made it is the newsroom: people are named in the report, if at all."""
        properties = self.document.core_properties
        newsroom = legible(about.newsroom)[:LONGEST_PROPERTY]
        properties.title = legible(title)[:LONGEST_PROPERTY]
        properties.author = properties.last_modified_by = newsroom
        properties.identifier = about.code
        properties.language = language
        properties.created = properties.modified = about.made_at
        properties.revision = 1

    def to_bytes(self) -> bytes:
        """The same for the same words: no clock, no chance. The properties are not packed, so that the report's code
        can be read in the bytes of the file.
        """
        written, out = BytesIO(), BytesIO()
        self.document.save(written)
        with zipfile.ZipFile(written) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
            for name in packed.namelist():
                entry = zipfile.ZipInfo(name, BEGINNING)
                entry.create_system = 3
                entry.compress_type = zipfile.ZIP_STORED if name == PROPERTIES else zipfile.ZIP_DEFLATED
                again.writestr(entry, packed.read(name))
        return out.getvalue()
