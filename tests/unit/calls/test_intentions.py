"""Intentions to and from JSON, and how long each is worth performing."""

import pytest

from ivr.calls.intentions import (
    HangUpCall,
    Intention,
    LogOutAgent,
    PauseAgent,
    ReloadPhones,
    UnpauseAgent,
    from_plain,
    lives_s,
    to_plain,
)
from ivr.errors import Misuse

ANNA = "agent-anna"


@pytest.mark.parametrize(
    "intention",
    [PauseAgent(ANNA, "lunch"), UnpauseAgent(ANNA), LogOutAgent(ANNA), HangUpCall("call-1"), ReloadPhones()],
)
def test_an_intention_survives_the_way_through_the_database(intention: Intention) -> None:
    assert from_plain(to_plain(intention)) == intention


@pytest.mark.parametrize("plain", [{}, {"kind": "Shout"}, {"kind": "HangUpCall"}, {"kind": "HangUpCall", "who": "me"}])
def test_what_is_no_intention_is_refused(plain: dict[str, str]) -> None:
    with pytest.raises(Misuse):
        from_plain(plain)


def test_a_click_is_meant_for_now_and_a_reload_may_come_later() -> None:
    assert (lives_s(HangUpCall("call-1")), lives_s(ReloadPhones())) == (5.0, 60.0)
