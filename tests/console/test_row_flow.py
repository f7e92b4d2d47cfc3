"""What queues and projects have in common when they are edited (their own tests press every button)."""

from ivr.access.role import Role
from ivr.console.undo_note import sealed


def test_the_way_back_of_one_kind_is_none_of_another(app, signed_in, press) -> None:
    plain = {"id": "nurse", "name": "Nurse", "active": True, "version": 1}
    with app.app_context():
        note = sealed({"kind": "queue", "id": "nurse", "before": None, "after": plain})
    assert press(signed_in, "/projects/undo", {"note": note}).status_code == 400


def test_a_change_of_another_meanwhile_is_not_taken_back(signed_in, press, as_role) -> None:
    press(signed_in, "/queues/nurse/active", {"active": "no", "version": 1})
    note = signed_in.get("/queues").text.split('name="note" value="')[1].split('"')[0]
    other = as_role(Role.ADMINISTRATOR, login="second")
    press(other, "/queues/nurse/active", {"active": "yes", "version": 2})
    press(signed_in, "/queues/undo", {"note": note})
    assert "Somebody changed Nurse meanwhile: nothing was done." in signed_in.get("/queues").text
