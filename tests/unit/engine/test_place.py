import asyncio

from ivr.engine.place import Place
from ivr.errors import ConnectionLost
from ivr.routing.announcements import Announcement


class Knocks:
    def __init__(self, fails: bool = False) -> None:
        self.keys: list[tuple[str, str]] = []
        self.fails = fails
        self.twice = asyncio.Event()

    async def play_dtmf(self, channel: str, key: str) -> bool:
        if self.fails:
            raise ConnectionLost
        self.keys.append((channel, key))
        if len(self.keys) > 1:
            self.twice.set()
        return True


async def test_a_holding_caller_is_knocked_once_for_several_news() -> None:
    knocks = Knocks()
    place = Place("PJSIP/x", knocks, holding=True)

    place.announced(Announcement(60, 1, 40.0, 55.0))
    place.assigned("agent-anna")
    await asyncio.sleep(0)
    place.holding = False
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
    place = Place("PJSIP/x", knocks, holding=True)

    place.overflowed()
    await asyncio.wait_for(knocks.twice.wait(), 5)
    place.holding = False

    assert place.overflow


async def test_who_has_met_the_news_and_holds_again_is_not_knocked_again() -> None:
    knocks = Knocks()
    place = Place("PJSIP/x", knocks, holding=True)

    place.announced(Announcement(60, 1, 40.0, 55.0))
    await asyncio.sleep(0)
    place.announcement = None
    assert place._knocking is not None
    await asyncio.wait_for(place._knocking, 5)

    assert len(knocks.keys) == 1


async def test_knocking_ends_when_asterisk_is_away() -> None:
    place = Place("PJSIP/x", Knocks(fails=True), holding=True)

    place.assigned("agent-anna")
    await asyncio.sleep(0)

    assert place.agent == "agent-anna"


async def test_an_announcement_waits_for_a_hold_that_ends_by_itself() -> None:
    knocks = Knocks()
    place = Place("PJSIP/x", knocks, holding=True, ends_at=asyncio.get_running_loop().time() + 0.5)

    place.announced(Announcement(60, 1, 40.0, 55.0))
    await asyncio.sleep(0)
    assert knocks.keys == []

    place.assigned("agent-anna")
    await asyncio.sleep(0)
    assert knocks.keys == [("PJSIP/x", "D")]
    place.holding = False
