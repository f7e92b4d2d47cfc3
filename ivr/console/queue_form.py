"""The form of a queue: all its settings, each with its bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ivr.calls.listening import ListeningRule
from ivr.calls.recording import RecordingMode
from ivr.console.catalogue import _, _l
from ivr.console.form import BooleanField, IntegerField, Optional, SelectField, StringField, required
from ivr.console.register_form import RowForm
from ivr.store import projects, queues, skills
from ivr.store.menus import load_menus, menus_naming
from ivr.store.queues import BOUNDS, DIGITS, OPTIONAL, PROMISED, Queue

LABELS: Mapping[str, Any] = {
    "service_level_s": _l("Answered within (s)"),
    "goal_percent": _l("Goal (%)"),
    "short_abandon_s": _l("Short abandon up to (s)"),
    "contact_days": _l("Comes again for the same within (days)"),
    "wrap_up_s": _l("Wrap-up (s)"),
    "ring_s": _l("Ringing (s)"),
    "max_wait_s": _l("Longest wait allowed (s)"),
    "announce_every_s": _l("Waiting time told every (s)"),
    "priority_s": _l("Preferred by (s)"),
    "capacity": _l("Most who may wait"),
    "min_agents": _l("Fewest agents"),
    "waiting_warn": _l("Waiting calls: warning"),
    "waiting_alarm": _l("Waiting calls: alarm"),
    "longest_wait_warn_s": _l("Longest wait (s): warning"),
    "longest_wait_alarm_s": _l("Longest wait (s): alarm"),
    "service_level_warn_percent": _l("Service level (%): warning"),
    "service_level_alarm_percent": _l("Service level (%): alarm"),
    "recording_percent": _l("Share recorded (%)"),
    "recording_days": _l("Recordings are kept (days)"),
    "recording_pause_s": _l("A pause of a recording ends after (s)"),
}
FLAG_LABELS: Mapping[str, Any] = {
    "tells_time": _l("Callers are told how long they may wait"),
    "tells_range": _l("Over five minutes from … to …"),
    "tells_position": _l("Callers are told their place"),
    "same_agent": _l("Rather whom the caller talked with last"),
}
CLOSINGS: Mapping[str, Any] = {
    "": _l("It never closes by itself"),
    "serve": _l("Nobody new is let in; who waits is served"),
    "send_on": _l("Nobody new is let in; who waits is sent on"),
}
PROMISE, CLOSING = _l("What is said holds for"), _l("Outside opening hours")
RECORDING: Mapping[str, Any] = {
    RecordingMode.NEVER.value: _l("No talk is recorded"),
    RecordingMode.ALL.value: _l("Every talk is recorded"),
    RecordingMode.SHARE.value: _l("A share of the talks is recorded"),
    RecordingMode.ON_DEMAND.value: _l("Talks are recorded when the agent or a supervisor asks for it"),
}
LISTENING: Mapping[str, Any] = {
    ListeningRule.NEVER.value: _l("Nobody listens in"),
    ListeningRule.TOLD.value: _l("Supervisors may, and the agent sees it on the wallboard"),
    ListeningRule.UNNOTICED.value: _l("Supervisors may, unnoticed by the agent"),
}
LISTENED = _l("Listening in on talks")
RECORDED, REFUSED = _l("Recording of talks"), _l("Key by which callers refuse")
WIDENING, OVERFLOW = _l("Levels by waiting time"), _l("After the longest wait")
NUMBER = "number:"


def _number(name: str) -> IntegerField:
    least, most = BOUNDS[name]
    asked = {"min": least, "max": most, "inputmode": "numeric"}
    return IntegerField(LABELS[name], [Optional() if name in OPTIONAL else required()], render_kw=asked)


class QueueForm(RowForm[Queue]):
    """A queue."""

    skill = SelectField(_l("Skill"))
    project = SelectField(_l("Project"))
    timezone = StringField(_l("Time zone"), [required()])
    service_level_s = _number("service_level_s")
    goal_percent = _number("goal_percent")
    short_abandon_s = _number("short_abandon_s")
    contact_days = _number("contact_days")
    wrap_up_s = _number("wrap_up_s")
    ring_s = _number("ring_s")
    max_wait_s = _number("max_wait_s")
    announce_every_s = _number("announce_every_s")
    priority_s = _number("priority_s")
    capacity = _number("capacity")
    tells_time = BooleanField(FLAG_LABELS["tells_time"])
    tells_range = BooleanField(FLAG_LABELS["tells_range"])
    tells_position = BooleanField(FLAG_LABELS["tells_position"])
    same_agent = BooleanField(FLAG_LABELS["same_agent"])
    promise_percent = SelectField(PROMISE, coerce=int)
    closing = SelectField(CLOSING)
    widening = StringField(WIDENING)
    overflow = SelectField(OVERFLOW)
    overflow_number = StringField(_l("That number"), render_kw={"inputmode": "tel"})
    min_agents = _number("min_agents")
    waiting_warn = _number("waiting_warn")
    waiting_alarm = _number("waiting_alarm")
    longest_wait_warn_s = _number("longest_wait_warn_s")
    longest_wait_alarm_s = _number("longest_wait_alarm_s")
    service_level_warn_percent = _number("service_level_warn_percent")
    service_level_alarm_percent = _number("service_level_alarm_percent")
    recording = SelectField(RECORDED, choices=lambda: list(RECORDING.items()))
    recording_percent = _number("recording_percent")
    recording_refusal_key = SelectField(REFUSED, choices=lambda: [("", _l("none")), *((one, one) for one in DIGITS)])
    recording_days = _number("recording_days")
    recording_pause_s = _number("recording_pause_s")
    listening = SelectField(LISTENED, choices=lambda: list(LISTENING.items()))
    menus: Sequence[str] = ()  # those that lead to the queue

    def offer(self, connection: Any, queue: Queue | None) -> None:
        """Offer what can be chosen; the skill stays while a menu says what its callers wait for."""
        self.menus = menus_naming(connection, "queue", queue.id) if queue else ()
        asked = [(one.id, one.name) for one in skills.everyone(connection) if one.active]
        if queue and self.menus:
            asked = [(key, name) for key, name in asked if key == queue.skill] or [(queue.skill, queue.skill)]
        self.skill.choices = asked
        given = [(one.id, one.name) for one in projects.everyone(connection) if one.active or _has(queue, one.id)]
        self.project.choices = [("", "–"), *given]
        self.overflow.choices = overflow_choices(connection, queue)
        self.closing.choices = list(CLOSINGS.items())
        self.promise_percent.choices = [(one, f"{one} %") for one in PROMISED]

    def show(self, row: Queue) -> None:
        """Fill in what a queue has."""
        for name in self._typed():
            self[name].data = getattr(row, name)
        self.project.data, self.widening.data = row.project or "", row.widening
        is_number = (row.overflow or "").startswith(NUMBER)
        self.overflow.data = NUMBER if is_number else row.overflow or ""
        self.overflow_number.data = (row.overflow or "").removeprefix(NUMBER) if is_number else ""

    def applied(self, row: Queue) -> Queue:
        """The queue with what was typed."""
        typed = {name: self[name].data for name in self._typed()}
        overflow = self.overflow.data
        if overflow == NUMBER:
            overflow += (self.overflow_number.data or "").replace(" ", "")
        chosen = {"project": self.project.data or None, "overflow": overflow or None}
        return replace(row, **typed | chosen | {"widening": self.widening.data or ""})

    def _typed(self) -> tuple[str, ...]:
        texts = ("name", "skill", "timezone", "promise_percent", "closing", "recording", "recording_refusal_key")
        return (*texts, "listening", *FLAG_LABELS, *LABELS)


def overflow_choices(connection: Any, queue: Queue | None) -> list[tuple[str, Any]]:
    """Where the longest wait may lead: other queues, menus, boxes menus keep messages in, a number."""
    others = [one for one in queues.everyone(connection) if one.active and (queue is None or one.id != queue.id)]
    kept = load_menus(connection)
    boxes = sorted(
        {node["box"] for menu in kept for node in menu.definition.get("nodes", {}).values() if "box" in node}
    )
    found = [
        ("", _l("What the menu says")),
        *((f"queue:{one.id}", _("Queue: %(name)s", name=one.name)) for one in others),
        *((f"menu:{menu.id}", _("Menu: %(name)s", name=menu.id)) for menu in kept),
        *((f"voicemail:{box}", _("Voicemail: %(name)s", name=box)) for box in boxes),
        (NUMBER, _l("A telephone number")),
    ]
    now = queue.overflow if queue else None
    known = now is None or now.startswith(NUMBER) or now in {key for key, _name in found}
    return found if known else [*found, (str(now), str(now))]


def _has(queue: Queue | None, project: str) -> bool:
    return queue is not None and queue.project == project
