"""Who runs a command, in the audit's words."""

import os
import pwd

import pytest

from ivr.cli.signature import signature


def test_the_user_is_named_with_the_way_he_came() -> None:
    assert signature() == f"{pwd.getpwuid(os.getuid()).pw_name} <command line>"


def test_a_user_without_a_name_is_named_by_his_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 2_000_000_001)
    assert signature() == "2000000001 <command line>"
