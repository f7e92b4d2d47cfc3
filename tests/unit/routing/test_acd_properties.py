"""The router's properties over any sequence of events: twice, late, out of order, with restarts in between.

Two routers hear the same; one of them is restored from its snapshot now and then. Both must answer the same.
"""

import json
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ivr.routing.acd import Acd
from ivr.routing.actions import Assign, Overflow
from ivr.routing.explanation import WAITS_HELD, Explanation
from ivr.routing.rules import Step, Terms

SKILLS, AGENTS = ["tech", "english"], ["anna", "bela", "cili"]
WIDE = Terms(steps=(Step(0, 7), Step(10, 4), Step(20, 1)), max_wait_s=200, overflow="queue:other", queue="wide")
QUEUES = [None, Terms(max_wait_s=60, queue="short"), WIDE, replace(WIDE, wrap_up_s=None, target_s=5)]
levels = st.dictionaries(st.sampled_from(SKILLS), st.sampled_from([2, 5, 5, 6, 9]), min_size=1)
agents = st.sampled_from(AGENTS)
seconds = st.sampled_from([-7, 0, 1, 1, 2, 5, 10])
wishes = st.fixed_dictionaries(
    {
        "skill": st.sampled_from(SKILLS),
        "min_level": st.sampled_from([1, 1, 1, 1, 4, 8]),
        "priority": st.sampled_from([0, 0, 30, 5000]),
        "preferred_agent": st.sampled_from([None, *AGENTS]),
        "terms": st.sampled_from(QUEUES),
    }
)


def needed_level(visit, t, best):
    """The level needed, written a second time and plainly: by the steps passed, or further when nobody could match."""
    steps = [(step_s, level) for step_s, level, _ in visit["terms"]["steps"]]
    needed = visit["min_level"]
    if steps and steps[0][0] == 0:
        needed = max(needed, steps.pop(0)[1])
    for step_s, level in steps:
        if t - visit["entered_at"] >= step_s or needed > best:
            needed = min(needed, level)
    return needed


class Routing(RuleBasedStateMachine):
    """Any events in any order."""

    mode = "etw"
    estimates = "fed"

    def __init__(self):
        super().__init__()
        self.config = {
            "skills": SKILLS,
            "mode": self.mode,
            "estimates": self.estimates,
            "handle_prior_s": 60,
            "max_wait_s": 300,
        }
        self.acd, self.twin = Acd(self.config, seed=7), Acd(self.config, seed=7)
        self.t, self.calls, self.told, self.answers = 100.0, 0, [], []
        self.before = self.acd.snapshot()

    def tell(self, step_s, name, *args, **more):
        self.before = self.acd.snapshot()
        self.t = max(0.0, self.t + step_s)
        actions = getattr(self.acd, name)(self.t, *args, **more)
        assert actions == getattr(self.twin, name)(self.t, *args, **more)
        self.told.append((self.t, name, args, more))
        self.answers.append(actions)
        self.check_offers(actions)

    def check_offers(self, actions):
        after = self.acd.snapshot()
        skills = {agent["id"]: agent["skills"] for agent in after["agents"]}
        offers = {offer["visit"]["call"]: offer for offer in after["offers"]}
        for action in actions:
            if isinstance(action, Assign):
                offer = offers[action.call]
                assert offer["agent"] == action.agent not in after["phones_in_use"]
                self.check_level(offer, skills, after["now"])
                self.check_order(offer["visit"], after["line"])
            elif isinstance(action, Overflow):
                assert action.call not in {visit["call"] for visit in after["line"]}

    def check_level(self, offer, skills, now):
        visit, why = offer["visit"], Explanation.from_plain(offer["explanation"])
        best = max((has.get(visit["skill"], 0) for has in skills.values()), default=0)
        assert why.needed_level == needed_level(visit, now, best)
        assert skills[offer["agent"]].get(visit["skill"], 0) >= why.needed_level
        assert why.chosen == offer["agent"] == why.eligible[0].agent

    @staticmethod
    def check_order(taken, line):
        same = ("skill", "priority", "min_level", "preferred_agent", "terms")
        for left in line:
            if all(left[key] == taken[key] for key in same):
                assert (left["entered_at"], left["sequence"]) > (taken["entered_at"], taken["sequence"])

    @initialize(skills=st.lists(levels, min_size=1, max_size=3))
    def open(self, skills):
        for agent, one in zip(AGENTS, skills, strict=False):
            self.tell(0, "agent_login", agent, one)

    @rule(step_s=seconds, agent=agents, skills=levels, name=st.sampled_from(["agent_login", "set_skills"]))
    def log_in(self, step_s, agent, skills, name):
        self.tell(step_s, name, agent, skills)

    @rule(step_s=seconds, agent=agents, name=st.sampled_from(["agent_logout", "agent_unpause"]))
    def change_state(self, step_s, agent, name):
        self.tell(step_s, name, agent)

    @rule(agent=agents)
    def come_back(self, agent):
        self.tell(1, "agent_unpause", agent)
        self.tell(0, "agent_busy", agent, False)

    @rule(step_s=seconds, agent=agents, until_s=st.sampled_from([None, 5, 40]))
    def pause(self, step_s, agent, until_s):
        self.tell(step_s, "agent_pause", agent, "lunch", None if until_s is None else self.t + until_s)

    @rule(step_s=seconds, agent=agents, busy=st.booleans())
    def use_phone(self, step_s, agent, busy):
        self.tell(step_s, "agent_busy", agent, busy)

    @precondition(lambda self: self.told)
    @rule(step_s=seconds, agent=agents)
    def end_wrap_up(self, step_s, agent):
        self.tell(step_s, "agent_free", agent)

    @rule(step_s=seconds, wish=wishes, earlier_s=st.sampled_from([0, 0, 30, 200]))
    def join(self, step_s, wish, earlier_s):
        self.calls += 1
        entered = {"entered_at": self.t - earlier_s} if earlier_s else {}
        self.tell(step_s, "add_call", f"c{self.calls}", **wish, **entered)

    @rule(step_s=seconds, wish=wishes)
    def join_as_most_do(self, step_s, wish):
        self.join(step_s, wish, 0)

    @precondition(lambda self: self.busy_agents())
    @rule(which=st.integers(0, 3), terms=st.sampled_from(QUEUES))
    def join_two_of_whom_one_had_this_agent(self, which, terms):
        agent = self.busy_agents()[which % len(self.busy_agents())]
        skill = next(iter(agent["skills"]))
        self.join(0, {"skill": skill, "terms": terms}, 0)
        self.join(1, {"skill": skill, "terms": terms, "preferred_agent": agent["id"]}, 0)

    def busy_agents(self):
        return [agent for agent in self.acd.snapshot()["agents"] if agent["state"] in ("on_call", "wrap_up")]

    @precondition(lambda self: self.acd.snapshot()["offers"])
    @rule(step_s=st.sampled_from([2, 10]), which=st.integers(0, 3))
    def answer_and_talk(self, step_s, which):
        self.go_on_with_an_offer(2, which, "answered")
        self.go_on_with_an_offer(step_s, which, "ended")

    @precondition(lambda self: self.acd.snapshot()["offers"])
    @rule(
        step_s=seconds,
        which=st.integers(0, 3),
        what=st.sampled_from(["answered", "answered", "ended", "refused", "abandoned"]),
    )
    def go_on_with_an_offer(self, step_s, which, what):
        offers = self.acd.snapshot()["offers"]
        offer = offers[which % len(offers)]
        args = (offer["visit"]["call"],) if what == "abandoned" else (offer["visit"]["call"], offer["agent"])
        self.tell(step_s, f"call_{what}", *args)

    @rule(
        step_s=seconds, number=st.integers(1, 9), agent=agents, what=st.sampled_from(["ringing", "answered", "ended"])
    )
    def hear_of_any_call(self, step_s, number, agent, what):
        self.tell(step_s, f"call_{what}", f"c{number}", agent)

    @rule(step_s=seconds, number=st.integers(1, 30))
    def hang_up(self, step_s, number):
        self.tell(step_s, "call_abandoned", f"c{number}")

    @rule(step_s=st.sampled_from([0, 3, 10, 60, 250]))
    def wait(self, step_s):
        self.tell(step_s, "tick")

    @rule(queue=st.sampled_from(["short", "wide"]))
    def close(self, queue):
        self.tell(0, "close_queue", queue)
        assert queue not in {visit["terms"]["queue"] for visit in self.acd.snapshot()["line"]}

    @precondition(lambda self: self.told)
    @rule()
    def hear_it_again(self):
        _, name, args, more = self.told[-1]
        self.tell(0, name, *args, **more)

    @rule()
    def restart(self):
        self.acd = Acd.restore(json.loads(json.dumps(self.acd.snapshot(), allow_nan=False)))

    @invariant()
    def both_routers_know_the_same(self):
        assert self.acd.snapshot() == self.twin.snapshot()

    @invariant()
    def nobody_has_two_calls_and_no_call_is_in_two_places(self):
        state = self.acd.snapshot()
        holders = [offer["agent"] for offer in state["offers"]]
        everywhere = [visit["call"] for visit in state["line"]] + [offer["visit"]["call"] for offer in state["offers"]]
        engaged = [agent["id"] for agent in state["agents"] if agent["state"] in ("ringing", "on_call")]
        assert len(everywhere) == len(set(everywhere))
        assert sorted(engaged) == sorted(holders)

    @invariant()
    def nobody_qualified_is_idle_while_somebody_waits(self):
        for call in self.acd.waiting():
            why = self.acd.explain(call)
            assert why.eligible == () or why.rule == WAITS_HELD

    @invariant()
    def questions_change_nothing(self):
        before = self.acd.snapshot()
        for call in self.acd.waiting():
            assert self.acd.estimate(self.t, call) == self.acd.estimate(self.t, call)
            self.acd.next_announcement(call)
        self.acd.estimate_new(self.t, "tech")
        self.acd.next_wakeup()
        assert self.acd.snapshot() == before

    @invariant()
    def nothing_is_overdue(self):
        due = self.acd.next_wakeup()
        assert due is None or due > self.acd.snapshot()["now"]

    def teardown(self):
        again = Acd(self.config, seed=7)
        assert [getattr(again, name)(t, *args, **more) for t, name, args, more in self.told] == self.answers


class RoutingForServiceLevel(Routing):
    """The same in the other mode."""

    mode = "sla"


class RoutingWithDrains(Routing):
    """The same while the router drains for each answer."""

    estimates = "inline"


@pytest.mark.parametrize(("machine", "days"), [(Routing, 25), (RoutingForServiceLevel, 25), (RoutingWithDrains, 4)])
def test_any_sequence_of_events_keeps_the_routers_promises(machine, days):
    machine.TestCase.settings = settings(max_examples=days, stateful_step_count=40, deadline=None)
    machine.TestCase("runTest").runTest()
