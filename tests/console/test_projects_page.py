"""Projects as administrators keep them."""

from dataclasses import replace

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import projects, queues
from ivr.store.projects import Project

FORM = {"name": "Autumn", "client": "Shop"}


@pytest.fixture
def spring(database, centre) -> Project:
    with database.write() as connection:
        return projects.create(connection, Project("", "Spring", "Bank <1>")).after


@pytest.fixture
def stored(database):
    def found(project_id: str):
        with database.read() as connection:
            return projects.of(connection, project_id)

    return found


@pytest.fixture
def with_queue(database, spring) -> None:
    with database.write() as connection:
        queues.change(connection, replace(queues.of(connection, "nurse"), project=spring.id))


def test_the_list_shows_client_and_queues(signed_in, with_queue) -> None:
    page = signed_in.get("/projects").text
    assert all(text in page for text in ("Spring", "Bank &lt;1&gt;", "Nurse"))
    assert "Nurse" in signed_in.get("/projects?format=csv").text


def test_without_a_project_the_page_says_what_to_do(signed_in) -> None:
    assert "Make one for each client" in signed_in.get("/projects").text


def test_a_project_is_made_changed_and_taken_back(signed_in, press, stored, audited) -> None:
    assert press(signed_in, "/projects/new", FORM).location == "/projects"
    assert press(signed_in, "/projects/autumn", FORM | {"client": "Store", "version": 1}).status_code == 303
    assert stored("autumn").client == "Store"
    assert [entry.verb for entry in audited()[:2]] == ["edit project", "add project"]
    note = signed_in.get("/projects").text.rsplit('name="note" value="', 1)[1].split('"')[0]
    press(signed_in, "/projects/undo", {"note": note})
    assert stored("autumn").client == "Shop"


@pytest.mark.parametrize("wrong", [{"name": ""}, {"client": ""}, {"client": "x" * 61}, {"name": "a\nb"}])
def test_what_cannot_be_is_refused(signed_in, press, stored, wrong) -> None:
    answer = press(signed_in, "/projects/new", FORM | wrong)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    assert stored("autumn") is None


def test_who_saves_over_another_sees_the_others_values(signed_in, press, spring, database) -> None:
    with database.write() as connection:
        projects.change(connection, replace(spring, client="Other"))
    answer = press(signed_in, "/projects/spring", FORM | {"version": 1})
    assert answer.status_code == 409
    assert "<dd>Other</dd>" in answer.text
    assert 'value="Shop"' in answer.text


def test_a_project_with_queues_stays_in_use(signed_in, press, with_queue, stored) -> None:
    page = signed_in.get("/projects/spring").text
    assert '<a href="/queues/nurse"' in page
    press(signed_in, "/projects/spring/active", {"active": "no", "version": 1})
    assert "The queue Nurse belongs to this project" in signed_in.get("/projects").text
    assert stored("spring").active


def test_a_project_without_queues_goes_out_of_use_and_comes_back(signed_in, press, spring, stored) -> None:
    press(signed_in, "/projects/spring/active", {"active": "no", "version": 1})
    assert not stored("spring").active
    press(signed_in, "/projects/spring/active", {"active": "yes", "version": 2})
    assert stored("spring").active


def test_who_may_not_edit_projects_sees_and_changes_nothing(as_role, press, spring, stored) -> None:
    for role in (Role.SUPERVISOR, Role.PLANNER, Role.AGENT, Role.CLIENT):
        browser = as_role(role)
        assert browser.get("/projects").status_code == 403
        assert press(browser, "/projects/new", FORM).status_code == 403
    assert stored("autumn") is None


def test_who_is_held_to_a_project_edits_his_alone(as_role, press, spring, stored, database) -> None:
    with database.write() as connection:
        projects.create(connection, Project("", "Winter", "Rival"))
    browser = as_role(Role.ADMINISTRATOR, scope=Scope(projects=frozenset({"spring"})))
    assert "Rival" not in browser.get("/projects").text
    assert browser.get("/projects/winter").status_code == 403
    assert press(browser, "/projects/winter", FORM | {"version": 1}).status_code == 403
    assert press(browser, "/projects/new", FORM).status_code == 403
    assert press(browser, "/projects/spring", FORM | {"version": 1}).status_code == 303
    assert (stored("spring").client, stored("winter").client) == ("Shop", "Rival")
