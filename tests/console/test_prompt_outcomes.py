"""The worker's sentences in the reader's language."""

import pytest

from ivr.console.catalogue import reading_as
from ivr.console.prompt_outcomes import reason, state
from ivr.store.recording_wishes import RecordingDeed, RecordingOutcome, RecordingWish

REFUSED = RecordingOutcome.REFUSED


def wish(outcome: RecordingOutcome | None, said: str | None = None) -> RecordingWish:
    return RecordingWish("id", "welcome", "en", RecordingDeed.HAND_IN, "Anna", None, None, outcome, said)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("the clip holds nothing but silence", "Csak csend van benne."),
        ("the file is larger than 20 MB", "20 MB-nál nagyobb."),
        ("the sound cannot be read: ffmpeg says 'x'", "Ez nem olvasható hangfájl."),
        ("the disk is full", "the disk is full"),
    ],
)
def test_why_it_was_refused_is_said_in_the_readers_language(app, said, shown) -> None:
    with app.test_request_context(), reading_as("hu", "UTC"):
        assert reason(wish(REFUSED, said)) == shown


def test_each_outcome_has_a_word_and_a_mood(app) -> None:
    with app.test_request_context():
        moods = [state(wish(outcome))[0] for outcome in (None, RecordingOutcome.DONE, REFUSED)]
    assert moods == ["calm", "good", "bad"]
