"""Figures that are of no queue, against the page that defines them."""

from pathlib import Path

import pytest

from ivr.reports.figure_list import FIGURES
from ivr.reports.figures_beside import FIGURES_BESIDE

METRICS = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("figure", FIGURES_BESIDE.values(), ids=lambda figure: figure.id)
def test_every_figure_is_defined_in_the_documents(figure) -> None:
    assert f"`{figure.id}`" in METRICS


def test_no_figure_has_the_id_of_another() -> None:
    assert not FIGURES.keys() & FIGURES_BESIDE.keys()
