"""The back room's round."""

import json
import threading
from datetime import UTC, datetime

import pytest

from ivr.worker import loop
from ivr.worker.loop import Round

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def run(chores, beat, stop):
    Round(chores, beat, lambda: NOW).run(stop)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr(loop, "ROUND_S", 0)


def test_every_chore_is_done_in_every_round(tmp_path):
    stop, did = threading.Event(), []

    def last():
        did.append("last")
        if len(did) == 4:
            stop.set()

    run({"first": lambda: did.append("first"), "last": last}, tmp_path / "beat", stop)

    assert did == ["first", "last", "first", "last"]


def test_a_chore_that_fails_keeps_nobody_and_is_tried_again(tmp_path, caplog):
    stop, tries = threading.Event(), []

    def fails():
        tries.append(1)
        raise OSError("the disk is full")

    run({"clips": fails, "calls": lambda: stop.set() if len(tries) == 2 else None}, tmp_path / "beat", stop)

    assert len(tries) == 2
    assert "the chore clips failed" in caplog.text


def test_the_heart_beats_while_it_works_only(tmp_path):
    stop, beat = threading.Event(), tmp_path / "beat"
    seen = []

    def look():
        seen.append(beat.exists())
        stop.set()

    run({"look": look}, beat, stop)

    assert seen == [True]
    assert not beat.exists()


def test_stopped_before_it_began_it_does_nothing(tmp_path):
    stop = threading.Event()
    stop.set()

    run({"never": pytest.fail}, tmp_path / "beat", stop)


def test_what_became_of_each_chore_is_written_down(tmp_path):
    stop, told = threading.Event(), []

    def fails():
        raise OSError("the disk is full")

    def look():
        if (tmp_path / "beat").read_text():
            told.append(json.loads((tmp_path / "beat").read_text())["jobs"])
            stop.set()

    run({"clips": fails, "look": look}, tmp_path / "beat", stop)

    assert told[0]["clips"]["failures"] == 1
    assert (told[0]["clips"]["failure"], told[0]["look"]["failure"]) == ("OSError", None)
    assert told[0]["look"]["last_run"] == NOW.isoformat()
