"""What each kind of node does when a caller reaches it, and when what it asked for has happened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ivr.calls.admission import Admission
from ivr.calls.commands import (
    ALL_KEYS,
    CallbackAsked,
    Collect,
    Collected,
    Command,
    EnterQueue,
    HangUp,
    Heard,
    MessageTaken,
    Note,
    Play,
    Played,
    QueueLeft,
    RequestCallback,
    Respond,
    Result,
    Say,
    SetLanguage,
    Started,
    TakeMessage,
    Transfer,
    TransferEnded,
)
from ivr.errors import IllegalTransition
from ivr.graph.limits import STEPS_PER_CALL
from ivr.graph.run import Run, Turn
from ivr.menus.definition import (
    BACK,
    NEXT_LANGUAGE,
    CallbackNode,
    FactLine,
    HangUpNode,
    InformationNode,
    LanguageNode,
    Lines,
    MenuNode,
    MenuTree,
    QueueNode,
    RespondNode,
    TransferNode,
    VoicemailNode,
)

Facts = Mapping[str, tuple[Say, ...]]  # what is known about this call, ready to be said
Step = Turn[Command]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of menus, for the walk in ivr.graph.run."""

    tree: MenuTree
    facts: Facts

    def enter(self, run: Run) -> Step:
        """The caller reaches a node."""
        step = self._enter(run)
        note = Note(self.tree.id, run.node, self.tree.nodes[run.node].kind)
        return replace(step, commands=(note, *step.commands))

    def resume(self, run: Run, event: Result) -> Step:  # noqa: PLR0911 - one line an answer
        """What the node asked for happened."""
        match self.tree.nodes[run.node], event:
            case _, Started(language):
                return self._begin(run, language)
            case MenuNode() as node, Collected(digits):
                return self._evaluate(run, node, digits)
            case InformationNode() as node, Played(key):
                heard = (Heard(node.id, key, "match"),) if key else ()
                return Turn(run, heard, self._target(run, node.then))
            case HangUpNode() as node, Played():
                return Turn(run, (HangUp(node.disposition),))
            case (QueueNode(), QueueLeft(served=True)) | (TransferNode(), TransferEnded(connected=True)):
                return Turn(run, (HangUp(),))
            case QueueNode() as node, QueueLeft(key=key) if key:
                return self._left_by_key(run, node, key)
            case CallbackNode() as node, CallbackAsked(agreed):
                return Turn(run, target=self._target(run, node.then if agreed else node.otherwise))
            case (QueueNode() | TransferNode()) as node, (QueueLeft() | TransferEnded()):
                return Turn(run, target=self._target(run, node.then))
            case VoicemailNode() as node, MessageTaken():
                return Turn(run, target=self._target(run, node.then))
        raise IllegalTransition(f"menu {self.tree.id}", run.node, type(event).__name__)

    def exhausted(self, run: Run) -> Step:
        """A call that never ends goes to a person; if it comes back from there, it is over."""
        if run.steps > STEPS_PER_CALL + 1:
            return Turn(run, (HangUp(),))
        return self.enter(replace(run, node=self.tree.on_failure))

    def _begin(self, run: Run, language: str | None) -> Step:
        spoken = language if language and language in self.tree.languages else run.language
        return Turn(replace(run, language=spoken), (SetLanguage(spoken),), run.node)

    def _enter(self, run: Run) -> Step:  # noqa: PLR0911 - one line a kind of node
        match self.tree.nodes[run.node]:
            case MenuNode() as node:
                return self._first_ask(run, node)
            case InformationNode() as node:
                return Turn(run, (self._say(node),))
            case QueueNode() as node:
                return Turn(run, (self._wait(node),))
            case CallbackNode() as node:
                return Turn(run, (RequestCallback(node.queue or "", node.skill or "", node.min_level),))
            case VoicemailNode() as node:
                return Turn(run, (TakeMessage(node.box),))
            case TransferNode() as node:
                return Turn(run, (Transfer(node.number),))
            case LanguageNode() as node:
                language = self._language(run, node.language)
                return Turn(replace(run, language=language), (SetLanguage(language),), self._target(run, node.then))
            case RespondNode() as node:
                return Turn(run, (Respond(node.response),), self._target(run, node.then))
            case HangUpNode() as node:
                return Turn(run, (Play(self._says(node.say)) if node.say else HangUp(node.disposition),))

    def _say(self, node: InformationNode) -> Play:
        return Play(self._says(node.say), ALL_KEYS if node.interruptible else "")

    def _wait(self, node: QueueNode) -> EnterQueue:
        keys = tuple((key, self._beside(node, key, target)) for key, target in node.keys)
        return EnterQueue(
            queue=node.queue,
            skill=node.skill,
            min_level=node.min_level,
            priority=node.priority,
            keys=keys,
            hint=self._says(node.hint),
            door=Admission(node.full_at, node.only_open, node.only_staffed),
            same_agent=node.same_agent,
        )

    def _beside(self, queue: QueueNode, key: str, target: str) -> tuple[Command, ...]:
        """What a key does while the place is kept, nothing when it gives the place up."""
        if target == BACK:
            return ()
        noted = Heard(queue.id, key, "match"), Note(self.tree.id, target, self.tree.nodes[target].kind)
        match self.tree.nodes[target]:
            case InformationNode() as node:
                return (*noted, self._say(node))
            case CallbackNode():
                return (*noted, RequestCallback(queue.queue, queue.skill, queue.min_level, queue.priority))
        return ()

    def _left_by_key(self, run: Run, queue: QueueNode, key: str) -> Step:
        target = dict(queue.keys)[key]
        node = self.tree.nodes.get(target)
        if isinstance(node, CallbackNode):  # agreed on beside the wait
            return Turn(replace(run, node=target), target=self._target(run, node.then))
        return Turn(run, (Heard(queue.id, key, "match"),), self._target(run, target))

    def _first_ask(self, run: Run, node: MenuNode) -> Step:
        comes_back = node.id in run.trail
        way = run.trail[: run.trail.index(node.id)] if comes_back else run.trail
        prompts = node.again if comes_back and node.again else node.prompts[0]
        return Turn(replace(run, trail=(*way, node.id)), (self._collect(node, prompts),))

    def _evaluate(self, run: Run, node: MenuNode, digits: str) -> Step:
        target = dict(node.choices).get(digits)
        if target is not None:
            return Turn(run, (Heard(node.id, digits, "match"),), self._target(run, target))
        heard = Heard(node.id, digits, "no_match" if digits else "no_input")
        failures = run.attempts + 1
        if failures >= node.attempts:
            return Turn(run, (heard,), self._target(run, node.on_failure))
        sorry = node.no_match if digits else node.no_input
        prompts = (*_at(sorry, failures - 1), *_at(node.prompts, failures))
        return Turn(replace(run, attempts=failures), (heard, self._collect(node, prompts)))

    def _collect(self, node: MenuNode, prompts: Lines) -> Collect:
        return Collect(
            self._says(prompts),
            choices=tuple(keys for keys, _ in node.choices),
            terminator="",
            timeout_s=node.timeout_s,
            between_s=node.between_s,
            interruptible=node.interruptible,
        )

    def _says(self, lines: Lines) -> tuple[Say, ...]:
        said = (self.facts[line.fact] if isinstance(line, FactLine) else (Say(line.prompt),) for line in lines)
        return tuple(say for says in said for say in says)

    def _target(self, run: Run, target: str) -> str:
        if target != BACK:
            return target
        before = [menu for menu in run.trail if menu != run.node]
        return before[-1] if before else self.tree.start

    def _language(self, run: Run, wish: str) -> str:
        languages = self.tree.languages
        return languages[(languages.index(run.language) + 1) % len(languages)] if wish == NEXT_LANGUAGE else wish


def _at(turns: tuple[Lines, ...], number: int) -> Lines:
    """The lines of the attempt counted from 0; the last repeat."""
    return turns[min(number, len(turns) - 1)] if turns else ()
