"""A running room without Asterisk: the real router, menus and conversations; clock, phones and pen are in our hands."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.asterisk.caller_line import CallerLine
from ivr.asterisk.originate import Originate
from ivr.calls.commands import DialEnded, Say
from ivr.calls.disposition import Disposition
from ivr.calls.events import CallEvent, Event
from ivr.calls.scripted_voice import ScriptedVoice
from ivr.calls.standing import Standing, standing
from ivr.engine import answers as answers_module
from ivr.engine.agent_desk import LOG_IN, AgentDesk
from ivr.engine.answered_reminder import AnsweredReminder, Reminders
from ivr.engine.answers import Answers
from ivr.engine.aside import Aside
from ivr.engine.callback_ask import CallbackAsk, CallbackDesk
from ivr.engine.callback_book import CallbackBook
from ivr.engine.callbacks import Callbacks
from ivr.engine.caller import Caller
from ivr.engine.connecting import Connecting
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.door import Centre, Door
from ivr.engine.held_places import HeldPlaces
from ivr.engine.history import Diary, History
from ivr.engine.house import Elsewhere, House, Spoken
from ivr.engine.listening import Listening
from ivr.engine.outbound_legs import OutboundLegs, Trunk
from ivr.engine.queue_door import QueueDoor
from ivr.engine.queue_terms import QueueTerms
from ivr.engine.ringing import Ringing
from ivr.engine.takes import Take
from ivr.engine.tapes import Tapes
from ivr.engine.transfers import Transfers
from ivr.engine.waiting_room import WaitingRoom
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.menus.loader import load
from ivr.menus.run import Run
from ivr.outbound.destination import dial_string
from ivr.outbound.pacing import Pace
from ivr.routing.acd import Acd
from ivr.routing.agent import AgentState
from ivr.spoken.plan import Recorded
from ivr.store.database import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANNA, BELA = "agent-anna", "agent-bela"
AGENTS = {ANNA: {"reception": 7}, BELA: {"reception": 5}}
CHANNEL = "PJSIP/far-end-00000001"
MAIN = """\
menu: main
languages: [en, hu]
start: main
on_failure: reception
nodes:
  main:
    kind: menu
    prompts: [welcome]
    choices: {"1": reception, "2": hours, "5": outside, "6": abroad, "9": other_language}
  hours: {kind: information, say: opening_hours, then: back}
  outside: {kind: transfer, number: "+3612345678", then: reception}
  abroad: {kind: transfer, number: "+12125550123", then: reception}
  other_language: {kind: language, language: next, then: main}
  reception: {kind: queue, queue: reception, skill: reception, then: not_served}
  not_served: {kind: hang_up, say: goodbye}
"""
WAITS = """\
menu: waits
languages: [en, hu]
start: reception
on_failure: reception
nodes:
  reception:
    kind: queue
    queue: reception
    skill: reception
    hint: waiting_keys
    keys: {"2": hours, "3": call_back, "*": main}
    then: voicemail
  hours: {kind: information, say: opening_hours}
  call_back: {kind: callback, then: bye}
  main: {kind: menu, prompts: [welcome], choices: {"1": reception}}
  voicemail: {kind: voicemail, box: desk, then: bye}
  bye: {kind: hang_up, say: goodbye}
"""
REMINDER = """\
menu: reminder
languages: [en, hu]
start: reminder
on_failure: reception
nodes:
  reminder:
    kind: menu
    prompts: [[{fact: reminder}, reminder_menu]]
    attempts: 1
    on_failure: unanswered
    choices: {"1": confirmed, "2": cancelled, "9": speak}
  confirmed: {kind: respond, response: confirmed, then: thanks}
  cancelled: {kind: respond, response: cancelled, then: thanks}
  speak: {kind: respond, response: speak, then: reception}
  thanks: {kind: hang_up, say: thanks}
  unanswered: {kind: hang_up, say: unanswered, disposition: heard}
  reception: {kind: queue, queue: reception, skill: reception, then: unanswered}
"""
MENUS = {"main": MAIN, "waits": WAITS, "reminder": REMINDER}


@dataclass
class Clock:
    """Time, moved by hand."""

    at: datetime = NOON

    def __call__(self) -> float:
        return self.at.timestamp()

    def now(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Takes:
    """Takes that were spoken, in names only."""

    audible: bool = True
    beep: Path = Path("beep")
    made: int = -1
    kept: list[tuple[str, str]] = field(default_factory=list)
    discarded: list[str] = field(default_factory=list)

    def catalogue(self) -> dict[str, tuple[Recorded, ...]]:
        return {"1234": (Recorded("welcome", "en", "Welcome."),)}

    def fresh(self) -> Take:
        self.made += 1
        return Take(Path(f"take-{self.made}"), Path(f"take-{self.made}-clip"))

    async def present(self, place: Recorded) -> tuple[Path, ...]:
        return (Path("present") / place.recording,)

    async def level(self, take: Take) -> bool:
        return self.audible

    async def keep(self, take: Take, place: Recorded) -> bool:
        self.kept.append((take.spoken.name, place.recording))
        return True

    async def discard(self, take: Take) -> None:
        self.discarded.append(take.spoken.name)


@dataclass
class Messages:
    """Boxes for messages, in names only."""

    beep: Path = Path("beep")
    seconds: float = 3.0
    kept: list[str] = field(default_factory=list)

    def spoken(self, box: str, message_id: str) -> Path:
        return Path(box)

    async def keep(self, box: str, message_id: str) -> float:
        self.kept.append(box)
        return self.seconds


@dataclass
class Office:
    """A centre with two agents, and everything that was written down about it."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    events: list[Event] = field(default_factory=list)
    agent_changes: list[tuple[str, str, str | None]] = field(default_factory=list)
    knocks: list[str] = field(default_factory=list)
    unspeakable: set[str] = field(default_factory=set)
    responses: list[tuple[str, str]] = field(default_factory=list)
    reminder_ends: list[tuple[str, Disposition]] = field(default_factory=list)
    answered_reminders: dict[str, AnsweredReminder] = field(default_factory=dict)
    originated: list[Originate] = field(default_factory=list)
    hung_up: list[str] = field(default_factory=list)
    muted: list[bool] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)  # channels, and the call each was told it belongs to
    redirected: list[tuple[str, str, str]] = field(default_factory=list)
    told_keys: list[tuple[str, bool]] = field(default_factory=list)  # telephones, and whether their talk is kept
    is_up: bool = True
    last_agents: dict[str | None, str] = field(default_factory=dict)
    takes: Takes = field(default_factory=Takes)
    messages: Messages = field(default_factory=Messages)
    asked: list[CallbackAsk] = field(default_factory=list)
    can_keep_callbacks: bool = True

    def __post_init__(self) -> None:
        self.diary = Diary(self.events.append, self.clock.now)
        self.acd = Acd({"skills": ["reception"], "wrap_up_s": 10, "max_wait_s": 60})
        self.dispatcher = Dispatcher(self.acd, self.clock, list(AGENTS), self._agent_seen)
        self.desk = AgentDesk(self.dispatcher, AGENTS)
        self.answers = Answers()
        self.terms = QueueTerms({}, self.acd.config.terms)
        self.listening = Listening(self, self.diary, {}.get)
        self.tapes = Tapes(self, self.terms.recording_of, Path("/spool/talks"))
        self.ringing = Ringing(self.dispatcher, self.answers, self.terms.of, self.tapes)
        self.callbacks = CallbackDesk(self._number_of, self._request)
        aside = Aside(self.callbacks)
        door = QueueDoor(self.dispatcher, self.terms)
        self.waiting_room = WaitingRoom(self.dispatcher, self.ringing, aside, door, self.terms)
        self.legs = OutboundLegs(Trunk(("HU",), Pace(5, 50.0), "+3612223333"), self._originate)
        self.book = CallbackBook(self.database, ("HU",), "HU")
        places = HeldPlaces(self.dispatcher, self.terms, self.desk.levels)
        self.called_back = Callbacks(self.book, self.legs, places, self.diary, self)
        self.house = House(
            waiting_room=self.waiting_room,
            answers=self.answers,
            knocks=self,
            clips=self._clips,
            dial_outside=lambda number: str(dial_string(number, "carrier", ("HU",))),
            respond=self._respond,
            takes=self.takes,
            callbacks=self.callbacks,
            called_back=self.called_back,
            messages=self.messages,
            last_agent=self._last_agent,
            elsewhere=Elsewhere(self.terms.wish, self._begin),
            transfers=Transfers(self._standing, self.book.callable_number),
        )
        self.connecting = Connecting(self, self.answers, self.house.transfers, self.clock.now)
        self.centre = Centre(
            extensions={"201": ANNA, "202": BELA},
            menus={name: load(text, f"{name}.yaml") for name, text in MENUS.items()},
            entries={"100": "menu:main", "101": "menu:waits"},
            schedule=Schedule(ZoneInfo("Europe/Budapest"), Week.of({})),
            language="en",
        )
        self.door = Door(self.centre, self.house, self.desk, Reminders(self._of_call, self._reminder_ended), self.diary)

    async def _standing(self, call_id: str) -> Standing | None:
        told = [event for event in self.events if isinstance(event, CallEvent) and event.call_id == call_id]
        return standing(call_id, told) if told else None

    def log_in(self, *agents: str) -> None:
        """Log agents in by their phones."""
        for agent in agents:
            self.desk.dial_feature(agent, LOG_IN)

    def state(self, agent: str) -> AgentState:
        """What an agent does."""
        return self.acd.agent_state(agent)

    def time_passes(self, seconds: float) -> None:
        """Let the clock go on and the router look at it."""
        self.clock.forward(seconds)
        self.dispatcher.tell(Acd.tick)

    def picks_up(self, ended: DialEnded | Exception, after_s: float = 0.0) -> Callable[[], object]:
        """An agent's phone that is answered; what comes of the talk in the end."""

        async def ring() -> DialEnded:
            self.clock.forward(after_s)
            self.answers.picked_up(CHANNEL, self.clock.now())
            if isinstance(ended, Exception):
                raise ended
            return ended

        return ring

    def join(self, call_id: str) -> None:
        """Another call joins the line."""
        self.dispatcher.tell(Acd.add_call, call_id, "reception")

    @staticmethod
    async def breathe() -> None:
        """Let the others have their turn."""
        await asyncio.sleep(0)

    async def call(self, voice: ScriptedVoice, **line: str | None) -> None:
        """A call at the door, which must need the whole script."""
        await self.door.enter(self.line(**line), voice)
        voice.finish()

    def line(self, **changed: str | None) -> CallerLine:
        """A call to the main menu from outside, or what was changed of it."""
        usual = {
            "door": "inbound",
            "channel": CHANNEL,
            "uniqueid": "1.1",
            "linkedid": "1.1",
            "caller_id": "+36301234567",
            "dialled": "100",
            "endpoint": "far-end",
            "call_id": None,
            "attempt_id": None,
        }
        return CallerLine(**{**usual, **changed})

    def caller(self, voice: ScriptedVoice, call_id: str = "call-1") -> Caller:
        """A caller who is past the door."""
        caller = Caller(self.house, voice, History(call_id, self.diary), CHANNEL)
        caller.language = "en"
        return caller

    @property
    def story(self) -> list[str]:
        """The history of the calls, in its words, in order."""
        return [type(event).__name__ for event in self.events if isinstance(event, CallEvent)]

    def events_of(self, call_id: str) -> list[CallEvent]:
        """What was written of one call."""
        return [event for event in self.events if isinstance(event, CallEvent) and event.call_id == call_id]

    def only(self, kind: type[Event]) -> Event:
        """The one event of a kind."""
        (found,) = [event for event in self.events if isinstance(event, kind)]
        return found

    async def mute_tape(self, channel: str, muted: bool) -> bool:
        self.muted.append(muted)
        return self.is_up

    async def tell_key(self, channel: str, kept: bool) -> bool:
        self.told_keys.append((channel, kept))
        return True

    async def name_call(self, channel: str, call_id: str) -> bool:
        self.named.append((channel, call_id))
        return True

    async def redirect(self, channel: str, context: str, exten: str) -> bool:
        self.redirected.append((channel, context, exten))
        return True

    async def hang_up(self, channel: str) -> bool:
        self.hung_up.append(channel)
        return True

    async def _originate(self, wish: Originate) -> None:
        self.originated.append(wish)

    async def play_dtmf(self, channel: str, key: str) -> bool:
        self.knocks.append(key)
        return True

    async def _clips(self, says: tuple[Say, ...], language: str) -> Spoken:
        said = tuple(Path(say.prompt) for say in says if say.prompt not in self.unspeakable)
        return Spoken(said, tuple(say.prompt for say in says if say.prompt in self.unspeakable))

    def _begin(self, menu: str, language: str) -> Run | None:
        return self.door.begin(menu, language)

    async def _last_agent(self, number: str | None, queue: str) -> str | None:
        return self.last_agents.get(number)

    async def _number_of(self, text: str) -> str | None:
        return text if text.startswith("+36") else f"+36{text[2:]}" if text.startswith("06") else None

    async def _request(self, ask: CallbackAsk) -> bool:
        self.asked.append(ask)
        return self.can_keep_callbacks

    async def _respond(self, reminder_id: str, response: str) -> None:
        self.responses.append((reminder_id, response))

    async def _of_call(self, call_id: str) -> AnsweredReminder | None:
        return self.answered_reminders.get(call_id)

    async def _reminder_ended(self, reminder: AnsweredReminder, call_id: str, disposition: Disposition) -> None:
        self.reminder_ends.append((reminder.reminder_id, disposition))

    def _agent_seen(self, agent: str, state: AgentState, reason: str | None, _ends_at: float | None) -> None:
        self.agent_changes.append((agent, state.value, reason))


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, database: Database) -> Office:
    monkeypatch.setattr(answers_module, "LAST_WORD_S", 0.001)
    return Office(database)
