"""The report of an article as a file: `./run export_report 12 --format pdf --profile legal`."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from claims.management.report_command import article_of, write_report
from claims.reports.making import SUFFIXES
from claims.vocabulary import Format, Profile
from factdesk.core.terminal import editor_of


class Command(BaseCommand):
    help = "Issues the report of an article in some form, as an editor of its desk, and writes it to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", type=int, help="its number, as in its address")
        parser.add_argument("--format", choices=Format.values, default=Format.PDF)
        parser.add_argument("--profile", choices=Profile.values, default=Profile.INTERNAL)
        parser.add_argument("--out", type=Path, help="the file; without it, one named after the article, here")
        parser.add_argument("--as", dest="email", help="the editor who issues it; the desk's first if not given")
        parser.add_argument("--url", default="", help="where the fact check is published, for a public case file")

    def handle(self, *_args: Any, **options: Any) -> None:
        article = article_of(options["article"])
        editor, _desk = editor_of(article.desk.name, options["email"])
        form = Format(options["format"])
        path = options["out"] or Path(f"report-{article.pk}-{options['profile']}{SUFFIXES[form]}")
        write_report(self, article, editor, options["profile"], path, form=form, url=options["url"])
