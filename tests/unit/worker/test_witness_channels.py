"""Rows of Asterisk's record read as the lives of channels; the rows are those of a real killed engine's calls."""

from collections import defaultdict
from pathlib import Path

import pytest

from ivr.asterisk.cel import CelRecord, parse_line
from ivr.worker.witness_channels import call_id_of, channels_of, connected_of, fallbacks_of, is_named_by_one, named_call

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


def attended(linkedid: str, file: str = "attended.cel.csv") -> list[CelRecord]:
    rows = map(parse_line, FILE.with_name(file).read_text().splitlines())
    return [row for row in rows if row.linkedid == linkedid]


def test_an_agent_a_caller_was_connected_with_is_known_by_the_callers_own_rows() -> None:
    caller = attended("1795380828.11")
    assert [one.agent for one in connected_of(caller)] == ["agent-maria"]
    assert [channel.agent for channel in channels_of(caller)[1:]] == ["agent-julia"]
    assert connected_of(attended("1795380831.16")) == []


def test_a_channel_that_went_into_another_call_left_this_one_when_it_left_its_bridge() -> None:
    asking, asked = channels_of(attended("1795380831.16"))
    assert (asking.agent, asked.agent) == ("agent-julia", "agent-maria")
    assert asked.ended_at <= asking.ended_at


def test_rows_that_name_two_calls_are_not_taken_at_their_word(rows: list[CelRecord]) -> None:
    assert is_named_by_one(rows)
    assert not is_named_by_one(attended("1795380828.11"))
    assert named_call(attended("1795380828.11"))


def test_it_is_the_same_when_the_phone_asked_for_it_in_its_other_call() -> None:
    """Then the agent comes into the caller's bridge."""
    caller = attended("1795383438.10", "attended_otherwise.cel.csv")
    (maria,) = connected_of(caller)
    assert (maria.agent, round((maria.until - maria.at).total_seconds(), 1)) == ("agent-maria", 4.0)
    assert [channel.agent for channel in channels_of(caller)[1:]] == ["agent-julia"]
