"""The form a value takes in its sentence: English has words for it, Hungarian endings, Ukrainian cases."""

from enum import StrEnum


class Form(StrEnum):
    """Written in a prompt after the name, as in {opens:from}; a language without endings says one form for all."""

    PLAIN = "plain"
    COUNT = "count"  # a number before the thing counted: két hívó
    AT = "at"  # november huszonkettedikén, tizenöt óra húsz perckor
    FROM = "from"  # nyolc órától
    UNTIL = "until"  # tizenhat óráig
    WITHIN = "within"  # öt percen belül
    FEMININE = "feminine"  # a number before a feminine thing: одна, друга (without it a number is masculine)
    NEUTER = "neuter"  # одне, друге
