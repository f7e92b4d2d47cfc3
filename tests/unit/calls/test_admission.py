import pytest

from ivr.calls.admission import EVERYBODY, Admission, Refusal, refusal


@pytest.mark.parametrize(
    ("door", "waiting", "is_open", "is_staffed", "why"),
    [
        (EVERYBODY, 1000, False, False, None),
        (Admission(full_at=2), 1, True, True, None),
        (Admission(full_at=2), 2, True, True, Refusal.FULL),
        (Admission(full_at=0), 0, True, True, Refusal.FULL),
        (Admission(only_open=True), 0, False, True, Refusal.CLOSED),
        (Admission(only_open=True), 0, True, False, None),
        (Admission(only_staffed=True), 0, True, False, Refusal.NOBODY),
        (Admission(1, only_open=True, only_staffed=True), 5, False, False, Refusal.CLOSED),
    ],
)
def test_a_door_refuses_for_its_own_reasons_only(door, waiting, is_open, is_staffed, why) -> None:
    assert refusal(door, waiting=waiting, is_open=is_open, is_staffed=is_staffed) is why
