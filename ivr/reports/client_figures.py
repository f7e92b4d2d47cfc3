"""The headline figures of a client's report, each with its value, the one before and the way it is counted."""

from dataclasses import dataclass
from typing import Any

from ivr.reports.blind import Blind
from ivr.reports.client_report import MOST_ABANDON_RATE, NORM_ABANDON_RATE, ClientReport
from ivr.reports.client_words import Words
from ivr.reports.fractions import of_counts
from ivr.reports.waits import Percentile


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, named as in the list of figures where it stands there; `mood`: good, warn, bad, or no norm."""

    name: str
    label: str
    kind: str  # count, share or seconds
    value: Any
    before: Any
    formula: str
    mood: str = ""


def headline(report: ClientReport, words: Words) -> list[Figure]:
    """The figures at the head of the report."""
    say = words.say
    lines = (
        ("offered", "Calls", "count", say("callers who joined a queue in the period"), ""),
        ("answered", "Answered", "count", say("caller and agent were connected"), ""),
        ("service_level", "Service level", "share", _rule(report, words), level_mood(report)),
        ("abandon_rate", "Abandon rate", "share",
         say("abandoned ÷ (calls − short hang-ups); norm 2–3 %, at most 5 %"),
         abandon_mood(of_counts("abandon_rate", report.total))),
        ("asa_s", "ASA", "seconds", say("mean wait of the answered, from joining to the agent"), ""),
        ("longest_wait_s", "Longest wait", "seconds", say("of all callers, answered or not"), ""),
        ("aht_s", "AHT", "seconds", say("(talk + wrap-up) ÷ calls whose talk is over"), ""),
    )  # fmt: skip
    figures = [
        Figure(name, say(label), kind, of_counts(name, report.total), of_counts(name, report.before), formula, mood)
        for name, label, kind, formula, mood in lines
    ]
    return [*figures, *_of_this_period(report, words)]


def completeness(report: ClientReport, words: Words) -> list[str]:
    """What has to be known before the figures are relied on: each a sentence."""
    said = [words.say("Times are those of %(zone)s.", zone=report.asking.zone.key)]
    if not report.is_over:
        said.append(words.say("The period is not over: these figures still grow."))
    if report.total.still_waiting:
        said.append(words.say("%(num)d callers still wait or their end is not known.", num=report.total.still_waiting))
    if not report.blind:
        said.append(words.say("Every call of the period was seen: no interval is blind."))
    return said + [_blind(one, report, words) for one in report.blind]


def level_mood(report: ClientReport) -> str:
    """How the period stands to its goal; nothing when the queues have different ones."""
    level, goal = of_counts("service_level", report.total), report.goal_percent
    if level is None or goal is None:
        return ""
    return "good" if level >= goal / 100 else "bad"


def abandon_mood(rate: float | None) -> str:
    """How an abandon rate stands to the norm: up to 3 % good, up to 5 % a warning."""
    if rate is None:
        return ""
    return "good" if rate <= NORM_ABANDON_RATE else "warn" if rate <= MOST_ABANDON_RATE else "bad"


def _rule(report: ClientReport, words: Words) -> str:
    rules = {(queue.threshold_s, queue.short_s, queue.goal_percent) for queue in report.asking.queues}
    said = words.say("answered in time ÷ (answered + abandoned), short hang-ups left out")
    if len(rules) != 1:
        return words.say("V6: %(formula)s; each queue by its own threshold", formula=said)
    threshold, short, goal = rules.pop()
    return words.say(
        "V6: %(formula)s; in time: %(threshold)g s, short: %(short)g s, goal %(goal)d %%",
        formula=said, threshold=threshold, short=short, goal=goal,
    )  # fmt: skip


def _of_this_period(report: ClientReport, words: Words) -> list[Figure]:
    say = words.say
    lines = (
        ("p50_wait_s", "Half waited at most", "seconds", report.p50.seconds, _how_coarse(report.p50, words)),
        ("p90_wait_s", "Nine of ten waited at most", "seconds", report.p90.seconds, _how_coarse(report.p90, words)),
        ("kept_share", "Promises kept", "share", report.promises.share,
         say("waiting times told that held ÷ those that are decided")),
        ("callback", "Callbacks", "count", report.callbacks.requested, say("callers who rather were called back")),
        ("without_agent_share", "Served without an agent", "share", report.without_agent_share,
         say("calls that ended in the project's menus alone ÷ calls of these menus that are over")),
        ("agents", "Agents", "count", report.agents, say("different agents who answered a call of the project")),
    )  # fmt: skip
    return [Figure(name, say(label), kind, value, None, formula) for name, label, kind, value, formula in lines]


def _how_coarse(found: Percentile, words: Words) -> str:
    if found.bucket_s is None:
        return words.say("of the answered, from joining to the agent")
    return words.say("of the answered, rounded up to %(num)d s", num=found.bucket_s)


def _blind(one: Blind, report: ClientReport, words: Words) -> str:
    since, until = one
    zone = report.asking.zone
    return words.say(
        "Blind from %(since)s to %(until)s: calls of this time are told from the exchange's own record alone.",
        since=words.moment(since.astimezone(zone)),
        until=words.moment(until.astimezone(zone)) if until else words.say("now"),
    )
