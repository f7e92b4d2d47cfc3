from ivr.routing.line import Line, Visit
from ivr.routing.rules import Step, Terms


def visit(call, entered_at, skill="tech", sequence=0, **more):
    fields = {"min_level": 1, "priority": 0, "preferred_agent": None, "joined_at": entered_at, "announce_at": 0.0}
    return Visit(call=call, skill=skill, entered_at=entered_at, sequence=sequence, **(fields | more))


def line_of(*visits):
    line = Line()
    for one in visits:
        line.join(one)
    return line


def order(line):
    return [waiting.call for waiting in line]


def test_the_line_is_ordered_by_priority_then_entry_then_arrival():
    line = line_of(visit("a", 5, sequence=2), visit("b", 5, sequence=1), visit("c", 1), visit("d", 9, priority=60))
    assert order(line) == ["d", "c", "b", "a"]


def test_a_call_that_comes_back_finds_its_place():
    line = line_of(visit("a", 1), visit("b", 2))
    line.join(line.leave("a"))
    assert order(line) == ["a", "b"]


def test_leaving_twice_is_an_outcome():
    line = line_of(visit("a", 1))
    assert line.leave("a").call == "a"
    assert line.leave("a") is None
    assert "a" not in line


def test_the_length_counts_only_the_same_skill():
    line = line_of(visit("a", 1), visit("b", 2, skill="english"), visit("c", 3))
    assert (line.length("tech"), line.length("english"), line.length("origami")) == (2, 1, 0)


def test_only_the_first_of_each_group_is_a_head():
    steps = Terms(steps=(Step(0, 6), Step(10, 1)))
    line = line_of(visit("a", 1), visit("b", 2), visit("c", 3, terms=steps), visit("d", 4, skill="english"))
    assert [head.call for head in line.heads(["tech"])] == ["a", "c"]


def test_a_bonus_is_capped_at_ten_times_the_target():
    assert visit("a", 300, priority=9999, terms=Terms(target_s=20)).rank == (100, 0)


def test_a_held_call_is_no_head_and_keeps_its_place():
    first, second = visit("a", 1, preferred_agent="anna"), visit("b", 2)
    line = line_of(first, second)
    line.hold(first, 11)
    assert (line.heads(["tech"]), line.held_for("anna"), order(line)) == ([second], first, ["a", "b"])
    line.unhold(first)
    assert (line.heads(["tech"]), line.held_for("anna")) == ([first], None)


def test_a_held_call_that_leaves_is_held_no_longer():
    first = visit("a", 1, preferred_agent="anna")
    line = line_of(first)
    line.hold(first, 11)
    assert line.leave("a") is first
    assert (line.held_for("anna"), line.wishes("anna"), first.held_until) == (None, 0, None)
