from dataclasses import replace

from ivr.graph.node import Edge, SpokenPrompt
from ivr.menus.definition import InformationNode, MenuTree
from ivr.menus.shape import prompts_of, shape


def test_keys_are_ways_by_key_and_failing_is_not(tree: MenuTree) -> None:
    edges = shape(tree).nodes["main"].edges
    assert Edge("doctor", "12", by_key=True) in edges
    assert Edge("desk", "on_failure") in edges


def test_back_from_information_means_every_menu_that_leads_there(tree: MenuTree) -> None:
    assert shape(tree).nodes["hours"].edges == (Edge("main", "then"), Edge("more", "then"))


def test_back_from_a_menu_means_the_menu_before(tree: MenuTree) -> None:
    assert Edge("main", "*", by_key=True) in shape(tree).nodes["more"].edges


def test_back_where_nothing_was_before_means_the_start(tree: MenuTree) -> None:
    first = replace(tree, start="first", nodes={**tree.nodes, "first": InformationNode(id="first", say=())})
    assert shape(first).nodes["first"].edges == (Edge("first", "then"),)


def test_persons_answer_in_queues_and_outside(tree: MenuTree) -> None:
    assert [node.id for node in shape(tree).nodes.values() if node.person] == ["doctor", "desk"]


def test_prompts_have_to_be_said_in_all_languages(tree: MenuTree) -> None:
    assert prompts_of(tree.nodes["bye"], ("en", "hu")) == (SpokenPrompt("goodbye", ("en", "hu")),)


def test_who_hears_something_while_waiting_is_back_in_his_queue(waiting: MenuTree) -> None:
    edges = shape(waiting).nodes["hours"].edges
    assert {edge.target for edge in edges} == {"desk", "main"}
