"""The tables of a client's report."""

from datetime import date, time

from ivr.reports.client_tables import Cell, Kind, client_tables, half_hours, level_of, shown
from ivr.reports.client_words import Words

ENGLISH = Words("en")


def test_every_table_is_even_and_ends_in_the_total(made_report, made_quarter) -> None:
    report = made_report(made_quarter("2026-10-05T09:00+02:00"), made_quarter("2026-10-05T09:30+02:00", "nurse"))
    tables = {one.id: one for one in client_tables(report, ENGLISH)}

    assert all(len(row) == len(one.columns) for one in tables.values() for row in one.rows)
    for name in ("days", "half-hours-of-the-day", "queues"):
        assert [cell.value for cell in tables[name].rows[-1][:2]] == ["Total", 20]
        assert sum(row[1].value for row in tables[name].rows[:-1]) == 20


def test_the_seven_ways_stand_side_by_side(made_report, made_quarter) -> None:
    tables = client_tables(made_report(made_quarter("2026-10-05T09:00+02:00")), ENGLISH)
    formulas = next(one for one in tables if one.id == "formulas")

    assert [(row[0].value, row[3].value, row[4].value) for row in formulas.rows][5] == ("V6", 7, 9)
    assert len(formulas.rows) == 7


def test_a_half_hour_without_calls_has_no_level(made_report, made_quarter) -> None:
    report = made_report(made_quarter("2026-10-05T09:00+02:00"))

    assert level_of(report, date(2026, 10, 5), time(9)) == 7 / 9
    assert level_of(report, date(2026, 10, 6), time(9)) is None


def test_half_hours_are_told_one_by_one_with_every_count(made_report, made_quarter) -> None:
    table = half_hours(made_report(made_quarter("2026-10-05T09:00+02:00")), ENGLISH)

    assert [cell.value for cell in table.rows[0][:3]] == [date(2026, 10, 5), time(9), 10]
    assert len(table.columns) == len(table.rows[0])


def test_values_are_shown_as_their_kind_is() -> None:
    values = (Cell(1234, Kind.COUNT), Cell(0.8126, Kind.SHARE), Cell(75.0, Kind.SECONDS), Cell(None, Kind.SHARE))
    more = (Cell("x", Kind.TEXT), Cell(None, Kind.TEXT), Cell(date(2026, 10, 5), Kind.DAY), Cell(time(9), Kind.CLOCK))

    assert [shown(one, ENGLISH) for one in values] == ["1,234", "81.3\u00a0%", "1 min 15 s", "–"]
    assert [shown(one, ENGLISH) for one in more] == ["x", "", "Mon 5 Oct 2026", "09:00"]
