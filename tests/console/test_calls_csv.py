"""The file of calls."""

from flask import Flask

from ivr.console.calls_csv import calls_csv
from ivr.store.call_search import CallWish
from ivr.store.database import Database
from ivr.store.folding import refresh

NAMES = {"reception": "Reception, ground floor"}


def test_every_page_of_the_search_is_in_it(app: Flask, write, past, database: Database) -> None:
    pasts = [past(number, minutes_ago=number) for number in range(1, 204)]
    for one in pasts:
        one.ring("+36201")
    write(*pasts)
    refresh(database)
    with app.test_request_context():
        lines = calls_csv(CallWish(limit=1, before="0"), {}, {}).get_data(as_text=True).splitlines()
    assert len({line.split(",")[0] for line in lines[1:]}) == len(pasts)


def test_names_stand_in_the_place_of_ids(app: Flask, write, served, database: Database) -> None:
    write(served)
    refresh(database)
    with app.test_request_context():
        line = calls_csv(CallWish(), NAMES, {}).get_data(as_text=True).splitlines()[1]
    assert line.endswith('"Reception, ground floor",agent-bela,12.0,served')
