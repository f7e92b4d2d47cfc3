import pytest

from ivr.errors import IllegalTransition
from ivr.routing.agent import TRANSITIONS, Agent, AgentEvent, AgentState


def agent_after(*events):
    agent = Agent("anna", {"tech": 5}, 1)
    for t, event in enumerate(events):
        agent.receive(event, t)
    return agent


def test_every_state_has_a_row_and_can_be_left():
    assert set(TRANSITIONS) == set(AgentState)
    assert all(TRANSITIONS.values())


def test_a_call_leads_through_ringing_and_talk_to_wrap_up():
    agent = agent_after(AgentEvent.LOGIN, AgentEvent.OFFER, AgentEvent.ANSWER, AgentEvent.END)
    assert agent.state is AgentState.WRAP_UP


def test_an_illegal_move_names_state_and_event():
    with pytest.raises(IllegalTransition, match=r"answer.*available"):
        agent_after(AgentEvent.LOGIN, AgentEvent.ANSWER)


def test_an_offer_withdrawn_keeps_the_idle_time():
    agent = agent_after(AgentEvent.LOGIN, AgentEvent.OFFER, AgentEvent.WITHDRAW)
    assert agent.idle_since == 0


def test_an_agent_who_will_pause_after_the_call_no_longer_staffs_the_line():
    agent = agent_after(AgentEvent.LOGIN, AgentEvent.OFFER, AgentEvent.ANSWER)
    assert agent.is_staffing
    agent.after_call = AgentEvent.PAUSE
    assert not agent.is_staffing


def test_an_agent_survives_plain_data():
    agent = agent_after(AgentEvent.LOGIN, AgentEvent.OFFER, AgentEvent.ANSWER)
    agent.after_call = AgentEvent.PAUSE
    assert Agent.from_plain(agent.to_plain()) == agent
