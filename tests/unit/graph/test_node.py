import dataclasses

import pytest

from ivr.graph.node import Edge, Node


def test_way_on_needs_no_key_unless_said() -> None:
    assert not Edge("nurse", "then").by_key


def test_node_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Node("main").ends = True  # type: ignore[misc]
