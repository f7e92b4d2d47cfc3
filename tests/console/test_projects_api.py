"""Projects for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission

BODY = {"name": "Spring", "client": "Bank"}


@pytest.fixture
def call(client, bearer, centre):
    headers = bearer(*Permission)

    def called(method: str, path: str, body=None, **more: str):
        return client.open(f"/api/v1/projects{path}", method=method, json=body, headers=headers | more)

    return called


def test_a_project_is_made_read_changed_and_switched(call, audited) -> None:
    made = call("POST", "", BODY)
    assert (made.status_code, made.json["id"], made.json["client"]) == (201, "spring", "Bank")
    changed = call("PUT", "/spring", BODY | {"version": 1, "client": "Shop"})
    assert (changed.status_code, changed.json) == (200, call("GET", "/spring").json)
    assert call("POST", "/spring/active", {"version": 2, "active": False}).json["active"] is False
    assert [entry.verb for entry in audited()[:3]] == ["deactivate project", "edit project", "add project"]


def test_what_does_not_fit_is_refused(call) -> None:
    assert call("POST", "", {"name": "Spring"}).status_code == 422
    answer = call("POST", "", BODY | {"client": " "})
    assert (answer.status_code, list(answer.json["detail"])) == (422, ["client"])


def test_a_version_that_is_not_the_last_is_a_conflict(call) -> None:
    call("POST", "", BODY)
    assert call("PUT", "/spring", BODY | {"version": 7}).status_code == 409


def test_an_unknown_project_is_not_found(call) -> None:
    assert call("GET", "/nothing").status_code == 404
    assert call("PUT", "/nothing", BODY | {"version": 1}).status_code == 404


def test_a_token_of_one_project_sees_it_alone(call, client, bearer) -> None:
    call("POST", "", BODY)
    call("POST", "", BODY | {"name": "Winter"})
    headers = bearer(Permission.EDIT_PROJECTS, scope=Scope(projects=frozenset({"winter"})))
    assert [one["id"] for one in client.get("/api/v1/projects", headers=headers).json["projects"]] == ["winter"]
    assert client.get("/api/v1/projects/spring", headers=headers).status_code == 403
    assert client.post("/api/v1/projects", headers=headers, json=BODY).status_code == 403
