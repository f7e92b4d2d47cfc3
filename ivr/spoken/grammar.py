"""What a word agrees with: gender of the thing counted, case of its place in the sentence."""

from enum import StrEnum


class Gender(StrEnum):
    """Of the thing counted; languages without genders say one form for all."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    NEUTER = "neuter"


class Case(StrEnum):
    """Of the place in the sentence; languages without cases say one form for all."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    ACCUSATIVE = "accusative"
    LOCATIVE = "locative"
