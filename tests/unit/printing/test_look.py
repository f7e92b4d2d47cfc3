"""The colours of a heat map."""

from ivr.printing.look import REACHED, heat, on_heat


def brightness(level: float) -> float:
    colour = heat(level, 0.8)
    return float(colour.red + colour.green + colour.blue)


def test_the_goal_itself_is_reached() -> None:
    assert heat(0.8, 0.8) == REACHED
    assert heat(0.799, 0.8) != REACHED


def test_the_worse_the_darker_so_that_it_is_read_without_colours() -> None:
    shades = [brightness(level) for level in (0.9, 0.75, 0.65, 0.55, 0.45, 0.0)]

    assert shades == sorted(shades, reverse=True)
    assert on_heat(0.1, 0.8) != on_heat(0.9, 0.8)
