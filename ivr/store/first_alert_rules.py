"""The rules of alerts a new installation begins with: shown in the console, told to nobody until somebody is named.

Administrators change them or take them out of use; they are made once and never again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from ivr.reports.alerts import AlertKind
from ivr.store import alert_rules
from ivr.store.alert_rules import AlertRule


@dataclass(frozen=True, slots=True)
class FirstRule:
    """A rule of the whole centre, with its name in the languages of the console."""

    kind: AlertKind
    raise_at: float
    clear_at: float
    for_s: int
    names: Mapping[str, str]
    min_calls: int = 10


FIRST = (
    FirstRule(AlertKind.LONGEST_WAIT, 180, 90, 10, {"en": "Long wait", "hu": "Hosszú várakozás"}),
    FirstRule(
        AlertKind.SERVICE_LEVEL, 80, 85, 120, {"en": "Half hour below the goal", "hu": "Félóra a cél alatt"}
    ),
    FirstRule(
        AlertKind.ABANDON_RATE, 3, 2.5, 60,
        {"en": "Abandon rate – warning", "hu": "Elvesztési arány – figyelmeztetés"}, min_calls=30,
    ),
    FirstRule(
        AlertKind.ABANDON_RATE, 5, 4, 60,
        {"en": "Abandon rate – alarm", "hu": "Elvesztési arány – riadó"}, min_calls=30,
    ),
    FirstRule(AlertKind.AGENTS, 1, 1, 300, {"en": "No agent logged in", "hu": "Nincs bejelentkezett ügyintéző"}),
    FirstRule(AlertKind.CALIBRATION, 0, 0, 60, {"en": "Announced times do not hold", "hu": "A bemondott idő nem áll"}),
    FirstRule(AlertKind.SPOOL_LAG, 30, 10, 10, {"en": "History is late", "hu": "Késik a napló"}),
    FirstRule(AlertKind.TOLL_CALLS, 1000, 1000, 0, {"en": "Many calls to the outside", "hu": "Sok kimenő hívás"}),
    FirstRule(AlertKind.TOLL_MINUTES, 2000, 2000, 0, {"en": "Many minutes to the outside", "hu": "Sok kimenő perc"}),
    FirstRule(AlertKind.ENGINE_SILENT, 30, 10, 0, {"en": "Engine silent", "hu": "Hallgat a motor"}),
)  # fmt: skip


def begin(connection: Connection, language: str) -> int:
    """Make them in a language (English where it has no names), unless there ever was a rule: how many were made."""
    if alert_rules.everyone(connection):
        return 0
    for one in FIRST:
        name = one.names.get(language, one.names["en"])
        wanted = AlertRule(
            "", name, one.kind.value, one.raise_at, one.clear_at, for_s=one.for_s, min_calls=one.min_calls
        )
        alert_rules.create(connection, wanted)
    return len(FIRST)
