"""AMI's lists as values."""

from ivr.asterisk.ami_lists import channels_seen, device_states

START = {"Response": "Success", "EventList": "start"}


def test_channels_are_the_events_between_start_and_end() -> None:
    channel = {"Event": "CoreShowChannel", "Channel": "PJSIP/a-1", "Uniqueid": "17.1", "AccountCode": "call"}
    (seen,) = channels_seen([START, channel, {"Event": "CoreShowChannelsComplete"}])
    assert (seen.channel, seen.uniqueid, seen.account, seen.state) == ("PJSIP/a-1", "17.1", "call", "")


def test_device_states_are_by_device() -> None:
    device = {"Event": "DeviceStateChange", "Device": "PJSIP/agent-anna", "State": "NOT_INUSE"}
    assert device_states([START, device]) == {"PJSIP/agent-anna": "NOT_INUSE"}


def test_empty_list_is_empty() -> None:
    assert channels_seen([START]) == []
