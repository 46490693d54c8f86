"""The desk from the terminal: a file in, its proposed claims out, and the report if asked for."""

from __future__ import annotations

import time
import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.actions import bring_in
from articles.extract.document import Unreadable
from articles.extract.jail import read_jailed
from articles.models import Article, Version
from articles.reasons import UNREADABLE
from claims.management.report_command import ENDINGS, form_of, write_report
from claims.models import Claim
from claims.sheets import Sheet, sheet, with_everything
from claims.terminal import table
from claims.vocabulary import Profile
from factdesk.core.models import Job, User
from factdesk.core.terminal import editor_of

POLL_SECONDS = 0.2


class Command(BaseCommand):
    help = "Brings a file in, has the worker propose claims, and prints them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--report", type=Path, action="append", default=[], help=f"a file to write: {ENDINGS}")
        parser.add_argument("--profile", choices=[Profile.INTERNAL, Profile.LEGAL], default=Profile.INTERNAL)
        parser.add_argument("--desk", help="the desk it goes to; the first one if not given")
        parser.add_argument("--as", dest="email", help="the editor who brings it in; the desk's first if not given")
        parser.add_argument("--confidential", action="store_true", help="its text never leaves the desk")
        parser.add_argument("--wait", type=float, default=120, help="seconds to wait for the worker")

    def handle(self, *_args: Any, **options: Any) -> None:
        reports: list[Path] = options["report"]
        for path in reports:
            form_of(path)
        editor, desk_id = editor_of(options["desk"], options["email"])
        article = self._bring_in(options["file"], editor, desk_id, confidential=options["confidential"])
        self._await_proposals(article, options["wait"])
        sheets = _sheets(article)
        self.stdout.write(f"{article.title}\n")
        self.stdout.write(table(sheets) if sheets else "Nothing in this text was found worth checking.")
        for path in reports:
            write_report(self, article, editor, options["profile"], path)

    def _bring_in(self, path: Path, editor: User, desk_id: int, *, confidential: bool) -> Article:
        try:
            document = read_jailed(path.read_bytes(), name=path.name)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except Unreadable as error:
            raise CommandError(f"{path}: {UNREADABLE[error.why]}") from error
        return bring_in(
            desk_id=desk_id,
            actor=editor,
            document=document,
            origin=Version.Origin.TERMINAL,
            token=uuid.uuid4(),
            confidential=confidential,
        )

    def _await_proposals(self, article: Article, seconds: float) -> None:
        jobs = Job.objects.filter(kind="claims.propose", target_id=article.head.pk)
        end = time.monotonic() + seconds
        while (job := jobs.order_by("-pk")[0]).state in Job.UNFINISHED:
            if time.monotonic() > end:
                raise CommandError(
                    f"No worker has read it within {seconds:.0f} s. The article is kept; "
                    "its claims come when a worker runs."
                )
            time.sleep(POLL_SECONDS)
        if job.state == Job.State.FAILED:
            raise CommandError(f"Proposing failed after {job.attempts} tries ({job.error}). The article is kept.")


def _sheets(article: Article) -> list[Sheet]:
    article.refresh_from_db()
    version = article.head
    claims = list(Claim.objects.filter(article=article).with_standing().in_reading_order(version.pk).with_relatives())
    with_everything(claims, version)
    blocks = version.block_list()
    return [sheet(claim, version, blocks) for claim in claims]
