"""What a client's report is made of, read for one project and period."""

from collections import Counter
from collections.abc import Sequence, Set
from datetime import datetime

from sqlalchemy import Connection, distinct, func, select

from ivr.hours.periods import Period as Interval
from ivr.hours.zone import zone
from ivr.reports.blind import blind_between
from ivr.reports.callbacks import Asked
from ivr.reports.client_report import Asking, ClientReport, Found, ProjectQueue, client_report
from ivr.reports.period import Period
from ivr.store import call_events, callbacks, menu_stays, pieces, projects, promises, queues
from ivr.store.figures import Range
from ivr.store.menus import load_menus
from ivr.store.percentiles import percentiles
from ivr.store.projects import Project
from ivr.store.queues import Queue
from ivr.store.visits import visits

NO_QUEUE_ZONE = "UTC"


def queues_of(connection: Connection, project: str) -> list[Queue]:
    """The queues of a project, those out of use too: their calls are still told."""
    return [queue for queue in queues.everyone(connection) if queue.project == project]


def zone_of(mine: Sequence[Queue]) -> str:
    """The clock a project's reports go by: that of most of its queues, the first by name of equals."""
    counted = Counter(queue.timezone for queue in mine)
    return min(counted, key=lambda name: (-counted[name], name), default=NO_QUEUE_ZONE)


def read_report(connection: Connection, project_id: str, period: Period, now: datetime) -> ClientReport | None:
    """The report of a project and period as it stands now; None when there is no such project."""
    project = projects.of(connection, project_id)
    if project is None:
        return None
    mine = queues_of(connection, project_id)
    return client_report(_asking(project, mine, period, now), _found(connection, mine, period, now))


def _asking(project: Project, mine: Sequence[Queue], period: Period, now: datetime) -> Asking:
    rules = tuple(
        ProjectQueue(one.id, one.name, one.service_level_s, one.short_abandon_s, one.goal_percent) for one in mine
    )
    return Asking(project.id, project.name, project.client, rules, period, zone(zone_of(mine)), now)


def _found(connection: Connection, mine: Sequence[Queue], period: Period, now: datetime) -> Found:
    names, where = [queue.id for queue in mine], zone(zone_of(mine))
    since, until = period.bounds(where)
    before_since, _ = period.before().bounds(where)
    of = frozenset(names)
    wanted = Range(since, until, of)
    menus = menus_of(connection, of)
    half, nine_tenths = percentiles(connection, wanted, where.key, (0.5, 0.9))
    asked = callbacks.requested_between(connection, since, until, names)
    seen = call_events.asterisk_seen(connection, since, min(until, now))
    return Found(
        quarters=pieces.together(connection, wanted, Interval.QUARTER, where.key),
        by_queue=pieces.pieces(connection, wanted, Interval.DAY, where.key),
        before=pieces.together(connection, Range(before_since, since, of), Interval.DAY, where.key),
        percentiles=(half, nine_tenths),
        promises=promises.told_between(connection, since, until, names),
        callbacks=[
            Asked(one.state, one.attempts_made, _wait_s(one.connected_at, one.not_before or one.requested_at))
            for one in asked
        ],
        agents=_agents(connection, since, until, names),
        blind=blind_between(seen, since, min(until, now)),
        menus=[one for one in menu_stays.sums(connection, since, until) if one.menu in menus and not one.node],
    )


def menus_of(connection: Connection, mine: Set[str]) -> set[str]:
    """The menus that lead to these queues and to no others: what they serve alone is the project's."""
    led = {
        menu.id: {node["queue"] for node in menu.definition.get("nodes", {}).values() if node.get("queue")}
        for menu in load_menus(connection)
    }
    return {menu for menu, queues_ in led.items() if queues_ and queues_ <= mine}


def _wait_s(connected_at: datetime | None, since: datetime) -> float | None:
    return None if connected_at is None else (connected_at - since).total_seconds()


def _agents(connection: Connection, since: datetime, until: datetime, names: Sequence[str]) -> int:
    wish = select(func.count(distinct(visits.c.agent))).where(
        visits.c.queue.in_(names), visits.c.joined_at >= since, visits.c.joined_at < until
    )
    return int(connection.execute(wish).scalar_one())
