import json

import pytest

from ivr.bringup import status
from ivr.errors import SetupError


def test_a_home_without_anything_is_stopped(tmp_path, capsys):
    assert status.status(tmp_path, as_json=True) == 3
    assert json.loads(capsys.readouterr().out)["state"] == "stopped"


def test_the_table_has_a_line_for_each_process():
    child = {"phase": "up", "pid": 7, "since": "now", "restarts": 2}
    known = {"state": "ready", "pids": {"engine": 7}, "children": {"engine": child}}
    assert status.table(known).splitlines() == ["state      ready", "engine     up, pid 7, since now, 2 restarts"]


def test_logs_of_several_are_named(tmp_path, capsys):
    (tmp_path / "logs").mkdir()
    for name in ("engine", "worker"):
        (tmp_path / "logs" / f"{name}.log").write_text("hello\n")
    assert status.logs(tmp_path, None, follow=False) == 0
    assert capsys.readouterr().out == "engine | hello\nworker | hello\n"


def test_a_log_that_does_not_exist_is_said(tmp_path):
    with pytest.raises(SetupError, match="there is no log engine"):
        status.logs(tmp_path, "engine", follow=False)
