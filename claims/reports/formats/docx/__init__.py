"""The report for the writer and the copy desk: the article with one comment for each claim, and the tables."""

from __future__ import annotations

from claims.reports.digest import Section, digest
from claims.reports.formats.docx.appendix import write_appendix
from claims.reports.formats.docx.article import Article
from claims.reports.formats.docx.comments import add_comments
from claims.reports.formats.docx.head import write_head, write_must_read, write_summary
from claims.reports.formats.docx.languages import languages_of
from claims.reports.formats.docx.package import Paper
from claims.reports.formats.docx.page import set_page, write_footer, write_header
from claims.reports.formats.docx.paragraphs import Paragraph
from claims.reports.formats.docx.sheets import write_sheets
from claims.reports.report import Report


def render(report: Report) -> bytes:
    """A Word file that needs nothing beside it and leads to nothing outside."""
    told = digest(report)
    languages = languages_of(told.language, report.version.text)
    paper = Paper(languages)
    body = paper.body
    write_head(body, told)
    write_summary(body, told)
    write_must_read(body, told)
    Paragraph(body, "Heading1").add(told.titles[Section.ARTICLE])
    article = Article(body, told, report)
    article.write()
    write_sheets(body, told, article.spread)
    write_appendix(body, told)
    set_page(body, paper.header_id, paper.footer_id)
    write_header(paper.header, told)
    write_footer(paper.footer, told)
    add_comments(paper.document, report, told.sheets, article.spread)
    paper.describe(report.about, report.title, languages.article)
    return paper.to_bytes()
