"""The pages of rows that have little more than a name."""

import re

import pytest

from ivr.access.role import Role
from ivr.store import centre_version, skills


def of(database, skill_id: str):
    with database.read() as connection:
        return skills.of(connection, skill_id)


def undo_of(page: str) -> dict[str, str]:
    return {"note": re.search(r'name="note" value="([^"]+)"', page).group(1)}


def test_a_new_row_is_listed_audited_and_known_to_the_engine(signed_in, press, database, audited) -> None:
    with database.read() as connection:
        before = centre_version.read(connection)
    press(signed_in, "/skills/new", {"name": "Német nyelv"})
    assert "Német nyelv" in signed_in.get("/skills").text
    assert (audited()[0].verb, audited()[0].id) == ("add skill", "nemet-nyelv")
    with database.read() as connection:
        assert centre_version.read(connection) > before


def test_renaming_can_be_undone(signed_in, press, database) -> None:
    press(signed_in, "/skills/nurse", {"name": "Nursing", "version": "1"})
    assert of(database, "nurse").name == "Nursing"
    press(signed_in, "/skills/undo", undo_of(signed_in.get("/skills").text))
    assert of(database, "nurse").name == "Nurse"


def test_who_was_overtaken_sees_the_others_values_and_keeps_his_own(signed_in, press, database) -> None:
    press(signed_in, "/skills/nurse", {"name": "Theirs", "version": "1"})
    answer = press(signed_in, "/skills/nurse", {"name": "Mine", "version": "1"})
    assert answer.status_code == 409
    assert "<dd>Theirs</dd>" in answer.text
    assert 'value="Mine"' in answer.text
    press(signed_in, "/skills/nurse", {"name": "Mine", "version": "2"})
    assert of(database, "nurse").name == "Mine"


def test_what_is_needed_stays_in_use(signed_in, press, database) -> None:
    press(signed_in, "/skills/nurse/active", {"active": "no", "version": "1"})
    assert of(database, "nurse").active
    assert "The queue Nurse asks for this skill" in signed_in.get("/skills/nurse").text


def test_out_of_use_and_undone(signed_in, press, database) -> None:
    press(signed_in, "/skills/new", {"name": "Lab"})
    press(signed_in, "/skills/lab/active", {"active": "no", "version": "1"})
    assert not of(database, "lab").active
    press(signed_in, "/skills/undo", undo_of(signed_in.get("/skills").text.split("out of use.")[1]))
    assert of(database, "lab").active


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "line\u2028break"])
def test_an_impossible_name_is_said_beside_the_field(signed_in, press, name: str) -> None:
    answer = press(signed_in, "/skills/new", {"name": name})
    assert answer.status_code == 400
    assert 'id="name-mistake"' in answer.text


@pytest.mark.parametrize("path", ["/skills/new", "/skills/nurse", "/skills/nurse/active", "/skills/undo"])
def test_who_may_not_edit_people_changes_nothing(as_role, press, path: str) -> None:
    assert press(as_role(Role.SUPERVISOR), path, {"name": "X", "version": "1"}).status_code == 403


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 20])
def test_a_form_without_its_version_is_refused(signed_in, press, version: str) -> None:
    assert press(signed_in, "/skills/nurse", {"name": "X", "version": version}).status_code == 400


def test_the_table_is_written_as_csv(signed_in) -> None:
    assert signed_in.get("/skills?format=csv").text.splitlines()[1] == "Nurse,in use"
