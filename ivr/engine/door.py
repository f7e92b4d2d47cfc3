"""The one door: every call enters here, whichever side rang first, and leaves with exactly one disposition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.asterisk.caller_line import TRANSFERRED, CallerLine
from ivr.calls.answering import PlacedVoice
from ivr.calls.call import Progress, disposition
from ivr.calls.commands import EnterQueue, HungUp, Say
from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallAnswered, CallEnded, CallStarted, CallTakenBack, Direction
from ivr.calls.ids import fresh_id, leg_id
from ivr.calls.standing import Standing
from ivr.engine.agent_desk import FEATURES, AgentDesk
from ivr.engine.answered_reminder import AnsweredReminder, Reminders
from ivr.engine.callback_talk import AnsweredCallback, CallbackTalk
from ivr.engine.caller import Caller
from ivr.engine.comer import Comer, Placed
from ivr.engine.consulting import AGENT, Wish, consult
from ivr.engine.history import Diary, History
from ivr.engine.house import House
from ivr.engine.sent_on import go_on
from ivr.engine.studio import Studio
from ivr.engine.transfers import OpenLine
from ivr.engine.visit import Held
from ivr.engine.who_answered import who_answered
from ivr.hours.schedule import Schedule
from ivr.menus.definition import MenuTree, facts_of
from ivr.menus.facts import opening_hours
from ivr.menus.rules import Facts
from ivr.menus.run import Run, queued_at, start
from ivr.outbound.machine import AnsweredBy

OUTBOUND, BACK = "outbound", "back"
RECORD = "*48"


@dataclass(frozen=True, slots=True)
class Centre:
    """What the engine knows of the centre: menus by id, what numbers lead to, agents by extension, hours, language."""

    menus: Mapping[str, MenuTree]
    entries: Mapping[str, str]
    extensions: Mapping[str, str]
    schedule: Schedule
    language: str

    def facts(self, now: datetime) -> Facts:
        """What menus may say that is not written in them."""
        return {"opening_hours": opening_hours(self.schedule, now)}


class Door:
    """Lets calls in."""

    def __init__(self, centre: Centre, house: House, desk: AgentDesk, reminders: Reminders, diary: Diary) -> None:
        self._centre, self._house, self._desk, self._reminders = centre, house, desk, reminders
        self._talk = CallbackTalk(house.called_back)
        self._diary = diary
        self._callers: dict[str, Caller] = {}  # by call id, while they are here
        self._stood: Callable[[str | None], Standing | None] = lambda _call_id: None

    def cut(self, call_id: str) -> None:
        """Know that this call is ended by one of us, not by who speaks in it."""
        if caller := self._callers.get(call_id):
            caller.cut = True

    def ask_of_returned(self, stood: Callable[[str | None], Standing | None]) -> None:
        """Say who knows where a call stood that was taken back."""
        self._stood = stood

    def use(self, centre: Centre) -> None:
        """From the next call on let calls into this centre; those under way keep the menus they began with."""
        self._centre = centre

    def begin(self, menu: str, language: str) -> Run | None:
        """Another menu of the centre in force, before its first word; None where there is none for every caller."""
        tree, facts = self._centre.menus.get(menu), self._facts({})
        return start(tree, language, facts) if tree and not facts_of(tree) - facts.keys() else None

    async def enter(self, line: CallerLine, voice: PlacedVoice) -> None:
        """Walk a call from its first ring to its end."""
        stood = await self._before(line)
        placed = await self._placed(line, stood)
        call_id = stood.call_id if stood else line.call_id if placed and line.call_id else fresh_id()
        history = History(call_id, self._diary, stood.legs if stood else 0)
        caller = Caller(self._house, voice, history, line.channel)
        caller.language = (stood and stood.language) or self._centre.language
        caller.caller_id = line.caller_id
        caller.consent = stood.consent if stood else caller.consent
        self._callers[call_id], left_at = caller, None
        self._house.transfers.lines[line.channel] = here = OpenLine(call_id, line.sent_to or line.dialled)
        try:
            if stood is None:
                await self._meet(caller, voice, history, Comer(line, placed))
            elif line.door == TRANSFERRED:
                await self._go_on(caller, stood, line.sent_to)
            else:
                await self._meet_again(caller, voice, history, Comer(line, placed, stood.language), stood)
        except HungUp:
            left_at = history.now()
            if not caller.progress.served:
                caller.ended_by = Party.CALLER
            elif await self._house.transfers.comes(call_id):  # an agent sent him on
                return
        except Exception:  # the dialplan goes on with the call and the witness writes its end; the attempt is ours
            await self._tell_end(placed, call_id, disposition(caller.progress))
            raise
        finally:
            if self._callers.get(call_id) is caller:  # not the same who is back already
                del self._callers[call_id]
            if self._house.transfers.lines.get(line.channel) is here:
                del self._house.transfers.lines[line.channel]
        ended = caller.decided or disposition(caller.progress)
        ended_by = Party.SYSTEM if caller.cut else caller.ended_by
        history.add(CallEnded, at=left_at, disposition=ended, hung_up_by=ended_by)
        await self._tell_end(placed, call_id, ended)

    async def _before(self, line: CallerLine) -> Standing | None:
        if line.door == TRANSFERRED:
            return await self._house.transfers.stood(line.call_id)
        return self._stood(line.call_id) if line.door == BACK else None

    async def _go_on(self, caller: Caller, stood: Standing, dialled: str) -> bool:
        """Lead a caller whom an agent sent on: False where that leads to nobody and he came from no queue of ours."""
        target = self._house.transfers.target(dialled, self._centre.extensions, self._centre.entries)
        talked = await go_on(caller, stood, dialled, target)
        kind, _, name = target.partition(":")
        if kind == "menu":
            await caller.follow(self._run(name, caller.language, {}))
        elif talked:
            await caller.end()
        return talked or kind == "menu"

    async def _meet(self, caller: Caller, voice: PlacedVoice, history: History, comer: Comer) -> None:
        line, call_id = comer.line, history.call_id
        entry = comer.placed.entry if comer.placed else self._entry(line)
        history.add(
            CallStarted,
            direction=Direction.OUTBOUND if comer.placed else Direction.INBOUND,
            entry=entry,
            caller_id=line.caller_id,
            dialled=line.dialled,
            channel=line.channel,
            linkedid=line.linkedid,
            leg_id=leg_id(call_id, 0),
        )
        if line.door in (BACK, TRANSFERRED):  # nothing is known of him: he came while nobody of ours was there
            history.add(CallTakenBack, visit_id=None)
        if line.endpoint and entry.startswith(AGENT):
            await consult(self._house, caller, voice, history, Wish(line.endpoint, entry.removeprefix(AGENT)))
            return
        known = {"IVR_CALL": call_id, "CHANNEL(accountcode)": call_id, "IVR_LANGUAGE": caller.language}
        await voice.set_variables(known)
        await voice.answer()
        history.add(CallAnswered, leg_id=leg_id(call_id, 0))
        await self._lead(caller, voice, comer, entry)

    async def _meet_again(
        self, caller: Caller, voice: PlacedVoice, history: History, comer: Comer, stood: Standing
    ) -> None:
        """Go on with a call where it stood; who waits in no queue begins his menu anew."""
        queued = stood.queued
        history.add(CallTakenBack, visit_id=queued.visit_id if queued else None)
        caller.progress = stood.progress
        if isinstance(comer.placed, AnsweredCallback) and queued:
            await self._talk.go_on(caller, comer.placed.callback, stood)
            return
        if isinstance(comer.placed, AnsweredReminder):
            caller.reminder_id = comer.placed.reminder_id
        held_at = self._held_at(stood, comer.facts) if queued else None
        if queued and held_at:
            run, wish = held_at
            same = replace(wish, queue=queued.queue, skill=queued.skill, min_level=queued.min_level)
            await caller.follow(run, Held(same, queued, stood.told, stood.callback_offered))
        elif stood.started:
            await self._lead(caller, voice, comer, stood.started.entry)

    def _held_at(self, stood: Standing, facts: Facts) -> tuple[Run, EnterQueue] | None:
        tree = self._centre.menus.get(stood.menu)
        return queued_at(tree, stood.language, self._facts(facts), stood.node) if tree else None

    async def _placed(self, line: CallerLine, stood: Standing | None) -> Placed | None:
        ours = line.door == OUTBOUND or (stood is not None and stood.progress.outbound)
        if not ours or not line.call_id:
            return None
        return await self._reminders.of_call(line.call_id) or await self._talk.of_call(line.call_id)

    async def _tell_end(self, placed: Placed | None, call_id: str, ended: Disposition) -> None:
        if isinstance(placed, AnsweredReminder):
            await self._reminders.call_ended(placed, call_id, ended)
        elif placed:
            await self._house.called_back.call_ended(placed.callback, call_id, ended)

    def _entry(self, line: CallerLine) -> str:
        if line.dialled in (*FEATURES, RECORD):
            return f"feature:{line.dialled}"
        if self._desk.knows(line.endpoint) and line.dialled in self._centre.extensions:
            return f"{AGENT}{self._centre.extensions[line.dialled]}"
        return self._centre.entries.get(line.dialled, "none")

    async def _lead(self, caller: Caller, voice: PlacedVoice, comer: Comer, entry: str) -> None:
        kind, _, name = entry.partition(":")
        line, placed = comer.line, comer.placed
        if line.door == TRANSFERRED and await self._go_on(caller, Standing(""), line.sent_to):
            return
        if isinstance(placed, AnsweredReminder):
            caller.progress = Progress(outbound=True)
            caller.reminder_id = placed.reminder_id
            await self._remind(caller, voice, placed)
        elif placed:
            await self._talk.lead(caller, voice, placed)
        elif kind == "menu":
            await caller.follow(self._run(name, comer.language, {}))
        elif name == RECORD and self._desk.knows(line.endpoint):
            caller.progress = Progress(feature=True)
            await Studio(caller, voice, self._house.takes).dictate()
        else:
            caller.progress = replace(caller.progress, feature=kind == "feature")
            await caller.say((Say(self._feature(line, name) if kind == "feature" else "not_in_service"),))
            await voice.hang_up()

    async def _remind(self, caller: Caller, voice: PlacedVoice, reminder: AnsweredReminder) -> None:
        machine = reminder.listens and await who_answered(caller, voice) is AnsweredBy.MACHINE
        try:
            await caller.follow(self._run(reminder.menu, reminder.language, reminder.facts))
        finally:
            if machine and caller.progress.response is None:  # told to a machine; a key would have shown a person
                caller.decided = Disposition.MACHINE

    def _run(self, menu: str, language: str | None, facts: Facts) -> Run:
        return start(self._centre.menus[menu], language, self._facts(facts))

    def _facts(self, facts: Facts) -> Facts:
        return {**self._centre.facts(self._diary.now()), **facts}

    def _feature(self, line: CallerLine, code: str) -> str:
        if line.endpoint is None or not self._desk.knows(line.endpoint):
            return "not_an_agent"
        return self._desk.dial_feature(line.endpoint, code)
