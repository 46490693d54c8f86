"""Who is called in by @Name: nobody by accident, nobody by half a name, and no text on which it breaks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.mentions import Person, called_in, calls, pieces, unclear

DESK = (
    Person(1, "Ada Verhoeven"),
    Person(2, "Ben Okoro"),
    Person(3, "Ben Marsh"),
    Person(4, "Anne-Marie Duval"),
    Person(5, "José Ibáñez"),
    Person(6, "Siobhan O’Brien"),
    Person(7, "Cleo"),
    Person(8, "Cleo Stern"),
    Person(9, "莉 王"),
)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Ada can you look?", (1,)),
        ("can you look, @ada verhoeven?", (1,)),
        ("(@Ada)", (1,)),
        ("@Ada’s note, and @Ada again", (1,)),
        ("@Ben Okoro and @Ada", (2, 1)),
        ("@Ben  Okoro", (2,)),
        ("@Anne-Marie.", (4,)),
        ("@José", (5,)),
        ("@JOSÉ IBÁÑEZ", (5,)),
        ("@Jose\u0301", (5,)),
        ("@Siobhan O’Brien", (6,)),
        ("@Cleo", (7,)),
        ("@Cleo Stern", (8,)),
        ("@莉", (9,)),
        ("@Adam", ()),
        ("@Ada-Lovelace", ()),
        ("@Anne", ()),
        ("mail ada@Ada.example", ()),
        ("@ Ada", ()),
        ("@council said so", ()),
        ("@Ben", ()),
        ("", ()),
    ],
)
def test_names_call_who_bears_them(text: str, people: tuple[int, ...]) -> None:
    assert called_in(text, DESK) == people


def test_a_name_that_two_bear_is_asked_about() -> None:
    call = unclear("@Ada, ask @Ben.", DESK)
    assert call is not None
    assert {person.id for person in call.people} == {2, 3}
    assert unclear("@Ben Okoro", DESK) is None


def test_the_text_comes_back_in_pieces() -> None:
    assert pieces("Is it, @Ada?", DESK) == [("Is it, ", False), ("@Ada", True), ("?", False)]


letters = st.text(st.sampled_from("@aAbBdDeEnN oOkKrR-’.ß\u0301İ\n"), max_size=60)


@given(st.one_of(st.text(max_size=80), letters), st.lists(st.text(max_size=12), max_size=5))
def test_whatever_is_written_the_pieces_are_the_text(text: str, names: list[str]) -> None:
    members = [*DESK, *(Person(100 + n, name) for n, name in enumerate(names))]
    assert "".join(part for part, _called in pieces(text, members)) == text
    found = list(calls(text, members))
    assert all(text[call.start] == "@" and call.start + 1 < call.end <= len(text) for call in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    ids = called_in(text, members)
    assert len(set(ids)) == len(ids)
    assert set(ids) <= {person.id for person in members}


@given(st.sampled_from([person for person in DESK if person.id != 7]), letters)
def test_a_full_name_after_an_at_always_calls(person: Person, before: str) -> None:
    assert person.id in called_in(f"{before} @{person.name}, this is yours", DESK)
