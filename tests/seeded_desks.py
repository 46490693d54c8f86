"""Two desks with unlike words in every field, for whoever asks across: each word of the other begins with Qzwxv."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.utils import timezone

from articles.models import Article
from claims.actions.assigning import assign, send_back
from claims.actions.coverage import mark_nothing_to_check
from claims.actions.discussion import edit_comment, start_thread, write_comment
from claims.actions.drafts import keep_draft
from claims.actions.evidence import add_evidence, log_attempt, retract_evidence
from claims.actions.filters import save_filter
from claims.actions.judgement import give_verdict, record_finding
from claims.actions.making import edit_details
from claims.actions.replies import ask_for_reply, log_reply_attempt, settle_reply
from claims.actions.signoff import sign_off, verdict_set_hash
from claims.copies import pasted
from claims.gaps import coverage_of
from claims.models import Claim, Evidence
from claims.secrets import Confided, Identity
from claims.vocabulary import Channel, ClaimKind, ReplyOutcome, Resolution, SourceKind, Stance, Status, SubReason
from factdesk.core.models import Desk, Role, User
from tests.factories import add_person, arrive, bring, propose

MARK = "qzwxv"
TEXT = """{0}tram will cost {0}velmar 31 million euros

The {0}council approved 31 million euros for the {0}line on Monday. It closed in 1974 after a fall of 60 per cent.

{0}Arndt, the {0}commissioner, said 12,000 people would ride the {0}tramway. Is the {0}tunnel worth it?
"""

Keys = dict[str, set[int]]


def keys() -> Keys:
    """The keys of every row there is, by table."""
    return {
        model._meta.db_table: set(model._default_manager.values_list("pk", flat=True))
        for model in apps.get_models()
        if model._meta.pk is not None and model._meta.pk.get_internal_type() in {"BigAutoField", "AutoField"}
    }


def words(prefix: str) -> Any:
    """`say("budget")` → "Qzwxvbudget" on the one desk, "budget" on the other."""
    return lambda text: " ".join(f"{prefix}{word}" for word in text.split())


def seed(name: str, prefix: str) -> dict[str, User]:
    """A desk with an article in work and a signed one, and something in every field that people write in."""
    say = words(prefix)
    desk = Desk.objects.create(name=say(name))
    staff = {
        role: add_person(say(person), desk, Role(role))
        for role, person in (
            ("editor", f"Ada{name} Verhoeven"),
            ("reviewer", f"Ben{name} Okoro"),
            ("observer", f"Omar{name} Haddad"),
        )
    }
    staff["other"] = add_person(say(f"Cleo{name} Marsh"), desk, Role.EDITOR)
    _in_work(staff, say, prefix)
    arrive(staff["editor"], TEXT.format(prefix), f"{say('leak')}.txt")
    signed = _article(staff, say, prefix, "signed")
    sign_off(
        article_id=signed.pk,
        actor=staff["editor"],
        seen=verdict_set_hash(signed),
        override_reason=say("deadline"),
        confirmed=True,
    )
    return staff


def _article(staff: dict[str, User], say: Any, prefix: str, title: str) -> Article:
    article = bring(staff["editor"], TEXT.format(prefix), title=say(f"{title} story"), writer=say("byline"))
    propose(article)
    return article


def _in_work(staff: dict[str, User], say: Any, prefix: str) -> None:
    article = _article(staff, say, prefix, "tram")
    one, two, three, *_rest = Claim.objects.filter(article=article).order_by("number")
    editor, reviewer, other = staff["editor"], staff["reviewer"], staff["other"]
    link = f"https://{prefix or 'www'}.example/{prefix}page"
    entry = {"title": say("budget book"), "url": link, "archive_url": link, "quote": say("line four")}
    entry |= {"locator": say("page"), "note": say("noted"), "kind": SourceKind.DOCUMENT, "stance": Stance.SUPPORTS}
    _on(add_evidence, one, reviewer, copy=pasted(say("line four in full")), **entry)
    secret = Confided(say("a nurse"), Identity(say("rosa"), say("phone"), say("drawer")))
    whisper = {"title": say("nurse"), "quote": say("forty beds"), "kind": SourceKind.PERSON, "stance": Stance.CONTEXT}
    _on(add_evidence, one, editor, confided=secret, **whisper)
    _on(log_attempt, one, reviewer, what=say("asked"), channel=Channel.PHONE, outcome=say("nobody"))
    sourced: dict[str, Any] = {"status": Status.SOURCED, "sub_reason": SubReason.PRIMARY, "note": say("because")}
    _on(record_finding, one, reviewer, proposed_text=say("reworded"), **sourced)
    _on(send_back, one, editor, reason=say("more please"))
    _on(record_finding, one, reviewer, **sourced | {"note": say("checked")})
    verdict: dict[str, Any] = {"status": None, "resolution": Resolution.REWORD, "wording": say("better")}
    _on(give_verdict, one, editor, **verdict)
    _on(edit_details, two, reviewer, kind=ClaimKind.QUOTE, attributed_to=say("speaker"))
    _on(assign, two, editor, reviewer_id=reviewer.pk)
    _on(add_evidence, two, reviewer, **entry | {"quote": say("retracted")})
    gone = Evidence.objects.get(claim=two)
    two.refresh_from_db()
    retract_evidence(evidence_id=gone.pk, actor=reviewer, seen=two.lock_version, reason=say("forged"))
    _talk(article, two, staff, say)
    keep_draft(claim_id=three.pk, actor=editor, form="finding", sent={"note": say("drafted")})
    save_filter(actor=other, name=say("filter"), query=f"q={prefix}filtered")
    coverage = coverage_of(article.head)
    assert coverage is not None
    mark_nothing_to_check(article_id=article.pk, actor=reviewer, version=1, spans=[coverage.sentences[-1].span])


def _on(act: Any, claim: Claim, actor: User, **more: Any) -> None:
    claim.refresh_from_db()
    act(claim_id=claim.pk, actor=actor, seen=claim.lock_version, **more)


def _talk(article: Article, claim: Claim, staff: dict[str, User], say: Any) -> None:
    editor, reviewer, now = staff["editor"], staff["reviewer"], timezone.now()
    for privileged in (False, True):
        said = start_thread(
            claim_id=claim.pk, actor=editor, text=f"{say('question')} @{reviewer.name}", privileged=privileged
        )
        write_comment(thread_id=said.thread_id, actor=reviewer, text=say("answered"))
        edit_comment(comment_id=said.pk, actor=editor, text=f"{say('corrected')} @{reviewer.name}")
    request = ask_for_reply(
        article_id=article.pk,
        actor=reviewer,
        numbers=(1,),
        addressee=say("mayor"),
        put=say("accusation"),
        channel=Channel.EMAIL,
        sent_at=now - dt.timedelta(hours=3),
        deadline=now - dt.timedelta(hours=1),
    )
    log_reply_attempt(request_id=request.pk, actor=reviewer, channel=Channel.PHONE, outcome=say("engaged"))
    answer = {"outcome": ReplyOutcome.DENIES, "answer": say("denial")}
    settle_reply(request_id=request.pk, actor=reviewer, seen=0, **answer)
