from typing import get_args

from ivr.menus.definition import MenuNode, Node, QueueNode
from ivr.menus.node_kinds import KINDS, read_node
from ivr.menus.sheet import Place, Sheet


def read(yaml: str) -> tuple[Node | None, list[str]]:
    sheet = Sheet("m.yaml")
    node = read_node("x", sheet.root(yaml), Place(sheet, node="x"), "desk")
    return node, [str(mistake) for mistake in sheet.mistakes]


def test_every_kind_of_node_can_be_written() -> None:
    assert {kind.make for kind in KINDS.values()} == set(get_args(Node))


def test_fields_left_out_have_defaults() -> None:
    node, _ = read("{kind: queue, queue: nurse, skill: nurse, then: bye}")
    assert node == QueueNode(id="x", queue="nurse", skill="nurse", then="bye", min_level=1, priority=0)


def test_failing_menu_leads_to_a_person_unless_it_says_where() -> None:
    node, _ = read('{kind: menu, prompts: [hello], choices: {"1": a}}')
    assert isinstance(node, MenuNode)
    assert node.on_failure == "desk"


def test_unknown_kind_is_named() -> None:
    assert "expected a kind, one of menu, information" in read("{kind: dance}")[1][0]


def test_what_is_no_node_is_named() -> None:
    assert "expected a node" in read("[]")[1][0]


def test_unknown_and_missing_keys_are_named() -> None:
    node, mistakes = read("{kind: queue, queue: nurse, skil: nurse, then: bye}")
    assert node is None
    assert "key skil: a node of kind queue has no such key" in mistakes[0]
    assert mistakes[1].endswith("a node of kind queue needs 'skill'")
