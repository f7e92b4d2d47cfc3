"""Saved filters for programs."""

from flask.testing import FlaskClient

from ivr.access.role import Permission

ALL = "/api/v1/saved-filters"
WEEK = {"page": "reports", "name": "A week", "query": {"range": "last7", "number": "36201234567"}, "shared": True}
MAY = (Permission.SEE_REPORTS, Permission.SEE_CALLS)


def test_a_filter_is_made_renamed_and_deleted(client: FlaskClient, bearer, audited) -> None:
    mine = bearer(*MAY)
    made = client.post(ALL, json=WEEK, headers=mine)
    assert (made.status_code, made.json["query"]) == (201, {"range": "last7"})
    one = f"{ALL}/{made.json['id']}"
    assert client.put(one, json={"name": "Seven days"}, headers=mine).json["name"] == "Seven days"
    assert client.delete(one, headers=mine).status_code == 200
    assert client.get(ALL, headers=mine).json == {"filters": []}
    assert [entry.verb for entry in audited()[:3]] == [f"{verb} saved filter" for verb in ("delete", "edit", "add")]


def test_another_program_opens_a_shared_one_and_changes_it_not(client: FlaskClient, bearer) -> None:
    made = client.post(ALL, json=WEEK, headers=bearer(*MAY)).json
    other = bearer(*MAY)
    assert [one["id"] for one in client.get(ALL, headers=other).json["filters"]] == [made["id"]]
    assert client.delete(f"{ALL}/{made['id']}", headers=other).status_code == 403


def test_a_page_one_may_not_see_has_no_filter(client: FlaskClient, bearer) -> None:
    mine = bearer(Permission.SEE_REPORTS)
    assert client.post(ALL, json={**WEEK, "page": "calls"}, headers=mine).status_code == 403
    assert client.post(ALL, json={**WEEK, "page": "nowhere"}, headers=mine).status_code == 422
    assert client.get(ALL, headers=bearer()).status_code == 403


def test_a_name_is_used_once(client: FlaskClient, bearer) -> None:
    mine = bearer(*MAY)
    client.post(ALL, json=WEEK, headers=mine)
    assert "name" in client.post(ALL, json=WEEK, headers=mine).json["detail"]
