"""The people of a report as accounts of this desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import msgspec

from claims.actions.importing.rows import damaged
from claims.reports.report import Person, Report
from factdesk.core.audit import Action, record
from factdesk.core.models import Desk, Membership, Role, User

RANK = ("", Role.OBSERVER, Role.REVIEWER, Role.EDITOR)


class People:
    """Whoever the report names is the member of the desk with that very name, or an account that cannot sign in.

    What they did they could do then: for as long as the import lasts each has the role that it took. At its end members
    have their own again, and who had left has none. A name that two people have is taken for neither.
    """

    def __init__(self, report: Report, desk: Desk, actor: User) -> None:
        self._desk, self._actor = desk, actor
        self._told = _told(report)
        self._names = Counter(person.name for person in self._told.values())
        self._final: list[tuple[Membership, str, bool]] = []
        memberships = Membership.objects.filter(desk=desk, user__is_system=False).select_related("user")
        self._here: dict[str, list[Membership]] = {}
        for membership in memberships.order_by("pk"):
            self._here.setdefault(membership.user.name, []).append(membership)
        needed = _needed(report)
        self._users = {key: self._take(person, needed.get(key, "")) for key, person in self._told.items()}

    def of(self, person: Person) -> User:
        return self._users[person.id]

    def maybe(self, person: Person | None) -> User | None:
        return None if person is None else self.of(person)

    def settle(self) -> None:
        """Everybody has the place that is theirs. Who came to the desk by this has a line on its chain."""
        for membership, role, came in self._final:
            if not role:
                membership.delete()
                continue
            if membership.role != role:
                _give(membership, role)
            if came:
                changes = {"user": membership.user_id, "role": role, "from": None}
                record(Action.MEMBER_ADDED, self._desk, actor=self._actor, changes=changes)

    def _take(self, person: Person, needed: str) -> User:
        member = self._member(person)
        if member is not None:
            self._final.append((member, member.role, False))
            if RANK.index(needed) > RANK.index(member.role):
                _give(member, needed)
            return member.user
        user = self._account(person.name)
        role = max(person.role, needed, key=RANK.index)
        if role:
            place = Membership.objects.create(desk=self._desk, user=user, role=role)
            self._final.append((place, person.role, True))
        return user

    def _member(self, person: Person) -> Membership | None:
        same = self._here.get(person.name, [])
        return same[0] if len(same) == 1 and self._names[person.name] == 1 else None

    def _account(self, name: str) -> User:
        """One that an earlier import made for somebody of this name, else a new one. Editors make no editors; these
        are none: nobody signs in with them, and only whoever runs the desk opens an account that is closed.
        """
        domain = f"@desk-{self._desk.pk}.invalid"
        earlier = list(User.objects.filter(name=name, email__endswith=domain, is_active=False)[:2])
        if len(earlier) == 1 and self._names[name] == 1 and name not in self._here:
            return earlier[0]
        user = User(email=f"{uuid4().hex}{domain}", name=name, is_active=False)
        user.set_unusable_password()
        user.save(force_insert=True)
        return user


def _give(membership: Membership, role: str) -> None:
    membership.role = role
    membership.save(update_fields=["role"])


def _told(report: Report) -> dict[int, Person]:
    """Everybody, as first spoken of; what the report says of itself is left aside."""
    found: dict[int, Person] = {}
    for name in report.__struct_fields__:
        if name != "about":
            for person in _people_in(getattr(report, name)):
                if person.id < 1 or not person.name.strip() or len(person.name) > 120 or person.role not in RANK:
                    damaged(f"{name}: {person.name or person.id}")
                if found.setdefault(person.id, person) != person:
                    damaged(f"{name}: {person.name}")
    return found


def _people_in(part: Any) -> Iterator[Person]:
    if isinstance(part, Person):
        yield part
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            yield from _people_in(getattr(part, name))
    elif isinstance(part, tuple):
        for one in part:
            yield from _people_in(one)


def _needed(report: Report) -> dict[int, str]:
    """The least role that each had when they did what the report tells of them."""
    called = [
        who for claim in report.claims for thread in claim.threads for one in thread.comments for who in one.mentions
    ]
    reviewers = [claim.reviewer for claim in report.claims if claim.reviewer]
    editors = [one.by for one in report.sign_offs]
    editors += [one.by for one in report.corrections]
    editors += [verdict.by for claim in report.claims for verdict in claim.verdicts]
    editors += [reply.reflected_by for reply in report.replies if reply.reflected_by]
    needed: dict[int, str] = {}
    for people, role in ((called, Role.OBSERVER), (reviewers, Role.REVIEWER), (editors, Role.EDITOR)):
        needed.update((person.id, role) for person in people)
    return needed
