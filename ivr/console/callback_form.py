"""The form of a callback somebody adds by hand: whom, from which queue, and when."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ivr.console.catalogue import _, _l
from ivr.console.form import Form, SelectField, StringField, required
from ivr.contacts.number import phone_number
from ivr.errors import AuthorError, FieldError
from ivr.hours.schedule import Schedule
from ivr.outbound.chosen_time import time_refusal
from ivr.outbound.destination import allowed_destination
from ivr.store.queues import Queue

NOT_CALLABLE = "This is not a number we may call: write it as +3612345678."
NOT_A_TIME = "Enter a day and a time."
# Written in English where they arise, some in outbound/chosen_time; shown by `_(sentence)`.
REFUSALS = (
    _l("This is not a number we may call: write it as +3612345678."),
    _l("Enter a day and a time."),
    _l("This time is over."),
    _l("Choose a time within the next seven days."),
    _l("The centre is closed then: choose a time within its opening hours."),
)


class CallbackForm(Form):
    """A callback."""

    number = StringField(_l("Number"), [required()], render_kw={"inputmode": "tel", "autocomplete": "off"})
    queue = SelectField(_l("Queue"))
    language = SelectField(_l("Language"))
    at = StringField(_l("When"))

    def offer(self, queues: tuple[Queue, ...], languages: list[str]) -> None:
        """Offer what can be chosen."""
        self.queue.choices = [(one.id, one.name) for one in queues if one.active]
        self.language.choices = [(one, one) for one in languages]

    def blame(self, refused: FieldError) -> None:
        """Show a refusal beside its field."""
        field: Any = getattr(self, refused.field, self.number)
        field.errors = [_(refused.sentence, **refused.values)]


def callable_number(text: str, region: str, regions: tuple[str, ...]) -> str:
    """The number as E.164; FieldError when we may not call it."""
    try:
        return allowed_destination(phone_number(text, region).e164, regions).e164
    except AuthorError:
        raise FieldError("number", NOT_CALLABLE) from None


def chosen_time(text: str | None, where: ZoneInfo, schedule: Schedule, now: datetime) -> datetime | None:
    """The moment typed (without offset: in this zone), None for as soon as possible; FieldError when it cannot be."""
    if not text:
        return None
    try:
        typed = datetime.fromisoformat(text)
    except ValueError:
        raise FieldError("at", NOT_A_TIME) from None
    at = typed if typed.tzinfo else typed.replace(tzinfo=where)
    if refusal := time_refusal(at, now, schedule):
        raise FieldError("at", refusal)
    return at
