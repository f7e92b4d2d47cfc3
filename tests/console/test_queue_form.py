"""The form of a queue holds every setting a queue has."""

from dataclasses import fields

from ivr.console.queue_form import LABELS, QueueForm
from ivr.store.queues import BOUNDS, Queue
from ivr.store.register import Row


def test_every_setting_of_a_queue_is_in_the_form(app) -> None:
    kept = {one.name for one in fields(Queue)} - {one.name for one in fields(Row)}
    with app.test_request_context():
        form = QueueForm(formdata=None)
        assert kept <= set(form._fields)
    assert set(LABELS) == set(BOUNDS)


def test_what_is_shown_is_what_is_kept(app) -> None:
    queue = Queue("q", "Queue", "nurse", project="spring", min_agents=0, waiting_warn=3)
    with app.test_request_context():
        form = QueueForm(formdata=None)
        form.show(queue)
        assert form.applied(Queue("q", "", "")) == queue
