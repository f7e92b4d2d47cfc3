from pathlib import Path

from ivr.asterisk.far_end_phones import BUSY, RINGS, Phone, answers, phone_secrets, phones_conf
from ivr.asterisk.far_end_script import HangUp, Wait


def test_a_phone_rings_for_ever_until_it_is_told_otherwise():
    assert Phone().next_behaviour() is RINGS


def test_the_last_behaviour_stays_for_all_that_follow():
    phone = Phone()
    phone.behave(BUSY, RINGS)
    assert [phone.next_behaviour() for _ in range(3)] == [BUSY, RINGS, RINGS]


def test_an_answering_phone_has_its_script_as_a_line():
    phone = answers("wait:1 hangup", after_s=2, speech=Path("clip"))
    assert (phone.script, phone.after_s, phone.speech) == ((Wait(1.0), HangUp()), 2, Path("clip"))


def test_a_phone_registers_with_its_own_name_and_password():
    conf = phones_conf({"agent-anna": "secret"}, "127.0.0.1:5060")
    assert "[agent-anna](phone)" in conf
    assert "client_uri = sip:agent-anna@127.0.0.1:5060" in conf
    assert phone_secrets(conf) == {"agent-anna": "secret"}
