"""A wish for a callback is kept at once, and once."""

from datetime import timedelta

import pytest

from ivr.calls.callback_events import CallbackRequested
from ivr.calls.commands import RequestCallback
from ivr.calls.ids import uuid7
from ivr.engine.callback_ask import CallbackAsk, Seated
from ivr.engine.callback_requests import CallbackRequests, Wish
from ivr.engine.history import History
from ivr.outbound.callback import CallbackState

NUMBER = "+36301234567"


@pytest.fixture
def history(office) -> History:
    return History(uuid7(9, bytes(10)), office.diary)


async def test_what_was_agreed_in_the_conversation_is_kept_with_its_place(office, history: History) -> None:
    since = office.clock.now() - timedelta(minutes=2)
    seated = Seated(history, "visit", since, lambda: False)
    ask = CallbackAsk(NUMBER, "hu", RequestCallback("reception", "reception", 3, 30), seated)
    desk = CallbackRequests(office.called_back).desk()

    assert await desk.request(ask)
    (kept,) = office.book.look(office.clock.now()).waiting
    assert (kept.number, kept.language, kept.queue, kept.min_level, kept.priority) == (
        NUMBER, "hu", "reception", 3, 30,
    )  # fmt: skip
    assert (kept.entered_at, kept.origin_call_id, kept.state) == (since, history.call_id, CallbackState.WAITING)
    assert office.only(CallbackRequested).callback_id == kept.id


async def test_a_number_is_read_as_it_is_dialled_at_home(office) -> None:
    desk = CallbackRequests(office.called_back).desk()
    assert await desk.number_of("06301234567") == NUMBER
    assert await desk.number_of("112") is None


async def test_asked_for_twice_it_is_the_same_callback(office, history: History) -> None:
    requests, now = CallbackRequests(office.called_back), office.clock.now()
    first = await requests.request(history, Wish("visit", "reception", "reception", NUMBER, "hu", now))
    later = Wish("visit-2", "reception", "reception", NUMBER, "hu", now + timedelta(minutes=5))
    assert (await requests.request(history, later)).id == first.id
