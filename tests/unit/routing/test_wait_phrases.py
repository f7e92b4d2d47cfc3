import pytest

from ivr.routing.announcements import Announcement
from ivr.routing.wait_phrases import wait_phrases


@pytest.mark.parametrize(
    ("announcement", "prompts"),
    [
        (Announcement(None, 3, None, None), ["no_agents"]),
        (Announcement(None, 1, 5.0, 9.0), ["you_are_next"]),
        (Announcement(None, 2, 5.0, 9.0), ["please_hold"]),
        (Announcement(60, 1, 30.0, 50.0), ["you_are_next", "expected_wait"]),
        (Announcement(60, 2, 30.0, 50.0), ["position", "expected_wait"]),
    ],
)
def test_the_promise_and_the_place_are_said(announcement, prompts):
    assert [say.prompt for say in wait_phrases(announcement)] == prompts
