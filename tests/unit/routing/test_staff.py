from floor_parts import agent, talking

from ivr.routing.agent import AgentEvent
from ivr.routing.staff import Staff


def staff_of(*agents):
    staff = Staff()
    for one in agents:
        staff.count(one)
    return staff


def test_idle_and_working_agents_are_counted_by_skill():
    staff = staff_of(agent("anna", tech=5), talking("bela", 0, "tech", tech=7, english=3))
    assert (staff.idle_count("tech"), staff.staffed("tech"), staff.staffed("english")) == (1, 2, 1)


def test_a_log_out_is_counted_out_everywhere():
    anna = agent("anna", tech=5)
    staff = staff_of(anna)
    anna.receive(AgentEvent.LOGOUT, 5)
    staff.count(anna)
    assert (len(staff), staff.idle_count("tech"), staff.staffed("tech"), staff.best_level("tech")) == (0, 0, 0, 0)


def test_other_skills_replace_those_before():
    anna = agent("anna", tech=5)
    staff = staff_of(anna)
    anna.skills = {"english": 4}
    change = staff.count(anna)
    assert (staff.idle_count("tech"), staff.best_level("english")) == (0, 4)
    assert (change.freed, change.can_take_more, change.skills) == (False, True, {"tech", "english"})


def test_an_agent_whose_phone_is_in_use_is_not_idle():
    anna = agent("anna", tech=5)
    staff = staff_of(anna)
    staff.phone("anna", busy=True)
    staff.count(anna)
    assert list(staff.idle("tech")) == []
    staff.phone("anna", busy=False)
    assert staff.count(anna).freed


def test_the_best_level_is_that_of_anybody_logged_in():
    assert staff_of(agent("anna", tech=5), talking("bela", 0, "tech", tech=8)).best_level("tech") == 8
