"""Every word of figures beside the counts is a figure's."""

from ivr.console import report_words_beside
from ivr.console.report_more import MORE
from ivr.reports.figures_beside import FIGURES_BESIDE


def test_each_figure_has_a_head_and_a_formula_and_no_other_has() -> None:
    known = {*FIGURES_BESIDE, *MORE, "without_agent_share"}
    assert report_words_beside.HEADS.keys() == report_words_beside.FORMULAS.keys() == known
    assert report_words_beside.LEFT_OUT.keys() <= known
