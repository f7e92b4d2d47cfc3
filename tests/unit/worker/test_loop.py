"""The back room's round."""

import threading

import pytest

from ivr.worker import loop
from ivr.worker.loop import run


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
