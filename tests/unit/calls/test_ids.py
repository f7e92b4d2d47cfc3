"""Ids sort by the time they were made, and a leg tells its call."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.ids import ID, call_of, fresh_id, imported_id, is_imported, leg_id, uuid7

TIMES = st.integers(0, 2**48 - 1)
ENTROPY = st.binary(min_size=10, max_size=10)


@given(TIMES, ENTROPY)
def test_every_id_is_a_uuid_of_version_seven(at_ms: int, entropy: bytes) -> None:
    assert ID.fullmatch(uuid7(at_ms, entropy))


@given(TIMES, TIMES, ENTROPY, ENTROPY)
def test_ids_sort_by_time(one: int, two: int, first: bytes, second: bytes) -> None:
    assert one == two or (uuid7(one, first) < uuid7(two, second)) == (one < two)


def test_a_leg_tells_its_call() -> None:
    call = fresh_id()
    assert call_of(leg_id(call, 12)) == call_of(call) == call


@given(st.text(max_size=40))
def test_what_is_no_id_of_ours_belongs_to_no_call(text: str) -> None:
    assert call_of(f"1795322975.{text}") is None


@given(TIMES, ENTROPY)
def test_an_imported_call_is_none_of_ours(at_ms: int, digest: bytes) -> None:
    made = imported_id(at_ms, digest)
    assert (is_imported(made), is_imported(uuid7(at_ms, digest)), call_of(made)) == (True, False, None)
