"""An explanation as it is kept with each offer."""

import json

from ivr.routing.acd import Acd
from ivr.routing.explanation import Explanation
from ivr.routing.offer_record import KEPT, offer_record


def offered(agents: int) -> Explanation:
    """Why a call went to one of so many who could."""
    acd = Acd({"skills": ["tech", "english"]})
    for number in range(agents):
        acd.agent_login(number / 3, f"agent-{number}", {"tech": 1 + number % 9, "english": 5})
    acd.agent_login(50.0, "beginner", {"tech": 1})
    acd.agent_pause(51.0, "beginner", "lunch")
    acd.add_call(100.0, "call", "tech")
    return acd.explain("call")


def test_it_goes_through_json_and_is_read_as_an_explanation() -> None:
    why = offered(3)
    kept = offer_record(why)

    read = Explanation.from_plain(json.loads(json.dumps(kept)))

    assert (read.chosen, read.rule, read.excluded) == (why.chosen, why.rule, why.excluded)
    assert [row.agent for row in read.eligible] == [row.agent for row in why.eligible]


def test_figures_are_rounded() -> None:
    assert all(round(row["idle_s"], 2) == row["idle_s"] for row in offer_record(offered(3))["eligible"])


def test_in_a_large_centre_the_best_are_named_and_the_others_counted() -> None:
    why = offered(45)
    kept = offer_record(why)

    assert [row["agent"] for row in kept["eligible"]] == [row.agent for row in why.eligible[:KEPT]]
    assert dict(kept["unnamed"])["eligible"] == 45 - KEPT
