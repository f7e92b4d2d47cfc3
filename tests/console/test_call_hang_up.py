"""Who may end a call, and the wish for it."""

import pytest
from flask import Flask, g

from ivr.access.account import ALL, Principal, PrincipalKind, Scope
from ivr.access.role import Permission
from ivr.console.call_hang_up import CallIsOver, hang_up_deed, may_hang_up
from ivr.console.changes import change
from ivr.reports.live_rows import LiveCall
from ivr.store.queues import Queue

SEEN = (Queue("nurse", "Nurse", "nurse", project="spring"),)
NURSES, SPRING = Scope(queues=frozenset({"nurse"})), Scope(projects=frozenset({"spring"}))


def asks(scope: Scope, *permissions: Permission) -> None:
    g.principal = Principal(PrincipalKind.ACCOUNT, "a", "A", frozenset(permissions), scope, "en", "UTC")


def call(clock, queue: str | None) -> LiveCall:
    return LiveCall("one", None, "menu:main", clock(), "menu", queue)


@pytest.mark.parametrize(
    ("scope", "queue", "may"),
    [
     (ALL, "other", True), (ALL, None, True), (NURSES, "nurse", True), (NURSES, "other", False),
     (SPRING, "nurse", True), (SPRING, "other", False), (NURSES, None, True)],
)  # fmt: skip
def test_the_queue_the_call_is_in_decides(app: Flask, clock, scope: Scope, queue: str | None, may: bool) -> None:
    with app.test_request_context():
        asks(scope, Permission.CONTROL_AGENTS)
        assert may_hang_up(call(clock, queue), SEEN) is may


def test_without_the_permission_nobody_may(app: Flask, clock) -> None:
    with app.test_request_context():
        asks(ALL, Permission.SEE_CALLS)
        assert not may_hang_up(call(clock, None), SEEN)


def test_a_call_that_is_over_is_not_wished_to_end(app: Flask, audited) -> None:
    with app.test_request_context():
        asks(ALL, Permission.CONTROL_AGENTS)
        with pytest.raises(CallIsOver):
            change(hang_up_deed("one", []))
    assert audited() == []
