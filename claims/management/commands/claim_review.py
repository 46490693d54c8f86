"""What search engines may be told of one claim: `./run claim_review 12 17 --url https://paper.example/fact-check`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management.report_command import article_of
from claims.reports.build import build_report
from claims.reports.formats.claimreview import NotForReview, render
from claims.reports.making import narrowed
from claims.vocabulary import Profile
from factdesk.core.models import User


class Command(BaseCommand):
    help = "Prints the ClaimReview (JSON-LD) of one claim of a signed-off article, or says why there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", type=int, help="its number, as in its address")
        parser.add_argument("claim", type=int, help="its number: 17 for C017")
        parser.add_argument("--url", required=True, help="the public page with the whole fact check")
        parser.add_argument("--newsroom-url", default="", help="the newsroom's own page")

    def handle(self, *_args: Any, **options: Any) -> None:
        article = article_of(options["article"])
        report = narrowed(build_report(article, made_by=User.objects.system()), Profile.PUBLIC)
        urls = {"public_url": options["url"], "newsroom_url": options["newsroom_url"]}
        try:
            self.stdout.write(render(report, options["claim"], **urls).decode(), ending="")
        except NotForReview as refused:
            raise CommandError(refused.reason) from None
