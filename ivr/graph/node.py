"""A conversation's shape: all that walking and checking need to know of a node, whatever it means to its owner."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edge:
    """A way on: the key that leads along it, or the name of the field that does."""

    target: str
    label: str
    by_key: bool = False


@dataclass(frozen=True, slots=True)
class SpokenPrompt:
    """A prompt and the languages it may have to be said in."""

    prompt: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One place in a conversation."""

    id: str
    edges: tuple[Edge, ...] = ()
    prompts: tuple[SpokenPrompt, ...] = ()
    asks: bool = False  # it waits for the person's key
    ends: bool = False  # the conversation may end here
    person: bool = False  # somebody of flesh and blood answers here


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of one conversation by id, and where it starts."""

    start: str
    nodes: Mapping[str, Node]
