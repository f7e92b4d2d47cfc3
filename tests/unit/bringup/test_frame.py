import pytest

from ivr.bringup.frame import parser
from ivr.cli.verbs import FRAME


@pytest.mark.parametrize("verb", FRAME)
def test_every_verb_of_the_frame_can_be_parsed(verb):
    assert parser().parse_args([verb]).verb == verb


def test_up_takes_the_way_to_get_asterisk():
    assert parser().parse_args(["up", "--asterisk=docker"]).asterisk == "docker"


def test_up_refuses_an_unknown_way(capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(["up", "--asterisk=magic"])
    assert "magic" in capsys.readouterr().err
