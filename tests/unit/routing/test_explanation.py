import json

from ivr.routing.explanation import LEAST_COST, AgentCost, Explanation, HeadScore

WHY = Explanation(
    call="c1",
    rule=LEAST_COST,
    chosen="anna",
    step=1,
    needed_level=3,
    eligible=(AgentCost("anna", 5, 0.3, -2.5, 0.0, -2.2, 12.0),),
    excluded=(("bela", "on_call"),),
    unnamed=(("no skill tech", 4),),
    heads=(HeadScore("c1", "tech", 20.0, 0.0, 5, 1.5),),
)


def test_an_explanation_survives_plain_data():
    assert Explanation.from_plain(json.loads(json.dumps(WHY.to_plain()))) == WHY
