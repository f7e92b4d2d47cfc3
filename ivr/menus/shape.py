"""The shape of a menu, for the checks that need to know no more (ivr.graph.lint)."""

from collections.abc import Iterator

from ivr.graph.node import Edge, Graph, Node, SpokenPrompt
from ivr.menus.definition import (
    BACK,
    HangUpNode,
    MenuNode,
    MenuTree,
    Person,
    PromptLine,
    QueueNode,
    keeps_place,
    keys_of,
    lines_of,
    targets_of,
)
from ivr.menus.definition import Node as Definition


def shape(tree: MenuTree) -> Graph:
    """The menu as a graph; `back` becomes a way to each menu it can mean."""
    return Graph(tree.start, {node.id: _node(tree, node) for node in tree.nodes.values()})


def prompts_of(node: Definition, languages: tuple[str, ...]) -> tuple[SpokenPrompt, ...]:
    """The prompts of a node; each may have to be said in any language of the menu."""
    return tuple(SpokenPrompt(line.prompt, languages) for line in lines_of(node) if isinstance(line, PromptLine))


def _node(tree: MenuTree, node: Definition) -> Node:
    return Node(
        node.id,
        edges=tuple(_edges(tree, node)),
        prompts=prompts_of(node, tree.languages),
        asks=isinstance(node, MenuNode),
        ends=isinstance(node, Person | HangUpNode),
        person=isinstance(node, Person),
    )


def _edges(tree: MenuTree, node: Definition) -> Iterator[Edge]:
    keys = {key for key, _ in keys_of(node)}
    for label, target in targets_of(node):
        for meant in _menus_before(tree, node.id) if target == BACK else (target,):
            yield Edge(meant, label, by_key=label in keys)


def _beside(tree: MenuTree, queue: QueueNode, target: str) -> bool:
    return target != BACK and any(target == to and keeps_place(tree.nodes[target]) for _, to in queue.keys)


def _left_for(tree: MenuTree, node: Definition) -> tuple[str, ...]:
    """Where the caller can go on from here and have left the node for good."""
    ways = targets_of(node)
    if isinstance(node, QueueNode):
        ways = tuple((key, to) for key, to in ways if key == "then" or not _beside(tree, node, to))
    return tuple(to for _, to in ways)


def _menus_before(tree: MenuTree, node: str) -> tuple[str, ...]:
    """Where `back` leads: the menus from which a caller can have come here last (the start when there can have been
    none), and the queues he has not left."""
    menus: dict[str, None] = {}
    waiting, met = [node], {node}
    while waiting:
        target = waiting.pop()
        if target == tree.start and (target == node or not isinstance(tree.nodes[target], MenuNode)):
            menus[tree.start] = None
        for before in tree.nodes.values():
            if before.id in met or target not in {way for _, way in targets_of(before)}:
                continue
            met.add(before.id)
            if isinstance(before, MenuNode) or (isinstance(before, QueueNode) and _beside(tree, before, target)):
                menus[before.id] = None
            if not isinstance(before, MenuNode) and target in _left_for(tree, before):
                waiting.append(before.id)
    return tuple(menus)
