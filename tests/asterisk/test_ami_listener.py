"""A listener that breaks off does no harm to the connection."""

import pytest

from ivr.asterisk.ami_listener import AmiListener, tell


def test_a_listener_that_breaks_off_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    tell(lambda number: 1 // number, 0)
    assert "broke off" in caplog.text


def test_a_listener_may_leave_out_what_it_does_not_care_for(caplog: pytest.LogCaptureFixture) -> None:
    tell(AmiListener().on_found, "22.10.1")
    tell(AmiListener().on_lost)
    assert caplog.text == ""
