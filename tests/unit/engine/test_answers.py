"""Asterisk's report of an answer, as it comes in beside the dial."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.engine import answers as module
from ivr.engine.answers import Answers

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
