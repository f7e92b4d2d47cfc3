"""Levels changed by a form."""

import re

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import levels
from ivr.store.levels import Level

PATH = "/agents/agent-anna/levels"


def form(nurse: str = "7", seen: str = '{"nurse": null}', **more: str) -> dict[str, str]:
    return {"seen": seen, "level-nurse": nurse, "back": "/levels?q=anna", **more}


def level(database, skill: str = "nurse") -> Level:
    with database.read() as connection:
        return levels.level_of(connection, "agent-anna", skill)


def test_a_level_is_set_audited_and_taken_back(signed_in, press, database, audited) -> None:
    answer = press(signed_in, PATH, form())
    assert answer.headers["Location"] == "/levels?q=anna"
    assert level(database).level == 7
    notice = signed_in.get("/levels").text
    assert "Anna: Nurse 7." in notice
    press(signed_in, "/levels/undo", {"note": re.search(r'name="note" value="([^"]+)"', notice).group(1)})
    assert level(database).level is None
    assert [entry.verb for entry in audited()] == ["undo level", "set level"]


def test_a_row_changes_several_levels_at_once(signed_in, press, database) -> None:
    both = form("3", '{"nurse": null, "reception": 5}', **{"level-reception": ""})
    press(signed_in, PATH, both)
    assert (level(database).level, level(database, "reception").level) == (3, None)
    assert "2 levels of Anna are saved." in signed_in.get("/levels").text


def test_a_level_may_end_after_a_day(signed_in, press, database) -> None:
    press(signed_in, PATH, form(**{"until-nurse": "2027-01-31"}))
    assert level(database).expires_at.isoformat() == "2027-01-31T23:00:00+00:00"
    assert 'value="2027-01-31"' in signed_in.get("/agents/agent-anna").text


def test_the_grid_keeps_the_day_a_level_ends(signed_in, press, database) -> None:
    press(signed_in, PATH, form(**{"until-nurse": "2027-01-31"}))
    press(signed_in, PATH, form("8", '{"nurse": 7}'))
    assert level(database).level == 8
    assert level(database).expires_at is not None


def test_a_level_somebody_changed_meanwhile_stays_and_is_told(signed_in, press, database) -> None:
    press(signed_in, PATH, form())
    answer = press(signed_in, PATH, form("2"), headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "data-levels='{\"nurse\": 7}'" in answer.text
    assert "meanwhile: it is 7 now" in answer.text
    assert level(database).level == 7


@pytest.mark.parametrize(
    "wrong", [form("12"), form(seen="no"), form(seen='{"magic": null}'), form(**{"until-nurse": "x"})]
)
def test_a_mistake_changes_nothing_and_is_said(signed_in, press, database, wrong) -> None:
    wrong = wrong | {"level-magic": "3"}
    press(signed_in, PATH, wrong)
    assert level(database).level is None
    assert 'data-mood="bad"' in signed_in.get("/levels").text


def test_a_supervisor_changes_levels_of_his_queues_only(as_role, press, database) -> None:
    browser = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"reception"})))
    assert press(browser, PATH, form()).status_code == 403
    assert level(database).level is None
    press(browser, PATH, {"seen": '{"reception": 5}', "level-reception": "6"})
    assert level(database, "reception").level == 6


def test_who_may_not_control_agents_changes_no_level(as_role, press, database) -> None:
    assert press(as_role(Role.PLANNER), PATH, form()).status_code == 403
    assert press(as_role(Role.PLANNER), "/levels/undo", {}).status_code == 403
    assert level(database).level is None


def test_back_is_never_another_site(signed_in, press) -> None:
    answer = press(signed_in, PATH, form() | {"back": "//evil.example"})
    assert answer.headers["Location"] == "/"
