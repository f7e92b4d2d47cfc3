"""The same row is the same event, and no call of ours."""

from ivr.calls.ids import is_imported
from ivr.imports.calls import call_id_of, lone_id, mark_of


def test_a_call_has_one_id_which_begins_with_its_time() -> None:
    call_id_of.cache_clear()
    first, later = call_id_of("1764061200.1"), call_id_of("1764061201.1")
    assert is_imported(first)
    assert first < later
    assert first == call_id_of("1764061200.1") != call_id_of("1764061200.2")


def test_fields_are_not_mixed_up() -> None:
    assert mark_of("ab", "c") != mark_of("a", "bc")
    assert lone_id(1, "ab", "c") != lone_id(1, "a", "bc")
