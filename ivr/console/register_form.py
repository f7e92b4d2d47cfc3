"""Forms of rows that people keep: what skills, teams and pause reasons have in common."""

from dataclasses import replace
from typing import Any, Generic, TypeVar

from ivr.console.catalogue import _, _l
from ivr.console.form import BooleanField, Form, StringField, ValidationError, required
from ivr.errors import FieldError
from ivr.store.pause_reasons import PauseReason
from ivr.store.register import Row

T = TypeVar("T", bound=Row)
MINUTE_S = 60
LONGEST_NUMBER = 8


class RowForm(Form, Generic[T]):
    """A row with a name."""

    name = StringField(_l("Name"), [required()])

    def show(self, row: T) -> None:
        """Fill in what a row has."""
        self.name.data = row.name

    def applied(self, row: T) -> T:
        """The row with what was typed."""
        return replace(row, name=self.name.data)

    def blame(self, refused: FieldError) -> None:
        """Show a refusal beside its field."""
        field: Any = getattr(self, refused.field, self.name)
        field.errors = [_(refused.sentence, **refused.values)]


def _minutes(_form: Form, field: Any) -> None:
    try:
        seconds_of(field.data)
    except (ValueError, OverflowError):
        raise ValidationError(_("Enter minutes, such as 15 or 0.5.")) from None


class PauseReasonForm(RowForm[PauseReason]):
    """A pause reason."""

    limit_s = StringField(_l("Limit in minutes"), [_minutes], render_kw={"inputmode": "decimal"})
    paid = BooleanField(_l("Paid time"))
    auto_unpause = BooleanField(_l("Ends by itself at the limit"))

    def show(self, row: PauseReason) -> None:
        """Fill in what a reason has."""
        super().show(row)
        self.limit_s.data = "" if row.limit_s is None else f"{row.limit_s / MINUTE_S:g}"
        self.paid.data, self.auto_unpause.data = row.paid, row.auto_unpause

    def applied(self, row: PauseReason) -> PauseReason:
        """The reason with what was typed."""
        typed = {"paid": self.paid.data, "auto_unpause": self.auto_unpause.data}
        return replace(super().applied(row), limit_s=seconds_of(self.limit_s.data), **typed)


def seconds_of(minutes: str | None) -> int | None:
    """Minutes as people type them, in seconds; None for none."""
    if not minutes:
        return None
    if len(minutes) > LONGEST_NUMBER:
        raise ValueError(minutes)
    return round(float(minutes.replace(",", ".")) * MINUTE_S)
