"""Events are facts: they cannot be changed, and they say who saw them."""

import dataclasses
from datetime import UTC, datetime

import pytest

from ivr.calls.events import LanguageChosen

CHOSEN = LanguageChosen(event_id="1", at=datetime(2026, 11, 22, tzinfo=UTC), call_id="c", language="hu")


def test_an_event_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        CHOSEN.language = "en"  # type: ignore[misc]


def test_we_saw_it_unless_another_witness_is_named() -> None:
    assert CHOSEN.witness == "engine"
