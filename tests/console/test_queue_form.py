"""The form of a queue holds every setting a queue has."""

from dataclasses import fields, replace

import pytest

from ivr.console.queue_form import LABELS, QueueForm
from ivr.store.queues import BOUNDS, Queue
from ivr.store.register import Row


def test_every_setting_of_a_queue_is_in_the_form(app) -> None:
    kept = {one.name for one in fields(Queue)} - {one.name for one in fields(Row)}
    with app.test_request_context():
        form = QueueForm(formdata=None)
        assert kept <= set(form._fields)
    assert set(LABELS) == set(BOUNDS)


@pytest.mark.parametrize("overflow", [None, "queue:nurse", "menu:main", "voicemail:desk", "number:+3612345678"])
def test_every_target_of_a_longest_wait_is_shown_as_it_is_kept(app, overflow) -> None:
    queue = Queue("q", "Queue", "nurse", widening="0:6 10:1", overflow=overflow)
    with app.test_request_context():
        form = QueueForm(formdata=None)
        form.show(queue)
        assert form.applied(replace(queue, overflow="menu:other", widening="")) == queue


def test_what_is_shown_is_what_is_kept(app) -> None:
    queue = Queue("q", "Queue", "nurse", project="spring", min_agents=0, waiting_warn=3)
    with app.test_request_context():
        form = QueueForm(formdata=None)
        form.show(queue)
        assert form.applied(Queue("q", "", "")) == queue
