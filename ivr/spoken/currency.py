"""Everyday names of money: of the unit, and of its hundredth where people still pay in hundredths."""

from ivr.spoken.grammar import Gender
from ivr.spoken.noun import Noun, slavic

Names = tuple[Noun, Noun | None]


def _english(one: str, other: str) -> Noun:
    return Noun({"one": one, "other": other})


def _one_form(word: str) -> Noun:
    return Noun({"other": word})


def _masculine(*forms: str) -> Noun:
    return slavic(Gender.MASCULINE, *forms)


def _feminine(*forms: str) -> Noun:
    return slavic(Gender.FEMININE, *forms)


NAMES: dict[str, dict[str, Names]] = {
    "en": {
        "HUF": (_english("forint", "forints"), None),
        "EUR": (_english("euro", "euros"), _english("cent", "cents")),
        "USD": (_english("dollar", "dollars"), _english("cent", "cents")),
        "GBP": (_english("pound", "pounds"), _english("penny", "pence")),
        "UAH": (_english("hryvnia", "hryvnias"), _english("kopiyka", "kopiykas")),
        "RUB": (_english("ruble", "rubles"), _english("kopeck", "kopecks")),
        "VND": (_english("dong", "dong"), None),
    },
    "hu": {
        "HUF": (_one_form("forint"), None),
        "EUR": (_one_form("euró"), _one_form("cent")),
        "USD": (_one_form("dollár"), _one_form("cent")),
        "GBP": (_one_form("font"), _one_form("penny")),
        "UAH": (_one_form("hrivnya"), _one_form("kopijka")),
        "RUB": (_one_form("rubel"), _one_form("kopejka")),
        "VND": (_one_form("dong"), None),
    },
    "uk": {
        "HUF": (_masculine("форинт", "форинти", "форинтів"), None),
        "EUR": (_masculine("євро", "євро", "євро"), _masculine("цент", "центи", "центів")),
        "USD": (_masculine("долар", "долари", "доларів"), _masculine("цент", "центи", "центів")),
        "GBP": (_masculine("фунт", "фунти", "фунтів"), _masculine("пенс", "пенси", "пенсів")),
        "UAH": (_feminine("гривня", "гривні", "гривень"), _feminine("копійка", "копійки", "копійок")),
        "RUB": (_masculine("рубль", "рублі", "рублів"), _feminine("копійка", "копійки", "копійок")),
        "VND": (_masculine("донг", "донги", "донгів"), None),
    },
    "ru": {
        "HUF": (_masculine("форинт", "форинта", "форинтов"), None),
        "EUR": (_masculine("евро", "евро", "евро"), _masculine("цент", "цента", "центов")),
        "USD": (_masculine("доллар", "доллара", "долларов"), _masculine("цент", "цента", "центов")),
        "GBP": (_masculine("фунт", "фунта", "фунтов"), _masculine("пенс", "пенса", "пенсов")),
        "UAH": (_feminine("гривна", "гривны", "гривен"), _feminine("копейка", "копейки", "копеек")),
        "RUB": (_masculine("рубль", "рубля", "рублей"), _feminine("копейка", "копейки", "копеек")),
        "VND": (_masculine("донг", "донга", "донгов"), None),
    },
    "vi": {
        "HUF": (_one_form("phô rin"), None),
        "EUR": (_one_form("ơ rô"), _one_form("xu")),
        "USD": (_one_form("đô la"), _one_form("xu")),
        "GBP": (_one_form("bảng Anh"), _one_form("xu")),
        "UAH": (_one_form("gríp na"), _one_form("xu")),
        "RUB": (_one_form("rúp"), _one_form("xu")),
        "VND": (_one_form("đồng"), None),
    },
}


def gender_of(name: str, language: str) -> Gender:
    """Of a currency's name as Babel gives it, by the ending of its first word (шведська крона, американский доллар)."""
    if language not in ("uk", "ru"):
        return Gender.MASCULINE
    first = name.split(maxsplit=1)[0].lower()
    if first.endswith(("а", "я")):
        return Gender.FEMININE
    return Gender.NEUTER if first.endswith(("е", "о")) else Gender.MASCULINE
