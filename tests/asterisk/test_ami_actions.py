"""What is asked of Asterisk's manager, header by header, and what its refusals mean."""

from collections.abc import Mapping

import pytest

from ivr.asterisk.ami_actions import AmiActions, Headers
from ivr.asterisk.originate import Originate
from ivr.errors import ActionRefused, Misuse

LEG = "019ab1f0-5a00-7000-8000-000000000001-0"
CALL = Originate("PJSIP/+36301234567@carrier", LEG, "outbound", "answered", "+3611112222", 30)
CHANNEL = "PJSIP/far-end-1"


class Manager(AmiActions):
    """Takes every action, or refuses it with words."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Headers] = []
        self.refusal = ""
        self.values: dict[str, str] = {}  # of variables

    async def send(self, headers: Headers) -> list[Mapping[str, str]]:
        self.sent.append(headers)
        if self.refusal:
            return [{"Response": "Error", "Message": self.refusal}]
        return [{"Response": "Success", "Value": self.values.get(str(headers.get("Variable")), "")}]


@pytest.fixture
def manager() -> Manager:
    return Manager()


async def test_knock_is_a_key_received(manager: Manager) -> None:
    assert await manager.play_dtmf(CHANNEL, "D")
    assert manager.sent == [{"Action": "PlayDTMF", "Channel": CHANNEL, "Digit": "D", "Receive": "true"}]


async def test_a_recording_is_muted_and_heard_again(manager: Manager) -> None:
    assert await manager.mute_tape(CHANNEL, muted=True)
    await manager.mute_tape(CHANNEL, muted=False)
    assert [(one["Direction"], one["State"]) for one in manager.sent] == [("both", "1"), ("both", "0")]


async def test_who_pressed_the_key_is_told_what_became_of_it(manager: Manager) -> None:
    assert await manager.tell_key("PJSIP/agent-anna-1", kept=True)
    told = {"Variable": "IVR_TAPE", "Value": "kept"}
    assert manager.sent == [{"Action": "Setvar", "Channel": "PJSIP/agent-anna-1"} | told]


async def test_a_channel_out_of_another_call_is_its_own_calls_again(manager: Manager) -> None:
    assert await manager.name_call(CHANNEL, "call-1")
    assert [(one["Variable"], one["Value"]) for one in manager.sent] == [("IVR_CALL", "call-1"), ("IVR_DONE", "")]


async def test_a_channel_that_is_gone_is_no_calls(manager: Manager) -> None:
    manager.refusal = "No such channel"
    assert not await manager.name_call(CHANNEL, "call-1")


async def test_a_channel_is_sent_elsewhere_in_the_dialplan(manager: Manager) -> None:
    assert await manager.redirect(CHANNEL, "back", "s")
    target = {"Context": "back", "Exten": "s", "Priority": "1"}
    assert manager.sent == [{"Action": "Redirect", "Channel": CHANNEL} | target]


@pytest.mark.parametrize("words", ["Channel not found", "No such channel", f"Channel does not exist: {CHANNEL}"])
async def test_channel_that_is_no_more_is_no_error(manager: Manager, words: str) -> None:
    manager.refusal = words
    assert not await manager.play_dtmf(CHANNEL, "D")
    assert not await manager.hang_up(CHANNEL)
    assert not await manager.redirect(CHANNEL, "back", "s")


async def test_other_refusals_are_errors(manager: Manager) -> None:
    manager.refusal = "Permission denied"
    with pytest.raises(ActionRefused, match="Permission denied"):
        await manager.hang_up(CHANNEL)


async def test_member_may_be_added_and_removed_twice(manager: Manager) -> None:
    manager.refusal = "Unable to add interface: Already there"
    await manager.queue_add("PJSIP/agent-anna", "Anna")
    manager.refusal = "Unable to remove interface: Not there"
    await manager.queue_remove("PJSIP/agent-anna")
    assert [one["Queue"] for one in manager.sent] == ["fallback", "fallback"]


@pytest.mark.parametrize(("states", "registered"), [(("Unreachable", "Reachable"), True), (("Unreachable",), False)])
async def test_a_phone_is_registered_where_one_of_its_addresses_answers(manager: Manager, states, registered) -> None:
    contacts = [f"agent-anna@{at}" for at in range(len(states))]
    manager.values = {"PJSIP_AOR(agent-anna,contact)": ",".join(contacts)} | {
        f"PJSIP_CONTACT({contact},status)": state for contact, state in zip(contacts, states, strict=True)
    }
    assert await manager.is_registered("agent-anna") is registered


async def test_same_call_is_never_originated_twice(manager: Manager) -> None:
    await manager.originate(CALL)
    with pytest.raises(Misuse):
        await manager.originate(CALL)
    assert len(manager.sent) == 1
