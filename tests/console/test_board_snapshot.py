"""What all wallboards of a moment are made of."""

from datetime import timedelta

import pytest

from ivr.console.board_snapshot import read
from ivr.reports.live_rows import LiveChanges, LiveQueue
from ivr.store import live, pause_reasons, queues
from ivr.store.folding import refresh
from ivr.store.pause_reasons import PauseReason


@pytest.mark.usefixtures("centre")
def test_it_holds_the_days_figures_of_each_queue_and_agent(database, write, served, clock) -> None:
    write(served)
    refresh(database)
    found = read(database, clock())
    assert {name: seen.today.counts.answered for name, seen in found.seen.items()} == {"reception": 1, "nurse": 0}
    assert found.live.agents_today["agent-bela"].answered == 1


@pytest.mark.usefixtures("centre")
def test_it_holds_what_the_engine_told_last(database, clock) -> None:
    row = LiveQueue("nurse", 2, clock() - timedelta(seconds=40))
    with database.write() as connection:
        live.apply(connection, LiveChanges(queues=(row,)))
        pause_reasons.create(connection, PauseReason("lunch", "Lunch"))
    found = read(database, clock())
    assert found.live.queues == [row]
    assert found.reasons == {"lunch": "Lunch"}


def test_what_is_out_of_use_is_not_there(database, centre, clock) -> None:
    nurse = next(queue for queue in centre.queues if queue.id == "nurse")
    with database.write() as connection:
        queues.deactivate(connection, nurse)
    assert [queue.id for queue in read(database, clock()).queues] == ["reception"]
