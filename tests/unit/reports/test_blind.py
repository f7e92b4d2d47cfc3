"""When we did not see what Asterisk did."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.events import AsteriskFound, AsteriskLost, EngineStarted, Event
from ivr.reports.blind import blind_between, blind_intervals, blind_sentences

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return NOON + timedelta(seconds=seconds)


def lost(seconds: int) -> Event:
    return AsteriskLost(event_id=f"lost-{seconds}", at=at(seconds))


def found(seconds: int) -> Event:
    return AsteriskFound(event_id=f"found-{seconds}", at=at(seconds), version="22.10.1")


def test_blind_is_from_lost_to_found() -> None:
    assert blind_intervals([found(0), lost(10), found(14), lost(20), found(21)]) == [(at(10), at(14)), (at(20), at(21))]


def test_asterisk_still_away_is_an_open_interval() -> None:
    assert blind_intervals([found(0), lost(10)]) == [(at(10), None)]


def test_what_is_told_twice_counts_once_in_any_order() -> None:
    assert blind_intervals([found(14), found(13), lost(11), lost(10)]) == [(at(10), at(13))]


def test_restart_of_the_engine_does_not_end_it() -> None:
    started = EngineStarted(event_id="started", at=at(12), version="1")
    assert blind_intervals([lost(10), started, found(14)]) == [(at(10), at(14))]


def test_range_takes_what_touches_it_and_cuts_its_beginning() -> None:
    events = [lost(0), found(5), lost(8), found(12), lost(30), found(31)]
    assert blind_between(events, at(10), at(20)) == [(at(10), at(12))]
    assert blind_between([lost(0)], at(10), at(20)) == [(at(10), None)]


def test_sentence_is_on_the_zones_clock() -> None:
    (closed, still) = blind_sentences([(at(0), at(61)), (at(90), None)], ZoneInfo("Europe/Budapest"))
    assert closed.startswith("blind from 2026-11-22 13:00:00 to 2026-11-22 13:01:01: ")
    assert " to now: " in still


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 50)), max_size=20))
def test_intervals_are_in_order_and_never_overlap(told: list[tuple[bool, int]]) -> None:
    edges = [
        edge for interval in blind_intervals(lost(s) if gone else found(s) for gone, s in told) for edge in interval
    ]
    known = [edge for edge in edges if edge is not None]
    assert known == sorted(known)
    assert None not in edges[:-1]
