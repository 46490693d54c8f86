"""An article with something of everything that a report can hold, made by the desk's own actions."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from claims.actions.assigning import assign, send_back, set_legal, set_priority
from claims.actions.coverage import mark_nothing_to_check, take_back
from claims.actions.discussion import edit_comment, resolve, start_thread, write_comment
from claims.actions.evidence import retract_evidence
from claims.actions.making import add_claim, edit_details
from claims.actions.merging import merge
from claims.actions.proposals import set_reach
from claims.actions.replies import log_reply_attempt, reflect_reply, settle_reply
from claims.actions.second_reads import read_again
from claims.actions.signoff import revoke
from claims.actions.words import edit_span, split
from claims.actions.workflow import dismiss, reopen
from claims.actions.writers import name_writers
from claims.calculation import work_out
from claims.copies import pasted
from claims.detect import Reach
from claims.models import Claim, TextSent
from claims.vocabulary import Channel, ClaimKind, DismissReason, Priority, ReplyOutcome, SourceKind, Stance, Status
from factdesk.core.actions.desks import set_rules
from factdesk.core.actions.members import take_off
from factdesk.core.models import Desk, Membership, Role, SecondReadRule, User
from factdesk.core.rules import Rules
from tests.claims.corrections import corrected, signed
from tests.factories import add_person, article_with_claims, ask, commit, confide, decide, find, support

TEXT = """Tram line 4 will cost Velmar 31 million euros

The city council approved the budget of 31 million euros for tram line 4 on Monday. 🚋 It said so.

“We will carry 12,000 passengers a day by 2030,” the transport commissioner, Lena Arndt, said.

The line was closed in 1974 after the number of passengers had fallen by 60 per cent.

The old line had 14 stops and was 9 kilometres long. The depot burnt down in 1951.

The city council approved the budget of 31 million euros for tram line 4 on Monday. Is it worth the money?

مدينة فيلمار has 240,000 inhabitants, said the mayor.
"""


def rich(ada: User, ben: User) -> Article:
    """Signed, taken back, signed, corrected, and signed again with open points."""
    desk = Desk.objects.get(memberships__user=ada)
    rita, ward, gus = (add_person(name, desk, Role.REVIEWER) for name in ("Rita Vale", "Ward Ellis", "Gus Adler"))
    article, claims = article_with_claims(ada, TEXT)
    name_writers(article_id=article.pk, actor=ada, seen=[], writers=[ward.pk])
    _sent(article)
    _judged(article, claims, ada, ben, rita, gus)
    _talked_about(claims[0], ada, ben)
    _shaped(article, ben)
    _replied(article, ada, ben)
    _covered(article, ada, ben)
    set_reach(article_id=article.pk, actor=ada, reach=Reach.WIDE)
    take_off(membership_id=Membership.objects.get(user=gus).pk, actor=ada)
    for claim in article.claims.filter(state__in=("proposed", "open", "in_check")).order_by("number"):
        dismiss(claim_id=claim.pk, actor=ben, seen=claim.lock_version, reason=DismissReason.OPINION)
    signed(article, ada)
    revoke(article_id=article.pk, actor=ada, reason="One figure is doubted.")
    _doubted(article, ben)
    signed(article, ada, "Goes out tonight.")
    _put_right(article, ada, ben)
    return Article.objects.get(pk=article.pk)


def _sent(article: Article) -> None:
    """As if a worker had asked the endpoint, while the desk used one."""
    desk = Desk.objects.get(pk=article.desk_id)
    with transaction.atomic():
        Desk.objects.filter(pk=desk.pk).update(uses_model_endpoint=True)
        TextSent.objects.create(version=article.head, host="model.example", model="m-1", sentences=9)
        Desk.objects.filter(pk=desk.pk).update(uses_model_endpoint=False)


def _judged(article: Article, claims: list[Claim], ada: User, ben: User, rita: User, gus: User) -> None:
    support(
        claims[0], ben, copy=pasted("Line 4: 31,000,000\nLine 5: 12,000,000"), archive_url="https://archive.example/1"
    )
    set_rules(desk_id=article.desk_id, rules=Rules(second_read=SecondReadRule.ALL), actor=ada)
    find(claims[0], ben)
    _read(claims[0], rita, Status.DISPUTED)
    find(claims[0], ben)
    _read(claims[0], rita, Status.SOURCED)
    decide(claims[0], ada)
    set_rules(desk_id=article.desk_id, rules=Rules(), actor=ada)
    _overridden(claims[1], ada, gus)
    worked = work_out("before = 100 from Table 3\nafter = 40.5 from Table 4", "before − after")
    support(claims[2], ben, title="Own sum", kind=SourceKind.CALCULATION, worked=worked)
    confide(claims[2], ben)
    find(claims[2], ben)
    decide(claims[2], ada)


def _read(claim: Claim, by: User, status: Status) -> None:
    claim.refresh_from_db()
    read_again(claim_id=claim.pk, actor=by, seen=claim.lock_version, status=status, note="As I read it.")


def _overridden(claim: Claim, ada: User, gus: User) -> None:
    """Found by somebody who leaves the desk, sent back, and decided otherwise."""
    find(claim, gus, Status.UNVERIFIED)
    claim.refresh_from_db()
    send_back(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reason="Ask the company itself.")
    find(claim, gus, Status.DISPUTED)
    decide(claim, ada, Status.UNVERIFIED, "The source is not independent.")


def _talked_about(claim: Claim, ada: User, ben: User) -> None:
    said = start_thread(claim_id=claim.pk, actor=ada, text="Is that with tax? @Ben")
    edit_comment(comment_id=said.pk, actor=ada, text="Is that with value added tax? @Ben @Rita")
    write_comment(thread_id=said.thread_id, actor=ben, text="Without. 🧾")
    resolve(thread_id=said.thread_id, actor=ben)
    start_thread(claim_id=claim.pk, actor=ada, text="For the lawyers: may we name them?", privileged=True)


def _shaped(article: Article, ben: User) -> None:
    """Claims that people made, moved, split and merged; and one that was taken apart again."""
    text = article.head.text
    here: dict[str, Any] = {"article_id": article.pk, "actor": ben, "version": 1}
    start = text.index("The old line")
    end = text.index(" The depot")
    for taken in article.claims.filter(
        anchors__start__gte=start, anchors__end__lte=end, anchors__retired_at=None
    ).distinct():
        dismiss(claim_id=taken.pk, actor=ben, seen=taken.lock_version, reason=DismissReason.OPINION)
    made = add_claim(**here, start=start, end=end - 4, kind=ClaimKind.EVENT, attributed_to="the archive")
    edit_details(claim_id=made.pk, actor=ben, seen=0, kind=ClaimKind.STATISTIC, attributed_to="")
    at = text.index("had 14 stops and"), text.index(" and was 9")
    split(claim_id=made.pk, actor=ben, seen=1, version=1, start=at[0], end=at[1])
    again = text.rindex("approved the budget")
    double = add_claim(**here, start=again, end=again + 40, kind=ClaimKind.EVENT)
    for times in range(2):
        double.refresh_from_db()
        merge(claim_id=double.pk, actor=ben, seen=double.lock_version, into=made.number)
        if not times:
            double.refresh_from_db()
            reopen(claim_id=double.pk, actor=ben, seen=double.lock_version)
    burnt = text.index("The depot")
    add_claim(**here, start=burnt, end=burnt + len("The depot burnt down in 1951"), kind=ClaimKind.EVENT)
    mayor = text.index("240,000")
    third = add_claim(**here, start=mayor, end=mayor + len("240,000 inhabitants"), kind=ClaimKind.STATISTIC)
    edit_span(claim_id=third.pk, actor=ben, seen=0, version=1, start=mayor - 4, end=mayor + len("240,000 inhabitants"))
    extra = support(third, ben, Stance.CONTEXT)
    third.refresh_from_db()
    retract_evidence(evidence_id=extra.pk, actor=ben, seen=third.lock_version, reason="Another year.")


def _replied(article: Article, ada: User, ben: User) -> None:
    reply = ask(article, ben, 1, 2)
    log_reply_attempt(request_id=reply.pk, actor=ben, channel=Channel.PHONE, outcome="Nobody picked up")
    settle_reply(request_id=reply.pk, actor=ben, seen=0, outcome=ReplyOutcome.DENIES, answer="It is not true.")
    reflect_reply(request_id=reply.pk, actor=ada, seen=1, reflected=True)


def _covered(article: Article, ada: User, ben: User) -> None:
    start = article.head.text.index("Is it worth")
    spans = [(start, start + len("Is it worth the money?"))]
    here: dict[str, Any] = {"article_id": article.pk, "version": 1, "spans": spans}
    mark_nothing_to_check(actor=ben, **here)
    take_back(actor=ada, **here)
    mark_nothing_to_check(actor=ada, **here)


def _doubted(article: Article, ben: User) -> None:
    """What a sourced claim stood on is retracted; the claim is open work when the article goes out."""
    claim = article.claims.get(number=3)
    for item in claim.evidence.filter(retracted_at=None, stance=Stance.SUPPORTS):
        claim.refresh_from_db()
        retract_evidence(evidence_id=item.pk, actor=ben, seen=claim.lock_version, reason="The table was withdrawn.")
    claim.refresh_from_db()
    assert claim.state == "stale"
    ask(article, ben, 3)
    commit()


def _put_right(article: Article, ada: User, ben: User) -> None:
    """Three corrections: other figures, words that are cut, and a claim that failed though its words stand."""
    corrected(article, ada, "14 stops", "15 stops")
    signed(article, ada, "As before.")
    corrected(article, ada, " The depot burnt down in 1951.", "")
    claim = article.claims.get(number=1)
    set_legal(claim_id=claim.pk, actor=ada, seen=claim.lock_version, legal=True)
    signed(article, ada, "As before.")
    printed = "31 million euros for tram line 4 on Monday. 🚋"
    corrected(article, ada, printed, printed.replace("31", "34"), failed=1)
    claim.refresh_from_db()
    set_priority(claim_id=claim.pk, actor=ada, seen=claim.lock_version, priority=Priority.HIGH)
    claim.refresh_from_db()
    assign(claim_id=claim.pk, actor=ada, seen=claim.lock_version, reviewer_id=ben.pk, due_at=timezone.now())
    other = article.claims.get(number=2)
    find(other, ben)
    other.refresh_from_db()
    send_back(claim_id=other.pk, actor=ada, seen=other.lock_version, reason="Which table?")
    signed(article, ada, "Corrected on the page.")
