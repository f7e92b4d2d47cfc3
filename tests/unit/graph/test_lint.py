import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.graph.limits import NODES_PER_MENU, PROMPTS_PER_NODE
from ivr.graph.lint import Finding, lint
from ivr.graph.node import Edge, Graph, Node, SpokenPrompt


def asks(node: str, *targets: str, failing: str = "desk") -> Node:
    ways = [Edge(target, str(key), by_key=True) for key, target in enumerate(targets, start=1)]
    return Node(node, (*ways, Edge(failing, "on_failure")), asks=True)


def passes(node: str, target: str, *prompts: SpokenPrompt) -> Node:
    return Node(node, (Edge(target, "then"),), prompts)


DESK = Node("desk", ends=True, person=True)
END = Node("end", ends=True)


def found(*nodes: Node, spoken: dict[str, list[str]] | None = None) -> list[Finding]:
    return list(lint(Graph(nodes[0].id, {node.id: node for node in nodes}), spoken))


def only(*nodes: Node, spoken: dict[str, list[str]] | None = None) -> Finding:
    (finding,) = found(*nodes, spoken=spoken)
    return finding


def test_sound_menu_has_no_findings() -> None:
    assert found(asks("main", "desk", "news"), passes("news", "main"), DESK) == []


def test_node_without_a_way_to_it_is_found() -> None:
    assert only(asks("main", "desk"), DESK, END) == Finding("end", "no way leads here")


def test_dead_end_is_found() -> None:
    assert "dead end" in only(asks("main", "desk", "cellar"), DESK, Node("cellar")).message


def test_rooms_that_only_lead_to_each_other_by_key_are_dead_ends() -> None:
    rooms = asks("a", "b", failing="b"), Node("b", (Edge("a", "1", by_key=True),), asks=True)
    dead = [finding.node for finding in found(asks("main", "a", "desk"), DESK, *rooms) if "dead" in finding.message]
    assert dead == ["a", "b"]


def test_loop_that_needs_no_key_is_named_once() -> None:
    loop = only(
        asks("main", "a", "desk"), DESK, passes("a", "b"), Node("b", (Edge("a", "then"), Edge("end", "x"))), END
    )
    assert loop.message.endswith("a -> b -> a")


def test_failing_back_to_the_same_menu_is_a_loop() -> None:
    assert "endless" in only(asks("main", "desk", failing="main"), DESK).message


def test_loop_with_a_key_in_it_is_the_callers_own_doing() -> None:
    assert found(asks("main", "news", "desk"), passes("news", "main"), DESK) == []


def test_six_choices_are_a_warning() -> None:
    finding = only(asks("main", *["desk"] * 6), DESK)
    assert finding.warning
    assert "6 choices" in finding.message


def test_person_behind_the_fourth_menu_is_too_far() -> None:
    menus = [asks("m1", "m2"), asks("m2", "m3"), asks("m3", "m4"), asks("m4", "desk"), DESK]
    assert [(finding.node, finding.warning) for finding in found(*menus)] == [("m1", True)]


def test_person_behind_the_third_menu_is_near_enough() -> None:
    assert found(asks("m1", "m2"), asks("m2", "m3"), passes("between", "desk"), asks("m3", "between"), DESK) == []


def test_failing_is_no_way_to_choose_a_person() -> None:
    assert "no key leads to a person" in only(asks("main", "end"), END, DESK).message


def test_unknown_prompt_is_found() -> None:
    finding = only(passes("a", "desk", SpokenPrompt("hello", ("en",))), DESK, spoken={})
    assert (finding.label, finding.warning) == ("hello", False)


def test_missing_language_is_found() -> None:
    finding = only(passes("a", "desk", SpokenPrompt("hello", ("en", "hu"))), DESK, spoken={"hello": ["en"]})
    assert finding.message == "the prompt 'hello' has no text in language 'hu'"


def test_prompt_said_twice_is_missed_once() -> None:
    prompt = SpokenPrompt("hello", ("en",))
    assert only(passes("a", "desk", prompt, prompt), DESK, spoken={}).node == "a"


def test_too_many_nodes_are_found() -> None:
    row = [passes(f"n{number}", f"n{number + 1}") for number in range(NODES_PER_MENU)]
    assert "nodes are more than" in only(*row, Node(f"n{NODES_PER_MENU}", ends=True)).message


def test_too_many_prompts_are_found() -> None:
    prompts = [SpokenPrompt("hello", ("en",))] * (PROMPTS_PER_NODE + 1)
    assert "prompts are more than" in only(passes("a", "desk", *prompts), DESK).message


@given(st.lists(st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=4), min_size=8, max_size=8))
def test_any_graph_is_judged_and_never_blamed_without_reason(ways: list[list[tuple[int, bool]]]) -> None:
    nodes = [
        Node(str(number), tuple(Edge(str(to), "k", by_key) for to, by_key in way), asks=any(key for _, key in way))
        for number, way in enumerate(ways)
    ]
    judged = {finding.node for finding in found(*nodes)}
    assert judged <= {node.id for node in nodes}


@pytest.mark.parametrize("length", [1, 2, 5])
def test_loop_of_any_length_is_found(length: int) -> None:
    row = [Node(str(n), (Edge(str((n + 1) % length), "then"), Edge("desk", "then"))) for n in range(length)]
    assert "endless" in only(*row, DESK).message
