"""By what both sides know a SIP dialog: a telephone that connects two calls of its own names the second one so."""

from ivr.asterisk.far_end_ami import FarEndAmi
from ivr.asterisk.far_end_call import FarEndCall

SEPARATOR = "%3B"  # a semicolon inside an address


async def dialog_of(ami: FarEndAmi, call: FarEndCall) -> str:
    """The value of Replaces (RFC 3891) in a Refer-To: the tags as the other side has them."""
    call_id, ours, theirs = [await _asked(ami, call, name) for name in ("call-id", "local_tag", "remote_tag")]
    return SEPARATOR.join((call_id, f"to-tag%3D{theirs}", f"from-tag%3D{ours}"))


async def _asked(ami: FarEndAmi, call: FarEndCall, name: str) -> str:
    return (await ami.action("Getvar", Channel=call.call_id, Variable=f"CHANNEL(pjsip,{name})"))["Value"]
