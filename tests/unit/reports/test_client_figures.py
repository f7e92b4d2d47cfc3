"""The headline figures."""

from datetime import UTC, datetime

import pytest

from ivr.reports.client_figures import abandon_mood, completeness, headline, level_mood
from ivr.reports.client_report import ProjectQueue
from ivr.reports.client_words import Words

ENGLISH = Words("en")


def test_each_figure_has_its_rule_beside_it(made_report, made_quarter) -> None:
    report = made_report(made_quarter("2026-10-05T09:00+02:00"))
    figures = {one.name: one for one in headline(report, ENGLISH)}

    assert figures["service_level"].value == pytest.approx(7 / 9)
    assert figures["abandon_rate"].value == pytest.approx(1 / 9)
    assert figures["asa_s"].value == 10
    assert "in time: 20 s, short: 5 s, goal 80 %" in figures["service_level"].formula
    assert all(one.formula for one in figures.values())


def test_the_period_before_stands_beside_it(made_report, made_quarter) -> None:
    report = made_report(before=[made_quarter("2026-09-05T09:00+02:00")])
    offered = headline(report, ENGLISH)[0]

    assert (offered.value, offered.before) == (0, 10)


def test_queues_with_rules_of_their_own_are_said_to_have_them(made_report) -> None:
    queues = (ProjectQueue("a", "A", 20, 5, 80), ProjectQueue("b", "B", 30, 5, 80))
    report = made_report(queues=queues)

    assert "each queue by its own threshold" in headline(report, ENGLISH)[2].formula


@pytest.mark.parametrize(
    ("rate", "mood"), [(None, ""), (0.03, "good"), (0.031, "warn"), (0.05, "warn"), (0.051, "bad")]
)
def test_the_abandon_norm_is_kept_up_to_its_lines(rate: float | None, mood: str) -> None:
    assert abandon_mood(rate) == mood


def test_a_level_is_good_from_its_goal_on(made_report, made_quarter) -> None:
    assert level_mood(made_report()) == ""
    assert level_mood(made_report(made_quarter("2026-10-05T09:00+02:00"))) == "bad"


def test_what_the_figures_rest_on_is_said(made_report) -> None:
    since, until = datetime(2026, 10, 5, 8, tzinfo=UTC), datetime(2026, 10, 5, 8, 1, tzinfo=UTC)
    whole, blind = made_report(), made_report(blind=[(since, until)], now=since)

    assert completeness(whole, ENGLISH)[-1] == "Every call of the period was seen: no interval is blind."
    said = " ".join(completeness(blind, ENGLISH))
    assert "The period is not over" in said
    assert "Blind from Mon 5 Oct 2026 10:00:00 to Mon 5 Oct 2026 10:01:00" in said
