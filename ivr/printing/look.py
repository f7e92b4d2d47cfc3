"""Colours, sizes and styles of our paper: to be read in black and white too."""

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from ivr.printing.fonts import BOLD, PLAIN

INK, SOFT, LINE, PALE = HexColor("#1d2733"), HexColor("#5c6b7a"), HexColor("#d5dce3"), HexColor("#f3f6f8")
ACCENT, GHOST = HexColor("#1f5f8b"), HexColor("#c3d5e2")
MOODS = {"good": HexColor("#2a6f4a"), "warn": HexColor("#946200"), "bad": HexColor("#a52a22"), "": INK}
PAGE, MARGIN = A4, 16 * mm
WIDTH = A4[0] - 2 * MARGIN
# Of a service level: from the goal on light, below it darker the worse it is.
REACHED, STEPS = HexColor("#e4f1ea"), ("#fbe3c8", "#f6c391", "#ec9a5b", "#d9692f", "#b03f16")
POINTS_A_STEP = 10

BODY = ParagraphStyle("body", fontName=PLAIN, fontSize=8.5, leading=12, textColor=INK)
SMALL = ParagraphStyle("small", BODY, fontSize=7, leading=9.5, textColor=SOFT)
TITLE = ParagraphStyle("title", BODY, fontName=BOLD, fontSize=20, leading=25)
UNDER = ParagraphStyle("under", BODY, fontSize=11, leading=15, textColor=SOFT)
HEAD = ParagraphStyle(
    "head", BODY, fontName=BOLD, fontSize=12, leading=16, spaceBefore=12, spaceAfter=5, keepWithNext=1
)
CELL = ParagraphStyle("cell", BODY, fontSize=7.2, leading=9.2)
CELL_HEAD = ParagraphStyle("cell-head", CELL, fontName=BOLD, fontSize=6.2, leading=7.6, textColor=SOFT)
CELL_HEAD_RIGHT = ParagraphStyle("cell-head-right", CELL_HEAD, alignment=TA_RIGHT)


def heat(level: float, goal: float) -> Color:
    """The colour of a service level beside its goal, both shares."""
    if level >= goal:
        return REACHED
    below = int((goal - level) * 100 / POINTS_A_STEP)
    return HexColor(STEPS[min(below, len(STEPS) - 1)])


def on_heat(level: float, goal: float) -> Color:
    """The colour of figures on it."""
    return HexColor("#ffffff") if (goal - level) * 100 >= 3 * POINTS_A_STEP else INK
