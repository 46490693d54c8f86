"""Setting a desk up from the command line."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from factdesk.core.models import Desk, Membership, User

GOOD = "a-long-password-indeed"


def add(monkeypatch: pytest.MonkeyPatch, *args: str, password: str = GOOD) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    call_command("add_member", *args)


@pytest.mark.django_db
def test_a_desk_gets_its_people(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("create_desk", "Politics")
    add(monkeypatch, "Politics", "Ada@factdesk.example", "Ada Verhoeven", "editor")
    member = Membership.objects.select_related("user").get(desk__name="Politics")
    assert (member.role, member.user.email) == ("editor", "ada@factdesk.example")
    assert member.user.check_password(GOOD)


@pytest.mark.django_db
def test_a_known_person_changes_role_and_keeps_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("create_desk", "Politics")
    add(monkeypatch, "Politics", "ada@factdesk.example", "Ada Verhoeven", "reviewer")
    add(monkeypatch, "politics", "ADA@factdesk.example", "Ada Verhoeven", "observer", password="ignored")
    assert Membership.objects.get().role == "observer"
    assert User.objects.get(is_system=False).check_password(GOOD)


@pytest.mark.django_db
def test_the_last_editor_stays_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("create_desk", "Politics")
    add(monkeypatch, "Politics", "ada@factdesk.example", "Ada Verhoeven", "editor")
    with pytest.raises(CommandError, match="last editor"):
        add(monkeypatch, "Politics", "ada@factdesk.example", "Ada Verhoeven", "observer")
    add(monkeypatch, "Politics", "eve@factdesk.example", "Eve Lang", "editor")
    add(monkeypatch, "Politics", "ada@factdesk.example", "Ada Verhoeven", "observer")
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["editor", "observer"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("args", "password"),
    [
        (("Nowhere", "ada@factdesk.example", "Ada", "editor"), GOOD),
        (("City", "not an address", "Ada", "editor"), GOOD),
        (("City", "ada@factdesk.example", "Ada", "editor"), "short"),
    ],
)
def test_mistakes_are_told_and_change_nothing(
    monkeypatch: pytest.MonkeyPatch, desk: Desk, args: tuple[str, ...], password: str
) -> None:
    with pytest.raises(CommandError):
        add(monkeypatch, *args, password=password)
    assert not Membership.objects.exists()


@pytest.mark.django_db
def test_two_desks_of_one_name_are_refused() -> None:
    call_command("create_desk", "Politics")
    with pytest.raises(CommandError):
        call_command("create_desk", "politics")
