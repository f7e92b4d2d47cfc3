"""Charts are drawn whatever they hold."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from ivr.printing.charts import Bar, HeatMap, HeatRow, LevelChart
from ivr.printing.fonts import register


def drawn(chart: LevelChart | HeatMap) -> str:
    register()
    file = BytesIO()
    canvas = Canvas(file, pageCompression=0)
    assert chart.wrap(0, 0)[1] > 0
    chart.drawOn(canvas, 0, 0)
    canvas.save()
    return file.getvalue().decode("latin-1")


@pytest.mark.parametrize("bars", [[], [Bar("1", 0, None)], [Bar(str(n), n, n / 60) for n in range(48)]])
def test_a_chart_of_any_length(bars: list[Bar]) -> None:
    assert drawn(LevelChart(bars, 0.8, "Goal 80 %")).startswith("%PDF")


def test_the_line_is_broken_where_nobody_called() -> None:
    whole = [Bar("1", 5, 0.8), Bar("2", 5, 0.9), Bar("3", 5, 0.8)]
    broken = [whole[0], Bar("2", 0, None), whole[2]]

    assert drawn(LevelChart(whole, None, "")).count(" l S") - drawn(LevelChart(broken, None, "")).count(" l S") == 2


def test_a_heat_map_has_a_cell_for_each_half_hour() -> None:
    rows = [HeatRow("Mon", (0.9, None, 0.1)), HeatRow("Tue", (None, None, None))]

    assert drawn(HeatMap(["08:00", "08:30", "09:00"], rows, 0.8)).count(" re ") == 6
