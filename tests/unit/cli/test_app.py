import sys
import types

import typer

from ivr.cli import app

SAID = []


def module(monkeypatch, verb, **content):
    """Stands in for ivr.cli.<verb>."""
    monkeypatch.setitem(sys.modules, f"ivr.cli.{verb}", types.SimpleNamespace(**content))


def test_a_module_with_a_main_is_a_verb(monkeypatch):
    module(monkeypatch, "welcome", main=lambda: SAID.append("welcome"))
    assert app.run(["welcome"]) == 0
    assert SAID.pop() == "welcome"


def test_a_module_with_an_app_has_verbs_of_its_own(monkeypatch):
    reports = typer.Typer()
    reports.command("calls")(lambda: SAID.append("calls"))
    reports.command("agents")(lambda: SAID.append("agents"))
    module(monkeypatch, "report", app=reports)
    assert app.run(["report", "calls"]) == 0
    assert SAID.pop() == "calls"


def test_an_exit_code_comes_through(monkeypatch):
    def main():
        raise typer.Exit(3)

    module(monkeypatch, "welcome", main=main)
    assert app.run(["welcome"]) == 3


def test_an_error_of_ours_is_a_sentence(monkeypatch, capsys):
    def main():
        raise app.IvrError("the trunk is not set")

    module(monkeypatch, "welcome", main=main)
    assert app.run(["welcome"]) == 1
    assert capsys.readouterr().err == "ivr: the trunk is not set\n"


def test_help_lists_the_verbs_without_the_hidden(capsys, monkeypatch):
    for verb in app.INSIDE:
        module(monkeypatch, verb, main=lambda: None)
    assert app.run(["--help"]) == 0
    assert "reminders" in capsys.readouterr().out
