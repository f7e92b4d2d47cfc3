"""One at a time decides."""

from threading import Event, Thread

from ivr.store.database import Database
from ivr.store.turns import Turn, take_turn


def test_a_second_one_waits_for_the_first(database: Database) -> None:
    order, entered = [], Event()

    def second() -> None:
        entered.wait(5)
        with database.write() as connection:
            take_turn(connection, Turn.ACCOUNTS)
            order.append("second")

    thread = Thread(target=second)
    thread.start()
    with database.write() as connection:
        take_turn(connection, Turn.ACCOUNTS)
        entered.set()
        thread.join(0.2)
        order.append("first")
    thread.join(5)
    assert order == ["first", "second"]
