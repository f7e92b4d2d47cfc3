"""Hours, minutes and seconds as things counted; tests hold them against Babel's names."""

from ivr.spoken.grammar import Gender
from ivr.spoken.noun import Noun, slavic

UNITS: dict[str, dict[str, Noun]] = {
    "en": {unit: Noun({"one": unit, "other": f"{unit}s"}) for unit in ("hour", "minute", "second")},
    "hu": {"hour": Noun({"other": "óra"}), "minute": Noun({"other": "perc"}), "second": Noun({"other": "másodperc"})},
    "uk": {
        "hour": slavic(Gender.FEMININE, "година", "години", "годин", genitive="години", accusative="годину"),
        "minute": slavic(Gender.FEMININE, "хвилина", "хвилини", "хвилин", genitive="хвилини", accusative="хвилину"),
        "second": slavic(Gender.FEMININE, "секунда", "секунди", "секунд", genitive="секунди", accusative="секунду"),
    },
    "ru": {
        "hour": slavic(Gender.MASCULINE, "час", "часа", "часов", genitive="часа"),
        "minute": slavic(Gender.FEMININE, "минута", "минуты", "минут", genitive="минуты", accusative="минуту"),
        "second": slavic(Gender.FEMININE, "секунда", "секунды", "секунд", genitive="секунды", accusative="секунду"),
    },
    "vi": {"hour": Noun({"other": "giờ"}), "minute": Noun({"other": "phút"}), "second": Noun({"other": "giây"})},
}
