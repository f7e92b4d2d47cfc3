"""What pages are built from."""

from flask import Flask

from ivr.config import Settings
from ivr.console.source import source


def test_an_application_knows_what_it_was_built_from(app: Flask, settings: Settings) -> None:
    with app.app_context():
        assert source().settings is settings
