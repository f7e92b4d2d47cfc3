"""What app_queue keeps of a queue."""

from ivr.simulation.queue_state import Attempt, Caller, Member, Queue, QueueRules, Turn


def queue_of(*callers):
    queue = Queue("tech", 0)
    queue.callers = [Caller(call, "tech", 0.0, number) for number, call in enumerate(callers)]
    return queue


def test_it_is_the_turn_of_as_many_callers_as_members_are_available():
    queue = queue_of("a", "b", "c")
    assert [queue.is_turn_of(caller, 2) for caller in queue.callers] == [True, True, False]


def test_a_caller_for_whom_a_phone_rings_stands_in_nobodys_way():
    queue = queue_of("a", "b")
    queue.callers[0].is_pending = True
    assert queue.is_turn_of(queue.callers[1], 1)


def test_the_turn_goes_on_behind_the_one_remembered_and_wraps():
    assert [Turn(2).metric(position) for position in range(4)] == [1000, 1001, 2, 3]


def test_the_best_of_those_left_is_next_and_after_the_last_the_first():
    turn = Turn()
    turn.store_next(Attempt(Member("anna", 3, 4), 3_001_004))
    assert turn.place == 4
    turn.store_next(None)
    assert turn.place == 5
    turn.wrapped = True
    turn.store_next(None)
    assert turn.place == 0


def test_the_place_is_said_again_when_it_changes_but_not_too_soon():
    queue, rules = queue_of("a", "b"), QueueRules(announce_every_s=60, rounding_s=10)
    caller = queue.callers[1]
    assert queue.say_position(0, caller, rules) == 30
    queue.callers.pop(0)
    assert queue.say_position(14, caller, rules) is None
    assert queue.say_position(15, caller, rules) == 10
    assert queue.say_position(74, caller, rules) is None
    assert queue.say_position(75, caller, rules) == 40


def test_nothing_is_said_where_nothing_is_announced():
    queue = queue_of("a")
    assert queue.say_position(0, queue.callers[0], QueueRules()) is None
