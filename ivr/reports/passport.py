"""The metric passport: what a figure is, by which rule it was made, and how complete it is (docs/metrics.md).

No figure is shown without it. Names and formulas are English; pages put their own words beside the ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from ivr.reports.blind import Blind, blind_sentences
from ivr.reports.counts import Thresholds

LEGS_COUNTED = 10_000


class Unit(StrEnum):
    """What the number of a figure is."""

    SHARE = "share"  # 0 to 1
    SECONDS = "seconds"
    COUNT = "count"


class Rule(StrEnum):
    """To which interval something belongs."""

    JOINED = "by the moment of joining the queue"
    PASSED = "by the moment the time passed, cut at the interval's ends"
    RANG = "by the moment the phone rang"
    REFUSED = "by the moment of refusal"
    STARTED = "by the moment the call came in"
    TOLD = "by the moment the caller was told"
    ENTERED = "by the moment the caller came to the menu"
    DIALLED = "by the moment of dialling"
    FIRST_DIALLED = "by the moment the person was first dialled; what came of it until now counts"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure is, whatever it was made of; texts are for people."""

    id: str
    name: str
    formula: str
    unit: Unit
    rule: Rule = Rule.JOINED
    exclusions: str = ""  # empty: nothing is left out
    thresholds: bool = False  # whether T or S stands in the formula
    window: bool = False  # whether D does, the days of first contact resolution


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """Thresholds and the moment from which they held; `since` None: from the beginning of what is known."""

    since: datetime | None
    thresholds: Thresholds
    goal_percent: int = 80
    contact_days: int = 7  # of first contact resolution and repeat callers


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a range was seen, and by whom; counts are of calls."""

    calls: int = 0
    from_witness: int = 0  # taken over from Asterisk's own record
    open: int = 0  # not over, or their end was never told
    blind: tuple[Blind, ...] = ()
    legs: int = 0  # of callers in the queues asked about, and of agents
    legs_of_others: int = 0  # of them: told by Asterisk's own record, or imported; counted up to LEGS_COUNTED

    @property
    def witness_share(self) -> float | None:
        """The share of calls taken over from a witness; None without calls."""
        return self.from_witness / self.calls if self.calls else None

    @property
    def engine_share(self) -> float | None:
        """The share of legs the engine itself saw; None without legs, or with more of others than were counted."""
        if not self.legs or self.legs_of_others > LEGS_COUNTED:
            return None
        return max(self.legs - self.legs_of_others, 0) / self.legs


@dataclass(frozen=True, slots=True)
class Passport:
    """Everything that stands beside a figure."""

    figure: Figure
    rules: tuple[RuleInForce, ...] = ()  # in force in the range, in order; of figures without thresholds none
    completeness: Completeness = field(default_factory=Completeness)
    recounted: str = ""  # not empty: by which other rule than the one in force it was counted, such as today's
    bucket_s: int | None = None  # of a percentile read from counts by length: how coarse they are there

    @property
    def changed_on(self) -> tuple[datetime, ...]:
        """When thresholds changed inside the range."""
        return tuple(rule.since for rule in self.rules[1:] if rule.since is not None)


def passport(figure: Figure, rules: Sequence[RuleInForce], completeness: Completeness) -> Passport:
    """The passport of a figure over a range, with the rules that changed anything in its formula."""
    told = [_in_formula(figure, rule) for rule in rules]
    kept = [rule for place, rule in enumerate(rules) if told[place] and told[place] != (None, *told)[place]]
    return Passport(figure, tuple(kept), completeness)


def _in_formula(figure: Figure, rule: RuleInForce) -> tuple[object, ...]:
    limits = (rule.thresholds, rule.goal_percent) if figure.thresholds else ()
    return (*limits, rule.contact_days) if figure.window else limits


def passport_lines(shown: Passport, zone: ZoneInfo) -> list[str]:
    """A passport as sentences on this zone's clock."""
    figure = shown.figure
    lines = [f"{figure.name} = {figure.formula}", f"interval: {figure.rule.value}"]
    lines += [_rule_said(figure, rule, zone) for rule in shown.rules]
    if figure.exclusions:
        lines.append(f"left out: {figure.exclusions}")
    if shown.recounted:
        lines.append(f"counted anew by {shown.recounted}")
    if shown.bucket_s is not None:
        lines.append(f"read from counts by length, rounded up to {shown.bucket_s} s")
    return [*lines, *completeness_lines(shown.completeness, zone)]


def completeness_lines(found: Completeness, zone: ZoneInfo) -> list[str]:
    """How complete a range is, as sentences."""
    told = f"{found.calls} calls: {found.from_witness} from Asterisk's own record, {found.open} open"
    others = f"more than {LEGS_COUNTED}" if found.legs_of_others > LEGS_COUNTED else str(found.legs_of_others)
    legs = [f"{found.legs} legs: {others} from Asterisk's own record"] if found.legs else []
    return [told, *legs, *blind_sentences(found.blind, zone)]


def _rule_said(figure: Figure, rule: RuleInForce, zone: ZoneInfo) -> str:
    said = f"D = {rule.contact_days} days" if figure.window else _limits_said(rule)
    return said if rule.since is None else f"{said} since {rule.since.astimezone(zone):%Y-%m-%d %H:%M}"


def _limits_said(rule: RuleInForce) -> str:
    return f"T = {rule.thresholds.answer_s:g} s, S = {rule.thresholds.short_s:g} s, goal {rule.goal_percent} %"
