"""The exception tree.

    IvrError
    ├── AuthorError              a menu, prompt, template or setting is wrong: file, line, node and key are named
    ├── FieldError               what was entered cannot be kept: names the field; its sentence is a catalogue key
    ├── SetupError               this machine cannot run what was asked: says what to do
    ├── AsteriskError            the other side did wrong
    │   ├── ConnectionLost
    │   ├── UnexpectedReply
    │   └── ActionRefused
    └── OurFault                 we did wrong
        ├── IllegalTransition
        └── Misuse

Outcomes (no input, busy, abandoned, hung up ...) are values and have no exception here; the one exception a hang-up
travels as, `HungUp`, belongs to the Voice port (ivr.calls.commands). A class's docstring is its default message.
"""


class IvrError(Exception):
    """Something went wrong."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__class__.__doc__)


class AuthorError(IvrError):
    """A menu, prompt, template or setting is wrong."""

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        line: int | None = None,
        node: str | None = None,
        key: str | None = None,
    ) -> None:
        place = ":".join(str(part) for part in (file, line) if part is not None)
        inside = ", ".join(f"{name} {value}" for name, value in (("node", node), ("key", key)) if value is not None)
        super().__init__(" ".join(part for part in (place and f"{place}:", inside and f"{inside}:", message) if part))
        self.file, self.line, self.node, self.key = file, line, node, key


class FieldError(IvrError):
    """What was entered cannot be kept."""

    def __init__(self, field: str, sentence: str, **values: object) -> None:
        super().__init__(sentence % values if values else sentence)
        self.field, self.sentence, self.values = field, sentence, values


class SetupError(IvrError):
    """This machine cannot run what was asked for."""


class AsteriskError(IvrError):
    """Asterisk did something we did not expect."""


class ConnectionLost(AsteriskError):
    """The connection to Asterisk is lost."""


class UnexpectedReply(AsteriskError):
    """Asterisk's reply is not in its protocol."""


class ActionRefused(AsteriskError):
    """Asterisk refused an action."""


class OurFault(IvrError):
    """A part of this program was used against its contract."""


class IllegalTransition(OurFault):
    """This event may not follow in this state."""

    def __init__(self, machine: str, state: object, event: object) -> None:
        super().__init__(f"{machine}: {event} may not follow in state {state}")


class Misuse(OurFault):
    """A function was called in a way it forbids."""
