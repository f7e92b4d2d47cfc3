"""Names become the same ids whatever came before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.imports.names import LONGEST, Names, agent_name


@pytest.mark.parametrize(
    ("written", "name"),
    [("SIP/101", "101"), ("PJSIP/101-0000001f", "101"), ("Local/101@from-queue/n", "101"), ("Agent/1001", "1001"),
     ("Anna Kovács", "Anna Kovács"), ("a/b", "a/b")],
)  # fmt: skip
def test_an_agent_is_called_by_his_extension_or_his_name(written: str, name: str) -> None:
    assert agent_name(written) == name


def test_ids_are_those_people_would_make_of_the_names() -> None:
    names = Names()
    assert [names.queue("Support"), names.agent("SIP/101"), names.agent("Anna Kovács")] == [
        "support",
        "agent-101",
        "agent-anna-kovacs",
    ]
    assert names.agents["agent-anna-kovacs"] == "Anna Kovács"


def test_names_that_differ_only_in_letters_of_another_script_stay_apart() -> None:
    names = Names()
    made = {names.agent(name) for name in ("Иван 2", "Пётр 2", "Иван", "Пётр")}
    assert len(made) == 4


def test_nobody_has_no_id() -> None:
    assert [Names().agent(name) for name in ("NONE", "", " ")] == [None] * 3


@given(st.text(min_size=1, max_size=300))
def test_any_name_has_a_short_id_that_does_not_depend_on_others(name: str) -> None:
    fresh, used = Names(), Names()
    used.queue("support")
    made = fresh.queue(name)
    assert made == used.queue(name)
    assert made is None or (0 < len(made) <= LONGEST and made.isascii())
