import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.calls.commands import (
    Collect,
    Collected,
    Command,
    EnterQueue,
    HangUp,
    Play,
    Played,
    QueueLeft,
    Result,
    SetLanguage,
    Started,
    Transfer,
    TransferEnded,
)
from ivr.errors import IllegalTransition, Misuse
from ivr.menus.definition import MenuTree
from ivr.menus.rules import Facts
from ivr.menus.run import State, from_plain, queued_at, receive, start, to_plain

PERFORMED = (Play, Collect, EnterQueue, Transfer, HangUp)
AT_RANDOM: dict[type[Command], st.SearchStrategy[Result]] = {
    Play: st.builds(Played, st.sampled_from(["", "1"])),
    Collect: st.builds(Collected, st.text("0123456789*#", max_size=2)),
    EnterQueue: st.builds(QueueLeft, st.booleans()),
    Transfer: st.builds(TransferEnded, st.booleans()),
}


def test_nothing_is_said_before_the_call_is_connected(tree: MenuTree, facts: Facts) -> None:
    assert start(tree, None, facts).place.state == State.NEW


def test_known_language_is_spoken_from_the_first_word(tree: MenuTree, facts: Facts) -> None:
    assert receive(start(tree, "hu", facts), Started())[1][0] == SetLanguage("hu")
    assert receive(start(tree, None, facts), Started("hu"))[1][0] == SetLanguage("hu")


def test_language_the_menu_does_not_speak_is_replaced_by_its_first(tree: MenuTree, facts: Facts) -> None:
    assert receive(start(tree, "ru", facts), Started("de"))[1][0] == SetLanguage("en")


def test_missing_fact_is_told_before_the_call_begins(tree: MenuTree) -> None:
    with pytest.raises(Misuse, match="opening_hours"):
        start(tree, None, {})


@pytest.mark.parametrize("result", [Played(), QueueLeft(served=True), Started()])
def test_only_what_was_asked_for_may_follow(tree: MenuTree, facts: Facts, result: Result) -> None:
    run, _ = receive(start(tree, None, facts), Started())
    with pytest.raises(IllegalTransition, match=f"{type(result).__name__} may not follow in state collecting"):
        receive(run, result)


def test_nothing_follows_the_end(tree: MenuTree, facts: Facts) -> None:
    run = start(tree, None, facts)
    for result in (Started(), Collected("1"), QueueLeft(served=True)):
        run, _ = receive(run, result)
    with pytest.raises(IllegalTransition, match="state ended"):
        receive(run, Played())


def test_run_of_another_version_cannot_go_on(tree: MenuTree, facts: Facts) -> None:
    plain = {**to_plain(start(tree, None, facts)), "version": "old"}
    with pytest.raises(Misuse, match="old"):
        from_plain(tree, facts, plain)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_any_call_asks_one_thing_at_a_time_and_survives_json(tree: MenuTree, facts: Facts, data: st.DataObject) -> None:
    run, commands = receive(start(tree, None, facts), Started())
    for _ in range(30):
        assert [isinstance(command, PERFORMED) for command in commands].count(True) == 1
        assert isinstance(commands[-1], PERFORMED)
        if isinstance(commands[-1], HangUp):
            break
        run = from_plain(tree, facts, json.loads(json.dumps(to_plain(run))))
        run, commands = receive(run, data.draw(AT_RANDOM[type(commands[-1])]))


def test_a_caller_taken_back_waits_at_his_node_and_goes_on_from_there(tree: MenuTree, facts: Facts) -> None:
    node = next(name for name, node in tree.nodes.items() if node.kind == "queue")
    run, wish = queued_at(tree, "hu", facts, node) or pytest.fail("no such queue")

    assert (wish.queue, run.place.language) == (tree.nodes[node].queue, "hu")
    _, commands = receive(run, QueueLeft(served=True))
    assert commands == (HangUp(),)


def test_nobody_can_wait_at_a_node_that_is_no_queue_any_more(tree: MenuTree, facts: Facts) -> None:
    assert queued_at(tree, "en", facts, tree.start) is None
    assert queued_at(tree, "en", facts, "removed") is None
