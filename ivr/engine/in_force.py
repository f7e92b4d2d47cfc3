"""A change of the centre is put in force in every part of the room that it reaches."""

from dataclasses import dataclass

from ivr.config import Settings
from ivr.engine.agent_desk import AgentDesk
from ivr.engine.callback_book import CallbackBook
from ivr.engine.centre import Rules, trunk_of
from ivr.engine.dispatcher import Dispatcher
from ivr.engine.door import Door
from ivr.engine.intentions import Intentions
from ivr.engine.live import Live
from ivr.engine.outbound_legs import OutboundLegs
from ivr.engine.queue_terms import QueueTerms
from ivr.routing.acd import Acd


@dataclass(frozen=True, slots=True)
class Reached:
    """The parts of the room that a change of the centre reaches."""

    settings: Settings
    door: Door
    dispatcher: Dispatcher
    desk: AgentDesk
    terms: QueueTerms
    legs: OutboundLegs
    callback_book: CallbackBook
    live: Live
    wishes: Intentions

    def use(self, fresh: Rules) -> None:
        """Put the centre in force as it is now; callers of a queue taken out of use are sent on."""
        self.door.use(fresh.centre)
        for queue in self.terms.use(terms_of(fresh)):
            self.dispatcher.tell(Acd.close_queue, queue)
        self.dispatcher.tell(Acd.set_mode, fresh.routing.mode)
        self.legs.trunk, self.callback_book.rule = trunk_of(self.settings, fresh.trunk), fresh.callbacks
        self.live.view.pause_limits_s = fresh.pauses.limits_s
        self.wishes.silence(self.desk.use(fresh.agents, fresh.pauses.end_s))


def terms_of(rules: Rules) -> QueueTerms:
    """What the rules say of each queue."""
    usual, schedule = rules.routing.terms, rules.centre.schedule
    return QueueTerms(rules.queues, usual, rules.queue_skills, schedule, rules.queue_rules)
