"""Legs of supervisors are known by their ids, and the keys of their telephones by what they switch to."""

from ivr.calls.ids import call_of, fresh_id, leg_id, uuid7
from ivr.calls.listening import ListenMode, is_listening, listening_leg, mode_of_key

CALL = uuid7(1, bytes(10))


def test_a_supervisors_leg_is_told_from_all_others_and_names_its_call() -> None:
    own = listening_leg(CALL, fresh_id())
    assert is_listening(own)
    assert call_of(own) == CALL
    assert not any(is_listening(other) for other in (CALL, leg_id(CALL, 3), f"{CALL}-cel1", own + "0", ""))


def test_legs_asked_for_later_sort_later() -> None:
    assert listening_leg(CALL, uuid7(2, bytes(10))) < listening_leg(CALL, uuid7(3, bytes(10)))


def test_keys_are_those_of_asterisks_listening() -> None:
    assert [mode_of_key(key) for key in "456"] == [ListenMode.LISTEN, ListenMode.WHISPER, ListenMode.BARGE]
    assert mode_of_key("*") is None
