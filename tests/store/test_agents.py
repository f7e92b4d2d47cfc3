"""Agents and their phones; the secret of a phone is nowhere but where it is asked for."""

from dataclasses import replace

import pytest

from ivr.errors import FieldError
from ivr.store import agents
from ivr.store.agents import Agent
from ivr.store.centre import Centre, Entry, load_agents, save_centre
from ivr.store.database import Database
from ivr.store.register import Change

ANNA = Agent("", "Anna", extension="201")


def test_each_new_agent_has_a_phone_with_a_secret_of_its_own(database: Database) -> None:
    with database.write() as connection:
        made = [agents.create(connection, replace(ANNA, extension=number)).after for number in ("201", "202")]
        secrets = {agents.phone_secret(connection, agent.id) for agent in made}
    assert [agent.id for agent in made] == ["agent-anna", "agent-anna-2"]
    assert len({secret for secret in secrets if secret and len(secret) >= 24}) == 2


def test_no_list_and_no_change_of_agents_holds_a_secret(database: Database) -> None:
    with database.write() as connection:
        made = agents.create(connection, ANNA)
        rotated = agents.rotate_phone(connection, "agent-anna")
        secret = agents.phone_secret(connection, "agent-anna")
        everyone = agents.everyone(connection)
    assert secret
    assert all(secret not in str(shown) for shown in (made, rotated, everyone))
    assert everyone[0].phone_secret == ""


def test_a_rotated_phone_has_another_secret_and_a_changed_agent_the_same(database: Database) -> None:
    with database.write() as connection:
        made = agents.create(connection, ANNA).after
        first = agents.phone_secret(connection, made.id)
        agents.change(connection, replace(made, name="Anna Nagy"))
        assert agents.phone_secret(connection, made.id) == first
        assert agents.rotate_phone(connection, made.id).after.version == 3
        assert agents.phone_secret(connection, made.id) not in (first, None)
        assert load_agents(connection)[0].phone_secret == agents.phone_secret(connection, made.id)


@pytest.mark.parametrize("extension", ["", "2", "20a", "2" * 16, "٢٠١"])
def test_an_extension_is_digits(database: Database, extension: str) -> None:
    with database.write() as connection, pytest.raises(FieldError) as refused:
        agents.create(connection, replace(ANNA, extension=extension))
    assert refused.value.field == "extension"


def test_an_extension_belongs_to_one_agent(database: Database) -> None:
    with database.write() as connection:
        agents.create(connection, ANNA)
        with pytest.raises(FieldError, match="Anna has this extension"):
            agents.create(connection, Agent("", "Béla", extension="201"))


def test_a_number_callers_dial_is_no_extension(database: Database) -> None:
    with database.write() as connection:
        save_centre(connection, Centre(entries=(Entry("100", "menu:main"),)))
        with pytest.raises(FieldError, match="Callers dial this number"):
            agents.create(connection, replace(ANNA, extension="100"))


def test_an_agent_never_takes_the_name_of_a_template_of_phones(database: Database) -> None:
    with database.write() as connection:
        assert agents.create(connection, replace(ANNA, name="Phone")).after.id == "agent-phone-2"


def test_an_agent_comes_back_into_use(database: Database) -> None:
    with database.write() as connection:
        gone = agents.deactivate(connection, agents.create(connection, ANNA).after)
        assert isinstance(gone, Change)
        back = agents.activate(connection, gone.after)
    assert isinstance(back, Change)
    assert (gone.after.active, back.after.active) == (False, True)


def test_nobodys_phone_is_not_rotated(database: Database) -> None:
    with database.write() as connection, pytest.raises(FieldError, match="agent-zed does not exist"):
        agents.rotate_phone(connection, "agent-zed")


def test_names_are_known_by_id(database: Database) -> None:
    with database.write() as connection:
        agents.create(connection, ANNA)
        assert agents.names(connection) == {"agent-anna": "Anna"}
