"""A person we may call."""

from dataclasses import dataclass

from ivr.contacts.number import PhoneNumber, phone_number, zones_of
from ivr.errors import AuthorError
from ivr.hours.zone import zone

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Contact:
    """Number, name, language (such as hu) and, where known, the person's own time zone."""

    number: PhoneNumber
    name: str
    language: str
    own_zone: str | None = None

    def __post_init__(self) -> None:
        if len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise AuthorError(f"a name is one line of at most {LONGEST_NAME} characters", key="name")
        if not (2 <= len(self.language) <= 3 and self.language.isascii() and self.language.islower()):
            raise AuthorError(f"{self.language!r} is not a language code such as hu", key="language")
        if self.own_zone is not None:
            zone(self.own_zone)

    @classmethod
    def of(
        cls, number: str, name: str, language: str, own_zone: str | None = None, region: str | None = None
    ) -> "Contact":
        """Return the contact with its number read from text, or raise AuthorError."""
        return cls(phone_number(number, region), name, language, own_zone)

    @property
    def zones(self) -> tuple[str, ...]:
        """The time zones that count for calling: the person's own, else all the number may be in."""
        return (self.own_zone,) if self.own_zone else zones_of(self.number)
