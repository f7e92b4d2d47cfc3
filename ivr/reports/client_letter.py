"""The mail a client's report comes with: what it is, the figures that matter, and what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from ivr.reports.client_figures import completeness, headline
from ivr.reports.client_report import ClientReport
from ivr.reports.client_tables import Cell, Kind, shown
from ivr.reports.client_words import Words

TOLD = ("offered", "answered", "service_level", "abandon_rate", "asa_s", "longest_wait_s")


@dataclass(frozen=True, slots=True)
class ClientLetter:
    """Subject and text of a mail."""

    subject: str
    text: str


def client_letter(report: ClientReport, words: Words, links: Sequence[str] = ()) -> ClientLetter:
    """The mail in the language of the words; `links`: addresses that open the files without signing in."""
    period = words.period(report.asking.period)
    subject = words.say("%(project)s: report of %(period)s", project=report.asking.name, period=period)
    known = {one.name: one for one in headline(report, words)}
    figures = [f"{known[name].label}: {shown(Cell(known[name].value, Kind(known[name].kind)), words)}" for name in TOLD]
    opened = [words.say("The same files, for 30 days:"), *links, ""] if links else []
    lines = [subject, "", *figures, "", *completeness(report, words), "", *opened, f"{report.asking.client}"]
    return ClientLetter(subject, "\n".join(lines) + "\n")


def file_name(report: ClientReport, ending: str) -> str:
    """What a file of the report is called."""
    return f"{report.asking.project}-{report.asking.period.name}.{ending}"
