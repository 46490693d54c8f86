"""Reading threads and notices: always as somebody, and what is for legal only as one of its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar, cast

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from factdesk.core.models import Role, User

if TYPE_CHECKING:
    from claims.models import Thread

Row = TypeVar("Row", bound=models.Model)


class ThreadQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """Threads of the person's own desks. Privileged ones: those of desks they edit, and those they wrote or were
        called into. Twin of `can_read_thread`.
        """
        editing = [desk for desk, role in user.roles.items() if role == Role.EDITOR]
        comments = apps.get_model("claims", "Comment")._default_manager.filter(thread=OuterRef("pk"))
        part = Exists(comments.filter(Q(by=user) | Q(mentions__user=user)))
        mine = self.filter(claim__article__desk__in=list(user.roles))
        return mine.filter(Q(privileged=False) | Q(claim__article__desk__in=editing) | part)


class NotificationQuerySet(models.QuerySet[Row]):
    def visible_to(self, user: User) -> Self:
        """The person's own, as long as they may see what is spoken of."""
        threads = apps.get_model("claims", "Thread")._default_manager.visible_to(user)
        mine = self.filter(user=user, claim__article__desk__in=list(user.roles))
        return mine.filter(Q(thread=None) | Q(thread__privileged=False) | Q(thread__in=threads))


def with_threads(claims: QuerySet[Row], reader: User) -> QuerySet[Row]:
    """Adds `threads_here`: how many threads the reader may see are open, and how many there are; None without any."""
    threads = apps.get_model("claims", "Thread")._default_manager.visible_to(reader).filter(claim=OuterRef("pk"))
    counted = threads.order_by().values("claim").annotate(n=_open_and_all())
    return cast("QuerySet[Row]", claims.annotate(threads_here=Subquery(counted.values("n"))))


def _open_and_all() -> JSONObject:
    return JSONObject(open=Count("pk", filter=Q(resolved_at=None)), all=Count("pk"))


def readers_of(thread: Thread) -> QuerySet[User]:
    """Who can read a privileged thread now, by name: editors of the desk, who wrote in it, who was called in."""
    comments = apps.get_model("claims", "Comment")._default_manager.filter(thread=thread)
    mentions = apps.get_model("claims", "Mention")._default_manager.filter(comment__thread=thread)
    desk_id = thread.claim.article.desk_id
    part = Q(pk__in=comments.values("by")) | Q(pk__in=mentions.values("user"))
    members = members_of(desk_id)
    return members.filter(part | Q(pk__in=members.filter(memberships__desk=desk_id, memberships__role=Role.EDITOR)))


def members_of(desk_id: int) -> QuerySet[User]:
    """People who work on the desk now, by name."""
    return User.objects.filter(memberships__desk=desk_id, is_active=True, is_system=False).order_by("name", "pk")
