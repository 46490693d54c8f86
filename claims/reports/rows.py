"""Everything that reports are made of, as rows of the database: for however many articles, in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import msgspec
from django.db import connection, transaction

from articles.models import Article, Version
from claims import models
from claims.states import ClaimState
from factdesk.core.gather import ALL, Hanging, raw
from factdesk.core.models import AuditChain, Membership, User

Row = dict[str, Any]

TEXTS = (
    "id",
    "number",
    "text",
    "blocks",
    "sha256",
    "origin",
    "remarks",
    "notes",
    "facts",
    "submitted_by",
    "created_at",
)

OF_ARTICLES = (
    Hanging("versions", Version, "article_id", fields=TEXTS),
    Hanging("claims", models.Claim, "article_id"),
    Hanging("writers", models.Writer, "article_id"),
    Hanging("replies", models.ReplyRequest, "article_id"),
    Hanging("corrections", models.Correction, "article_id"),
    Hanging("reaches", models.ArticleReach, "article_id"),
)
OF_VERSIONS = (
    Hanging("runs", models.ProposalRun, "version_id"),
    Hanging("sent", models.TextSent, "version_id"),
    Hanging("passed", models.NothingToCheck, "version_id"),
    Hanging("sign_offs", models.SignOff, "version_id"),
)
OF_CLAIMS = (
    Hanging("places", models.Anchor, "claim_id"),
    Hanging("evidence", models.Evidence, "claim_id", (("source", ALL),)),
    Hanging("kept", models.Kept, "claim_id", (("copy", ALL),)),
    Hanging("calculations", models.Calculation, "claim_id"),
    Hanging("attempts", models.Attempt, "claim_id"),
    Hanging("findings", models.Finding, "claim_id"),
    Hanging("second_reads", models.SecondRead, "claim_id"),
    Hanging("returns", models.SentBack, "claim_id"),
    Hanging("verdicts", models.Verdict, "claim_id"),
    Hanging("threads", models.Thread, "claim_id"),
)
OF_REPLIES = (
    Hanging("points", models.ReplyPoint, "request_id"),
    Hanging("tries", models.ReplyAttempt, "request_id"),
)
OF_THREADS = (Hanging("comments", models.Comment, "thread_id"),)
OF_COMMENTS = (
    Hanging("edits", models.CommentEdit, "comment_id"),
    Hanging("mentions", models.Mention, "comment_id"),
)

# A figure that was worked out keeps its digits.
EXACT = msgspec.json.Decoder(float_hook=Decimal)
PLAIN = msgspec.json.Decoder()


@dataclass
class Rows:
    """Rows by what they are and by the id of what they hang on, each list in the order in which it was written."""

    found: dict[str, dict[int, list[Row]]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    roles: dict[tuple[int, int], str] = field(default_factory=dict)  # by desk and person
    chains: dict[str, tuple[int, str]] = field(default_factory=dict)

    def of(self, what: str, owner: int) -> list[Row]:
        return self.found.get(what, {}).get(owner, [])

    def ids(self, what: str) -> list[int]:
        return [row["id"] for rows in self.found.get(what, {}).values() for row in rows]

    def read(self, *lists: tuple[Sequence[Hanging], Sequence[int]]) -> None:
        """All of these in one query; none where nothing hangs on anything."""
        asked = [(one, keys) for group, keys in lists if keys for one in group]
        if not asked:
            return
        for place, key, text in raw(asked):
            name = asked[place][0].to
            row = (EXACT if name == "calculations" else PLAIN).decode(text)
            self.found.setdefault(name, {}).setdefault(key, []).append(row)
        for one, _keys in asked:
            for rows in self.found.get(one.to, {}).values():
                rows.sort(key=_by_id)


@contextmanager
def one_moment() -> Iterator[None]:
    """All queries see the same rows, so that no report is half of before and half of after somebody's decision."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def read_rows(articles: Sequence[Article]) -> Rows:
    """What hangs on these articles, which come with their desks. Claims that a narrower reach holds back stay out."""
    rows = Rows()
    rows.read((OF_ARTICLES, [article.pk for article in articles]))
    for found in rows.found.get("claims", {}).values():
        found[:] = [row for row in found if row["state"] != ClaimState.HELD]
    rows.read(
        (OF_VERSIONS, rows.ids("versions")),
        (OF_CLAIMS, rows.ids("claims")),
        (OF_REPLIES, rows.ids("replies")),
    )
    rows.read((OF_THREADS, rows.ids("threads")))
    rows.read((OF_COMMENTS, rows.ids("comments")))
    rows.names = dict(User.objects.filter(pk__in=_people(rows, articles)).values_list("pk", "name"))
    places = Membership.objects.filter(desk__in={article.desk_id for article in articles}, user__in=rows.names)
    rows.roles = {(desk, user): role for desk, user, role in places.values_list("desk_id", "user_id", "role")}
    ends = AuditChain.objects.filter(chain__in=[article.audit_chain for article in articles])
    rows.chains = {chain: (seq, signed) for chain, seq, signed in ends.values_list("chain", "seq", "hash")}
    return rows


PEOPLE = (
    "by_id",
    "submitted_by_id",
    "supplied_by_id",
    "retracted_by_id",
    "reviewer_id",
    "copy.by_id",
    "started_by_id",
    "resolved_by_id",
    "settled_by_id",
    "reflected_by_id",
    "created_by_id",
    "added_by_id",
    "taken_back_by_id",
    "user_id",
)


def _people(rows: Rows, articles: Iterable[Article]) -> set[int]:
    found = {article.created_by_id for article in articles}
    for lists in rows.found.values():
        for of_one in lists.values():
            names = [name for name in PEOPLE if of_one and name in of_one[0]]
            for row in of_one:
                found.update(row[name] for name in names if row[name] is not None)
    return found


def _by_id(row: Row) -> int:
    key: int = row["id"]
    return key
