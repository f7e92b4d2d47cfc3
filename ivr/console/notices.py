"""What a page says after something was done, with the way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, get_flashed_messages

CATEGORY = "notice"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence; `undo` is the address that takes the deed back, with what it must be sent."""

    text: str
    mood: str = "good"
    undo: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


def say(text: str, *, mood: str = "good", undo: str | None = None, fields: Mapping[str, Any] | None = None) -> None:
    """Show a notice with the next page or fragment of this person."""
    flash({"text": text, "mood": mood, "undo": undo, "fields": dict(fields or {})}, CATEGORY)  # type: ignore[arg-type]


def notices() -> list[Notice]:
    """What is to be said now, each once."""
    return [Notice(**said) for said in get_flashed_messages(category_filter=[CATEGORY])]  # type: ignore[arg-type]
