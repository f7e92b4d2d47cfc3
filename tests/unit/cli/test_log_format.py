"""Log entries are one line each, for people and for grep."""

import logging
import re

import pytest

from ivr.cli.log_format import log_to_stderr


@pytest.fixture(autouse=True)
def _loggers_as_before():
    root, library = logging.getLogger(), logging.getLogger("panoramisk")
    before = root.handlers[:], root.level, library.level
    yield
    root.handlers[:], root.level, library.level = before


def test_an_entry_has_time_level_and_words(capsys):
    log_to_stderr()

    logging.getLogger("ivr.engine").warning("reminder %s waits", 7)

    line = capsys.readouterr().err
    assert re.match(
        r"timestamp=\d{4}-\d\d-\d\dT\S+Z level=warning logger=ivr.engine event=\"reminder 7 waits\"\n", line
    )


def test_an_exception_stays_on_its_line(capsys):
    log_to_stderr()

    try:
        int("broken")
    except ValueError:
        logging.getLogger("ivr").exception("a call broke off")

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "ValueError: invalid literal" in lines[0]


def test_libraries_are_quiet(capsys):
    log_to_stderr()

    logging.getLogger("panoramisk").info("connected")
    logging.getLogger("ivr").debug("a detail")

    assert capsys.readouterr().err == ""
