"""What a reminder tells: a text, an appointment or both, kept as plain JSON beside the number it goes to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.calls.values import TEXT_LENGTH
from ivr.errors import AuthorError

NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Message:
    """The words for one person; moments are aware, `timezone` is the person's own if known."""

    text: str | None = None
    appointment_at: datetime | None = None
    name: str | None = None
    timezone: str | None = None

    def __post_init__(self) -> None:
        if not (self.text or self.appointment_at):
            raise AuthorError("a reminder needs a text or an appointment", key="text")
        for key, words, longest in (("text", self.text, TEXT_LENGTH), ("name", self.name, NAME_LENGTH)):
            if words and (len(words) > longest or not words.isprintable()):
                raise AuthorError(f"a reminder's {key} is one line of at most {longest} characters", key=key)
        if self.appointment_at is not None and self.appointment_at.tzinfo is None:
            raise AuthorError(f"the time {self.appointment_at} needs an offset, such as +01:00", key="appointment")

    def to_plain(self) -> dict[str, Any]:
        """Return the message as JSON values."""
        appointment = self.appointment_at.isoformat() if self.appointment_at else None
        return {"text": self.text, "appointment_at": appointment, "name": self.name, "timezone": self.timezone}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Message":
        """Return the message those JSON values stand for."""
        appointment = plain.get("appointment_at")
        moment = datetime.fromisoformat(appointment) if appointment else None
        return cls(plain.get("text"), moment, plain.get("name"), plain.get("timezone"))
