"""The composition root: the only place where real things are built and handed to each other."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from ivr import __version__
from ivr.asterisk.agi_server import AgiServer
from ivr.asterisk.ami import Ami
from ivr.asterisk.ami_listener import AmiListener
from ivr.calls.events import AgentStateChanged, EngineStarted
from ivr.config import PROJECT, Settings
from ivr.engine.agent_desk import AgentDesk
from ivr.engine.answered_reminder import Reminders
from ivr.engine.answers import Answers
from ivr.engine.aside import Aside
from ivr.engine.callback_ask import CallbackDesk
from ivr.engine.callback_book import CallbackBook
from ivr.engine.callback_requests import CallbackRequests
from ivr.engine.callbacks import Callbacks
from ivr.engine.centre import Rules, rules_of, trunk_of
from ivr.engine.centre_watch import CentreWatch
from ivr.engine.clips import ClipDesk
from ivr.engine.closing_time import ClosingTime
from ivr.engine.connecting import Connecting
from ivr.engine.dialer import Dialer
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.door import Door
from ivr.engine.doorbell import Doorbell
from ivr.engine.drains import Drains
from ivr.engine.fallback import Fallback
from ivr.engine.garbage import Garbage
from ivr.engine.held_places import HeldPlaces
from ivr.engine.history import Diary
from ivr.engine.house import Elsewhere, House
from ivr.engine.in_force import Reached, terms_of
from ivr.engine.intentions import Deeds, Intentions
from ivr.engine.last_agent import LastAgent
from ivr.engine.listening import Listening
from ivr.engine.live import Live
from ivr.engine.lost_phones import LostPhones
from ivr.engine.messages import MessageDesk
from ivr.engine.outbound_legs import CARRIER, OutboundLegs
from ivr.engine.phones import Phones
from ivr.engine.queue_door import QueueDoor
from ivr.engine.queue_terms import QueueTerms
from ivr.engine.recorder import Recorder
from ivr.engine.reminder_book import ReminderBook
from ivr.engine.ringing import Ringing
from ivr.engine.room import Part, Room, conversation
from ivr.engine.routing_memory import RoutingMemory
from ivr.engine.switchboard import Parts, Switchboard
from ivr.engine.takes import TakeDesk
from ivr.engine.taking_back import Records, TakingBack
from ivr.engine.tapes import Tapes
from ivr.engine.transfers import Transfers
from ivr.engine.waiting_room import WaitingRoom
from ivr.menus.run import Run
from ivr.outbound.destination import dial_string
from ivr.routing.acd import Acd
from ivr.routing.agent import AgentState
from ivr.speech.beep import beep_path
from ivr.speech.joined import JoinedClips
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.speaker import Speaker
from ivr.store import agent_states, centre_version, intentions, promises
from ivr.store.centre import load_centre
from ivr.store.database import Database
from ivr.worker.clips import clip_cache

FLUSH_S = 5.0
INTENTIONS_KEPT = timedelta(days=30)


def now() -> datetime:
    """Return this moment in UTC: the one clock of the shells."""
    return datetime.now(UTC)


def prompts_folder(home: Path) -> PromptsFolder:
    """Return the project's prompts with the recordings of the installation whose folder this is."""
    return PromptsFolder(PROJECT / "prompts", home / "recordings")


def speaker(settings: Settings) -> Speaker:
    """Return what turns prompts into clips."""
    prompts = prompts_folder(settings.home)
    return Speaker(prompts.book(), clip_cache(settings, prompts))


async def run_engine(settings: Settings) -> None:
    """Run the engine until it is asked to stop."""
    database = Database(settings.database_url)
    recorder = Recorder(database, settings.spool_dir)
    recorder.start()
    try:
        with database.write() as connection:
            intentions.forget_closed(connection, now() - INTENTIONS_KEPT)
        await asyncio.to_thread(recorder.flush, FLUSH_S)  # what a killed engine left belongs to the agents' last states
        live = Live(database)
        await _room(settings, database, Diary(live.beside(recorder.record), now), live, recorder).run()
    finally:
        await asyncio.to_thread(recorder.stop)
        database.close()


def _room(settings: Settings, database: Database, diary: Diary, live: Live, recorder: Recorder) -> Room:
    version, rules, states = _known(database)
    live.view.pause_limits_s = rules.pauses.limits_s
    diary.add(EngineStarted, version=__version__)
    switchboard = Switchboard(diary, Answers())
    ami = _ami(settings, switchboard)
    fallback = Fallback(ami)
    dispatcher, memory = _deciding(rules, database, diary, fallback)
    desk, terms = AgentDesk(dispatcher, rules.agents), terms_of(rules)
    desk.use(rules.agents, rules.pauses.end_s)
    desk.restore(states, fallback.agent_is, live.hear)
    legs = OutboundLegs(trunk_of(settings, rules.trunk), ami.originate)
    book = ReminderBook(database, rules.attempts, settings.destinations)
    dialer = Dialer(book, legs, rules.plan, diary)
    taking_back = TakingBack(ami, fallback.resting, Records(database, recorder.flush, live.hear), dispatcher.seated)
    lost_phones = LostPhones(ami, lambda agent: desk.state(agent) is AgentState.RINGING)
    tapes = Tapes(ami, terms.recording_of, settings.talks_dir)
    ringing = Ringing(dispatcher, switchboard.answers, terms.of, tapes)
    listening = Listening(ami, diary, live.view.channel_of)
    callback_book = CallbackBook(database, settings.destinations, settings.region, rules.callbacks)
    callbacks = Callbacks(callback_book, legs, HeldPlaces(dispatcher, terms, desk.levels), diary, ami)
    asks = CallbackRequests(callbacks).desk() if legs.trunk else None
    waiting_room = WaitingRoom(dispatcher, ringing, Aside(asks), QueueDoor(dispatcher, terms), terms)

    def begin(menu: str, language: str) -> Run | None:
        return door.begin(menu, language)

    transfers = Transfers(taking_back.standing, callback_book.callable_number)
    connecting = Connecting(ami, switchboard.answers, transfers, now)
    ears = (tapes.key_pressed, listening, taking_back.look, connecting.heard)
    switchboard.attach(Parts(ami, desk, fallback, legs, lost_phones, *ears))
    desks = (switchboard.answers, ami, asks, callbacks, transfers)
    house = _house(settings, WithCallers(waiting_room, Elsewhere(terms.wish, begin), *desks), book)
    door = Door(rules.centre, house, desk, Reminders(dialer.of_call, dialer.call_ended), diary)
    door.ask_of_returned(taking_back.expected)
    server = AgiServer(settings.host, settings.agi_port, conversation(door, live.broken_off))
    deeds = Deeds(desk, ami, live.view.channel_of, door.cut, Phones(settings, database).reload, tapes, listening)
    wishes = Intentions(database, deeds, now)
    reached = Reached(settings, door, dispatcher, desk, terms, legs, callback_book, live, wishes)
    centre = CentreWatch(version, lambda: _version(database), lambda: partial(reached.use, _known(database)[1]))
    others = _beside(dispatcher, terms, memory) | {"taking back": taking_back.run}
    others["garbage"] = Garbage(lambda: not server.open_conversations).run
    bell = Doorbell(settings.doorbell_path)
    spoken_with = (server, ami, dispatcher, fallback, dialer, callbacks, centre, wishes, live, bell)
    return Room(*spoken_with, settings.heartbeat_path, others, lambda: recorder.lag)


def _deciding(rules: Rules, database: Database, diary: Diary, fallback: Fallback) -> tuple[Dispatcher, RoutingMemory]:
    def agent_seen(agent: str, state: AgentState, reason: str | None, ends_at: float | None) -> None:
        until = None if ends_at is None else datetime.fromtimestamp(ends_at, UTC)
        diary.add(AgentStateChanged, agent=agent, state=state.value, reason=reason, until=until)
        fallback.agent_is(agent, state)

    acd = Acd(replace(rules.routing, estimates="fed"))  # the loop looks waits up: who plays forward does so beside it
    memory = RoutingMemory(acd, database, now)
    dispatcher = Dispatcher(acd, time.time, list(rules.agents), agent_seen)
    memory.take_up()
    return dispatcher, memory


def _beside(dispatcher: Dispatcher, terms: QueueTerms, memory: RoutingMemory) -> dict[str, Part]:
    closing = ClosingTime(terms, now, lambda queue: dispatcher.tell(Acd.close_queue, queue))
    drains = partial(memory.outlive, Drains(dispatcher, memory.keep).run)
    return {"closing time": closing.run, "drains": drains}


def _known(database: Database) -> tuple[int, Rules, Mapping[str, agent_states.AgentState]]:
    with database.read() as connection:
        version = centre_version.read(connection)  # first: what changes meanwhile is read once more
        return (
            version,
            rules_of(load_centre(connection), promises.silent_since(connection)),
            agent_states.load(connection),
        )


def _version(database: Database) -> int:
    with database.read() as connection:
        return centre_version.read(connection)


def _ami(settings: Settings, switchboard: Switchboard) -> Ami:
    listener = AmiListener(switchboard.on_event, switchboard.on_found, switchboard.on_lost)
    return Ami(settings.host, settings.ami_port, "engine", settings.ami_secret, listener)


@dataclass(frozen=True, slots=True)
class WithCallers:
    """The parts of the room that have to do with callers on the line."""

    waiting_room: WaitingRoom
    elsewhere: Elsewhere
    answers: Answers
    ami: Ami
    asks: CallbackDesk | None
    callbacks: Callbacks
    transfers: Transfers


def _house(settings: Settings, parts: WithCallers, book: ReminderBook) -> House:
    async def respond(reminder_id: str, response: str) -> None:
        await asyncio.to_thread(book.respond, reminder_id, response)

    speaks, spool, beep = speaker(settings), settings.asterisk_dir / "spool", beep_path(settings.sounds_dir)
    takes = TakeDesk(speaks, spool, beep, settings.languages)
    takes.clear()
    messages = MessageDesk(spool, settings.home / "messages", beep)
    messages.take_up()
    return House(
        waiting_room=parts.waiting_room,
        answers=parts.answers,
        knocks=parts.ami,
        clips=ClipDesk(speaks, settings.home, JoinedClips(settings.sounds_dir / "joined")).clips,
        dial_outside=lambda number: str(dial_string(number, CARRIER, settings.destinations)),
        respond=respond,
        takes=takes,
        callbacks=parts.asks,
        called_back=parts.callbacks,
        messages=messages,
        last_agent=LastAgent(book.database, now).of,
        elsewhere=parts.elsewhere,
        transfers=parts.transfers,
    )
