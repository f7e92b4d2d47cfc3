"""How the installation is."""

import os
from datetime import timedelta

import pytest

from ivr.calls.events import AsteriskFound, AsteriskLost
from ivr.console.condition import condition, heartbeat, spool
from ivr.console.source import Source
from ivr.store import call_events

BEAT = '{"loop_lag_ms": {"p50": 0.1, "p99": 2.5, "worst": 9.0}}\n'


@pytest.fixture
def beating(settings, clock):
    settings.heartbeat_path.parent.mkdir(parents=True, exist_ok=True)
    settings.heartbeat_path.write_text(BEAT)
    os.utime(settings.heartbeat_path, (clock().timestamp() - 1,) * 2)
    return settings


def test_the_engine_tells_how_late_its_loop_is(beating, clock) -> None:
    beat = heartbeat(beating, clock())
    assert (beat.is_alive, beat.lag_p99_ms) == (True, 2.5)


def test_an_old_beat_is_no_life(beating, clock) -> None:
    assert not heartbeat(beating, clock() + timedelta(seconds=10)).is_alive


@pytest.mark.parametrize("text", ["", "{", "[]", '{"loop_lag_ms": 3}'])
def test_a_beat_that_cannot_be_read_is_none_or_bare(beating, clock, text: str) -> None:
    beating.heartbeat_path.write_text(text)
    beat = heartbeat(beating, clock())
    assert beat is None or beat.lag_p99_ms is None


def test_asterisk_is_seen_until_it_is_lost(beating, database, clock) -> None:
    now = clock()
    assert condition(Source(beating, database, clock)).sees_asterisk
    with database.write() as connection:
        found = AsteriskFound(event_id="f", at=now - timedelta(seconds=90), version="22")
        lost = AsteriskLost(event_id="l", at=now - timedelta(seconds=30))
        call_events.append(connection, [found, lost])
    after = condition(Source(beating, database, clock))
    assert (after.sees_asterisk, after.blind_today_s) == (False, 30.0)


def test_what_waits_in_the_spool_has_an_age(tmp_path, clock) -> None:
    for number, name in enumerate(("1.jsonl", "2.jsonl")):
        (tmp_path / name).write_text("{}\n")
        os.utime(tmp_path / name, (clock().timestamp() - 60 + number,) * 2)
    waiting = spool(tmp_path, clock())
    assert (waiting.files, waiting.bytes, round(waiting.oldest_s)) == (2, 6, 60)
