"""`worker` does its chores until it is asked to stop."""

import os
import signal
import threading

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli import worker
from ivr.cli.app import run


@pytest.fixture(autouse=True)
def _signals_as_before():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, answer in before.items():
        signal.signal(number, answer)


def test_the_worker_renders_ahead_beside_its_chores_and_stops_when_asked(tmp_path, monkeypatch):
    ahead, did, priorities = threading.Event(), [], []

    def chore():
        did.append(ahead.wait(5))
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    monkeypatch.setattr(worker, "log_to_stderr", lambda: None)
    monkeypatch.setattr(worker, "render_ahead", lambda *_: ahead.set())
    monkeypatch.setattr(worker, "chores", lambda *_: {"one": chore})
    monkeypatch.setattr(worker, "give_way", priorities.append)
    first_settings(tmp_path, tmp_path, "local", {})

    assert run(["worker"]) == 0
    assert did == [True]
    assert priorities == [worker.NICE]
    assert not (tmp_path / "worker.heartbeat").exists()
