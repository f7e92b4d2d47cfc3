"""The import verb, and the report of the years it brought."""

import fcntl
import gzip
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ivr.cli import app as verbs
from ivr.cli.imports import app
from ivr.cli.report import app as report
from ivr.errors import SetupError

ROWS = [
    "1764061200|1764061200.1|support|NONE|ENTERQUEUE||+36301110001|1",
    "1764061212|1764061200.1|support|SIP/101|CONNECT|12|1764061200.9|4",
    "1764061272|1764061200.1|support|SIP/101|COMPLETECALLER|12|60|1",
    "1764061300|NONE|NONE|NONE|NEWS|",
    "no row",
]


@pytest.fixture(autouse=True)
def home(bare_home: Path) -> Path:
    return bare_home


def said(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_history_is_in_the_reports_at_once(home: Path) -> None:
    log, packed = home / "queue_log", home / "queue_log.1.gz"
    log.write_text("\n".join(ROWS) + "\n")
    packed.write_bytes(gzip.compress("\n".join(ROWS).encode()))
    shown = said("queue-log", log, packed)
    assert f"{log}: 5 rows, 5 new events" in shown
    assert f"{packed}: 5 rows, 0 new events" in shown
    assert "not known and passed over: NEWS (1 rows)" in shown
    assert f"{log}: line 5: it has 1 of the 5 fields" in shown
    day = ["service-level", "--from", "2025-11-25", "--to", "2025-11-25", "--format", "csv"]
    assert "support,2025-11-25T10:00:00+01:00,1,1,0,0,1,1.0,12.0" in CliRunner().invoke(report, day).output


def test_a_file_read_by_the_wrong_clock_is_taken_back_and_read_again(home: Path) -> None:
    log = home / "queue_log.csv"
    rows = ["2025-11-25 10:00:00,1764061200.1,support,NONE,ENTERQUEUE,,1", "2025-11-25 10:00:09,1764061200.1,support,"
            "NONE,ABANDON,1,1"]  # fmt: skip
    log.write_text("\n".join(["time,callid,queuename,agent,event,data1,data2", *rows]) + "\n")
    assert "`python3 -m ivr import undo 1` takes it back" in said("queue-log", log, "--timezone", "Asia/Tokyo")
    assert "import 1 is taken back: 1 calls, 0 changes" in said("undo", 1)
    assert "2 rows, 3 new events" in said("queue-log", log, "--timezone", "Europe/Budapest")
    latest, first = said("list").splitlines()
    assert "Europe/Budapest  2 rows, 3 new events" in latest
    assert "Asia/Tokyo  taken back" in first
    with pytest.raises(SetupError, match="no import 1 to take back"):
        said("undo", 1)


def test_each_kind_has_its_verb(home: Path) -> None:
    file = home / "empty.csv"
    file.write_bytes(b"")
    assert "0 rows, 0 new events" in said("cdr", file)
    assert "0 rows, 0 new events" in said("cel", file, "--timezone", "UTC")
    assert verbs.run(["import", "cdr", str(file)]) == 0


def test_two_imports_at_once_are_one_too_many(home: Path) -> None:
    with (home / "import.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(SetupError, match="another import"):
            said("cdr", home / "none.csv")
