"""The router's behaviour, event by event, and its properties over any sequence of events."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.errors import Misuse
from ivr.routing.acd import Acd
from ivr.routing.actions import Announce, Assign, Overflow
from ivr.routing.agent import AgentState
from ivr.routing.rules import Terms
from ivr.routing.skills import qualifies

RULES = {"skills": ["tech", "english"], "max_wait_s": 300}


def assigned(actions):
    return [(action.call, action.agent) for action in actions if isinstance(action, Assign)]


def acd_with(**agents):
    acd = Acd(RULES)
    for name, skills in agents.items():
        acd.agent_login(0, name, skills)
    return acd


def talk(acd, t, call, agent, seconds):
    acd.call_ringing(t, call, agent)
    acd.call_answered(t + 2, call, agent)
    return acd.call_ended(t + 2 + seconds, call, agent)


def test_call_goes_to_the_longest_idle_agent():
    acd = acd_with(anna={"tech": 5}, bela={"tech": 5})
    assert assigned(acd.add_call(1, "c1", "tech")) == [("c1", "anna")]
    talk(acd, 1, "c1", "anna", 5)
    acd.agent_free(10, "anna")
    assert assigned(acd.add_call(11, "c2", "tech")) == [("c2", "bela")]


def test_call_goes_to_the_preferred_agent_if_idle():
    acd = acd_with(anna={"tech": 5}, bela={"tech": 5})
    assert assigned(acd.add_call(1, "c1", "tech", preferred_agent="bela")) == [("c1", "bela")]


def test_call_does_not_go_to_an_agent_under_the_level():
    acd = acd_with(anna={"tech": 5})
    assert assigned(acd.add_call(1, "c1", "tech", min_level=6)) == []
    assert acd.explain("c1").excluded == (("anna", "tech level 5 under 6"),)


def test_a_priority_counts_as_seconds_already_waited():
    acd = acd_with()
    acd.add_call(1, "c1", "tech")
    acd.add_call(2, "c2", "tech", priority=60)
    assert assigned(acd.agent_login(3, "anna", {"tech": 5})) == [("c2", "anna")]


def test_virtual_entry_time_decides_the_order():
    acd = acd_with()
    acd.add_call(50, "c1", "tech")
    acd.add_call(60, "c2", "tech", entered_at=10)
    assert acd.waiting() == ["c2", "c1"]


def test_no_answer_pauses_the_agent_and_the_call_goes_to_the_next():
    acd = acd_with(anna={"tech": 5}, bela={"tech": 5})
    acd.add_call(1, "c1", "tech")
    assert assigned(acd.call_refused(16, "c1", "anna")) == [("c1", "bela")]
    assert (acd.agent_state("anna"), acd.pause_reason("anna")) == (AgentState.PAUSED, "no answer")


def test_refused_call_returns_to_the_head():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(1, "c1", "tech")
    acd.add_call(2, "c2", "tech")
    acd.call_refused(16, "c1", "anna")
    assert acd.waiting() == ["c1", "c2"]
    assert assigned(acd.agent_unpause(20, "anna")) == [("c1", "anna")]


def test_wrap_up_ends_by_itself():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(1, "c1", "tech")
    talk(acd, 1, "c1", "anna", 7)
    acd.add_call(12, "c2", "tech")
    assert acd.agent_state("anna") is AgentState.WRAP_UP
    assert acd.next_wakeup() == 20
    assert assigned(acd.tick(20)) == [("c2", "anna")]


def test_wrap_up_without_end_waits_for_agent_free():
    acd = Acd(RULES | {"wrap_up_s": None})
    acd.agent_login(0, "anna", {"tech": 5})
    acd.add_call(1, "c1", "tech")
    talk(acd, 1, "c1", "anna", 7)
    assert acd.next_wakeup() is None
    assert acd.agent_state("anna") is AgentState.WRAP_UP
    acd.agent_free(900, "anna")
    assert acd.agent_state("anna") is AgentState.AVAILABLE


def test_pause_asked_for_during_a_call_begins_after_it():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(1, "c1", "tech")
    acd.call_answered(2, "c1", "anna")
    acd.agent_pause(3, "anna", "lunch", until=100)
    assert acd.agent_state("anna") is AgentState.ON_CALL
    acd.call_ended(9, "c1", "anna")
    assert (acd.agent_state("anna"), acd.pause_reason("anna")) == (AgentState.PAUSED, "lunch")
    assert acd.next_wakeup() == 100


def test_log_out_during_a_call_takes_effect_after_it():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(1, "c1", "tech")
    acd.call_answered(2, "c1", "anna")
    acd.agent_logout(3, "anna")
    acd.call_ended(9, "c1", "anna")
    assert acd.agent_state("anna") is AgentState.LOGGED_OUT


def test_log_in_during_that_call_keeps_the_agent():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(1, "c1", "tech")
    acd.call_answered(2, "c1", "anna")
    acd.agent_logout(3, "anna")
    acd.agent_login(4, "anna", {"tech": 5})
    acd.call_ended(9, "c1", "anna")
    assert acd.agent_state("anna") is AgentState.WRAP_UP


def test_log_out_while_ringing_gives_the_call_to_the_next_agent():
    acd = acd_with(anna={"tech": 5}, bela={"tech": 5})
    acd.add_call(1, "c1", "tech")
    assert assigned(acd.agent_logout(3, "anna")) == [("c1", "bela")]


def test_abandoned_ringing_call_leaves_the_agent_first_in_turn():
    acd = acd_with(anna={"tech": 5}, bela={"tech": 5})
    acd.add_call(1, "c1", "tech")
    acd.call_abandoned(5, "c1")
    assert assigned(acd.add_call(6, "c2", "tech")) == [("c2", "anna")]


def test_agent_whose_phone_is_in_use_is_not_offered_a_call():
    acd = Acd(RULES)
    acd.agent_busy(0, "anna", busy=True)
    acd.agent_login(1, "anna", {"tech": 5})
    assert assigned(acd.add_call(2, "c1", "tech")) == []
    assert assigned(acd.agent_busy(3, "anna", busy=False)) == [("c1", "anna")]


def test_other_skills_bring_other_calls():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(1, "c1", "english")
    assert assigned(acd.set_skills(2, "anna", {"english": 3})) == [("c1", "anna")]


def test_caller_hears_an_announcement_after_entry_and_again_every_45_seconds():
    acd = acd_with()
    first = acd.add_call(1, "c1", "tech")
    assert [type(action) for action in first] == [Announce]
    assert acd.next_wakeup() == acd.next_announcement("c1") == 46
    assert [type(action) for action in acd.tick(46)] == [Announce]
    assert acd.tick(47) == []


def test_longest_wait_over_sends_the_caller_elsewhere():
    acd = Acd(RULES | {"overflow_target": "voicemail:desk"})
    acd.add_call(1, "c1", "tech")
    assert Overflow("c1", "voicemail:desk") in acd.tick(301)
    assert acd.waiting() == []


def test_handle_time_is_learned_from_talk_and_wrap_up():
    acd = acd_with(anna={"tech": 5})
    before = acd.estimate_new(0, "tech").point
    for number in range(50):
        acd.add_call(number * 100, f"c{number}", "tech")
        talk(acd, number * 100, f"c{number}", "anna", 20)
    acd.tick(5000)
    acd.add_call(5001, "x", "tech")
    assert before == 0
    assert acd.estimate_new(5001, "tech").point == pytest.approx(30, rel=0.25)


def test_nobody_logged_in_gives_no_time():
    acd = acd_with(anna={"english": 5})
    acd.add_call(1, "c1", "tech")
    assert acd.estimate(1, "c1").point is None


def test_call_with_an_agent_waits_no_longer():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(1, "c1", "tech")
    assert acd.estimate(1, "c1").point == 0
    assert acd.explain("c1").chosen == "anna"


def test_question_about_an_unknown_call_is_misuse():
    with pytest.raises(Misuse):
        Acd(RULES).estimate(0, "never heard of")


# Properties over any sequence of events

CALLS, AGENTS, SKILLS = ["c1", "c2", "c3", "c4"], ["anna", "bela", "cili"], ["tech", "english"]
levels = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 9))
calls, agents = st.sampled_from(CALLS), st.sampled_from(AGENTS)
events = st.one_of(
    st.tuples(st.just("agent_login"), agents, levels),
    st.tuples(st.just("set_skills"), agents, levels),
    st.tuples(st.sampled_from(["agent_logout", "agent_pause", "agent_unpause", "agent_free"]), agents),
    st.tuples(st.just("agent_pause"), agents, st.just("lunch"), st.integers(0, 400)),
    st.tuples(st.just("agent_busy"), agents, st.booleans()),
    st.tuples(st.just("add_call"), calls, st.sampled_from(SKILLS), st.integers(1, 9), st.integers(0, 1)),
    st.tuples(st.just("add_call"), calls, st.sampled_from(SKILLS)),
    st.tuples(st.sampled_from(["call_ringing", "call_answered", "call_refused", "call_ended"]), calls, agents),
    st.tuples(st.sampled_from(["call_answered", "call_refused", "call_ended"]), st.none(), st.none()),
    st.tuples(st.just("call_abandoned"), calls),
    st.tuples(st.just("tick")),
)
histories = st.lists(st.tuples(st.integers(-5, 60), events), max_size=60)


def told(acd, t, event):
    name, *arguments = event
    if arguments == [None, None]:  # about a call that is really with an agent
        given = next(iter(acd.snapshot()["offers"]), None)
        arguments = [given["visit"]["call"], given["agent"]] if given else ["c1", "anna"]
    return getattr(acd, name)(t, *arguments)


def play(acd, history, t=100):
    for step, event in history:
        t = max(0, t + step)
        yield t, told(acd, t, event)


@given(histories)
def test_only_idle_qualified_agents_are_offered_a_call(history):
    acd = Acd(RULES)
    for _, actions in play(acd, history):
        state = acd.snapshot()
        in_hand = {offer["agent"]: offer["visit"] for offer in state["offers"]}
        skills = {agent["id"]: agent["skills"] for agent in state["agents"]}
        for call, agent in assigned(actions):
            assert in_hand[agent]["call"] == call
            assert qualifies(skills[agent], in_hand[agent]["skill"], in_hand[agent]["min_level"])
            assert agent not in state["phones_in_use"]


@given(histories)
def test_agent_never_has_two_calls_and_no_call_is_in_two_places(history):
    acd = Acd(RULES)
    for _ in play(acd, history):
        state = acd.snapshot()
        holders = [offer["agent"] for offer in state["offers"]]
        everywhere = [visit["call"] for visit in state["line"]] + [offer["visit"]["call"] for offer in state["offers"]]
        assert len(holders) == len(set(holders))
        assert len(everywhere) == len(set(everywhere))
        engaged = [agent["id"] for agent in state["agents"] if agent["state"] in ("ringing", "on_call")]
        assert sorted(engaged) == sorted(holders)


@given(histories)
def test_no_qualified_idle_agent_while_somebody_waits(history):
    acd = Acd(RULES)
    for _ in play(acd, history):
        for call in acd.waiting():
            assert acd.explain(call).eligible == ()


@given(histories)
def test_first_in_first_out_inside_a_skill_priority_and_level(history):
    acd = Acd(RULES)
    for _, actions in play(acd, history):
        state = acd.snapshot()
        given_now = [call for call, _ in assigned(actions)]
        for taken in (offer["visit"] for offer in state["offers"] if offer["visit"]["call"] in given_now):
            same = ("skill", "priority", "min_level")
            left = [visit for visit in state["line"] if all(visit[key] == taken[key] for key in same)]
            assert all(visit["entered_at"] >= taken["entered_at"] for visit in left)


@given(histories)
def test_same_events_and_seed_give_the_same_actions(history):
    first, second = Acd(RULES, seed=7), Acd(RULES, seed=7)
    assert list(play(first, history)) == list(play(second, history))


@given(histories)
def test_every_event_twice_ends_in_a_possible_state(history):
    acd = Acd(RULES)
    for _ in play(acd, [(step if first else 0, event) for step, event in history for first in (True, False)]):
        assert all(acd.explain(call).eligible == () for call in acd.waiting())


@given(histories, st.integers(0, 60))
@settings(max_examples=60)
def test_restored_router_goes_on_identically(history, cut):
    acd = Acd(RULES)
    list(play(acd, history[:cut]))
    other = Acd.restore(json.loads(json.dumps(acd.snapshot(), allow_nan=False)))
    assert list(play(acd, history[cut:], t=500)) == list(play(other, history[cut:], t=500))
    assert acd.snapshot() == other.snapshot()


@given(histories)
def test_questions_change_nothing(history):
    acd = Acd(RULES)
    list(play(acd, history))
    before = acd.snapshot()
    for call in acd.waiting():
        assert acd.estimate(9999, call) == acd.estimate(9999, call)
        acd.explain(call)
    acd.estimate_new(9999, "tech")
    acd.next_wakeup()
    assert acd.snapshot() == before


@given(histories)
def test_tick_at_the_wake_up_leaves_nothing_due(history):
    acd = Acd(RULES)
    list(play(acd, history))
    due = acd.next_wakeup()
    if due is not None:
        acd.tick(due)
        following = acd.next_wakeup()
        assert following is None or following > due


@given(st.integers(1, 20), st.integers(1, 20))
def test_a_caller_ahead_hanging_up_or_one_more_agent_never_lengthens_the_wait(ahead, staff):
    acd = Acd(RULES | {"max_wait_s": None})
    for number in range(staff):
        acd.agent_login(0, f"a{number}", {"tech": 5})
    for number in range(staff + ahead + 1):
        acd.add_call(number + 1, f"c{number}", "tech")
    last = f"c{staff + ahead}"
    long = acd.estimate(50, last)
    acd.call_abandoned(51, f"c{staff}")
    shorter = acd.estimate(51, last)
    acd.agent_busy(52, "more", busy=True)
    acd.agent_login(52, "more", {"tech": 5})
    shortest = acd.estimate(52, last)
    assert long.p80 >= shorter.p80 >= shortest.p80
    assert long.point >= shorter.point >= shortest.point


def test_the_queues_own_terms_count_for_its_calls_alone():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(0, "c1", "tech", terms=Terms(wrap_up_s=60, max_wait_s=None))
    acd.add_call(0, "c2", "tech", terms=Terms(max_wait_s=20))
    talk(acd, 0, "c1", "anna", 5)
    assert [action.call for action in acd.tick(20) if isinstance(action, Overflow)] == ["c2"]
    assert acd.agent_state("anna") is AgentState.WRAP_UP
    acd.tick(67)
    assert acd.agent_state("anna") is AgentState.AVAILABLE
