"""The table of verbs (standard library only): who does each, and its one line of help."""

FRAME = {
    "up": "start everything: environment, Asterisk, engine, worker, console; then a self-test call",
    "down": "stop everything",
    "install": "--systemd writes a unit that starts everything with the machine",
    "status": "state, ports and processes; exit code 0 when running, else 3",
    "logs": "the logs: -f follows, a name (keeper, asterisk, engine, worker, console) chooses",
    "test": "run the tests: unit, scenarios, store, asterisk, console, acceptance, quality; on demand long",
}

INSIDE = {
    "call": "place a real test call: what was heard, pressed, and how it ended",
    "menus": "play, lint, test and import menus",
    "prompts": "what can be said in which language; import recordings, render clips",
    "report": "calls, service level, promises, clients' reports; reconcile with Asterisk, rebuild counts anew",
    "import": "the history of another telephone system: queue-log, cdr, cel",
    "export": "calls, visits and legs as Parquet files, and DuckDB over them",
    "simulate": "what if: a past day or a centre on paper with other agents, skills and rules; staffing",
    "reminders": "add and list reminder calls",
    "callbacks": "people who rather are called back than wait: list, add, cancel",
    "agents": "who takes calls: list, add, level, deactivate, rotate-phone",
    "queues": "what callers wait in: list",
    "accounts": "who may come into the console: list, add, link, deactivate",
    "mail": "send a test mail; what was sent, and what was not",
    "audit": "verify that the record of every change is as it was written",
    "erase-person": "a person's number becomes a keyed hash, recordings are deleted, totals stay",
    "check": "what is wrong with this installation, and how to mend it",
}

# Started by the keeper, by `up` and by the worker; not for people.
HIDDEN = ("engine", "worker", "console", "prepare", "welcome", "what_if", "make_reports")


MODULES = {"erase-person": "erase_person", "import": "imports"}  # verbs that are no name in Python


def overview() -> str:
    """The text of --help."""
    lines = [f"  {verb:<13}{text}" for verb, text in (FRAME | INSIDE).items()]
    return "\n".join(
        ["usage: python3 -m ivr VERB [option...]", "", *lines, "", "`VERB --help` tells a verb's options."]
    )
