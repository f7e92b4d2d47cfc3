"""A client's report: days, half hours and total are the same calls."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ivr.hours.zone import zone
from ivr.reports.client_report import BUSIEST, Asking, Found, ProjectQueue, client_report
from ivr.reports.counts import Counts, Thresholds, total
from ivr.reports.period import period_of
from ivr.reports.promises import Promise
from ivr.reports.quarters import Quarter
from ivr.reports.waits import Percentile

STARTS = st.integers(0, 45 * 96).map(lambda n: datetime(2026, 9, 25, tzinfo=UTC) + timedelta(minutes=15 * n))
QUARTERS = st.lists(
    st.builds(Quarter, st.sampled_from(["a", "b", "other"]), STARTS, st.builds(Counts, offered=st.integers(1, 9)),
              st.just(Thresholds()))
)  # fmt: skip
QUEUES = tuple(ProjectQueue(name, name, 20, 5, 80) for name in ("a", "b"))
NOTHING = ((), (Percentile(None), Percentile(None)), (), (), 0, (), ())


@given(QUARTERS)
def test_days_half_hours_and_queues_add_up_to_the_total(quarters: list[Quarter]) -> None:
    asking = Asking("p", "P", "C", QUEUES, period_of("2026-10"), zone("Europe/Budapest"), STARTS_END)
    since, until = asking.period.bounds(asking.zone)
    mine = [one for one in quarters if one.queue != "other" and since <= one.start < until]
    report = client_report(asking, Found(mine, mine, *NOTHING))

    parts = (report.by_day, report.by_clock, report.by_slot, report.by_queue)
    assert {total(list(one.values())).offered for one in parts} == {report.total.offered}
    assert report.total.offered == sum(one.counts.offered for one in mine)


STARTS_END = datetime(2026, 11, 10, tzinfo=UTC)


def test_the_hour_that_comes_twice_counts_in_one_row(made_report, made_quarter) -> None:
    report = made_report(made_quarter("2026-10-25T02:15+02:00"), made_quarter("2026-10-25T02:15+01:00"))

    assert report.by_slot[date(2026, 10, 25), time(2)].offered == 20


def test_clocks_go_from_the_first_call_to_the_last_without_gaps(made_report, made_quarter) -> None:
    report = made_report(made_quarter("2026-10-05T09:00+02:00"), made_quarter("2026-10-06T10:45+02:00"))

    assert report.clocks == [time(9), time(9, 30), time(10), time(10, 30)]
    assert report.by_clock[time(10)] == Counts()


def test_every_day_is_there_and_one_without_calls_has_no_level(made_report, made_quarter) -> None:
    report = made_report(made_quarter("2026-10-05T09:00+02:00"))

    assert len(report.by_day) == 31
    assert report.by_day[date(2026, 10, 6)] == Counts()


def test_the_busiest_half_hours_come_first(made_report, made_quarter) -> None:
    days = [made_quarter(f"2026-10-{day:02d}T09:00+02:00", counts=Counts(offered=day)) for day in range(5, 25)]

    assert [counts.offered for _, counts in made_report(*days).busiest] == list(range(24, 24 - BUSIEST, -1))


def test_promises_that_are_not_decided_are_in_no_share(made_report) -> None:
    told = datetime(2026, 10, 5, 8, tzinfo=UTC)

    def promise(connected_s: float | None, left_s: float, less_than_s: int | None = 60) -> Promise:
        left = told + timedelta(seconds=left_s)
        connected = None if connected_s is None else told + timedelta(seconds=connected_s)
        return Promise("v", "c", "reception", told, less_than_s, None, None, connected, left)

    kept = made_report(promises=[promise(30, 30), promise(90, 90), promise(None, 10), promise(None, 90, None)]).promises

    assert (kept.promised, kept.kept, kept.broken, kept.share) == (3, 1, 1, 0.5)


def test_a_period_is_over_when_its_last_day_is(made_report) -> None:
    assert made_report(now=datetime(2026, 10, 31, 23, tzinfo=UTC)).is_over
    assert not made_report(now=datetime(2026, 10, 31, 22, 59, tzinfo=UTC)).is_over


def test_the_goal_is_told_when_all_queues_share_it(made_report) -> None:
    different = (ProjectQueue("a", "A", 20, 5, 80), ProjectQueue("b", "B", 20, 5, 90))

    assert made_report().goal_percent == 80
    assert made_report(queues=different).goal_percent is None
