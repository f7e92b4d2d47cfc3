"""The words for an announcement."""

import pytest

from ivr.calls.values import Duration
from ivr.routing.promises import Announcement
from ivr.routing.wait_phrases import wait_phrases


@pytest.mark.parametrize(
    ("announcement", "prompts"),
    [
        (Announcement(None, 3, None, None), ["no_agents"]),
        (Announcement(None, 2, 50.0, 90.0), ["please_hold"]),
        (Announcement(None, 1, 50.0, 90.0, tells_position=True), ["you_are_next"]),
        (Announcement(60, 2, 30.0, 50.0), ["expected_wait"]),
        (Announcement(60, 1, 30.0, 50.0, tells_position=True), ["you_are_next", "expected_wait"]),
        (Announcement(60, 2, 30.0, 50.0, tells_position=True), ["position", "expected_wait"]),
        (Announcement(60, 2, 30.0, 50.0, apologises=True), ["longer_wait", "expected_wait"]),
        (Announcement(600, 2, 380.0, 500.0, seconds_lower=240), ["expected_range"]),
    ],
)
def test_what_is_said(announcement, prompts):
    assert [say.prompt for say in wait_phrases(announcement)] == prompts


def test_a_range_has_both_its_ends():
    (say,) = wait_phrases(Announcement(600, 2, 380.0, 500.0, seconds_lower=240))
    assert dict(say.values) == {"least": Duration(240), "most": Duration(600)}
