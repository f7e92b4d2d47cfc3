"""What the worker tells of its chores."""

import json

import pytest

from ivr.app import now, prompts_folder
from ivr.console.worker_report import CHORES, read
from ivr.worker.chores import chores


def test_each_chore_is_told_with_what_became_of_it(tmp_path) -> None:
    one = {"last_run": "2026-11-23T08:00:00+00:00", "seconds": 0.2, "failures": 3, "failure": "OSError"}
    (tmp_path / "beat").write_text(json.dumps({"jobs": {"clips that callers needed": one}}))
    [job] = read(tmp_path / "beat")
    assert (job.name, job.seconds, job.failures, job.failure) == ("clips that callers needed", 0.2, 3, "OSError")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"jobs": 3}', '{"jobs": {"one": {}}}'])
def test_a_report_that_cannot_be_read_tells_of_none(tmp_path, text: str) -> None:
    (tmp_path / "beat").write_text(text)
    assert read(tmp_path / "beat") == ()


def test_every_chore_of_the_worker_has_its_words(settings, migrated) -> None:
    known = chores(settings, prompts_folder(settings.home), now)
    assert {str(name) for name in CHORES} == set(known)
