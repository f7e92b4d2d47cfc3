"""The router's behaviour, event by event; its properties over any sequence of events are in test_acd_properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import Misuse
from ivr.routing.acd import Acd
from ivr.routing.actions import Announce, Assign, OfferCallback, Overflow
from ivr.routing.agent import AgentState
from ivr.routing.explanation import HELD_FOR_AGENT, WAITS, WAITS_HELD
from ivr.routing.rules import Step, Terms

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


def test_caller_hears_that_nobody_is_there_with_the_offer_of_a_callback_and_again_after_three_minutes():
    acd = acd_with()
    first = acd.add_call(1, "c1", "tech")
    assert [type(action) for action in first] == [Announce, OfferCallback]
    assert acd.next_wakeup() == acd.next_announcement("c1") == 46
    assert acd.tick(46) == []
    assert [type(action) for action in acd.tick(181)] == [Announce]


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


# Levels, urgency, the agent one had last, overflow


def rung_at(acd, call, *times):
    """When which agent is rung, asked at these times."""
    return {t: agent for t in times for given, agent in assigned(acd.tick(t)) if given == call}


WIDE = Terms(steps=(Step(0, 7), Step(10, 4), Step(20, 1)))


def test_the_level_is_lowered_step_by_step():
    acd = acd_with(anna={"tech": 8}, bela={"tech": 5}, cili={"tech": 2})
    acd.agent_pause(0, "anna")
    first = acd.add_call(0, "c1", "tech", terms=WIDE)
    second = acd.add_call(1, "c2", "tech", terms=WIDE)
    assert assigned(first) == assigned(second) == []
    assert acd.next_wakeup() == 10
    assert rung_at(acd, "c1", 9, 10, 11) == {10: "bela"}
    assert rung_at(acd, "c2", 20, 21) == {21: "cili"}


def test_a_level_nobody_logged_in_has_is_not_waited_for():
    acd = acd_with(bela={"tech": 5})
    assert assigned(acd.add_call(0, "c1", "tech", terms=WIDE)) == [("c1", "bela")]


def test_the_last_one_of_a_level_logging_out_widens_at_once():
    acd = acd_with(anna={"tech": 8}, bela={"tech": 5})
    acd.agent_pause(0, "anna")
    acd.add_call(0, "c1", "tech", terms=WIDE)
    assert assigned(acd.agent_logout(3, "anna")) == [("c1", "bela")]


def test_a_freed_agent_takes_the_more_urgent_head_of_line():
    acd = acd_with()
    acd.add_call(0, "slow", "english", terms=Terms(target_s=60))
    acd.add_call(12, "fast", "tech", terms=Terms(target_s=10))
    assert assigned(acd.agent_login(20, "anna", {"tech": 5, "english": 5})) == [("fast", "anna")]
    assert [head.call for head in acd.explain("fast").heads] == ["fast", "slow"]


def test_the_mode_sla_serves_those_who_can_still_be_in_time_first():
    for mode, first in (("etw", "late"), ("sla", "in time")):
        acd = Acd(RULES | {"mode": mode})
        acd.add_call(0, "late", "english")
        acd.add_call(15, "in time", "tech")
        assert assigned(acd.agent_login(30, "anna", {"tech": 5, "english": 5})) == [(first, "anna")]


def busy_line_with_anna_nearly_free():
    """Four callers wait behind two who talk; anna wraps up for ten seconds from 60 on."""
    acd = acd_with(anna={"tech": 5}, bela={"tech": 5})
    for number in range(6):
        acd.add_call(0, f"c{number}", "tech")
    acd.call_answered(1, "c0", "anna")
    acd.call_answered(1, "c1", "bela")
    acd.call_ended(60, "c0", "anna")
    return acd


def test_a_caller_is_held_for_the_agent_he_had_last():
    acd = busy_line_with_anna_nearly_free()
    acd.add_call(61, "known", "tech", preferred_agent="anna")
    assert acd.explain("known").rule == WAITS_HELD
    assert assigned(acd.tick(70)) == [("known", "anna")]
    assert acd.explain("known").rule == HELD_FOR_AGENT


def test_a_hold_ends_after_ten_seconds():
    acd = busy_line_with_anna_nearly_free()
    acd.add_call(61, "known", "tech", preferred_agent="anna")
    acd.agent_busy(65, "anna", busy=True)
    acd.tick(71)
    assert acd.explain("known").rule == WAITS


def test_a_hold_ends_when_the_agent_pauses():
    acd = busy_line_with_anna_nearly_free()
    acd.add_call(61, "known", "tech", preferred_agent="anna")
    acd.agent_pause(62, "anna")
    assert acd.explain("known").rule == WAITS


def test_nobody_is_held_in_a_bad_half_hour():
    acd = busy_line_with_anna_nearly_free()
    for number in range(2, 5):
        acd.call_abandoned(60, f"c{number}")
    acd.add_call(61, "known", "tech", preferred_agent="anna")
    assert acd.explain("known").rule == WAITS


def test_the_second_who_wants_the_same_agent_does_not_come_first():
    acd = busy_line_with_anna_nearly_free()
    acd.add_call(61, "known", "tech", preferred_agent="anna")
    acd.add_call(62, "known too", "tech", preferred_agent="anna", entered_at=0)
    assert acd.explain("known").rule == acd.explain("known too").rule == WAITS


def test_a_wrap_up_of_one_queue_keeps_the_calls_of_every_queue_away():
    acd = acd_with(anna={"tech": 5, "english": 5})
    acd.add_call(0, "c1", "tech", terms=Terms(wrap_up_s=30))
    talk(acd, 0, "c1", "anna", 8)
    acd.add_call(11, "c2", "english", terms=Terms(wrap_up_s=0))
    assert rung_at(acd, "c2", 20, 39, 40) == {40: "anna"}


def test_an_agent_who_pauses_while_his_phone_rings_keeps_the_call_and_pauses_after_it():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(0, "c1", "tech")
    acd.agent_pause(1, "anna", "lunch")
    acd.call_answered(2, "c1", "anna")
    acd.call_ended(9, "c1", "anna")
    assert acd.agent_state("anna") is AgentState.PAUSED


def test_a_closed_queue_sends_on_those_who_wait_for_it():
    acd = acd_with()
    acd.add_call(0, "c1", "tech", terms=Terms(queue="desk", overflow="voicemail:desk"))
    acd.add_call(0, "c2", "tech", terms=Terms(queue="other"))
    assert Overflow("c1", "voicemail:desk") in acd.close_queue(5, "desk")
    assert acd.waiting() == ["c2"]


def test_the_queues_own_terms_count_for_its_calls_alone():
    acd = acd_with(anna={"tech": 5})
    acd.add_call(0, "c1", "tech", terms=Terms(wrap_up_s=60, max_wait_s=None))
    acd.add_call(0, "c2", "tech", terms=Terms(max_wait_s=20))
    talk(acd, 0, "c1", "anna", 5)
    assert [action.call for action in acd.tick(20) if isinstance(action, Overflow)] == ["c2"]
    assert acd.agent_state("anna") is AgentState.WRAP_UP
    acd.tick(67)
    assert acd.agent_state("anna") is AgentState.AVAILABLE


def test_each_queue_says_how_often_its_callers_are_told_the_wait():
    acd = acd_with()
    acd.add_call(0, "c1", "tech", terms=Terms(announce_every_s=20))
    acd.add_call(0, "c2", "tech")
    assert (acd.next_announcement("c1"), acd.next_announcement("c2")) == (20, 45)


@pytest.mark.parametrize(("mode", "next_one"), [("etw", "late"), ("sla", "in time")])
def test_another_mode_holds_for_the_next_call_given_out(mode, next_one):
    acd = acd_with(anna={"tech": 5, "english": 5})
    acd.add_call(0, "first", "tech")
    acd.add_call(1, "late", "tech")
    acd.add_call(55, "in time", "english")
    acd.set_mode(56, mode)
    talk(acd, 57, "first", "anna", 1)
    assert assigned(acd.agent_free(61, "anna")) == [(next_one, "anna")]


@pytest.mark.parametrize("rings", [False, True])
def test_who_leaves_by_choice_has_not_lost_patience(rings):
    chose, gave_up = acd_with(), acd_with()
    for acd, leave in ((chose, Acd.call_left), (gave_up, Acd.call_abandoned)):
        acd.add_call(1, "c1", "tech")
        if rings:
            acd.agent_login(2, "anna", {"tech": 5})
        leave(acd, 40, "c1")
        assert acd.waiting() == []
        assert acd.agent_state("anna") is (AgentState.AVAILABLE if rings else AgentState.LOGGED_OUT)

    assert chose.snapshot()["half_hours"] != gave_up.snapshot()["half_hours"]


def test_a_call_that_is_not_there_cannot_leave():
    acd = acd_with()
    acd.call_left(1, "c1")
    assert acd.ignored == 1
