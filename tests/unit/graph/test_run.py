import json
from dataclasses import replace

import pytest

from ivr.errors import Misuse
from ivr.graph.limits import STEPS_PER_CALL
from ivr.graph.run import Run, Turn, from_plain, receive, to_plain

NEW = Run("g", "v1", "start", "new", "en")


class Corridor:
    """Nodes that lead on by themselves: each event is the list of nodes to pass; the last one waits."""

    def __init__(self, way: dict[str, str]) -> None:
        self.way = way

    def enter(self, run: Run) -> Turn[str]:
        return Turn(run, (f"at {run.node}",), self.way.get(run.node))

    def resume(self, run: Run, event: str) -> Turn[str]:
        return Turn(replace(run, state="walking"), ("off",), event)

    def exhausted(self, run: Run) -> Turn[str]:
        return Turn(run, ("enough",))


def test_commands_of_all_nodes_passed_come_in_order() -> None:
    run, commands = receive(Corridor({"a": "b", "b": "c"}), NEW, "a")
    assert commands == ("off", "at a", "at b", "at c")
    assert run.node == "c"


def test_every_node_entered_is_a_step() -> None:
    run, _ = receive(Corridor({"a": "b", "b": "c"}), NEW, "a")
    assert run.steps == 3


def test_entering_a_node_forgets_failures_of_the_one_before() -> None:
    run, _ = receive(Corridor({}), replace(NEW, attempts=2), "a")
    assert run.attempts == 0


def test_endless_corridor_is_left_when_the_steps_are_used_up() -> None:
    run, commands = receive(Corridor({"a": "b", "b": "a"}), NEW, "a")
    assert commands[-1] == "enough"
    assert run.steps == STEPS_PER_CALL + 1


def test_run_is_the_same_after_a_way_through_json() -> None:
    run = replace(NEW, trail=("main", "doctors"), attempts=1, steps=7)
    assert from_plain(json.loads(json.dumps(to_plain(run)))) == run


@pytest.mark.parametrize("plain", [{}, {"trail": []}, {**to_plain(NEW), "mood": "good"}, {**to_plain(NEW), "trail": 1}])
def test_what_is_no_run_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises(Misuse, match="not a run"):
        from_plain(plain)
