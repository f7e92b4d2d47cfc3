"""The list of figures against the page that defines them."""

from pathlib import Path

import pytest

from ivr.reports.figure_list import FIGURES, OF_LEVEL
from ivr.reports.ratios import Formula

METRICS = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_every_figure_is_defined_in_the_documents(figure) -> None:
    assert f"`{figure.id}`" in METRICS


def test_each_formula_of_the_service_level_is_a_figure() -> None:
    assert set(OF_LEVEL) == set(Formula)
    assert FIGURES["service_level"].formula == FIGURES["service_level_v6"].formula
