"""Every check says what to do."""

from ivr.reports.discrepancy import ADVICE, Check


def test_every_check_has_its_advice() -> None:
    assert set(ADVICE) == set(Check)
    assert all(len(advice) > 20 for advice in ADVICE.values())
