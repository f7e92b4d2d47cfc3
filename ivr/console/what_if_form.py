"""The form that asks what would be otherwise, and the question it asks."""

from collections.abc import Sequence
from typing import Any

from wtforms.validators import Optional as MayBeEmpty  # type: ignore[import-untyped]

from ivr.console.catalogue import _, _l
from ivr.console.form import (
    BooleanField,
    DateField,
    Form,
    IntegerField,
    NumberRange,
    SelectField,
    SelectMultipleField,
    StringField,
    at_most,
)
from ivr.console.what_if_words import CENTRES, MODES, STRATEGIES
from ivr.errors import FieldError
from ivr.simulation.question import Question, Retrained, Widened

LEVELS = [str(level) for level in range(1, 10)]
MOST_ADDED = 20
FIELDS = {
    "mode": "mode",
    "strategy": "strategies",
    "agent": "agent",
    "skill": "skill",
    "level": "level",
    "widening": "widening",
}

Choices = Sequence[tuple[str, Any]]


class WhatIfForm(Form):
    """Everything but the day is optional."""

    day = DateField(_l("Day"), [MayBeEmpty()])
    centre = SelectField(_l("Or a centre on paper"), [MayBeEmpty()])
    agent = SelectField(_l("Agent"), [MayBeEmpty()])
    skill = SelectField(_l("Skill"), [MayBeEmpty()])
    level = SelectField(_l("Level"), [MayBeEmpty()])
    without = SelectField(_l("Without"), [MayBeEmpty()])
    add_skill = SelectField(_l("More agents with the skill"), [MayBeEmpty()])
    add_level = SelectField(_l("Their level"), choices=LEVELS, default="5")
    add_count = IntegerField(_l("How many"), [MayBeEmpty(), NumberRange(1, MOST_ADDED)], default=1)
    widen_skill = SelectField(_l("Levels by waiting time for the skill"), [MayBeEmpty()])
    widening = StringField(_l("Seconds and levels"), [at_most(200)])
    mode = SelectField(_l("The router prefers"), default=next(iter(MODES)))
    strategies = SelectMultipleField(_l("Beside it, Asterisk's own queue"), default=("rrmemory",))
    staffing = BooleanField(_l("Staffing: agents needed by half hour, and what one more would bring"))

    def offer(self, agents: Choices, skills: Choices) -> None:
        """Offer these agents and skills, and what the simulation knows."""
        none = [("", "–")]
        self.centre.choices = [("", _("no: the day above")), *CENTRES.items()]
        self.agent.choices = self.without.choices = [*none, *agents]
        self.skill.choices = self.add_skill.choices = self.widen_skill.choices = [*none, *skills]
        self.level.choices = [("", _("none")), *((level, level) for level in LEVELS)]
        self.mode.choices = list(MODES.items())
        self.strategies.choices = list(STRATEGIES.items())

    def question(self) -> Question:
        """What is asked; FieldError names the field."""
        if bool(self.agent.data) != bool(self.skill.data):
            raise FieldError(
                "skill" if self.agent.data else "agent", "Choose the agent and the skill, or none of both."
            )
        retrained = Retrained(self.agent.data or "", self.skill.data or "", int(self.level.data or 0) or None)
        added = ({self.add_skill.data: int(self.add_level.data)},) * (self.add_count.data or 1)
        return Question(
            day=None if self.centre.data else self.day.data,
            centre=self.centre.data or None,
            added=added if self.add_skill.data else (),
            without=(self.without.data,) if self.without.data else (),
            retrained=(retrained,) if self.agent.data else (),
            widened=(Widened(self.widen_skill.data, self.widening.data or ""),) if self.widen_skill.data else (),
            mode=self.mode.data,
            strategies=tuple(self.strategies.data or ()),
            staffing=bool(self.staffing.data),
        )

    def blame(self, refused: FieldError) -> None:
        """Show a refusal beside its field."""
        field = getattr(self, FIELDS.get(refused.field, "day"))
        field.errors = [_(refused.sentence, **refused.values)]
