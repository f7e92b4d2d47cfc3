"""The process beside the loop: reads while its input is open, brings in the rest when it ends."""

import os

import pytest

from ivr.engine import spool_child
from ivr.engine.spool_child import Told, serve
from ivr.engine.spool_reader import SpoolReader, Step


class Script(SpoolReader):
    """A reader whose steps are written down beforehand."""

    def __init__(self, *steps: Step | Exception | None) -> None:
        self.steps = list(steps)

    def step(self) -> Step | None:
        step = self.steps.pop(0) if self.steps else None
        if isinstance(step, Exception):
            raise step
        return step


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(spool_child, "REST_S", 0.01)
    asked, told = os.pipe()
    os.close(told)
    yield asked
    os.close(asked)


def told_by(reader: Script, asked: int) -> list[Told]:
    told: list[Told] = []
    serve(reader, asked, told.append)
    return told


def test_all_that_is_there_is_brought_in_before_it_is_gone(ended: int) -> None:
    steps = [Step("a", 2, True), Step("a", 3, True), Step("b", 1, False)]
    assert told_by(Script(*steps), ended) == [Told("a", 2), Told("a", 3), Told("b", 1)]


def test_what_the_database_says_is_told_and_tried_again(ended: int) -> None:
    told = told_by(Script(OSError("disk full"), Step("a", 1, True)), ended)
    assert told == [Told(failure="disk full"), Told("a", 1), Told()]


def test_a_database_that_refuses_to_the_last_leaves_the_rest_in_the_spool(ended: int) -> None:
    assert told_by(Script(Step("a", 1, True), OSError("full")), ended)[-1] == Told(failure="full")


def test_a_byte_is_a_wish_to_look_now() -> None:
    asked, told = os.pipe()
    os.write(told, b"\n")
    assert not spool_child._ended(asked, 5)
    os.close(told)
    assert spool_child._ended(asked, 5)
    os.close(asked)
