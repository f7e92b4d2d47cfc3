"""What we ask of Asterisk's manager; how it is sent is the connection's own.

    await .ping()
    await .play_dtmf(channel, key) -> bool              await .hang_up(channel, cause=16) -> bool
    await .redirect(channel, context, exten) -> bool    await .mute_tape(channel, muted) -> bool
    await .tell_key(channel, kept) -> bool              await .name_call(channel, call_id) -> bool
    await .queue_add(interface, name)                   await .queue_remove(interface)
    await .queue_pause(interface, paused)               the queue is always `fallback`
    await .core_show_channels() -> list[ChannelSeen]    await .device_states() -> dict[device, state]
    await .originate(Originate)      accepted; the end comes as an OriginateResponse whose action_id is the channel_id

A refusal is ActionRefused; False says that the channel is no more.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Mapping, Sequence

from ivr.asterisk.ami_lists import ChannelSeen, channels_seen, device_states
from ivr.asterisk.originate import Originate
from ivr.errors import ActionRefused, Misuse

REMEMBERED = 1000  # originated calls; one lives for minutes at most before it is decided
FALLBACK = "fallback"
GONE = ("no such channel", "channel not found", "channel does not exist")
LISTS = frozenset({"CoreShowChannels", "DeviceStateList"})  # of our actions, those answered with a list

Headers = Mapping[str, str | Sequence[str]]


class AmiActions(ABC):
    """Every action of Asterisk's manager that we use."""

    def __init__(self) -> None:
        self._originated: deque[str] = deque(maxlen=REMEMBERED)

    @abstractmethod
    async def send(self, headers: Headers) -> list[Mapping[str, str]]:
        """Send one action; its answer, or the list that follows it."""

    async def ping(self) -> None:
        """Ask for a sign of life."""
        await self._act({"Action": "Ping"})

    async def play_dtmf(self, channel: str, key: str) -> bool:
        """Let a channel of ours receive a key, as if its phone had sent it; the other end hears nothing."""
        return await self._act_on({"Action": "PlayDTMF", "Channel": channel, "Digit": key, "Receive": "true"})

    async def mute_tape(self, channel: str, muted: bool) -> bool:
        """Let the recording of a channel's talk hold silence, or sound again: whether the channel was there."""
        wish = {"Direction": "both", "State": "1" if muted else "0"}
        return await self._act_on({"Action": "MixMonitorMute", "Channel": channel, **wish})

    async def tell_key(self, channel: str, kept: bool) -> bool:
        """Tell the telephone whose key waits for it (record-key in the dialplan) whether its talk is kept now."""
        told = {"Variable": "IVR_TAPE", "Value": "kept" if kept else "silent"}
        return await self._act_on({"Action": "Setvar", "Channel": channel, **told})

    async def name_call(self, channel: str, call_id: str) -> bool:
        """Have a channel that came out of another call carry its own call's id again: whether it was there."""
        for name, value in (("IVR_CALL", call_id), ("IVR_DONE", "")):
            if not await self._act_on({"Action": "Setvar", "Channel": channel, "Variable": name, "Value": value}):
                return False
        return True

    async def hang_up(self, channel: str, cause: int = 16) -> bool:
        """End a channel; without a cause a ringing phone would look unreachable."""
        return await self._act_on({"Action": "Hangup", "Channel": channel, "Cause": str(cause)})

    async def is_registered(self, phone: str) -> bool:
        """Whether a phone has an address at which it answers, or did a moment ago."""
        contacts = (await self._act({"Action": "Getvar", "Variable": f"PJSIP_AOR({phone},contact)"}))[0]
        states = [await self._state_of(contact) for contact in str(contacts.get("Value", "")).split(",") if contact]
        return any(state != "Unreachable" for state in states)

    async def _state_of(self, contact: str) -> str:
        asked = await self._act({"Action": "Getvar", "Variable": f"PJSIP_CONTACT({contact},status)"})
        return str(asked[0].get("Value", ""))

    async def redirect(self, channel: str, context: str, exten: str) -> bool:
        """Send a channel to another place in the dialplan: whether it was there."""
        target = {"Context": context, "Exten": exten, "Priority": "1"}
        return await self._act_on({"Action": "Redirect", "Channel": channel, **target})

    async def queue_add(self, interface: str, name: str) -> None:
        """Make a phone a member of the fallback queue; one that is stays one."""
        member = {"Interface": interface, "MemberName": name, "StateInterface": interface}
        await self._act({"Action": "QueueAdd", "Queue": FALLBACK, **member}, unless="already there")

    async def queue_remove(self, interface: str) -> None:
        """Take a phone out of the fallback queue; one that is not in it stays out."""
        await self._act({"Action": "QueueRemove", "Queue": FALLBACK, "Interface": interface}, unless="not there")

    async def queue_pause(self, interface: str, paused: bool) -> None:
        """Pause or unpause a member of the fallback queue."""
        await self._act(
            {"Action": "QueuePause", "Queue": FALLBACK, "Interface": interface, "Paused": str(paused).lower()}
        )

    async def reload(self, module: str) -> None:
        """Have a module read its configuration anew; only the manager user `phones` may."""
        await self._act({"Action": "Reload", "Module": module})

    async def core_show_channels(self) -> list[ChannelSeen]:
        """Every channel there is."""
        return channels_seen(await self._act({"Action": "CoreShowChannels"}))

    async def device_states(self) -> dict[str, str]:
        """State of every device Asterisk knows, by its name."""
        return device_states(await self._act({"Action": "DeviceStateList"}))

    async def originate(self, call: Originate) -> None:
        """Have a call placed; returns when Asterisk has accepted, not when somebody answers."""
        # Asterisk would accept the same id again and answer with a failure under the id of the call that is ringing.
        if call.channel_id in self._originated:
            raise Misuse(f"{call.channel_id} was originated before")
        self._originated.append(call.channel_id)
        await self._act(call.headers())

    async def _act(self, headers: Headers, unless: str = "") -> list[Mapping[str, str]]:
        """Send an action and wait for its answer; a refusal that says `unless` is none."""
        answer = await self.send(headers)
        refusal = str(answer[0].get("Message", "")) if answer[0].get("Response") == "Error" else None
        if refusal is not None and not (unless and unless in refusal.lower()):
            raise ActionRefused(f"Asterisk refused {headers['Action']}: {refusal}")
        return answer

    async def _act_on(self, headers: Headers) -> bool:
        try:
            await self._act(headers)
        except ActionRefused as refusal:
            if any(words in str(refusal).lower() for words in GONE):
                return False
            raise
        return True
