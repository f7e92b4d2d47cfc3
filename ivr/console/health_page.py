"""Health: which processes run, whether Asterisk is seen, how late things are."""

from flask import Blueprint, render_template

from ivr.access.role import Permission
from ivr.console.condition import condition
from ivr.console.gate import needs
from ivr.console.live_page import live_stream
from ivr.console.source import source

pages = Blueprint("health_page", __name__)


@pages.get("/health")
@needs(Permission.SEE_HEALTH)
def page() -> str:
    """The condition of the installation."""
    return render_template("health.html", at=condition(source()), viewers=live_stream().clients)
