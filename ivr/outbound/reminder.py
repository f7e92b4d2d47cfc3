"""What a reminder tells: a text, an appointment, an amount to pay, kept as plain JSON beside the number it goes to."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ivr.calls.values import TEXT_LENGTH, Money
from ivr.errors import AuthorError

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Message:
    """The words for one person; moments are aware, `timezone` is the person's own if known."""

    text: str | None = None
    appointment_at: datetime | None = None
    name: str | None = None
    timezone: str | None = None
    amount: Money | None = None

    def __post_init__(self) -> None:
        if not (self.text or self.appointment_at or self.amount):
            raise AuthorError("a reminder needs a text, an appointment or an amount", key="text")
        for key, words, longest in (("text", self.text, TEXT_LENGTH), ("name", self.name, NAME_LENGTH)):
            if words and (len(words) > longest or not words.isprintable()):
                raise AuthorError(f"a reminder's {key} is one line of at most {longest} characters", key=key)
        if self.appointment_at is not None and self.appointment_at.tzinfo is None:
            raise AuthorError(f"the time {self.appointment_at} needs an offset, such as +01:00", key="appointment")
        if self.amount is not None and self.amount.minor_units <= 0:
            raise AuthorError("an amount to pay is more than nothing", key="amount")

    def to_plain(self) -> dict[str, Any]:
        """Return the message as JSON values."""
        return {
            "text": self.text,
            "appointment_at": self.appointment_at.isoformat() if self.appointment_at else None,
            "name": self.name,
            "timezone": self.timezone,
            "amount": asdict(self.amount) if self.amount else None,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Message":
        """Return the message those JSON values stand for."""
        appointment, amount = plain.get("appointment_at"), plain.get("amount")
        moment = datetime.fromisoformat(appointment) if appointment else None
        money = Money(**amount) if amount else None
        return cls(plain.get("text"), moment, plain.get("name"), plain.get("timezone"), money)
