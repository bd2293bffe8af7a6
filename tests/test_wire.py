"""Every message survives the wire, and nothing else comes through it."""

from __future__ import annotations

import json
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwatch.wire import (
    KINDS,
    LONGEST_LINE,
    Changed,
    Chart,
    Message,
    Show,
    WireError,
    decoded,
    encoded,
)

messages = st.one_of([st.from_type(each) for each in KINDS.values()])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(messages)
def test_every_message_comes_out_as_it_went_in(message: Message) -> None:
    line = encoded(message)
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    line.encode("ascii")
    assert decoded(line) == message


@given(st.text(max_size=60))
def test_garbage_is_a_wire_error(line: str) -> None:
    with pytest.raises(WireError):
        decoded(line)


@given(messages, st.data())
def test_a_message_with_one_wrong_field_is_whole_or_a_wire_error(
    message: Message, data: st.DataObject
) -> None:
    body = {"message": type(message).__name__.lower(), **json.loads(json.dumps(asdict(message)))}
    spoiled = data.draw(st.sampled_from(sorted(body)))
    body[spoiled] = data.draw(anything)
    try:
        again = decoded(json.dumps(body))
    except WireError:
        return
    assert type(again) in KINDS.values()
    assert decoded(encoded(again)) == again


@pytest.mark.parametrize(
    "line",
    [
        "", "null", "[]", "{}", '{"message":"nothing"}', '{"message":[]}', '{"message":{}}',
        '{"message":"show"}', '{"message":"show","symbols":5}',
        '{"message":"show","symbols":"GEV"}',
        '{"message":"show","symbols":["GEV"],"charts":[{"symbol":"GEV"}]}',
        '{"message":"show","symbols":["GEV"],"charts":["GEV"]}',
        '{"message":"show","symbols":["GEV"],"charts":[{"symbol":"GEV","size":5}]}',
        '{"message":"chart","symbol":"GEV","size":"5m"}',
        '{"message":"show","symbols":[5]}', '{"message":"search","number":true,"text":"x"}',
        '{"message":"search","number":1.0,"text":"x"}',
        '{"message":"matches","number":1,"matches":[{"symbol":"GEV"}]}',
        '{"message":"matches","number":1,"matches":[7]}',
        '{"message":"matches","number":1,"matches":{"symbol":"GEV"}}',
        '{"message":"match","symbol":"","name":"","exchange":"","kind_":""}',
        "[" * 100_000, '{"message":"stop","task":"' + "x" * LONGEST_LINE + '"}',
        '{"message":"search","number":' + "9" * 5000 + ',"text":""}',
    ],
)  # fmt: skip
def test_what_is_no_whole_message_is_a_wire_error(line: str) -> None:
    with pytest.raises(WireError):
        decoded(line)


def test_what_a_later_version_adds_is_passed_over() -> None:
    line = (
        '{"message":"matches","number":1,"new":2,'
        '"matches":[{"symbol":"A","name":"B","exchange":"C","kind":"D","isin":"E"}]}'
    )
    again = decoded(line)
    assert decoded(encoded(again)) == again


def test_what_an_earlier_version_leaves_out_is_empty() -> None:
    assert decoded('{"message":"show","symbols":["GEV"]}') == Show(("GEV",))
    assert decoded('{"message":"changed","quotes":["GEV"]}') == Changed(("GEV",))
    shown = Show(("GEV",), (Chart("GEV", "5m"), Chart("^GSPC", "1h")))
    assert decoded(encoded(shown)) == shown
