"""app_queue's choices, look by look."""

from ivr.routing.actions import Assign
from ivr.simulation.app_queue import AppQueue
from ivr.simulation.centre import Lognormal, PlannedCall, Rate, Scenario, Shift, Skill, Staffed
from ivr.simulation.queue_state import QueueRules

TIME = Lognormal(60, 0.5)


def agent(name, **levels):
    return Staffed(name, levels, (Shift(0, 1000),))


def call(name, skill="tech"):
    return PlannedCall(name, 0.0, skill, 1000.0, 60.0, 0.0)


def house(*agents, weights=(("tech", 0), ("sales", 0)), **rules):
    skills = tuple(Skill(name, (Rate(0, 60),), TIME, TIME, 100, priority_s=weight) for name, weight in weights)
    queue = AppQueue(Scenario("two", skills, agents, 1000), QueueRules(**rules))
    for one in agents:
        queue.agent_login(0, one)
    return queue


def serve(queue, t, plan, one, seconds=10):
    queue.call_answered(t, plan, one)
    queue.call_ended(t + seconds, plan, one)
    queue.agent_free(t + seconds, one)


ANNA, BELA = agent("anna", tech=5, sales=5), agent("bela", tech=5)


def test_a_waiting_caller_looks_once_a_second_from_his_own_joining_on():
    queue = house(BELA)
    first, second = call("1"), call("2")
    assert queue.add_call(0.0, first) == [Assign("1", "bela")]
    assert queue.add_call(0.4, second) == []
    assert queue.next_wakeup() == 1.4
    assert queue.tick(1.4) == []
    serve(queue, 2.0, first, BELA, seconds=0.1)
    assert [queue.tick(t) for t in (2.3, 2.4)] == [[], [Assign("2", "bela")]]


def test_round_robin_takes_turns():
    queue = house(ANNA, BELA)
    order = []
    for number in range(4):
        plan = call(str(number))
        (given,) = queue.add_call(100.0 * number, plan)
        order.append(given.agent)
        serve(queue, 100.0 * number + 2, plan, ANNA if given.agent == "anna" else BELA)
    assert order == ["anna", "bela", "anna", "bela"]


def test_a_lower_penalty_comes_first_whoever_s_turn_it_is():
    queue = house(agent("new", tech=2), agent("expert", tech=9))
    assert queue.add_call(0, call("1")) == [Assign("1", "expert")]
    assert queue.add_call(0, call("2")) == [Assign("2", "new")]


def test_fewest_calls_and_least_recent_choose_by_what_was_done():
    for strategy in ("fewestcalls", "leastrecent"):
        queue = house(ANNA, BELA, strategy=strategy)
        first = call("1")
        (given,) = queue.add_call(0, first)
        serve(queue, 2, first, ANNA if given.agent == "anna" else BELA)
        (second,) = queue.add_call(50, call("2"))
        assert second.agent != given.agent


def test_of_equals_the_one_added_last_is_rung():
    assert house(ANNA, BELA, strategy="fewestcalls").add_call(0, call("1")) == [Assign("1", "bela")]


def test_linear_begins_with_the_first_each_time():
    queue = house(ANNA, BELA, strategy="linear")
    first = call("1")
    queue.add_call(0, first)
    serve(queue, 2, first, ANNA)
    assert queue.add_call(50, call("2")) == [Assign("2", "anna")]


def test_linear_goes_on_with_the_next_for_a_caller_nobody_answered():
    queue = house(ANNA, BELA, strategy="linear", retry_s=5)
    first = call("1")
    queue.add_call(0, first)
    queue.call_refused(15, first, ANNA)
    assert queue.tick(20) == [Assign("1", "bela")]
    assert queue.add_call(21, call("2")) == [Assign("2", "anna")]


def test_random_is_drawn_again_by_its_seed():
    choices = [house(ANNA, BELA, strategy="random").add_call(0, call("1")) for _ in range(3)]
    assert choices[0] == choices[1] == choices[2]


def test_a_heavier_queue_keeps_its_members_for_its_own_callers():
    queue = house(ANNA, weights=(("tech", 0), ("sales", 5)))
    busy, heavy, light = call("0"), call("1", "sales"), call("2")
    queue.add_call(0.0, busy)
    queue.add_call(0.9, heavy)
    queue.add_call(0.5, light)
    serve(queue, 2.0, busy, ANNA, seconds=0.45)
    given = [action for t in (2.5, 2.9) for action in queue.tick(t)]
    assert given == [Assign("1", "anna")]


def test_a_member_who_lets_it_ring_is_free_again_and_the_caller_rests():
    queue = house(ANNA, BELA, retry_s=5)
    first = call("1")
    queue.add_call(0, first)
    assert queue.call_refused(15, first, ANNA) == ()
    assert queue.next_wakeup() == 20
    assert queue.tick(20) == [Assign("1", "bela")]


def test_wrap_up_is_counted_in_whole_seconds_and_in_every_queue():
    queue = house(ANNA, wrap_up_s=10)
    first = call("1")
    queue.add_call(0, first)
    serve(queue, 2, first, ANNA, seconds=3.9)
    assert queue.add_call(6, call("2", "sales")) == []
    assert [t for t in range(7, 20) if queue.tick(t)] == [15]


def test_the_hold_time_is_kept_by_queue_and_spoken_to_those_who_wait():
    queue = house(ANNA, announce_every_s=15, rounding_s=10)
    first = call("1")
    queue.add_call(0, first)
    queue.call_answered(20, first, ANNA)
    queue.add_call(21, call("2"))
    assert (queue.hold_s("tech"), queue.hold_s("sales")) == (20, 0)
    assert queue.spoken == [(21, "2", 50)]


def test_who_hangs_up_while_it_rings_leaves_the_phone_free():
    queue = house(BELA)
    queue.add_call(0, call("1"))
    queue.call_abandoned(1, call("1"))
    assert queue.add_call(2, call("2")) == [Assign("2", "bela")]
