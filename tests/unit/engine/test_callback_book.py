"""What the book of callbacks says is due, and what follows each end."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ivr.calls.callback_events import CallbackAttemptEnded, CallbackConfirmed
from ivr.calls.disposition import Disposition
from ivr.calls.events import AgentConnected
from ivr.calls.ids import leg_id, uuid7
from ivr.engine.callback_book import CallbackBook
from ivr.outbound.callback import CallbackEvent, CallbackState
from ivr.store import call_events, callbacks
from ivr.store.callbacks import Callback

ID, CALL, OTHER = (uuid7(number, bytes(10)) for number in (1, 2, 3))


@pytest.fixture
def book(office) -> CallbackBook:
    return office.book


@pytest.fixture
def now(office) -> datetime:
    return office.clock.now()


@pytest.fixture
def asked(book: CallbackBook, now: datetime) -> Callback:
    expires_at = now + timedelta(hours=4)
    return book.add(Callback(ID, "+36301234567", "hu", "reception", "reception", now, now, expires_at, CALL))


def kept(book: CallbackBook) -> Callback:
    with book.database.read() as connection:
        found = callbacks.load(connection, ID)
    assert found is not None
    return found


def test_the_same_wish_twice_is_one_callback(book: CallbackBook, asked: Callback) -> None:
    again = replace(asked, id=OTHER, call_id=OTHER)
    assert book.add(again) == asked
    assert book.add(replace(again, queue="nurse")).id == OTHER


@pytest.mark.parametrize(
    ("number", "found"),
    [("+36 30 123 4567", "+36301234567"), ("06301234567", "+36301234567"), ("+12125550123", None), (None, None)],
)
def test_only_numbers_that_may_be_called_can_be_called_back(book: CallbackBook, number: str, found: str) -> None:
    assert book.callable_number(number) == found


def test_who_waits_holds_his_place_until_it_expires(book: CallbackBook, asked: Callback, now: datetime) -> None:
    assert book.look(now).waiting == (asked,)
    later = book.look(now + timedelta(hours=5))
    assert (later.waiting, [one.state for one in later.closed]) == ((), [CallbackState.EXPIRED])


def test_a_chosen_time_is_waited_for(book: CallbackBook, asked: Callback, now: datetime) -> None:
    at = now + timedelta(hours=2)
    chosen = replace(asked, id=OTHER, call_id=OTHER, queue="nurse", state=CallbackState.REQUESTED, next_attempt_at=at)
    book.add(chosen)
    assert [one.id for one in book.look(now).waiting] == [ID]
    assert {one.id for one in book.look(at).waiting} == {ID, OTHER}


def test_an_attempt_is_begun_once(book: CallbackBook, asked: Callback, now: datetime) -> None:
    begun = book.begin(ID, now)
    assert begun is not None
    assert (begun[1].call_id, begun[1].leg_id, begun[1].number) == (CALL, leg_id(CALL, 0), 1)
    assert book.begin(ID, now) is None
    assert [one.id for one in book.look(now).dialled] == [ID]


def test_after_no_answer_another_call_is_planned_under_another_id(
    book: CallbackBook, asked: Callback, now: datetime
) -> None:
    book.begin(ID, now)
    after = book.end(CALL, Disposition.NO_ANSWER, now)
    assert after is not None
    assert (after.state, after.reason) == (CallbackState.NO_ANSWER, "no_answer")
    assert after.next_attempt_at == now + book.rule.retry_after
    assert after.call_id != CALL
    assert book.end(CALL, Disposition.BUSY, now) is None


def test_after_three_attempts_it_is_over(book: CallbackBook, asked: Callback, now: datetime) -> None:
    for hours in range(3):
        at = now + timedelta(hours=hours)
        book.look(at)
        begun = book.begin(ID, at)
        assert begun is not None
        book.end(begun[1].call_id, Disposition.MACHINE, at)
    assert (kept(book).state, kept(book).closed_at) == (CallbackState.UNREACHED, now + timedelta(hours=2))


def test_who_rings_in_himself_takes_his_place_along_once(book: CallbackBook, asked: Callback, now: datetime) -> None:
    assert book.take_along(asked.number, "nurse", now) is None
    merged = book.take_along(asked.number, "reception", now)
    assert merged is not None
    assert merged.entered_at == asked.entered_at
    assert book.take_along(asked.number, "reception", now) is None
    assert kept(book).state is CallbackState.MERGED


def test_the_end_of_a_merged_callbacks_attempt_plans_nothing(
    book: CallbackBook, asked: Callback, now: datetime
) -> None:
    book.begin(ID, now)
    book.take_along(asked.number, "reception", now)
    after = book.end(CALL, Disposition.NO_ANSWER, now)
    assert after is not None
    assert after.state is CallbackState.MERGED


def test_a_connected_callback_is_written_with_its_time(book: CallbackBook, asked: Callback, now: datetime) -> None:
    book.begin(ID, now)
    assert book.move(ID, CallbackEvent.CONFIRM, now) is not None
    assert book.move(ID, CallbackEvent.CONNECT, now) is not None
    assert (kept(book).connected_at, kept(book).closed_at) == (now, now)
    assert book.move(ID, CallbackEvent.CANCEL, now) is None


@pytest.mark.parametrize(
    ("happened", "end"),
    [
        ("nothing", Disposition.NO_ANSWER),
        ("busy", Disposition.BUSY),
        ("confirmed", Disposition.ABANDONED),
        ("connected", Disposition.SERVED),
    ],
)
def test_what_a_dead_engine_left_is_known_from_the_history(
    book: CallbackBook, asked: Callback, now: datetime, happened: str, end: Disposition
) -> None:
    book.begin(ID, now)
    names = {"at": now, "call_id": CALL}
    events = {
        "nothing": [],
        "busy": [CallbackAttemptEnded(event_id="0", **names, callback_id=ID, disposition=Disposition.BUSY)],
        "confirmed": [CallbackConfirmed(event_id="1", **names, callback_id=ID, entered_at=now)],
        "connected": [AgentConnected(event_id="2", **names, visit_id="v", leg_id="l", agent="agent-anna")],
    }
    with book.database.write() as connection:
        call_events.append(connection, events[happened])
    assert [ended for _, ended in book.lost(set())] == [end]
    assert book.lost({leg_id(CALL, 0)}) == []
