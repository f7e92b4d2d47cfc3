"""The head and the foot of a client's report: who, when, which page of how many."""

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ivr.printing.fonts import PLAIN
from ivr.printing.look import LINE, MARGIN, PAGE, SOFT
from ivr.reports.client_report import ClientReport
from ivr.reports.client_words import Words


def numbered(report: ClientReport, words: Words) -> type[Canvas]:
    """A canvas that writes head and foot of the report on each page."""
    asking = report.asking
    left = f"{asking.name} · {asking.client}"
    made = words.say("Made %(moment)s", moment=words.minute(asking.now.astimezone(asking.zone)))

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab is not typed
        """Writes head and foot when it is known how many pages there are."""

        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 — reportlab's own name
            """Keep the page until all are there."""
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """Write every page with its number."""
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                self._frame(words.say("Page %(page)s of %(pages)s", page=number, pages=len(self._pages)))
                super().showPage()
            super().save()

        def _frame(self, number: str) -> None:
            self.setStrokeColor(LINE)
            self.setLineWidth(0.5)
            self.setFillColor(SOFT)
            self.setFont(PLAIN, 7.5)
            top, foot = PAGE[1] - 14 * mm, 11 * mm
            self.drawString(MARGIN, top, left[:90])
            self.drawRightString(PAGE[0] - MARGIN, top, words.period(asking.period))
            self.line(MARGIN, top - 2.5 * mm, PAGE[0] - MARGIN, top - 2.5 * mm)
            self.drawString(MARGIN, foot, made)
            self.drawRightString(PAGE[0] - MARGIN, foot, number)

    return Numbered
