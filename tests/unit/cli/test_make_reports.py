"""`make_reports` makes what is asked for, and ends."""

from datetime import UTC, datetime

from ivr.bringup.configuration import first_settings
from ivr.cli import make_reports
from ivr.store import projects, report_orders
from ivr.store.projects import Project
from ivr.store.report_orders import OrderState, ReportOrder


def test_it_makes_what_is_asked_for(tmp_path, monkeypatch, fresh) -> None:
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    monkeypatch.setattr(make_reports, "give_way", lambda _: None)  # what a process gave up it may not take back
    database = fresh(first_settings(tmp_path, tmp_path, "local", {}).database_url)
    order = ReportOrder("o", "k", "clinic", "2026-10", ("csv",), "en", "Kata", datetime(2026, 11, 22, tzinfo=UTC))
    with database.write() as connection:
        projects.create(connection, Project("", "Clinic", "Clinic Ltd"))
        report_orders.ask(connection, order)
    make_reports.main()
    with database.read() as connection:
        assert report_orders.latest(connection, "clinic")[0].state is OrderState.MADE
    database.close()
