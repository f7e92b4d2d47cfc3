from ivr.routing.line import Line, Visit


def visit(call, entered_at, priority=0, skill="tech", sequence=0):
    return Visit(call, skill, 1, priority, None, entered_at, entered_at, sequence, entered_at)


def line_of(*visits):
    line = Line()
    for one in visits:
        line.join(one)
    return line


def order(line):
    return [waiting.call for waiting in line]


def test_the_line_is_ordered_by_priority_then_entry_then_arrival():
    line = line_of(visit("a", 5, sequence=2), visit("b", 5, sequence=1), visit("c", 1), visit("d", 9, priority=1))
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
    assert len(line) == 0


def test_position_counts_only_the_same_skill():
    last = visit("c", 3)
    line = line_of(visit("a", 1), visit("b", 2, skill="english"), last)
    assert line.position(last) == 2
    assert line.length("tech", 0) == 2
    assert line.length("tech", 1) == 0
