"""Schedules: which project's report goes to whom, how often, as which files."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Integer, String, Table, Text

from ivr.contacts.email_address import email_addresses
from ivr.errors import FieldError
from ivr.reports.client_schedule import LAST_DAY, Timing
from ivr.reports.client_words import LANGUAGES
from ivr.reports.period import Kind
from ivr.store.columns import metadata
from ivr.store.register import Register, Row, Rules, Tie

MOST_RECIPIENTS = 20
FORMATS = ("pdf", "xlsx", "csv")

report_schedules = Table(
    "report_schedules",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("project", String(64), ForeignKey("projects.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("day", Integer, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("formats", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class ReportSchedule(Row):
    """Not active means paused: what would be due meanwhile is left out."""

    project: str = ""
    kind: str = Kind.WEEK.value
    day: int = 1
    hour: int = 7
    recipients: str = ""  # addresses, parted by commas or white space
    formats: str = "pdf"  # parted by blanks
    language: str = "en"

    @property
    def timing(self) -> Timing:
        """When it is due."""
        return Timing(Kind(self.kind), self.day, self.hour)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Whom it goes to, as mail servers take it."""
        return email_addresses(self.recipients)


def _check(_connection: Connection, schedule: ReportSchedule) -> None:
    most = LAST_DAY[Kind(schedule.kind)]
    if not 1 <= schedule.day <= most:
        raise FieldError("day", "Enter a number from %(least)s to %(most)s.", least=1, most=most)
    if not 0 <= schedule.hour <= 23:
        raise FieldError("hour", "Enter a number from %(least)s to %(most)s.", least=0, most=23)
    if not 1 <= len(schedule.addresses) <= MOST_RECIPIENTS:
        raise FieldError("recipients", "Enter 1 to %(most)s mail addresses.", most=MOST_RECIPIENTS)
    formats = schedule.formats.split()
    if not formats or set(formats) - set(FORMATS):
        raise FieldError("formats", "Choose at least one kind of file.")
    if schedule.language not in LANGUAGES:
        raise FieldError("language", "Choose a language.")


REGISTER = Register(
    report_schedules,
    ReportSchedule,
    Rules(
        check=_check,
        points_at=(Tie("projects", "project", "There is no active project %(id)s."),),
        fallback="schedule",
        reserved=frozenset({"new", "undo"}),  # addresses of pages beside those of schedules
    ),
)
everyone, of, from_plain, create = REGISTER.everyone, REGISTER.of, REGISTER.from_plain, REGISTER.create
change, deactivate, activate, restore = REGISTER.change, REGISTER.deactivate, REGISTER.activate, REGISTER.restore
