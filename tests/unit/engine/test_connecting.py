"""An attended transfer is heard by the callers concerned; who was put into what rang goes on as if sent on there."""

from ivr.asterisk.ami_events import AttendedTransfer
from ivr.engine import connecting as module
from ivr.engine.transfers import OpenLine
from ivr.errors import ConnectionLost

CALLER, BELA = "PJSIP/carrier-00000001", "PJSIP/agent-bela-00000004"
FIRST, SECOND = "PJSIP/agent-anna-00000002", "PJSIP/agent-anna-00000003"


def lines(office) -> None:
    office.house.transfers.lines |= {CALLER: OpenLine("call-1", "100"), SECOND: OpenLine("call-2", "202")}


def test_each_side_hears_of_the_other_and_of_what_was_dialled(office) -> None:
    lines(office)
    heard: list = []
    with office.answers.expect(CALLER, None, heard.append):
        office.connecting.heard(AttendedTransfer((FIRST, SECOND), CALLER, BELA))
        office.connecting.heard(AttendedTransfer((SECOND, FIRST), BELA, CALLER))

    assert [(one.channel, one.dialled) for one in heard] == [(BELA, "202")] * 2


async def test_who_was_put_into_what_rang_is_sent_on_there_as_his_own_call(office, monkeypatch) -> None:
    monkeypatch.setattr(module, "SETTLE_S", 0)
    lines(office)
    office.connecting.heard(AttendedTransfer((FIRST, SECOND), CALLER, ""))
    while not office.redirected:
        await office.breathe()

    assert office.named == [(CALLER, "call-1")]
    assert office.redirected == [(CALLER, "transferred", "202")]


async def test_calls_that_are_not_ours_are_left_alone(office) -> None:
    office.connecting.heard(AttendedTransfer((FIRST, SECOND), CALLER, ""))
    await office.breathe()
    assert (office.named, office.redirected) == ([], [])


async def test_without_the_manager_he_stays_where_asterisk_put_him(office, monkeypatch, caplog) -> None:
    async def lost(_channel: str, _call_id: str) -> bool:
        raise ConnectionLost("away")

    monkeypatch.setattr(module, "SETTLE_S", 0)
    monkeypatch.setattr(office, "name_call", lost, raising=False)
    lines(office)
    office.connecting.heard(AttendedTransfer((FIRST, SECOND), CALLER, ""))
    while not caplog.messages:
        await office.breathe()
    assert "stays where Asterisk put him: away" in caplog.text
