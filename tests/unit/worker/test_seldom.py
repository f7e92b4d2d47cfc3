"""Objects are looked for seldom only as long as rows go through."""

import gc

from ivr.worker.seldom import MADE, collected_seldom


def test_the_search_is_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with collected_seldom():
        assert (gc.get_threshold()[0], gc.get_freeze_count() > 0) == (MADE, True)
    assert (gc.get_threshold(), gc.get_freeze_count()) == (before, 0)
