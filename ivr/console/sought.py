"""What programs may ask of a list that a person searches by queue, agent and time."""

from datetime import datetime

from pydantic import AwareDatetime, BaseModel, Field, field_validator

from ivr.console.call_wish import YEARS

NAME = Field(None, max_length=64)


class Sought(BaseModel):
    """What is looked for; `before` is the `next` of the page before."""

    queue: str | None = NAME
    agent: str | None = NAME
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    before: str | None = NAME

    @field_validator("queue", "agent", "before", "number", "call_id", check_fields=False)
    @classmethod
    def one_line(cls, text: str | None) -> str | None:
        """Refuse signs no database keeps."""
        if text is not None and not text.isprintable():
            raise ValueError("signs that cannot be printed")
        return text

    @field_validator("since", "until")
    @classmethod
    def of_our_time(cls, at: datetime | None) -> datetime | None:
        """Refuse times no call was made at."""
        if at is not None and at.year not in YEARS:
            raise ValueError("a year from 2000 to 2099")
        return at
