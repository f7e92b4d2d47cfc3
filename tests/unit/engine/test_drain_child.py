"""The second router: what it is told, and what it answers."""

import io
import json
import pickle

from ivr.engine.drain_child import FED, LENGTH, Found, Round, Second, frame, serve
from ivr.routing.acd import Acd

RULES = {"skills": ["reception"], "wrap_up_s": 10}
STEPS = [
    ("agent_login", 0.0, ("anna", {"reception": 5}), {}),
    ("add_call", 1.0, ("first", "reception"), {}),
    ("call_answered", 2.0, ("first", "anna"), {}),
    ("add_call", 3.0, ("second", "reception"), {"min_level": 1}),
    ("add_call", 4.0, ("third", "reception"), {}),
]


def begun(**wished: bool) -> Round:
    return Round(STEPS, 5.0, snapshot=Acd(RULES).snapshot(), **wished)


def first_router() -> Acd:
    acd = Acd(RULES)
    for name, t, args, named in STEPS:
        getattr(acd, name)(t, *args, **named)
    return acd


def test_it_says_how_long_each_who_waits_will_wait() -> None:
    found = Second().play(begun())

    assert found.estimates == first_router().drained(5.0)
    assert set(found.estimates) == {"second", "third"}


def test_told_the_same_it_knows_the_same() -> None:
    second, first = Second(), first_router()
    found = second.play(begun())
    first.feed_estimates(6.0, found.estimates)
    first.call_abandoned(7.0, "second")
    first.call_abandoned(8.0, "second")

    steps = [(FED, 6.0, (), {}), *(("call_abandoned", t, ("second",), {}) for t in (7.0, 8.0))]
    found = second.play(Round(steps, 9.0))

    assert found.ignored == first.ignored == 1
    assert second.acd.snapshot() == first.snapshot()


def test_what_was_learned_is_told_when_it_is_asked_for() -> None:
    assert Second().play(begun()).learned is None
    assert json.loads(Second().play(begun(wants_learned=True)).learned or "") == first_router().learned()


def test_it_answers_each_round_until_its_input_ends() -> None:
    told = io.BytesIO()

    serve(io.BytesIO(frame(begun()) + frame(Round([], 9.0))), told)

    answers, at = [], 0
    while at < len(told.getvalue()):
        (length,) = LENGTH.unpack_from(told.getvalue(), at)
        answers.append(pickle.loads(told.getvalue()[at + LENGTH.size :][:length]))
        at += LENGTH.size + length
    assert [type(answer) for answer in answers] == [Found, Found]
