"""The rules of docs/waiting.md as a table: what happened, and which calls met which agents by it."""

from itertools import zip_longest

import pytest

from ivr.routing.acd import Acd
from ivr.routing.actions import Assign, OfferCallback, Overflow
from ivr.routing.rules import Terms
from ivr.routing.widening import steps_of

SKILLS = ("tech", "bills")
WIDENS = Terms(steps=steps_of("0:6 8:3>2 20:1"), wrap_up_s=10)
PLAIN = Terms(wrap_up_s=10)


def logs_in(t, agent, **skills):
    return (t, Acd.agent_login, (agent, skills), {})


def comes(t, call, skill="tech", terms=PLAIN, **more):
    return (t, Acd.add_call, (call, skill), {"terms": terms, **more})


def answers(t, call, agent):
    return (t, Acd.call_answered, (call, agent), {})


def ends(t, call, agent):
    return (t, Acd.call_ended, (call, agent), {})


def refuses(t, call, agent):
    return (t, Acd.call_refused, (call, agent), {})


def passes(t):
    return (t, Acd.tick, (), {})


def pauses(t, agent):
    return (t, Acd.agent_pause, (agent,), {})


def returns(t, agent):
    return (t, Acd.agent_unpause, (agent,), {})


def busy_with(agent, level=5):
    """The agent talks from 1 to 30 and wraps up until 40."""
    return (logs_in(0, agent, tech=level), comes(0, "talk"), answers(1, "talk", agent))


JUNIORS = tuple(logs_in(0, f"junior-{number}", tech=3) for number in (1, 2, 3))
TABLE = {
    "of two who can, the better one": ([logs_in(0, "a", tech=4), logs_in(0, "b", tech=8), comes(1, "c")], ["c b"]),
    "the one whose other skills are needed less": (
        [logs_in(0, "a", tech=5, bills=5), logs_in(0, "b", tech=5), comes(1, "c")],
        ["c b"],
    ),
    "among equals the one idle longest": (
        [logs_in(0, "a", tech=5), logs_in(1, "b", tech=5), pauses(2, "a"), returns(3, "a"), comes(4, "c")],
        ["c b"],
    ),
    "who is not qualified is not rung": ([logs_in(0, "a", bills=9), comes(1, "c")], []),
    "under the level asked for nobody is rung": ([logs_in(0, "a", tech=4), comes(1, "c", min_level=5)], []),
    "the one of last time, when the levels are near": (
        [logs_in(0, "a", tech=5), logs_in(0, "b", tech=6), comes(1, "c", preferred_agent="a")],
        ["c a"],
    ),
    "first in, first out inside a skill": (
        [*busy_with("a"), comes(2, "c"), comes(3, "d"), ends(30, "talk", "a"), passes(40)],
        ["talk a", "c a"],
    ),
    "a virtual entry keeps its place": (
        [*busy_with("a"), comes(2, "c"), comes(3, "d", entered_at=1.0), ends(30, "talk", "a"), passes(40)],
        ["talk a", "d a"],
    ),
    "priority is seconds of bonus": (
        [*busy_with("a"), comes(2, "c"), comes(12, "d", priority=11), ends(30, "talk", "a"), passes(40)],
        ["talk a", "d a"],
    ),
    "a bonus too small for the time between them changes nothing": (
        [*busy_with("a"), comes(2, "c"), comes(14, "d", priority=11), ends(30, "talk", "a"), passes(40)],
        ["talk a", "c a"],
    ),
    "a bonus counts for ten targets at most": (
        [*busy_with("a"), comes(2, "c"), comes(203, "d", priority=900), ends(210, "talk", "a"), passes(220)],
        ["talk a", "c a"],
    ),
    "a lower level only after its time": (
        [*busy_with("a", 9), logs_in(0, "b", tech=3), comes(2, "c", terms=WIDENS), passes(9), passes(10)],
        ["talk a", "c b at 10"],
    ),
    "any level after the last step": (
        [*busy_with("a", 9), logs_in(0, "b", tech=1), comes(2, "c", terms=WIDENS), passes(21), passes(22)],
        ["talk a", "c b at 22"],
    ),
    "at once when nobody logged in could match the level": (
        [logs_in(0, "b", tech=3), comes(2, "c", terms=WIDENS)],
        ["c b at 2"],
    ),
    "at once when more than two of the next level are idle": (
        [*busy_with("a", 9), *JUNIORS, comes(2, "c", terms=WIDENS), comes(3, "d", terms=WIDENS)],
        ["talk a", "c junior-1 at 2"],
    ),
    "who becomes the third idle one takes who waited": (
        [*busy_with("a", 9), *JUNIORS[:2], comes(2, "c", terms=WIDENS), logs_in(4, "junior-3", tech=3)],
        ["talk a", "c junior-1 at 4"],
    ),
    "who does not answer is paused, and the caller is the next": (
        [logs_in(0, "a", tech=5), comes(1, "c"), comes(2, "d"), refuses(16, "c", "a"), logs_in(17, "b", tech=5)],
        ["c a", "c b"],
    ),
    "wrap-up keeps calls of every skill away": (
        [logs_in(0, "a", tech=5, bills=5), comes(0, "c"), answers(1, "c", "a"), ends(9, "c", "a"),
         comes(10, "d", "bills"), passes(18), passes(19)],
        ["c a", "d a at 19"],
    ),
    "a pause asked for during a call begins after it": (
        [*busy_with("a"), pauses(5, "a"), comes(6, "c"), ends(30, "talk", "a"), passes(60)],
        ["talk a"],
    ),
    "after the longest wait on to where the queue says": (
        [comes(1, "c", terms=Terms(max_wait_s=30, overflow="queue:other")), passes(30), passes(31)],
        ["c to queue:other at 31"],
    ),
    "nobody there: a callback is offered": ([comes(1, "c"), passes(2)], ["c called back"]),
}  # fmt: skip


def words(t, action):
    match action:
        case Assign(call, agent):
            return f"{call} {agent} at {t}"
        case Overflow(call, target):
            return f"{call} to {target} at {t}"
        case OfferCallback(call):
            return f"{call} called back at {t}"
    return ""


@pytest.mark.parametrize("mode", ["etw", "sla"])
@pytest.mark.parametrize("rule", TABLE)
def test_a_rule_decides_as_it_is_written(rule, mode):
    happened, expected = TABLE[rule]
    acd = Acd({"skills": SKILLS, "mode": mode})
    did = [words(t, action) for t, step, args, more in happened for action in step(acd, t, *args, **more)]
    found = [line for line in did if line and ("called back" not in line or rule.startswith("nobody there"))]
    assert [_like(line, want) for line, want in zip_longest(found, expected, fillvalue="")] == expected


def _like(line, want):
    """The line without its time where the table tells none."""
    return line if " at " in want else line.partition(" at ")[0]
