from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition
from ivr.contacts.contact import Contact
from ivr.errors import AuthorError, IllegalTransition, Misuse
from ivr.outbound.reminder import TRANSITIONS, Reminder, ReminderEvent, ReminderState, final_event

AT = datetime(2026, 11, 23, 11, tzinfo=UTC)
ANNA = Contact.of("+3612345678", "Anna", "hu")


def reminder(**changed):
    return Reminder(**({"id": "r1", "contact": ANNA, "due_at": AT, "language": "hu", "text": "Hello"} | changed))


def after(*events):
    one = reminder()
    for event in events:
        one = one.after(event)
    return one


def test_every_state_has_a_row():
    assert set(TRANSITIONS) == set(ReminderState)


def test_a_confirmed_reminder_is_over():
    one = after(ReminderEvent.FALL_DUE, ReminderEvent.START, ReminderEvent.CONFIRM)
    assert one.is_over
    assert one.state is ReminderState.CONFIRMED


def test_what_is_over_cannot_be_called_again():
    with pytest.raises(IllegalTransition, match=r"start.*cancelled"):
        after(ReminderEvent.START, ReminderEvent.CANCEL, ReminderEvent.START)


def test_a_retry_is_scheduled_for_its_time():
    one = after(ReminderEvent.START).retried_at(AT + timedelta(minutes=10))
    assert (one.state, one.due_at) == (ReminderState.SCHEDULED, AT + timedelta(minutes=10))


def test_it_is_due_from_its_time_on():
    assert reminder().is_due(AT)
    assert not reminder().is_due(AT - timedelta(seconds=1))
    assert not after(ReminderEvent.START).is_due(AT)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"text": None}, "text"),
        ({"text": "a" * 501}, "text"),
        ({"text": "a\nb"}, "text"),
        ({"due_at": datetime(2026, 1, 1)}, "at"),
        ({"appointment_at": datetime(2026, 1, 1)}, "appointment"),
    ],
)
def test_what_is_wrong_is_named(wrong, key):
    with pytest.raises(AuthorError) as caught:
        reminder(**wrong)
    assert caught.value.key == key


def test_an_appointment_alone_is_enough():
    assert reminder(text=None, appointment_at=AT).appointment_at == AT


def test_every_end_of_a_reminders_call_has_a_state():
    never = {Disposition.SELF_SERVED, Disposition.LEFT_MENU, Disposition.FEATURE}
    for disposition in set(Disposition) - never:
        assert after(ReminderEvent.START, final_event(disposition)).is_over


def test_an_end_that_cannot_be_is_misuse():
    with pytest.raises(Misuse):
        final_event(Disposition.FEATURE)
