"""A second call is named to the other side by its dialog, with the tags the other way round."""

from pathlib import Path

from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_dialog import dialog_of

VALUES = {"call-id": "c-1", "local_tag": "ours", "remote_tag": "theirs"}


class Asks:
    async def action(self, name, **fields):
        assert (name, fields["Channel"]) == ("Getvar", "2.1")
        return {"Value": VALUES[fields["Variable"].removeprefix("CHANNEL(pjsip,").removesuffix(")")]}


async def test_the_tag_of_the_other_side_is_the_one_it_calls_its_own():
    call = FarEndCall("2.1", "219", Path("recording"), lambda: 0.0)
    assert await dialog_of(Asks(), call) == "c-1%3Bto-tag%3Dtheirs%3Bfrom-tag%3Dours"
