"""Every event survives the way to JSON and back; anything else is refused with one error."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.event_json import KINDS, from_plain, to_plain, to_text
from ivr.calls.events import AgentOffered, Event
from ivr.errors import Misuse

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=3)
REASONS = st.text() | st.dictionaries(st.text(), JSON)
st.register_type_strategy(AgentOffered, lambda kind: st.builds(kind, because=REASONS))
EVENTS = st.one_of([st.from_type(kind) for kind in KINDS.values()])
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


@given(EVENTS.filter(lambda event: "nan" not in repr(event) and "inf" not in repr(event)))
def test_an_event_comes_back_the_same(event: Event) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(event)))) == event


@given(EVENTS)
def test_the_text_of_an_event_is_that_of_its_json_values(event: Event) -> None:
    assert to_text(event) == json.dumps(to_plain(event), separators=(",", ":"))


@given(st.text(), st.dictionaries(st.sampled_from(["at", "event_id", "call_id", "language"]), JSON))
def test_anything_else_is_refused_by_one_error(kind: str, plain: dict[str, Any]) -> None:
    with pytest.raises(Misuse):
        from_plain({"kind": kind, **plain})


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(["at", "call_id", "language"]), JSON))
def test_an_event_without_its_id_is_refused(kind: str, plain: dict[str, Any]) -> None:
    with pytest.raises(Misuse):
        from_plain({"kind": kind, **plain})


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(Misuse, match="'Nonsense'"):
        from_plain({"kind": "Nonsense"})
