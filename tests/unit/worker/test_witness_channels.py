"""Rows of Asterisk's record read as the lives of channels; the rows are those of a real killed engine's calls."""

from collections import defaultdict
from pathlib import Path

import pytest

from ivr.asterisk.cel import CelRecord, parse_line
from ivr.worker.witness_channels import call_id_of, channels_of, fallbacks_of, named_call

FILE = Path(__file__).with_name("engine_killed.cel.csv")


@pytest.fixture
def rows() -> list[CelRecord]:
    return [parse_line(line) for line in FILE.read_text().splitlines()]


def test_every_channel_has_one_life_the_callers_first(rows: list[CelRecord]) -> None:
    channels = channels_of(rows)

    assert len({channel.uniqueid for channel in channels}) == len(channels)
    assert channels[0].uniqueid == rows[0].linkedid
    assert all(channel.started.eventtime <= channel.ended_at for channel in channels)


def test_agents_are_known_by_their_channels(rows: list[CelRecord]) -> None:
    assert {channel.agent for channel in channels_of(rows)[1:]} == {"agent-bela"}


def test_the_fallback_keeps_queue_and_time_of_joining(rows: list[CelRecord]) -> None:
    (fallback,) = fallbacks_of(rows)

    assert fallback.queue == "reception"
    assert fallback.joined_at is not None
    assert fallback.joined_at < fallback.at


def test_rows_without_our_id_get_one_that_is_always_the_same(rows: list[CelRecord]) -> None:
    lives = defaultdict(list)
    for row in rows:
        lives[row.accountcode].append(row)
    unnamed = [row for row in lives.get("", rows) if row.userdeftype != "FALLBACK"]

    assert named_call(unnamed) is None
    assert call_id_of(unnamed) == call_id_of(list(unnamed))
