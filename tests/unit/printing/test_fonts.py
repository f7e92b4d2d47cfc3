"""The letters of our paper."""

import pytest
from reportlab.pdfbase import pdfmetrics

from ivr.printing.fonts import BOLD, FOLDER, PLAIN, register


@pytest.mark.parametrize("name", [PLAIN, BOLD])
def test_every_letter_of_our_languages_is_there(name: str) -> None:
    register()
    known = pdfmetrics.getFont(name).face.charToGlyph

    assert {one for one in "ÁÉÍÓÖŐÚÜŰáéíóöőúüű ЖЩЇЄҐжщїєґ ệữậĐđ €±−–÷%…·" if ord(one) not in known} == set()


def test_their_licence_lies_beside_them() -> None:
    assert "Permission is hereby granted" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
