"""Head and foot of each page."""

from io import BytesIO

from ivr.printing.fonts import register
from ivr.printing.numbered import numbered
from ivr.reports.client_words import Words


def test_each_page_tells_which_of_how_many_it_is(made_report, monkeypatch) -> None:
    register()
    canvas = numbered(made_report(), Words("en"))(BytesIO())
    drawn: list[str] = []
    monkeypatch.setattr(canvas, "drawRightString", lambda _x, _y, text: drawn.append(text))
    canvas.showPage()
    canvas.showPage()
    canvas.save()

    assert [text for text in drawn if text.startswith("Page")] == ["Page 1 of 2", "Page 2 of 2"]
