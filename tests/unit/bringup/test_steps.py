import pytest

from ivr.bringup.steps import line, step


def test_a_finished_step_is_said_with_its_seconds():
    assert line("Asterisk", 1.26).split() == ["Asterisk", "1.3", "s"]


def test_a_failed_step_is_not_said():
    said = []
    with pytest.raises(ValueError, match="no"), step("Asterisk", said.append):
        raise ValueError("no")
    assert said == []
