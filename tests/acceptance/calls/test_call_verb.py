"""`python3 -m ivr call`, the user's own test call, against the same server."""

import json

import pytest


async def test_a_test_call_prints_what_was_heard_pressed_and_written(house) -> None:
    words = ("call", "100", "--press", "wait:1 2 wait:5 hangup", "--expect", "opening_hours", "--expect", "welcome")
    told = json.loads(await house.verb(*words, "--json"))
    assert [heard["text"] for heard in told["heard"]][:1] == ["Welcome to the demo clinic."]
    assert told["keys"] == "2"
    assert told["call"]["disposition"] == "self_served"
    assert {row["queue"] for row in told["service_level"]} >= {"reception", "nurse"}


async def test_a_test_call_that_does_not_hear_what_was_expected_fails(house) -> None:
    with pytest.raises(AssertionError, match="not heard: apology"):
        await house.verb("call", "100", "--press", "wait:2 hangup", "--expect", "apology")
