"""Recorded talks are taken over when they are over, kept as long as they may be, and removed."""

import os
import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallEnded
from ivr.calls.ids import uuid7
from ivr.calls.recording_events import TalkRecorded, TalkRecordingBegan
from ivr.store import call_events, talk_recordings
from ivr.store.talk_recordings import file_of
from ivr.worker.talks import FORGOTTEN_S, QUIET_S, Talks

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = uuid7(1_700_000_000_000, bytes(10))
LEG = f"{CALL}-1"
TALK = {"visit_id": "v", "leg_id": LEG, "agent": "agent-anna", "queue": "bank", "keep_days": 30, "connected_at": NOON}
QUIET, LONG_QUIET = NOON + timedelta(seconds=QUIET_S), NOON + timedelta(seconds=FORGOTTEN_S + 1)


@pytest.fixture
def talks(tmp_path: Path, fresh):
    database = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    (tmp_path / "spool").mkdir()
    yield Talks(database, tmp_path / "spool", tmp_path)
    database.close()


def spoken(talks: Talks, seconds: int = 2) -> list[Path]:
    files = [talks.spool / f"{LEG}.{side}.wav" for side in ("caller", "agent")]
    for file in files:
        with wave.open(str(file), "wb") as sound:
            sound.setparams((1, 2, 8000, 0, "NONE", ""))
            sound.writeframes(np.full(8000 * seconds, 100, "<i2").tobytes())
        os.utime(file, (NOON.timestamp(), NOON.timestamp()))
    return files


def tell(talks: Talks, kind, at: datetime = NOON, **fields) -> None:
    with talks.database.write() as connection:
        call_events.append(connection, [kind(event_id=kind.__name__, at=at, call_id=CALL, **fields)])


def ended(talks: Talks) -> None:
    tell(talks, CallEnded, QUIET, disposition=Disposition.SERVED, hung_up_by=Party.CALLER)


def known(talks: Talks):
    with talks.database.read() as connection:
        return talk_recordings.of(connection, LEG)


def test_a_talk_that_is_over_is_kept_with_its_facts(talks: Talks) -> None:
    files = spoken(talks)
    tell(talks, TalkRecorded, **TALK, pauses=(0.5, 1.0))
    assert talks.round(QUIET) == 1
    kept = known(talks)
    assert (kept.call_id, kept.queue, kept.seconds, kept.pauses) == (CALL, "bank", 2.0, (0.5, 1.0))
    assert kept.keep_until == NOON + timedelta(days=30)
    assert kept.bytes == file_of(talks.home, LEG).stat().st_size
    assert not any(file.exists() for file in files)


def test_a_file_asterisk_still_writes_is_left_alone(talks: Talks) -> None:
    spoken(talks)
    tell(talks, TalkRecorded, **TALK)
    assert talks.round(NOON + timedelta(seconds=1)) == 0


def test_of_an_engine_that_was_killed_the_talk_is_kept_when_its_call_is_over(talks: Talks) -> None:
    spoken(talks)
    tell(talks, TalkRecordingBegan, **TALK)
    assert talks.round(QUIET) == 0
    ended(talks)
    assert talks.round(QUIET) == 1
    assert known(talks).has_file


def test_what_nobody_asked_to_record_is_removed_when_nothing_can_be_told_any_more(talks: Talks) -> None:
    files = spoken(talks)
    ended(talks)
    assert talks.round(QUIET) == 0
    assert talks.round(LONG_QUIET) == 1
    assert known(talks) is None
    assert not any(file.exists() for file in files)


def test_a_worker_killed_before_it_removed_the_sides_does_it_again(talks: Talks) -> None:
    spoken(talks)
    tell(talks, TalkRecorded, **TALK)
    talks.round(QUIET)
    before = known(talks)
    spoken(talks)
    assert talks.round(QUIET) == 1
    assert known(talks) == before


def test_when_its_time_is_over_the_file_goes_and_its_row_says_why(talks: Talks) -> None:
    spoken(talks)
    tell(talks, TalkRecorded, **TALK)
    talks.round(QUIET)
    assert talks.round(NOON + timedelta(days=31)) == 2
    assert not file_of(talks.home, LEG).exists()
    assert (known(talks).has_file, known(talks).deleted_by) == (False, "worker")


def test_a_legal_hold_wins_over_the_time(talks: Talks) -> None:
    spoken(talks)
    tell(talks, TalkRecorded, **TALK)
    talks.round(QUIET)
    with talks.database.write() as connection:
        talk_recordings.hold(connection, LEG, held=True)
    assert talks.round(NOON + timedelta(days=4000)) == 0
    assert file_of(talks.home, LEG).exists()
