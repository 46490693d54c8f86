"""The audit trail in words: what happened to an article, and what a person did on a desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.states import ArticleState
from claims.history_words import moves, of_a_refusal, said
from claims.models import Claim, Thread
from claims.rail import claim_url
from claims.second_reads import to_read_blind
from factdesk.core.audit import Action
from factdesk.core.errors import Text
from factdesk.core.models import AuditEntry, Desk, Role, User

PAGE = 50

EVIDENCE = (Action.EVIDENCE_ADDED, Action.EVIDENCE_RETRACTED, Action.COPY_KEPT, Action.ATTEMPT_LOGGED)
JUDGED = (
    Action.FINDING_RECORDED,
    Action.READ_AGAIN,
    Action.VERDICT_GIVEN,
    Action.CLAIM_SENT_BACK,
    Action.CLAIM_UNDONE,
)
KINDS: Mapping[str, tuple[Text, Q]] = {
    "article": (gettext_lazy("Article"), Q(action__startswith="article.") | Q(action__startswith="claims.")),
    "claims": (gettext_lazy("Claims"), Q(action__startswith="claim.") & ~Q(action__in=(*EVIDENCE, *JUDGED))),
    "evidence": (gettext_lazy("Evidence"), Q(action__in=EVIDENCE) | Q(action__startswith="reply.")),
    "judged": (gettext_lazy("Findings and verdicts"), Q(action__in=JUDGED)),
    "talk": (gettext_lazy("Discussion"), Q(action__startswith="thread.")),
    "refused": (gettext_lazy("Refused tries"), Q(action=Action.REFUSED)),
}


@dataclass(frozen=True)
class Event:
    """One line: who did what and when, on which claim or article, and what moved by it. `refused`: it was not done."""

    at: dt.datetime
    who: str
    who_url: str
    did: str
    on: str
    url: str
    moved: tuple[str, ...]
    refused: bool


@dataclass(frozen=True)
class Page:
    """Events, newest first. `older` is where the next page begins; 0 when there is none."""

    events: tuple[Event, ...]
    older: int


def of_article(article: Article, user: User, *, person: int = 0, kind: str = "", before: int = 0) -> Page:
    """What happened to the article, as far as this person may know. Constant in queries."""
    lines = visible_lines(article, user)
    if person:
        lines = lines.filter(actor=person)
    return _page(_of_kind(lines, kind), "seq", before, _own_page(user, article.desk_id), besides="article")


def visible_lines(article: Article, user: User) -> QuerySet[AuditEntry]:
    """Editors see all. Who checks sees no privileged talk of others, and of refused tries only their own. What is to
    be read blind is not told here either.
    """
    blind = to_read_blind(user).filter(claim__article=article).values("claim")
    found = Q(action=Action.FINDING_RECORDED, object_type="claim", object_id__in=blind)
    lines = AuditEntry.objects.filter(chain=article.audit_chain).exclude(found)
    if user.role_on(article.desk_id) == Role.EDITOR:
        return lines
    threads = Thread.objects.visible_to(user).filter(claim__article=article).values("pk")
    hidden = Q(object_type="thread") & ~Q(object_id__in=threads)
    return lines.exclude(hidden).exclude(Q(action=Action.REFUSED) & ~Q(actor=user))


def people_of(article: Article, user: User) -> list[User]:
    """Everybody who is in these lines, for the filter."""
    return list(User.objects.filter(pk__in=visible_lines(article, user).values("actor")).order_by("name"))


def of_person(person: User, desk: Desk, user: User, *, kind: str = "", before: int = 0) -> Page:
    """What the person did on the desk. To themselves not that they asked for what they may not know of."""
    articles = Article.objects.filter(desk=desk).annotate(
        chain=Concat(Value("article:"), Cast("pk", CharField()), output_field=CharField())
    )
    here = Q(chain=desk.audit_chain) | Q(chain__in=articles.values("chain"))
    lines = AuditEntry.objects.filter(here, actor=person)
    if user.role_on(desk.pk) != Role.EDITOR:
        lines = lines.exclude(action=Action.REFUSED, changes__rule="not_theirs")
    return _page(_of_kind(lines, kind), "pk", before, lambda _person: "")


def _of_kind(lines: QuerySet[AuditEntry], kind: str) -> QuerySet[AuditEntry]:
    return lines.filter(KINDS[kind][1]) if kind in KINDS else lines


def _own_page(user: User, desk_id: int) -> Callable[[User], str]:
    """Where an editor reads what anybody did, and everybody what they did themselves."""
    editor = user.role_on(desk_id) == Role.EDITOR

    def url(person: User) -> str:
        if person.is_system or not (editor or person == user):
            return ""
        return reverse("person-history", kwargs={"desk_id": desk_id, "person_id": person.pk})

    return url


def _page(
    lines: QuerySet[AuditEntry], order: str, before: int, who_url: Callable[[User], str], *, besides: str = ""
) -> Page:
    """`besides`: the kind of subject that goes without saying on this page."""
    if before:
        lines = lines.filter(**{f"{order}__lt": before})
    found = list(lines.select_related("actor").order_by(f"-{order}")[: PAGE + 1])
    shown = found[:PAGE]
    older = getattr(shown[-1], order) if len(found) > PAGE else 0
    return Page(tuple(_events(shown, who_url, besides)), older)


def _events(lines: Sequence[AuditEntry], who_url: Callable[[User], str], besides: str) -> Iterable[Event]:
    places = {subject: place for subject, place in _places(lines).items() if subject[0] != besides}
    names = _names(lines)
    for entry in lines:
        on, url = places.get(_subject(entry), ("", ""))
        refused = entry.action == Action.REFUSED
        yield Event(
            at=entry.at,
            who=entry.actor.name,
            who_url=who_url(entry.actor),
            did=of_a_refusal(entry) if refused else said(entry),
            on=on,
            url=url,
            moved=() if refused else tuple(moves(entry, names)),
            refused=refused,
        )


def _subject(entry: AuditEntry) -> tuple[str, int]:
    """What a line is about: a claim, or the article as a whole."""
    kind = entry.object_type.removeprefix("tried.")
    if kind in {"claim", "thread"}:
        return kind, entry.object_id
    chain, _sep, number = entry.chain.partition(":")
    return chain, int(number or 0)


def _places(lines: Sequence[AuditEntry]) -> dict[tuple[str, int], tuple[str, str]]:
    """Subject → its name and address, where it is there still."""
    by_kind: dict[str, set[int]] = {"claim": set(), "thread": set(), "article": set()}
    for kind, pk in map(_subject, lines):
        by_kind.setdefault(kind, set()).add(pk)
    threads = dict(Thread.objects.filter(pk__in=by_kind["thread"]).values_list("pk", "claim"))
    claims = Claim.objects.filter(pk__in={*by_kind["claim"], *threads.values()}).only("pk", "number", "article_id")
    told = {claim.pk: (claim.code, claim_url(claim.article_id, claim.number)) for claim in claims}
    places = {("claim", pk): place for pk, place in told.items()}
    places |= {("thread", pk): told[claim] for pk, claim in threads.items() if claim in told}
    for article in Article.objects.filter(pk__in=by_kind["article"]):
        purged = article.state == ArticleState.PURGED
        name = _("purged article %(number)d") % {"number": article.pk} if purged else article.title
        places["article", article.pk] = (name, reverse("workspace", kwargs={"article_id": article.pk}))
    return places


def _names(lines: Sequence[AuditEntry]) -> dict[int, str]:
    """The people that claims went from and to."""
    ids = {pk for entry in lines for pk in entry.moved.get("reviewer", ()) if pk is not None}
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
