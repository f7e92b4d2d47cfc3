"""Who stands at the door, and what his menu may say of him."""

from ivr.engine.comer import Comer


def test_of_one_who_rang_himself_a_menu_knows_nothing(office) -> None:
    assert Comer(office.line(), None).facts == {}
