"""Which part of the centre is wished for."""

from ivr.console.board_wish import LONGEST, BoardWish
from ivr.store.agents import Agent
from ivr.store.queues import Queue

NURSE = Queue("nurse", "Nurse", "nurse", project="bank")


def test_a_wish_comes_back_from_its_address() -> None:
    wish = BoardWish(project="a&b", team="front desk")
    assert BoardWish.of_part(wish.part) == wish


def test_nothing_is_wished_by_an_empty_address() -> None:
    assert BoardWish.of({"other": "x"}) == BoardWish()
    assert BoardWish().part == ""


def test_an_address_of_any_length_is_a_short_wish() -> None:
    assert len(BoardWish.of({"queue": "q" * 5000}).queue) == LONGEST


def test_a_queue_is_taken_by_its_id_and_its_project() -> None:
    wishes = [BoardWish(), BoardWish(queue="nurse"), BoardWish(project="bank"), BoardWish(queue="other")]
    assert [wish.takes_queue(NURSE) for wish in wishes] == [True, True, True, False]
    assert not BoardWish(queue="nurse", project="clinic").takes_queue(NURSE)


def test_an_agent_is_taken_by_his_team() -> None:
    anna = Agent("agent-anna", "Anna", team="front")
    assert [BoardWish(team=team).takes_agent(anna) for team in ("", "front", "back")] == [True, True, False]
