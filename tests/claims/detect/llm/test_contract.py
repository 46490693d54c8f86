"""Reading a reply: whatever came, claims in plain values, or word that it was not what was asked for."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.detect import ClaimType
from claims.detect.llm import BadReply, read_reply

CLAIM = {
    "sid": 3,
    "quote": "12,000 passengers a day",
    "type": "statistic",
    "attributed_to": None,
    "hedges": ["up to"],
    "standalone": None,
    "checkworthiness": 80,
}


def test_a_reply_as_asked_for() -> None:
    (said,) = read_reply(json.dumps({"claims": [CLAIM], "skipped": [{"sid": 1, "reason": "opinion"}]}))
    assert (said.sid, said.quote, said.type) == (3, "12,000 passengers a day", ClaimType.STATISTIC)
    assert (said.attributed_to, said.hedges, said.standalone, said.checkworthiness) == ("", ("up to",), "", 80)


@pytest.mark.parametrize(
    "reply",
    [
        'Here it is:\n```json\n{"claims": []}\n```\nAnything else?',
        '<think>the {claims} are "none"</think>{"claims": [], "skipped": []}',
        '{"note": "first"} {"claims": []}',
    ],
)
def test_the_first_object_with_claims_is_found_in_whatever_stands_around_it(reply: str) -> None:
    assert read_reply(reply) == []


@pytest.mark.parametrize(
    "reply",
    ["", "No.", "{", '{"claims": [', '{"claims": {}}', "[]", '{"verdict": "true"}', "[" * 99_999, "{" * 99_999],
)
def test_anything_else_is_a_bad_reply(reply: str) -> None:
    with pytest.raises(BadReply):
        read_reply(reply)


@pytest.mark.parametrize(
    "claim",
    [None, 7, [], {}, {"sid": "3"}, {"sid": True}, {"sid": 1e400}, {"quote": ["x"]}, {"hedges": "x"}, {"type": ["x"]}],
)
def test_a_claim_in_another_shape_becomes_one_that_stands_nowhere(claim: object) -> None:
    (said,) = read_reply(json.dumps({"claims": [claim]}))
    assert (said.sid, said.quote, said.hedges) == (-1, "", ())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*CLAIM, "x"]), inner),
    max_leaves=20,
)


@given(json_values)
def test_no_reply_breaks_the_reader(value: object) -> None:
    read_reply(json.dumps({"claims": [value]}))
    with contextlib.suppress(BadReply):
        read_reply(json.dumps(value))
