"""Pages of this moment while the engine does not tell."""

import os
from datetime import timedelta

import pytest

from ivr.access.role import Role
from ivr.console.engine_silence import silence

PAGES = ("/wallboard", "/wallboard/screen", "/calls", "/agents")


@pytest.fixture
def beat(settings, clock):
    """The engine's last beat, so many seconds ago."""

    def beaten(ago_s: float) -> None:
        settings.heartbeat_path.write_text("{}")
        os.utime(settings.heartbeat_path, (clock().timestamp() - ago_s,) * 2)

    return beaten


def test_while_it_beats_nothing_is_said(app, as_role, beat) -> None:
    beat(1)
    with app.app_context():
        assert silence() is None
    assert "The engine does not" not in as_role(Role.SUPERVISOR).get("/wallboard").text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_as_of_when_it_is(as_role, beat, path: str) -> None:
    beat(75)
    assert "this is as of 09:58:45, Europe/Budapest" in as_role(Role.SUPERVISOR).get(path).text


@pytest.mark.parametrize("path", PAGES)
def test_of_an_engine_that_does_not_run_nothing_is_known(as_role, path: str) -> None:
    assert "The engine does not run" in as_role(Role.SUPERVISOR).get(path).text


def test_a_page_that_is_open_is_told_when_the_engine_falls_silent(as_role, beat, line, first_sent, clock) -> None:
    beat(1)
    through = {"gunicorn.socket": line[0]}
    answer = as_role(Role.SUPERVISOR).get("/calls/live", environ_overrides=through, buffered=False)
    assert "The engine does not" not in first_sent(answer)
    clock.at += timedelta(seconds=30)
    got = b""
    while not got.endswith(b"\n\n\r\n"):
        got += line[1].recv(1 << 16)
    assert b"this is as of 09:59:59" in got
