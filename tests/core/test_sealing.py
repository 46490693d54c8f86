"""Sealed text: opened by its key and for its purpose, by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.core.sealing import HEAD, PADDED_TO, Key, Keyring, Unopenable

OLD, NEW = "an old key of more than 32 characters", "a new key of more than 32 characters!"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=2_000))
def test_what_is_sealed_opens_again(text: str) -> None:
    ring = Keyring([NEW])
    sealed = ring.seal(text, purpose="source 1")
    assert ring.open(sealed, purpose="source 1") == text
    assert len(text) < 4 or text.encode() not in sealed


def test_the_same_name_is_never_sealed_the_same_and_its_length_does_not_show() -> None:
    ring = Keyring([NEW])
    short, again, longer = (ring.seal(name, purpose="x") for name in ("Li", "Li", "Wolfeschlegelsteinhausen"))
    assert short != again
    assert len(short) == len(longer)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_one_changed_byte_opens_nothing(at: int, by: int) -> None:
    ring = Keyring([NEW])
    sealed = bytearray(ring.seal("Rosa Vandermeer", purpose="source 1"))
    sealed[at % len(sealed)] ^= by
    with pytest.raises(Unopenable):
        ring.open(bytes(sealed), purpose="source 1")


@pytest.mark.parametrize("sealed", [b"", b"\x01", bytes(HEAD + 16), bytes(PADDED_TO * 2)])
def test_rubbish_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(Unopenable):
        Keyring([NEW]).open(sealed, purpose="source 1")


def test_moved_to_another_source_it_does_not_open() -> None:
    ring = Keyring([NEW])
    with pytest.raises(Unopenable):
        ring.open(ring.seal("Rosa", purpose="source 1"), purpose="source 11")


def test_keys_change_without_a_gap() -> None:
    sealed = Keyring([OLD]).seal("Rosa", purpose="x")
    both = Keyring([NEW, OLD])
    assert both.open(sealed, purpose="x") == "Rosa"
    assert not both.is_newest(sealed)
    renewed = both.seal("Rosa", purpose="x")
    assert both.is_newest(renewed)
    assert Keyring([NEW]).open(renewed, purpose="x") == "Rosa"
    with pytest.raises(Unopenable):
        Keyring([NEW]).open(sealed, purpose="x")


def test_a_key_does_not_show_its_secret() -> None:
    assert NEW not in repr(Key.of(NEW))


def test_keys_are_derived_as_ever() -> None:
    """A change here would lose every identity on every desk."""
    assert Key.of("k" * 32).name.hex() == "da380c5433680dee"
