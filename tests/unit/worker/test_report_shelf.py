"""Old files leave the shelf."""

from datetime import UTC, datetime, timedelta

from ivr.store import report_files
from ivr.store.report_files import ReportFile
from ivr.worker.report_shelf import forget_old

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_old_ones_go_with_their_rows_and_the_others_stay(tmp_path, database) -> None:
    for name, at in (("old", NOON - timedelta(days=1)), ("new", NOON)):
        (tmp_path / f"{name}.pdf").write_bytes(b"x")
        with database.write() as connection:
            report_files.keep(connection, ReportFile(name, "o", "clinic", name, "pdf", f"{name}.pdf", 1, at))

    assert forget_old(database, tmp_path, NOON) == 1
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["new.pdf"]
    assert forget_old(database, tmp_path, NOON) == 0
    database.close()
