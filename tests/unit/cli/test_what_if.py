"""`what_if` answers one question of this installation, nicer than everything else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli import what_if
from ivr.cli.app import run
from ivr.simulation.question import Question
from ivr.store import what_ifs
from ivr.store.what_ifs import WhatIf


def test_the_question_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh) -> None:
    niceness: list[int] = []
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    monkeypatch.setattr(what_if, "log_to_stderr", lambda: None)
    monkeypatch.setattr(what_if, "give_way", niceness.append)
    database = fresh(first_settings(tmp_path, tmp_path, "local", {}).database_url)
    asked = WhatIf("a", "kata", datetime(2026, 11, 22, tzinfo=UTC), Question(centre="small").to_plain())
    with database.write() as connection:
        what_ifs.ask(connection, asked)

    assert run(["what_if", "a"]) == 0
    with database.read() as connection:
        found = what_ifs.of(connection, "a")
    database.close()

    assert found is not None
    assert found.answer
    assert niceness == [what_if.NICE]
