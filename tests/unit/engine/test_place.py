import asyncio

import pytest

from ivr.engine.place import Hears, Place
from ivr.errors import ConnectionLost
from ivr.routing.promises import Announcement


class Knocks:
    is_up = True

    def __init__(self, fails: bool = False) -> None:
        self.keys: list[tuple[str, str]] = []
        self.fails = fails
        self.at_least_once, self.twice = asyncio.Event(), asyncio.Event()

    async def play_dtmf(self, channel: str, key: str) -> bool:
        if self.fails:
            raise ConnectionLost
        self.keys.append((channel, key))
        self.at_least_once.set()
        if len(self.keys) > 1:
            self.twice.set()
        return True


async def test_a_holding_caller_is_knocked_once_for_several_news() -> None:
    knocks = Knocks()
    place = Place("PJSIP/x", knocks, hears=Hears.MUSIC)

    place.announced(Announcement(60, 1, 40.0, 55.0))
    place.assigned("agent-anna")
    await asyncio.sleep(0)
    place.hears = Hears.NOTHING
    await asyncio.sleep(0)

    assert knocks.keys == [("PJSIP/x", "D")]
    assert place.agent == "agent-anna"
    assert place.announcement is not None


async def test_nobody_knocks_while_nothing_can_be_ended_by_a_key() -> None:
    knocks = Knocks()

    Place("PJSIP/x", knocks).assigned("agent-anna")
    await asyncio.sleep(0)

    assert knocks.keys == []


async def test_a_lost_knock_is_repeated_until_the_caller_looks_up() -> None:
    knocks = Knocks()
    place = Place("PJSIP/x", knocks, hears=Hears.MUSIC)

    place.overflowed(None)
    await asyncio.wait_for(knocks.twice.wait(), 60)
    place.hears = Hears.NOTHING

    assert place.overflow


async def test_who_has_met_the_news_and_holds_again_is_not_knocked_again() -> None:
    knocks = Knocks()
    place = Place("PJSIP/x", knocks, hears=Hears.MUSIC)

    place.announced(Announcement(60, 1, 40.0, 55.0))
    await asyncio.sleep(0)
    place.announcement = None
    assert place._knocking is not None
    await asyncio.wait_for(place._knocking, 60)

    assert len(knocks.keys) == 1


async def test_who_was_knocked_for_while_the_manager_was_away_is_knocked_for_when_it_is_back() -> None:
    knocks = Knocks(fails=True)
    place = Place("PJSIP/x", knocks, hears=Hears.MUSIC)

    place.assigned("agent-anna")
    await asyncio.sleep(0)
    knocks.fails = False
    await asyncio.wait_for(knocks.at_least_once.wait(), 60)
    place.hears = Hears.NOTHING

    assert place.agent == "agent-anna"


async def test_an_announcement_waits_for_a_hold_that_ends_by_itself() -> None:
    knocks = Knocks()
    place = Place("PJSIP/x", knocks, hears=Hears.MUSIC, ends_at=asyncio.get_running_loop().time() + 0.5)

    place.announced(Announcement(60, 1, 40.0, 55.0))
    await asyncio.sleep(0)
    assert knocks.keys == []

    place.assigned("agent-anna")
    await asyncio.sleep(0)
    assert knocks.keys == [("PJSIP/x", "D")]
    place.hears = Hears.NOTHING


@pytest.mark.parametrize("hears", [Hears.MUSIC, Hears.WORDS])
async def test_who_hears_words_is_knocked_only_to_leave_his_seat(hears: Hears) -> None:
    knocks = Knocks()
    place = Place("PJSIP/x", knocks, hears=hears)

    place.announced(Announcement(60, 1, 40.0, 55.0))
    place.offered_callback()
    await asyncio.sleep(0)
    assert bool(knocks.keys) is (hears is Hears.MUSIC)

    place.overflowed("queue:nurse")
    await asyncio.wait_for(knocks.at_least_once.wait(), 60)
    place.hears = Hears.NOTHING
    assert place.is_called


async def test_what_he_hears_is_over_however_it_ends() -> None:
    place = Place("PJSIP/x", Knocks())

    with pytest.raises(ConnectionLost), place.hearing(Hears.WORDS):
        raise ConnectionLost

    assert place.hears is Hears.NOTHING
