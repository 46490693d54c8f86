"""Files that are frozen as soon as they are read: what each must have become, whatever happened to who read it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from articles.actions.arriving import READING
from articles.extract import child
from articles.models import Arrival, Article, Original, Version
from articles.originals import ORIGINALS
from articles.states import ArrivalState
from claims.models import ProposalRun
from factdesk.core.audit import Action, first_broken
from factdesk.core.models import AuditEntry, Job, User
from tests.factories import came_in
from tests.hostile.good import GOOD_FILES
from tests.hostile.pages import page

FILES = [(f"draft.{ending}", data) for ending, all_of_it in GOOD_FILES.items() for data in all_of_it]


def long_page(text: str) -> bytes:
    """The text as a page that takes half a second to read: its claims are few, its markup is not."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    return page(f"<h1>Council approves budget</h1>{'<p hidden><b>x</b></p>' * 5_000}{paragraphs}")


def bring_file(editor: User, data: bytes, name: str) -> Arrival:
    return came_in(editor, data, name, straight=True)


def reading_of(arrival: Arrival) -> Job:
    return Job.objects.get(kind=READING, target_id=arrival.pk)


def faults_of_arrival(arrival: Arrival) -> list[str]:
    """What is wrong with a file that was to become one article, once; empty when nothing is."""
    arrival.refresh_from_db()
    article = arrival.article
    if arrival.state != ArrivalState.TAKEN or article is None:
        return [f"no article: {arrival.state} {arrival.why}"]
    versions = list(Version.objects.filter(article=article))
    originals = list(Original.objects.filter(version__article=article))
    told = AuditEntry.objects.filter(object_type="arrival", object_id=arrival.pk).order_by("pk")
    chain = AuditEntry.objects.filter(chain=article.audit_chain).order_by("chain", "seq")
    right = {
        "one job, done": [job.state for job in Job.objects.filter(kind=READING, target_id=arrival.pk)] == ["done"],
        "one version": [version.number for version in versions] == [1],
        "one original, the bytes that came": [_digest(one) for one in originals] == [arrival.sha256],
        "proposed once": ProposalRun.objects.filter(version__in=versions).count() == 1,
        "told once": [line.action for line in told] == [Action.ARRIVED, Action.ARRIVAL_READ, Action.ARRIVAL_TAKEN],
        "audit chain unbroken": first_broken(chain) is None,
    }
    return [rule for rule, holds in right.items() if not holds]


def faults_of_desk() -> list[str]:
    """What is there beyond one article and one file for each that came in."""
    originals = sorted(Original.objects.values_list("name", flat=True))
    right = {
        "as many articles as arrivals": Article.objects.count() == Arrival.objects.count(),
        "each file once on disk, and no other": sorted(ORIGINALS.names(at_rest=-1)) == originals,
    }
    return [rule for rule, holds in right.items() if not holds]


def _digest(original: Original) -> str:
    with contextlib.suppress(OSError):
        return hashlib.sha256(ORIGINALS.read(original.name)).hexdigest()
    return ""


def readers() -> dict[int, int]:
    """Children of this tree's jail that live, each with the worker that it reads for."""
    found: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, KeyError):
            words = (folder / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")
            if os.fsencode(str(Path(child.__file__))) in words:
                found[int(folder.name)] = int(json.loads(words[-1])["parent"])
    return found


def left_over() -> list[int]:
    """Readers whose worker is gone."""
    return [pid for pid, worker in readers().items() if not Path(f"/proc/{worker}").exists()]
