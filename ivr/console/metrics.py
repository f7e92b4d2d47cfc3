"""/metrics: the installation in numbers, for Prometheus."""

from collections.abc import Iterator

from flask import Blueprint, Response, abort, g
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from ivr.access.account import allows
from ivr.access.role import Permission
from ivr.console.condition import Condition, condition
from ivr.console.exposure import from_this_computer
from ivr.console.gate import public
from ivr.console.live_page import live_stream
from ivr.console.source import source
from ivr.store import live
from ivr.store.calls_today import calls_since

AGENT_STATES = ("available", "ringing", "on_call", "wrap_up", "paused", "logged_out")
CALL_STATES = ("menu", "waiting", "ringing", "on_call")

pages = Blueprint("metrics", __name__)


@pages.get("/metrics")
@public
def metrics() -> Response:
    """The numbers, for this computer or for a token that may see health."""
    asking = g.principal
    if not from_this_computer() and (asking is None or not allows(asking, Permission.SEE_HEALTH)):
        abort(401 if asking is None else 403)
    registry = CollectorRegistry()
    registry.register(Numbers())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Numbers(Collector):
    """All numbers of one moment."""

    def collect(self) -> Iterator[Metric]:
        """The numbers, one family after the other."""
        at = condition(source())
        yield from _processes(at)
        yield from _engine(at)
        yield from _jobs(at)
        yield from _room(at)
        yield _calls_today(at)
        yield GaugeMetricFamily("ivr_console_live_clients", "Pages that look on.", live_stream().clients)


def _processes(at: Condition) -> Iterator[Metric]:
    up = GaugeMetricFamily("ivr_process_up", "Whether a process of the keeper runs.", labels=["process"])
    restarts = GaugeMetricFamily("ivr_process_restarts", "Restarts since the keeper began.", labels=["process"])
    for process in at.keeper.processes:
        up.add_metric([process.name], float(process.phase == "up"))
        restarts.add_metric([process.name], process.restarts)
    yield up
    yield restarts


def _engine(at: Condition) -> Iterator[Metric]:
    yield GaugeMetricFamily("ivr_asterisk_connected", "Whether the engine sees Asterisk.", float(at.sees_asterisk))
    yield GaugeMetricFamily("ivr_blind_seconds_today", "Seconds of today we did not see Asterisk.", at.blind_today_s)
    yield GaugeMetricFamily("ivr_spool_files", "Files of events not yet in the database.", at.spool.files)
    yield GaugeMetricFamily("ivr_spool_bytes", "Bytes of events not yet in the database.", at.spool.bytes)
    yield GaugeMetricFamily("ivr_spool_lag_seconds", "Age of the oldest file that waits.", at.spool.oldest_s)
    if at.heartbeat is None:
        return
    yield GaugeMetricFamily("ivr_engine_heartbeat_age_seconds", "Since the engine's last beat.", at.heartbeat.age_s)
    lag = GaugeMetricFamily("ivr_engine_loop_lag_ms", "Lateness of the engine's loop, a minute.", labels=["quantile"])
    figures = (at.heartbeat.lag_p50_ms, at.heartbeat.lag_p99_ms, at.heartbeat.lag_worst_ms)
    for quantile, value in zip(("0.5", "0.99", "1"), figures, strict=True):
        if value is not None:
            lag.add_metric([quantile], value)
    yield lag
    if at.heartbeat.recorder_events is not None:
        behind = "Events recorded and not yet in the database."
        yield GaugeMetricFamily("ivr_recorder_lag_events", behind, at.heartbeat.recorder_events)


def _jobs(at: Condition) -> Iterator[Metric]:
    last = GaugeMetricFamily("ivr_worker_job_last_run_timestamp_seconds", "When a job ended last.", labels=["job"])
    took = GaugeMetricFamily("ivr_worker_job_seconds", "How long its last run took.", labels=["job"])
    failed = CounterMetricFamily("ivr_worker_job_failures", "Failed runs since the worker began.", labels=["job"])
    for job in at.jobs:
        if job.last_run is not None:
            last.add_metric([job.name], job.last_run.timestamp())
        took.add_metric([job.name], job.seconds)
        failed.add_metric([job.name], job.failures)
    yield from (last, took, failed)


def _calls_today(at: Condition) -> Metric:
    ended = GaugeMetricFamily("ivr_calls_today", "Calls of today by disposition.", labels=["disposition"])
    with source().database.read() as connection:
        found = calls_since(connection, at.midnight)
    for disposition, count in found.items():
        ended.add_metric([disposition.value], count)
    return ended


def _room(at: Condition) -> Iterator[Metric]:
    with source().database.read() as connection:
        agents, queues, calls = live.agents(connection), live.queues(connection), live.calls(connection)
    states = GaugeMetricFamily("ivr_agents", "Agents by state.", labels=["state"])
    for state in AGENT_STATES:
        states.add_metric([state], sum(agent.state == state for agent in agents))
    open_calls = GaugeMetricFamily("ivr_calls_open", "Calls by where they are.", labels=["state"])
    for state in CALL_STATES:
        open_calls.add_metric([state], sum(call.state == state for call in calls))
    waiting = GaugeMetricFamily("ivr_queue_waiting", "Callers who wait.", labels=["queue"])
    longest = GaugeMetricFamily("ivr_queue_longest_wait_seconds", "The longest wait of now.", labels=["queue"])
    for queue in queues:
        waiting.add_metric([queue.queue], queue.waiting)
        waited = at.now - queue.longest_since if queue.longest_since else None
        longest.add_metric([queue.queue], waited.total_seconds() if waited else 0.0)
    yield from (states, open_calls, waiting, longest)
