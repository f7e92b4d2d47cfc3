"""What callers hear in the menus and how each call ends; they all call when the tests begin (conftest, SCRIPTS)."""

import asyncio

import pytest_asyncio


@pytest_asyncio.fixture(loop_scope="session")
async def ended(meanwhile, world_of_all):
    """Wait for the end of one of the calls: the call, and its one record in the report."""

    async def wait_for(name: str):
        await meanwhile[name].over.wait()
        return meanwhile[name], await world_of_all.record(meanwhile[name])

    return wait_for


async def test_information_is_heard_and_the_call_is_self_served(ended, world_of_all) -> None:
    call, record = await ended("information")
    assert world_of_all.hears(call, "welcome")
    assert world_of_all.hears_hours(call)
    assert record["disposition"] == "self_served"


async def test_the_key_pressed_at_the_far_end_is_in_the_history(ended) -> None:
    _, record = await ended("information")
    assert [(keys["node"], keys["digits"], keys["outcome"]) for keys in record["keys"]] == [("main", "2", "match")]


async def test_a_key_cuts_the_prompt_short(ended, world_of_all) -> None:
    call, _ = await ended("information")
    answer = next(words for words in world_of_all.listen(call).words if words.text == "Our opening hours.")
    assert 1.0 < answer.at_s < 5.0  # the key came after 1 s, and the whole prompt takes over 10


async def test_another_language_is_spoken_after_its_key(ended, world_of_all) -> None:
    call, record = await ended("hungarian")
    languages = [words.language for words in world_of_all.listen(call).words]
    assert languages[0] == "en"
    assert languages[-1] == "hu"
    assert world_of_all.hears(call, "opening_hours")
    assert record["language"] == "hu"


async def test_wrong_keys_are_explained_and_a_person_helps_in_the_end(ended, world_of_all) -> None:
    call, record = await ended("wrong keys")
    assert world_of_all.hears(call, "no_match_1", "no_match_2")
    assert [visit["queue"] for visit in record["visits"]] == ["reception"]
    assert [keys["outcome"] for keys in record["keys"]] == ["no_match"] * 3


async def test_who_hangs_up_in_a_prompt_left_the_menu(ended) -> None:
    _, record = await ended("hangs up in a prompt")
    assert (record["disposition"], record["hung_up_by"]) == ("left_menu", "caller")


async def test_who_hangs_up_when_asked_for_a_key_left_the_menu(ended, world_of_all) -> None:
    call, record = await ended("hangs up when asked for a key")
    assert world_of_all.hears(call, "main_menu")
    assert (record["disposition"], record["hung_up_by"]) == ("left_menu", "caller")


async def test_who_hangs_up_while_waiting_has_abandoned(ended, world_of_all) -> None:
    _, record = await ended("waits")
    assert (record["disposition"], record["hung_up_by"]) == ("abandoned", "caller")
    assert [visit["outcome"] for visit in record["visits"]] == ["abandoned"]


async def test_a_short_wait_is_abandoned_too_but_counted_apart(ended, world_of_all) -> None:
    _, record = await ended("waits shortly")
    assert record["disposition"] == "abandoned"
    assert (await world_of_all.house.service_level("reception"))["short_abandoned"] >= 1


async def test_a_number_nobody_has_is_told_so(ended, world_of_all) -> None:
    call, _ = await ended("no such number")
    assert world_of_all.hears(call, "not_in_service")
    assert call.ended_by == "other side"


async def test_the_caller_hangs_up_before_the_answer_and_no_call_is_left_open(world) -> None:
    calls = [await world.call() for _ in range(4)]
    await asyncio.gather(*(world.far_end.hang_up(call) for call in calls))
    records = await world.records(calls)
    assert {record["disposition"] for record in records} == {"left_menu"}


async def test_silence_is_explained_and_a_person_helps_in_the_end(ended, world_of_all) -> None:
    call, record = await ended("silence")
    assert world_of_all.hears(call, "no_input_1", "main_menu_2", "no_input_2", "main_menu_3")
    assert [keys["outcome"] for keys in record["keys"]] == ["no_input"] * 3
    assert [visit["queue"] for visit in record["visits"]] == ["reception"]
