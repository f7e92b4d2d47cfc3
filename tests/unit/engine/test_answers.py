"""Asterisk's report of an answer, as it comes in beside the dial."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.engine import answers as module
from ivr.engine.answers import Answers, Connected

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LAST_WORD_S", 0.001)


async def test_an_answer_is_told_at_once_and_only_once() -> None:
    answers, heard = Answers(), []

    with answers.expect("PJSIP/x", heard.append) as answer:
        answers.picked_up("PJSIP/x", NOON)
        answers.picked_up("PJSIP/x", NOON + timedelta(seconds=1))

    assert heard == [NOON]
    assert answer.at == NOON
    assert await answer.last_word()


async def test_without_a_report_there_was_no_answer() -> None:
    with Answers().expect("PJSIP/x") as answer:
        assert not await answer.last_word()


async def test_an_answer_on_another_channel_is_none_of_ours() -> None:
    answers = Answers()

    with answers.expect("PJSIP/x") as answer:
        answers.picked_up("PJSIP/y", NOON)

    assert answer.at is None


async def test_after_the_dial_nobody_listens() -> None:
    answers = Answers()
    with answers.expect("PJSIP/x") as answer:
        pass

    answers.picked_up("PJSIP/x", NOON)

    assert answer.at is None


def test_whom_a_caller_goes_on_with_is_told_and_who_is_at_the_other_end_is_known() -> None:
    answers, heard = Answers(), []
    other = Connected(NOON, "PJSIP/agent-bela-4", "202")
    with answers.expect("PJSIP/x", None, heard.append), answers.expect("PJSIP/y"):
        answers.picked_up("PJSIP/x", NOON, "PJSIP/agent-anna-2")
        before = list(answers.talks_on())
        for channel in ("PJSIP/x", "PJSIP/y", "PJSIP/z"):
            answers.connected(channel, other)
        assert before == [("PJSIP/x", "PJSIP/agent-anna-2")]
        assert list(answers.talks_on()) == [("PJSIP/x", other.channel)]
    assert heard == [other]
