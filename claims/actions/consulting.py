"""Asking the model endpoint about a version, where the desk wants that and the article allows it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog
from django.conf import settings
from django.db import transaction

from articles.models import Article, Version
from claims.actions.proposals import store_proposals
from claims.detect import Detection, Notice
from claims.detect.llm import VERSION, Part, merge, parts_of
from claims.endpoint.asking import FORBIDDEN, Answer, ask
from claims.endpoint.config import Endpoint, configured
from claims.models import ProposalRun, TextSent
from claims.permissions import may_send
from factdesk.core.audit import Action, record
from factdesk.core.models import User

log = structlog.stdlib.get_logger("factdesk.endpoint")

_NAME, _VERSION = 40, 20  # as long as a run keeps them
_DIGEST = 6


@dataclass(frozen=True)
class Consultation:
    """The reading to store, and what was heard for it, if anybody was asked."""

    detection: Detection
    endpoint: Endpoint | None = None
    answer: Answer | None = None


def consult(version: Version, local: Detection, *, beat: Callable[[], None]) -> Consultation:
    """The desk's own reading, and with it what the endpoint would check too. Whatever happens out there, the desk's
    own reading is what comes back at the least, with a notice.
    """
    article = _article(version)
    if not article.desk.uses_model_endpoint:
        return Consultation(local)
    if not may_send(article, article.desk):
        return Consultation(_noted(local, "endpoint_confidential"))
    endpoint = configured()
    if endpoint is None:
        return Consultation(_noted(local, "endpoint_missing"))
    whole = _named(local, endpoint)
    if ProposalRun.objects.filter(version=version, proposer=whole.proposer, proposer_version=whole.version).exists():
        return Consultation(whole)  # read like this already: nothing new could be kept, so nothing is sent
    parts = parts_of(local.sentences, characters=settings.MODEL_ENDPOINT_BUDGET_CHARACTERS)
    asked = sum(len(part.asked) for part in parts)
    if not asked or not _allowed(version, endpoint, asked):
        return Consultation(local)

    def may_go_on() -> bool:
        now = _article(version)
        return bool(may_send(now, now.desk))

    answer = ask(endpoint, version.text, local, parts, beat=beat, may_go_on=may_go_on)
    log.info(
        "endpoint heard",
        version=version.pk,
        asked=asked,
        read=answer.read,
        told=answer.checked.told,
        refused=answer.checked.refused,
        calls=answer.calls,
        problem=answer.problem,
    )
    return Consultation(_union(version, local, endpoint, parts, answer), endpoint, answer)


@transaction.atomic
def store_consulted(version: Version, consulted: Consultation) -> int:
    """Store the reading, and put into the trail what the endpoint had to do with it."""
    count = store_proposals(version, consulted.detection)
    if consulted.endpoint and (answer := consulted.answer):
        changes = {
            "host": consulted.endpoint.host,
            "model": consulted.endpoint.model,
            "read": answer.read,
            "told": answer.checked.told,
            "refused": answer.checked.refused,
            "rewordings_refused": answer.checked.reworded,
            "calls": answer.calls,
            "problem": answer.problem,
        }
        record(Action.ENDPOINT_HEARD, version, actor=User.objects.system(), changes=changes)
    return count


@transaction.atomic
def _allowed(version: Version, endpoint: Endpoint, sentences: int) -> bool:
    """Write the slip and the line of the trail, before a word goes out; or learn that nothing may."""
    article = (
        Article.objects.select_for_update(no_key=True, of=("self",)).select_related("desk").get(pk=version.article_id)
    )
    if not may_send(article, article.desk):
        return False
    sent = TextSent.objects.create(
        version=version, host=endpoint.host[:255], model=endpoint.model[:120], sentences=sentences
    )
    changes = {"host": sent.host, "model": sent.model, "sentences": sentences, "version": version.pk}
    record(Action.TEXT_SENT, version, actor=User.objects.system(), changes=changes)
    return True


def _article(version: Version) -> Article:
    """The article and its desk as they are now: somebody may have marked it confidential a second ago."""
    return Article.objects.select_related("desk").get(pk=version.article_id)


def _union(version: Version, local: Detection, endpoint: Endpoint, parts: Sequence[Part], answer: Answer) -> Detection:
    if not answer.read and answer.problem == FORBIDDEN:
        return _noted(local, "endpoint_confidential") if _article(version).confidential else local
    if not answer.read:
        return _noted(local, "endpoint_failed")
    checked = answer.checked
    asked = sum(len(part.asked) for part in parts)
    found = merge(version.text, local, checked.candidates)
    found = _noted(_named(found, endpoint, read=answer.read if answer.read < asked else None), "endpoint_used")
    sentences = sum(sentence.label not in ("furniture", "heading") for sentence in local.sentences)
    if answer.read < sentences:
        found = _noted(found, ("endpoint_partly", answer.read, sentences))
    if checked.refused:
        found = _noted(found, ("endpoint_refused", checked.refused, checked.told))
    return found


def _named(reading: Detection, endpoint: Endpoint, *, read: int | None = None) -> Detection:
    """Under a name that tells the model, and a version that changes with all that makes it another reading; `read` is
    how far one got that was broken off, so that a whole one may still be asked for.
    """
    identity = (reading.proposer, reading.version, endpoint.host, endpoint.model, VERSION, read)
    digest = hashlib.sha256(repr(identity).encode()).hexdigest()[:_DIGEST]
    return replace(
        reading,
        proposer=f"{reading.proposer}+{endpoint.model}"[:_NAME],
        version=f"{reading.version[: _VERSION - _DIGEST - 1]}-{digest}",
    )


def _noted(reading: Detection, notice: Notice) -> Detection:
    return replace(reading, notices=(*reading.notices, notice))
