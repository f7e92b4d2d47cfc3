"""What callbacks come to, and the service level told both ways."""

from ivr.outbound.callback import OPEN as OPEN_STATES
from ivr.reports.callbacks import OPEN, REACHED, Asked, callback_figures, level_with_callbacks
from ivr.reports.counts import Counts
from ivr.reports.ratios import service_level


def test_the_waits_of_the_connected_ones_stand_apart() -> None:
    asked = [
        Asked("connected", 1, 60.0),
        Asked("connected", 2, 300.0),
        Asked("merged", 0, None),
        Asked("expired", 3, None),
        Asked("waiting", 0, None),
    ]
    found = callback_figures(asked)
    assert (found.requested, found.open, found.attempted, found.reached, found.connected) == (5, 1, 3, 2, 2)
    assert (found.mean_wait_s, found.median_wait_s, found.longest_wait_s) == (180.0, 180.0, 300.0)
    assert (found.expired, found.merged, found.connected_share) == (1, 1, 0.75)


def test_of_nothing_there_is_no_figure() -> None:
    found = callback_figures([])
    assert (found.requested, found.mean_wait_s, found.connected_share) == (0, None, None)


def test_service_level_is_told_both_ways() -> None:
    counts = Counts(offered=10, answered=6, answered_within=6, callback=4)
    assert (service_level(counts), level_with_callbacks(counts)) == (1.0, 0.6)
    assert level_with_callbacks(Counts()) is None


def test_words_of_states_are_those_of_callbacks() -> None:
    assert {state.value for state in OPEN_STATES} == OPEN
    assert {"confirmed", "connected", "abandoned"} == REACHED
