import json
from dataclasses import replace

import pytest

from ivr.errors import Misuse
from ivr.menus.definition import MenuTree
from ivr.menus.definition_json import from_plain, to_plain, with_version


def test_menu_is_the_same_after_a_way_through_json(tree: MenuTree) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(tree)))) == tree


def test_version_follows_the_content(tree: MenuTree) -> None:
    assert with_version(replace(tree, languages=("hu", "en"))).version != tree.version


def test_version_does_not_follow_itself(tree: MenuTree) -> None:
    assert with_version(replace(tree, version="something")).version == tree.version


@pytest.mark.parametrize(
    "change",
    [
        {"nodes": {"x": {"kind": "dance", "id": "x"}}},
        {"nodes": {"x": {"kind": "hang_up", "id": "x", "mood": "good"}}},
        {"nodes": {"x": {"kind": "hang_up", "id": "x", "disposition": "bored"}}},
        {"nodes": {"x": {"kind": "information", "id": "x", "say": [{"song": "y"}]}}},
        {"nodes": []},
        {"languages": 7},
        {"mood": "good"},
        {"start": "nowhere"},
    ],
)
def test_what_is_no_menu_is_refused(tree: MenuTree, change: dict[str, object]) -> None:
    with pytest.raises(Misuse):
        from_plain({**to_plain(tree), **change})
