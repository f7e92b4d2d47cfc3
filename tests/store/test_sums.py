"""Counts are kept as whole numbers, and can be taken away again."""

from ivr.reports.counts import Counts
from ivr.store.sums import add, column_of, kept

NAMES = ("answered", "talk_s")


def test_what_is_added_and_taken_away_leaves_nothing_behind() -> None:
    sums = {"answered": 0, "talk_us": 0}
    for sign in (1, 1, -1, -1):
        add(sums, Counts(answered=1, talk_s=0.1 + 0.2), NAMES, sign)
    assert sums == {"answered": 0, "talk_us": 0}


def test_seconds_are_kept_as_whole_microseconds() -> None:
    assert (column_of("talk_s"), column_of("answered")) == ("talk_us", "answered")
    assert kept(Counts(talk_s=1.0000004).talk_s, "talk_s") == 1_000_000
    assert kept(Counts().longest_wait_s, "longest_wait_s") is None
