"""What is wrong with a conversation, and what is unwise, seen from its shape alone."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ivr.graph.limits import MENUS_TO_A_PERSON, NODES_PER_MENU, OPTIONS_ADVISED, PROMPTS_PER_NODE
from ivr.graph.node import Edge, Graph, Node

Languages = Mapping[str, Collection[str]]  # prompt -> the languages it can be said in


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at a node; `label` is the key or field it hangs on, a warning does not forbid to publish."""

    node: str
    message: str
    label: str | None = None
    warning: bool = False


def lint(graph: Graph, spoken: Languages | None = None) -> tuple[Finding, ...]:
    """All findings; prompts are looked at when it is known which can be `spoken`."""
    rules: tuple[Callable[[Graph], Iterator[Finding]], ...] = (
        _sizes,
        _unreachable,
        _dead_ends,
        _loops,
        _many_options,
        _far_from_a_person,
    )
    found = [finding for rule in rules for finding in rule(graph)]
    if spoken is not None:
        found += [finding for node in graph.nodes.values() for finding in missing_prompts(node, spoken)]
    return tuple(found)


def missing_prompts(node: Node, spoken: Languages) -> Iterator[Finding]:
    """Prompts of the node that do not exist, or not in a language they have to be said in."""
    for prompt in dict.fromkeys(node.prompts):
        if prompt.prompt not in spoken:
            yield Finding(node.id, f"there is no prompt {prompt.prompt!r}", prompt.prompt)
            continue
        for language in prompt.languages:
            if language not in spoken[prompt.prompt]:
                message = f"the prompt {prompt.prompt!r} has no text in language {language!r}"
                yield Finding(node.id, message, prompt.prompt)


def _sizes(graph: Graph) -> Iterator[Finding]:
    if len(graph.nodes) > NODES_PER_MENU:
        yield Finding(graph.start, f"{len(graph.nodes)} nodes are more than {NODES_PER_MENU}")
    for node in graph.nodes.values():
        if len(node.prompts) > PROMPTS_PER_NODE:
            yield Finding(node.id, f"{len(node.prompts)} prompts are more than {PROMPTS_PER_NODE}")


def _unreachable(graph: Graph) -> Iterator[Finding]:
    reached = _reachable(graph, graph.start)
    yield from (Finding(node, "no way leads here") for node in graph.nodes if node not in reached)


def _dead_ends(graph: Graph) -> Iterator[Finding]:
    ends = {node.id for node in graph.nodes.values() if node.ends}
    for node in graph.nodes:
        if not ends & _reachable(graph, node):
            yield Finding(node, "a dead end: from here the call can never come to an end")


def _loops(graph: Graph) -> Iterator[Finding]:
    """Each loop of ways that need no key, named once, at its first node."""
    named: set[str] = set()
    for node in graph.nodes:
        loop = _loop_through(graph, node)
        if loop and not named & set(loop):
            named |= set(loop)
            way = " -> ".join([*loop, node])
            yield Finding(node, f"an endless loop nobody has to press a key for: {way}")


def _many_options(graph: Graph) -> Iterator[Finding]:
    for node in graph.nodes.values():
        options = sum(edge.by_key for edge in node.edges)
        if options > OPTIONS_ADVISED:
            message = f"{options} choices are more than the {OPTIONS_ADVISED} a caller keeps in mind"
            yield Finding(node.id, message, warning=True)


def _far_from_a_person(graph: Graph) -> Iterator[Finding]:
    for node in graph.nodes.values():
        if node.asks and not _person_within(graph, node.id, MENUS_TO_A_PERSON):
            message = f"no key leads to a person within {MENUS_TO_A_PERSON} menus from here"
            yield Finding(node.id, message, warning=True)


def _person_within(graph: Graph, start: str, menus: int) -> bool:
    """Whether keys lead to a person while at most so many asking nodes are passed, the first among them."""
    reached = {start}
    for _ in range(menus):
        reached = _until_asked(graph, [edge.target for node in reached for edge in _ways(graph.nodes[node])])
        if any(graph.nodes[node].person for node in reached):
            return True
        reached = {node for node in reached if graph.nodes[node].asks}
    return False


def _until_asked(graph: Graph, starts: Iterable[str]) -> set[str]:
    """All nodes met from here on, up to and with those that ask."""
    waiting, met = list(starts), set[str]()
    while waiting:
        node = waiting.pop()
        if node not in met:
            met.add(node)
            if not graph.nodes[node].asks:
                waiting += [edge.target for edge in graph.nodes[node].edges]
    return met


def _ways(node: Node) -> tuple[Edge, ...]:
    """The ways a person can choose here: where keys are asked for, failing to press one is no choice."""
    return tuple(edge for edge in node.edges if edge.by_key or not node.asks)


def _reachable(graph: Graph, start: str) -> set[str]:
    waiting, met = [start], set[str]()
    while waiting:
        node = waiting.pop()
        if node not in met:
            met.add(node)
            waiting += [edge.target for edge in graph.nodes[node].edges]
    return met


def _loop_through(graph: Graph, start: str) -> list[str]:
    """A way from `start` back to it without a key, empty when there is none."""
    waiting, met = [[start]], set[str]()
    while waiting:
        way = waiting.pop()
        for edge in graph.nodes[way[-1]].edges:
            if edge.by_key:
                continue
            if edge.target == start:
                return way
            if edge.target not in met:
                met.add(edge.target)
                waiting.append([*way, edge.target])
    return []
