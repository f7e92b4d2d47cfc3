from dataclasses import replace

import pytest

from ivr.errors import Misuse
from ivr.menus.definition import HangUpNode, MenuTree, PromptLine, facts_of, lines_of, targets_of


def test_menu_leads_along_its_keys_and_its_failure(tree: MenuTree) -> None:
    assert targets_of(tree.nodes["more"])[-2:] == (("0", "desk"), ("on_failure", "desk"))


def test_node_that_hangs_up_leads_nowhere(tree: MenuTree) -> None:
    assert targets_of(tree.nodes["bye"]) == ()


def test_menu_says_the_prompts_of_all_attempts(tree: MenuTree) -> None:
    said = [line.prompt for line in lines_of(tree.nodes["main"]) if isinstance(line, PromptLine)]
    assert said == ["welcome", "ask", "ask_again", "ask", "silent_1", "silent_2", "wrong"]


def test_facts_a_menu_needs_are_known(tree: MenuTree) -> None:
    assert facts_of(tree) == {"opening_hours"}


def test_menu_that_leads_to_no_node_cannot_be(tree: MenuTree) -> None:
    with pytest.raises(Misuse, match="leads to 'doctor', which is no node"):
        replace(tree, nodes={name: node for name, node in tree.nodes.items() if name != "doctor"})


def test_failing_callers_are_not_hung_up_on_by_default(tree: MenuTree) -> None:
    with pytest.raises(Misuse, match="queue or transfer"):
        replace(tree, on_failure="bye")


def test_menu_starts_somewhere() -> None:
    with pytest.raises(Misuse):
        MenuTree("m", "", ("en",), "main", "bye", {"bye": HangUpNode(id="bye")})
