"""The texts of an article, what was read in them, and what changed from one to the next."""

from __future__ import annotations

import datetime as dt
import hashlib

from articles.actions import move
from articles.models import Version
from articles.states import ArticleState
from claims import models
from claims.actions.importing.order import Kind, after_each_other
from claims.actions.importing.rows import change, damaged, put
from claims.actions.importing.told import Importing
from claims.detect import Reach
from claims.reports import report as parts
from claims.runs import proposals_of
from claims.vocabulary import RootCause
from factdesk.core.models import Desk


def note_texts(here: Importing) -> None:
    """Every version with its readings and marks; from the second on a correction comes with it."""
    begun = here.report.created_at
    for version in here.report.versions:
        begun = max(begun, version.at)
        here.order.note(begun, Kind.VERSION, _freeze, here, version)
        _note_readings(here, version, begun)
        for mark, at in zip(version.passed, _times([mark.at for mark in version.passed], begun), strict=True):
            here.order.note(at, Kind.PASSED, _pass, here, mark, version.number)
    for correction in here.report.corrections:
        at = time_of(here, correction.after)
        here.order.note(at, Kind.CORRECTION, _correct, here, correction)


def time_of(here: Importing, version: int) -> dt.datetime:
    """When a version came, in the order of versions."""
    return max(here.report.created_at, *(one.at for one in here.report.versions if one.number <= version))


def _times(times: list[dt.datetime], begun: dt.datetime) -> list[dt.datetime]:
    return list(after_each_other(times, not_before=begun))


def _note_readings(here: Importing, version: parts.Version, begun: dt.datetime) -> None:
    """A reading that was carried along is older than its text."""
    place = sum(len(one.runs) for one in here.report.versions if one.number < version.number)
    times = _times([run.finished_at for run in version.runs], begun)
    for index, (run, at) in enumerate(zip(version.runs, times, strict=True), place):
        here.order.note(at, Kind.RUN, _read, here, run, index, version.number)
    for sent, at in zip(version.sent, _times([one.at for one in version.sent], begun), strict=True):
        here.order.note(at, Kind.RUN, _sent, here, sent, version.number)


def _freeze(here: Importing, told: parts.Version) -> None:
    """A signed article is opened first: nothing is added to it as it stands."""
    if here.article.state == ArticleState.SIGNED_OFF:
        move(here.article, "correct")
    version = Version(
        article=here.article,
        number=told.number,
        text=told.text,
        blocks=[list(block) for block in told.blocks],
        sha256=told.sha256,
        origin=told.origin,
        remarks=list(told.remarks),
        notes=list(told.notes),
        facts=[list(fact) for fact in told.facts],
        submitted_by=here.people.of(told.by),
        created_at=told.at,
    )
    where = f"versions, number {told.number}"
    if hashlib.sha256(told.text.encode()).hexdigest() != told.sha256:
        damaged(f"{where}: text")
    try:
        version.block_list(), version.note_list(), version.fact_list()
    except (TypeError, ValueError):
        damaged(where)
    here.versions[told.number] = put(version)


def _read(here: Importing, told: parts.Run, index: int, version: int) -> None:
    run = models.ProposalRun(
        version=here.versions[version],
        proposer=told.proposer,
        proposer_version=told.proposer_version,
        sentences=told.sentences,
        reading=told.reading,
        notices=list(told.notices),
        finished_at=told.finished_at,
    )
    try:
        if told.reading:  # the oldest readings were not kept
            proposals_of(run, run.version.text, Reach.WIDE)
    except (KeyError, TypeError, ValueError):
        damaged(f"versions, number {version}: runs")
    here.runs[index] = put(run)
    if here.article.state == ArticleState.DRAFT:
        move(here.article, "open")


def _sent(here: Importing, told: parts.Sent, version: int) -> None:
    """The slip says what left the other desk. Nothing leaves this one, whose own rule stands again at once."""
    desk = here.article.desk
    held = Desk.objects.select_for_update(no_key=True).filter(pk=desk.pk)
    own = held.values_list("uses_model_endpoint", flat=True).get()
    change(desk, uses_model_endpoint=True)
    put(
        models.TextSent(
            version=here.versions[version], host=told.host, model=told.model, sentences=told.sentences, at=told.at
        )
    )
    change(desk, uses_model_endpoint=own)


def _pass(here: Importing, told: parts.Passed, version: int) -> None:
    mark = models.NothingToCheck(
        version=here.versions[version], start=told.start, end=told.end, by=here.people.of(told.by), at=told.at
    )
    put(mark)
    if told.taken_back_at is not None:
        change(mark, taken_back_by=here.people.maybe(told.taken_back_by), taken_back_at=told.taken_back_at)


def _correct(here: Importing, told: parts.Correction) -> None:
    put(
        models.Correction(
            article=here.article,
            claim=here.row_of(told.claim),
            version_before=here.versions[told.before],
            version_after=here.versions[told.after],
            severity=told.severity or "",
            reported_at=told.reported_at or told.at,
            start=told.start,
            old_words=told.old_words,
            new_words=told.new_words,
            public_note=told.public_note,
            root_cause=told.root_cause or RootCause.OTHER,  # only a legal report says how it got past the desk
            by=here.people.of(told.by),
            at=told.at,
        )
    )
