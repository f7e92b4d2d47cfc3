"""The kind of Asterisk under test: --asterisk=docker, or IVR_TEST_ASTERISK as `python3 -m ivr test` sets it."""

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--asterisk", choices=("local", "docker"), default=os.environ.get("IVR_TEST_ASTERISK") or "local")
