"""An answer is shown as tables and sentences."""

from typing import Any

import pytest

from ivr.cli.simulate_table import name_of, share, show
from ivr.simulation.centres import Size, centre_of
from ivr.simulation.compare import answer
from ivr.simulation.paper import clock, on_paper
from ivr.simulation.question import Question
from ivr.simulation.telling import told

TINY = centre_of(Size("tiny", agents=4, skills=2, load=0.8, hours=2))


def test_settings_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    question = Question(centre="small", strategies=("rrmemory",), staffing=True)
    found = told(question, answer(question, lambda seed: on_paper(TINY, seed)), clock)
    show(found | {"gaps": {"patience": 3}})
    shown = capsys.readouterr().out

    assert f"small: {found['calls']} calls; seeds 1" in shown
    assert f"Asterisk's queue, rrmemory       4  {share(found['trials'][1]['service_level']):>13}" in shown
    assert "one more agent with skill1: service level +" in shown
    assert "skill1 misses its goal in" in shown
    assert "3 callers did not hang up: how long they would have waited is drawn" in shown


@pytest.mark.parametrize(
    ("trial", "name"),
    [
        ({"kind": "as_it_was", "mode": "etw", "detail": ""}, "as it was, etw"),
        ({"kind": "app_queue", "mode": "etw", "detail": "leastrecent"}, "Asterisk's queue, leastrecent"),
    ],
)
def test_a_trial_has_a_name(trial: dict[str, Any], name: str) -> None:
    assert name_of(trial) == name


def test_a_share_is_a_percentage_or_a_dash() -> None:
    assert (share(0.8), share(None)) == ("80.0 %", "-")
