import pytest


def test_a_number_we_may_not_call_has_no_way_out_and_the_log_says_why(office, caplog: pytest.LogCaptureFixture) -> None:
    assert office.house.way_out("+3612345678") == "PJSIP/+3612345678@carrier"
    assert office.house.way_out("+12125550123") is None
    assert "may be put through to +12125550123" in caplog.text
