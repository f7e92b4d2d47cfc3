"""What a caller did at the menus he walked, from the events of his call."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallEnded, CallEvent, CallStarted, Direction, KeysPressed, NodeEntered
from ivr.reports.call_record import CallRecord, MenuStay, StayEnd
from ivr.reports.fold import fold
from ivr.reports.menu_stays import whole_call

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def entered(second: int, node: str, kind: str = "menu") -> NodeEntered:
    return NodeEntered(event_id=f"n{second}", at=at(second), call_id="c", menu="main", node=node, node_kind=kind)


def pressed(second: int, digits: str, outcome: str = "match", node: str = "welcome") -> KeysPressed:
    return KeysPressed(event_id=f"k{second}", at=at(second), call_id="c", node=node, digits=digits, outcome=outcome)


def ended(second: int, party: Party = Party.CALLER) -> CallEnded:
    event_id, disposition = f"z{second}", Disposition.LEFT_MENU
    return CallEnded(event_id=event_id, at=at(second), call_id="c", disposition=disposition, hung_up_by=party)


def stays(*events: CallEvent) -> tuple[MenuStay, ...]:
    record = fold(events)
    assert record is not None
    return record.stays


def test_a_key_ends_a_stay_and_what_came_before_is_counted() -> None:
    (stay,) = stays(
        entered(0, "welcome"), pressed(5, "", "no_input"), pressed(9, "7", "no_match"), pressed(12, "1"),
        entered(13, "reception", "queue"), pressed(60, "2", node="reception"), ended(90),
    )  # fmt: skip
    assert stay == MenuStay("c", 1, "main", "welcome", NOON, StayEnd.CHOSEN, "1", "reception", 1, 1)


def test_who_is_led_on_without_a_key_was_sent_on() -> None:
    (stay,) = stays(entered(0, "welcome"), pressed(5, "", "no_input"), entered(6, "reception", "queue"), ended(9))
    assert (stay.ended, stay.went, stay.timeouts) == ("sent_on", "reception", 1)


def test_who_hangs_up_at_a_menu_left_it_there() -> None:
    assert [stay.ended for stay in stays(entered(0, "welcome"), ended(3))] == ["left"]
    assert [stay.ended for stay in stays(entered(0, "welcome"), ended(3, Party.SYSTEM))] == ["cut"]
    assert [stay.ended for stay in stays(entered(0, "welcome"))] == [""]


def test_coming_back_to_a_menu_is_another_stay() -> None:
    found = stays(
        entered(0, "welcome"), pressed(2, "2"), entered(3, "hours", "information"), entered(9, "welcome"), ended(12)
    )
    assert [(stay.number, stay.ended, stay.went) for stay in found] == [(1, "chosen", "hours"), (2, "left", "")]


def test_the_whole_call_stands_in_the_menu_it_came_in_to() -> None:
    started = CallStarted(
        event_id="s", at=NOON, call_id="c", direction=Direction.INBOUND, entry="menu:main", caller_id=None,
        dialled="100", channel="", linkedid="", leg_id="c-0",
    )  # fmt: skip
    record = fold((started, entered(0, "welcome"), ended(3)))
    assert record is not None
    assert whole_call(record) == MenuStay("c", 0, "main", "", NOON, "left_menu")
    assert whole_call(CallRecord("c", NOON, entry="feature:77")) is None
