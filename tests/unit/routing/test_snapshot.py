import json

import pytest

from ivr.errors import Misuse
from ivr.routing.acd import Acd


def busy_centre():
    acd = Acd({"skills": ["tech"]}, seed=3)
    acd.agent_login(0, "anna", {"tech": 5})
    acd.agent_busy(0, "bela", busy=True)
    acd.add_call(1, "c1", "tech")
    acd.add_call(2, "c2", "tech", preferred_agent="anna")
    return acd


def test_a_snapshot_is_plain_json():
    snapshot = busy_centre().snapshot()
    assert json.loads(json.dumps(snapshot, allow_nan=False)) == snapshot


def test_a_restored_router_knows_line_agents_and_reasons():
    acd = Acd.restore(busy_centre().snapshot())
    assert acd.waiting() == ["c2"]
    assert acd.explain("c1").chosen == "anna"
    assert acd.snapshot() == busy_centre().snapshot()


def test_a_snapshot_of_another_version_is_refused():
    with pytest.raises(Misuse, match="version 99"):
        Acd.restore(busy_centre().snapshot() | {"version": 99})
