"""Rules of alerts for programs."""

from ivr.access.account import Scope
from ivr.access.role import Permission

HERE = "/api/v1/alert-rules"
RIGHT = Permission.EDIT_ALERTS
BODY = {"name": "Long wait", "kind": "longest_wait", "queue": "nurse", "raise_at": 180, "clear_at": 120}


def test_a_rule_is_made_changed_and_taken_out_of_use(client, centre, bearer, audited) -> None:
    headers = bearer(RIGHT)
    made = client.post(HERE, headers=headers, json=BODY)
    assert (made.status_code, made.json["id"], made.json["min_calls"]) == (201, "long-wait", 10)
    wanted = BODY | {"raise_at": 240, "mail_to": "night@example.org", "version": 1}
    assert client.put(f"{HERE}/long-wait", headers=headers, json=wanted).json["raise_at"] == 240
    assert client.put(f"{HERE}/long-wait", headers=headers, json=wanted).status_code == 409
    off = client.post(f"{HERE}/long-wait/active", headers=headers, json={"active": False, "version": 2})
    assert off.json["active"] is False
    assert client.get(f"{HERE}/long-wait", headers=headers).json["mail_to"] == "night@example.org"
    verbs = ["deactivate alert rule", "edit alert rule", "add alert rule"]
    assert [entry.verb for entry in audited()[:3]] == verbs


def test_what_cannot_be_watched_names_its_field(client, centre, bearer) -> None:
    refused = client.post(HERE, headers=bearer(RIGHT), json=BODY | {"clear_at": 200})
    assert (refused.status_code, list(refused.json["detail"])) == (422, ["clear_at"])
    assert client.post(HERE, headers=bearer(RIGHT), json=BODY | {"kind": "weather"}).status_code == 422


def test_rules_are_of_the_whole_centre_and_their_own_right(client, centre, bearer) -> None:
    held = bearer(RIGHT, scope=Scope(queues=frozenset({"nurse"})))
    assert client.post(HERE, headers=held, json=BODY).status_code == 403
    assert client.get(HERE, headers=bearer(Permission.SEE_ALERTS)).status_code == 403
