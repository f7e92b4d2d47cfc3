"""What stands beside a figure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.reports.counts import Thresholds
from ivr.reports.figure_list import FIGURES
from ivr.reports.passport import Completeness, RuleInForce, passport, passport_lines

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BUDAPEST = ZoneInfo("Europe/Budapest")
RULES = (RuleInForce(None, Thresholds()), RuleInForce(NOON, Thresholds(30, 6), 85))
SEEN = Completeness(10, 2, 1, ((NOON, NOON + timedelta(minutes=5)),))


def test_a_threshold_that_changed_is_told_with_the_moment() -> None:
    shown = passport(FIGURES["service_level"], RULES, SEEN)
    assert shown.changed_on == (NOON,)
    assert "T = 30 s, S = 6 s, goal 85 % since 2026-11-22 13:00" in passport_lines(shown, BUDAPEST)


def test_a_figure_without_a_threshold_names_none() -> None:
    assert passport(FIGURES["asa_s"], RULES, SEEN).rules == ()


def test_a_figure_of_contacts_names_its_days_and_when_they_changed() -> None:
    rules = (*RULES, RuleInForce(NOON + timedelta(days=1), Thresholds(30, 6), 85, contact_days=3))
    lines = passport_lines(passport(FIGURES["fcr"], rules, SEEN), BUDAPEST)
    assert [line for line in lines if line.startswith("D")] == ["D = 7 days", "D = 3 days since 2026-11-23 13:00"]
    assert passport(FIGURES["service_level"], rules, SEEN).rules == RULES


def test_formula_interval_exclusions_and_completeness_are_said() -> None:
    lines = passport_lines(passport(FIGURES["service_level"], RULES[:1], SEEN), BUDAPEST)
    assert lines[0] == "Service level = answered within T / (answered + abandoned)"
    assert "interval: by the moment of joining the queue" in lines
    assert any(line.startswith("left out: abandons within S") for line in lines)
    assert "10 calls: 2 from Asterisk's own record, 1 open" in lines
    assert any(line.startswith("blind from 2026-11-22 13:00:00") for line in lines)


def test_what_was_counted_otherwise_or_coarsely_says_so() -> None:
    shown = replace(passport(FIGURES["p95_wait_s"], (), SEEN), recounted="today's thresholds", bucket_s=5)
    lines = passport_lines(shown, BUDAPEST)
    assert "counted anew by today's thresholds" in lines
    assert "read from counts by length, rounded up to 5 s" in lines


def test_the_share_of_a_witness_has_no_value_without_calls() -> None:
    assert (SEEN.witness_share, Completeness().witness_share) == (0.2, None)
