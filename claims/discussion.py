"""The discussion of one claim as one person sees it: open threads, those that are settled, and who reads along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import ngettext

from claims.drafts import Kept, is_talk, kept
from claims.forms.discussion import CommentForm, ThreadForm
from claims.mentions import Person, pieces
from claims.models import Claim, Comment, CommentEdit, Mention, Thread
from claims.permissions import can_discuss
from factdesk.core.models import Membership, Role, User

ADDRESSES = ("write-comment", "resolve-thread", "reopen-thread")

Bound = Mapping[str, CommentForm]


@dataclass(frozen=True)
class CommentLine:
    """What one person said; `earlier` are the words it had before."""

    id: int
    by: str
    at: dt.datetime
    parts: tuple[tuple[str, bool], ...]
    earlier: tuple[tuple[str, dt.datetime], ...]
    url: str
    form: CommentForm | None

    @property
    def key(self) -> str:
        return str(self.id)


@dataclass(frozen=True)
class ThreadLine:
    id: int
    privileged: bool
    readers: tuple[str, ...]
    resolved_by: str
    resolved_at: dt.datetime | None
    comments: tuple[CommentLine, ...]
    urls: Mapping[str, str]
    form: CommentForm | None
    conflict: str = ""

    @property
    def key(self) -> str:
        return str(self.id)

    def is_at_work(self, focus: str) -> bool:
        """Whether it must be in view: words that wait in one of its forms, or the place the keyboard goes to."""
        forms = [self.form, *(comment.form for comment in self.comments)]
        places = {f"thread-{self.id}", *(f"comment-{comment.id}" for comment in self.comments)}
        return focus in places or any(form and (form.is_bound or form.draft_at) for form in forms)


@dataclass(frozen=True)
class Writer:
    """Who reads, whether they may write here, and what they sent or left in its forms."""

    user: User
    may_write: bool
    people_url: str
    bound: Bound
    left: Mapping[str, Kept]

    def as_left(self, form: CommentForm) -> CommentForm:
        """The form of a place: as it was sent, else as the person left it, else as it is given."""
        if draft := self.left.get(form.place):
            form.come_back(form.place, draft.data, draft.at)
        return self.bound.get(form.place, form)


def summary(claim: Claim) -> str:
    """How many threads wait, in words, or that all are settled; `claim` comes from `rail_claims` with a reader."""
    found = getattr(claim, "threads_here", None) or {"open": 0, "all": 0}
    return _summary(found["open"], found["all"])


def _summary(waiting: int, every: int) -> str:
    if waiting:
        return ngettext("%(n)d open", "%(n)d open", waiting) % {"n": waiting}
    return ngettext("%(n)d resolved", "%(n)d resolved", every) % {"n": every} if every else ""


def discussion(
    claim: Claim, user: User, *, bound: Bound | None = None, conflict: str = "", focus: str = ""
) -> dict[str, Any]:
    """What `claims/discussion/_body.html` shows, in a fixed number of queries for however many words.

    `bound` are forms as they were sent, by the name of their place; `focus` is the place the keyboard goes to.
    """
    bound = bound or {}
    allowed = can_discuss(user, claim)
    people_url = reverse("people", kwargs={"article_id": claim.article_id})
    left = kept(user, claim) if allowed else {}
    threads = _threads(claim, user)
    readers = _readers(claim, threads)
    writer = Writer(user, bool(allowed), people_url, bound, left)
    lines = [_thread(thread, writer, conflict=conflict, readers=readers(thread)) for thread in threads]
    waiting = [line for line in lines if line.resolved_at is None]
    settled = [line for line in lines if line.resolved_at is not None]
    start = writer.as_left(ThreadForm.fresh(people_url=people_url))
    ordinary = [line.id for line in waiting if not line.privileged]
    return {
        "claim": claim,
        "waiting": waiting,
        "settled": settled,
        "settled_open": any(line.is_at_work(focus) for line in settled),
        "allowed": allowed,
        "form": start if allowed else None,
        "url": reverse("discussion", kwargs={"claim_id": claim.pk}),
        "discard_url": reverse("discard", kwargs={"claim_id": claim.pk}),
        "left": any(map(is_talk, left)),
        # The key C: into the thread that is going on, never by accident into a privileged one.
        "main": f"answer-{ordinary[-1]}" if ordinary else "thread",
        "focus": focus,
        "summary": _summary(len(waiting), len(lines)),
    }


def _threads(claim: Claim, user: User) -> list[Thread]:
    comments = Comment.objects.select_related("by").order_by("pk")
    comments = comments.prefetch_related(
        Prefetch("edits", CommentEdit.objects.order_by("pk")),
        Prefetch("mentions", Mention.objects.select_related("user")),
    )
    threads = Thread.objects.visible_to(user).filter(claim=claim).select_related("resolved_by")
    found = list(threads.prefetch_related(Prefetch("comments", comments)).order_by("pk"))
    for thread in found:
        thread.claim = claim
    return found


def _readers(claim: Claim, threads: list[Thread]) -> Callable[[Thread], tuple[str, ...]]:
    """Who reads a privileged thread, by name: labels of who may see what are misread, names are not."""
    if not any(thread.privileged for thread in threads):
        return lambda _thread: ()
    desk = Membership.objects.filter(desk=claim.article.desk_id, user__is_active=True).order_by("user__name")
    members = list(desk.values_list("user", "user__name", "role"))

    def names(thread: Thread) -> tuple[str, ...]:
        comments = thread.comments.all()
        part = {comment.by_id for comment in comments}
        part |= {mention.user_id for comment in comments for mention in comment.mentions.all()}
        return tuple(name for pk, name, role in members if role == Role.EDITOR or pk in part)

    return lambda thread: names(thread) if thread.privileged else ()


def _thread(thread: Thread, writer: Writer, *, conflict: str, readers: tuple[str, ...]) -> ThreadLine:
    form = writer.as_left(CommentForm.answering(thread, people_url=writer.people_url))
    # Who was still writing when it was settled finds their words there, and is told when they save them.
    writes = writer.may_write and (not thread.is_resolved or form.is_bound or form.draft_at)
    address = {"thread_id": thread.pk}
    return ThreadLine(
        id=thread.pk,
        privileged=thread.privileged,
        readers=readers,
        resolved_by=thread.resolved_by.name if thread.resolved_by else "",
        resolved_at=thread.resolved_at,
        comments=tuple(_comment(comment, writer) for comment in thread.comments.all()),
        urls={name.replace("-", "_"): reverse(name, kwargs=address) for name in ADDRESSES},
        form=form if writes else None,
        conflict=conflict if form.is_bound else "",
    )


def _comment(comment: Comment, writer: Writer) -> CommentLine:
    *earlier, (text, _at) = comment.versions
    called = [Person(mention.user_id, mention.user.name) for mention in comment.mentions.all()]
    own = writer.may_write and comment.by_id == writer.user.pk
    return CommentLine(
        id=comment.pk,
        by=comment.by.name,
        at=comment.at,
        parts=tuple(pieces(text, called)),
        earlier=tuple(earlier),
        url=reverse("edit-comment", kwargs={"comment_id": comment.pk}),
        form=writer.as_left(CommentForm.editing(comment, people_url=writer.people_url)) if own else None,
    )
