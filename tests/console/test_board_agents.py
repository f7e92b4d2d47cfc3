"""The agents' lines of a wallboard."""

from dataclasses import replace

import pytest
from flask import Flask

from ivr.console.board import AgentLine
from ivr.console.board_agents import agent_line
from ivr.console.catalogue import reading_as
from ivr.reports.wallboard import AgentRow
from ivr.store.agents import Agent


def line(clock, name: str = "Anna", answered: int = 2) -> AgentLine:
    row = AgentRow("agent-anna", "on_call", None, clock(), 5.0, False, "reception", None, answered, 61.0)
    return AgentLine(Agent("agent-anna", name), row, None, "Reception")


@pytest.fixture
def english(app: Flask):
    with app.app_context(), reading_as("en", "Europe/Budapest"):
        yield


@pytest.mark.usefixtures("english")
def test_a_line_is_made_once_while_nothing_changes(clock) -> None:
    assert agent_line(line(clock)) is agent_line(line(clock))
    assert "3 calls" in agent_line(line(clock, answered=3))


@pytest.mark.usefixtures("english")
def test_names_are_only_text(clock) -> None:
    assert "<b>" not in agent_line(line(clock, name="<b>Anna</b>"))


def test_each_reader_has_his_language_and_zone(app: Flask, clock) -> None:
    with app.app_context(), reading_as("hu", "Asia/Tokyo"):
        told = agent_line(line(clock))
    assert "2 hívás" in told
    assert ">18:00:00<" in told


@pytest.mark.usefixtures("english")
def test_an_agent_who_is_listened_to_is_told_so(clock) -> None:
    told = line(clock)
    assert "a supervisor listens" not in agent_line(told)
    assert "a supervisor listens" in agent_line(replace(told, row=replace(told.row, listened=True)))
