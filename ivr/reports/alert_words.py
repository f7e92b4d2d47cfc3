"""The words of an alert's mail, in the languages of the console."""

from ivr.reports.alerts import AlertKind, Telling

UNITS = {AlertKind.SERVICE_LEVEL: "%", AlertKind.ABANDON_RATE: "%", AlertKind.TOLL_MINUTES: "min"}
SECONDS = frozenset({AlertKind.LONGEST_WAIT, AlertKind.SPOOL_LAG, AlertKind.ENGINE_SILENT, AlertKind.WORKER_SILENT})
HEADS = {
    "en": {
        Telling.RAISED: "Alert",
        Telling.ESCALATED: "Alert nobody has taken",
        Telling.CLEARED: "Cleared",
        Telling.TEST: "Test of an alert",
    },
    "hu": {
        Telling.RAISED: "Riasztás",
        Telling.ESCALATED: "Riasztás, amelyet senki sem vett át",
        Telling.CLEARED: "Megszűnt",
        Telling.TEST: "Riasztás próbája",
    },
}
FIGURES = {
    "en": {
        AlertKind.LONGEST_WAIT: "Longest wait",
        AlertKind.SERVICE_LEVEL: "Service level of the half hour",
        AlertKind.ABANDON_RATE: "Abandon rate of today",
        AlertKind.AGENTS: "Agents logged in",
        AlertKind.CALIBRATION: "Queues that say no times",
        AlertKind.SPOOL_LAG: "Events waiting for the database",
        AlertKind.TOLL_CALLS: "Calls to the outside today",
        AlertKind.TOLL_MINUTES: "Minutes to the outside today",
        AlertKind.ENGINE_SILENT: "Engine silent",
        AlertKind.WORKER_SILENT: "Worker silent",
    },
    "hu": {
        AlertKind.LONGEST_WAIT: "Leghosszabb várakozás",
        AlertKind.SERVICE_LEVEL: "A félóra kiszolgálási szintje",
        AlertKind.ABANDON_RATE: "Mai elvesztési arány",
        AlertKind.AGENTS: "Bejelentkezett ügyintézők",
        AlertKind.CALIBRATION: "Időt nem mondó várósorok",
        AlertKind.SPOOL_LAG: "Adatbázisra váró események",
        AlertKind.TOLL_CALLS: "Mai kimenő hívások",
        AlertKind.TOLL_MINUTES: "Mai kimenő percek",
        AlertKind.ENGINE_SILENT: "A motor hallgat",
        AlertKind.WORKER_SILENT: "A háttérmunkás hallgat",
    },
}
LIMIT = {"en": "limit", "hu": "határ"}


def amount(kind: AlertKind, value: float) -> str:
    """A value of a figure with its unit."""
    unit = "s" if kind in SECONDS else UNITS.get(kind, "")
    return f"{value:.0f} {unit}".rstrip() if value == round(value) else f"{value:.1f} {unit}".rstrip()


def subject(telling: Telling, name: str, centre: str, language: str) -> str:
    """The subject of the mail; a language without words of ours is told in English."""
    return f"[{centre}] {HEADS.get(language, HEADS['en'])[telling]}: {name}"


def sentence(kind: AlertKind, value: float, limit: float, language: str) -> str:
    """The figure and its limit, in one line."""
    spoken = language if language in FIGURES else "en"
    return f"{FIGURES[spoken][kind]}: {amount(kind, value)} ({LIMIT[spoken]}: {amount(kind, limit)})"
