"""Every figure there is, with its formula as docs/metrics.md has it."""

from ivr.reports.passport import Figure, Rule, Unit
from ivr.reports.ratios import Formula

OF_LEVEL = {
    Formula.V1: "(answered within T + abandoned within T) / (answered + all abandoned)",
    Formula.V2: "answered within T / answered",
    Formula.V3: "answered within T / (answered + all abandoned)",
    Formula.V4: "answered within T / (answered + all abandoned - abandoned within T)",
    Formula.V5: "(answered within T + abandoned within S) / (answered + all abandoned)",
    Formula.V6: "answered within T / (answered + abandoned)",
    Formula.V7: "answered within T / (answered + all abandoned + timed out + diverted)",
}
LEFT_OUT = "time-outs, key exits, callbacks, diversions, who still waits, who was refused at the door"
SHORT_OUT = "abandons within S"
NEVER_LEFT = "agents of an imported log that never tells when they left"
ANSWERED_ONLY = "visits that were not answered"
COUNTS = {
    "offered": ("Offered", "visits that joined the queue"),
    "answered": ("Answered", "visits that ended with caller and agent connected"),
    "abandoned": ("Abandoned", "visits whose caller hung up after more than S"),
    "short_abandoned": ("Short abandons", "visits whose caller hung up within S"),
    "timed_out": ("Timed out", "visits whose longest wait was over with nowhere to go on to"),
    "key_exit": ("Left by a key", "visits whose caller left by a key"),
    "callback": ("Callbacks taken", "visits whose caller asked to be called back"),
    "diverted": ("Diverted", "visits sent on after the longest wait"),
    "still_waiting": ("Still waiting", "visits that have not ended"),
    "transferred": ("Transfers", "answered visits after whose talk the call went to another queue or number"),
    "attended": ("Attended transfers", "transfers whose agent had talked with the colleague before"),
    "not_taken": ("Ring no answer", "phones that rang for a visit and were not answered, busy or out of reach"),
    "longest_answered_s": ("Longest wait answered", "the longest wait of an answered visit"),
    "longest_abandoned_s": ("Longest wait abandoned", "the longest wait of an abandoned visit, short ones too"),
    "longest_wait_s": ("Longest wait", "the longest wait of any visit, until now of who still waits"),
}


def _levels() -> list[Figure]:
    made = [
        Figure(f"service_level_{formula.value.lower()}", f"Service level {formula.value}", text, Unit.SHARE,
               exclusions=LEFT_OUT, thresholds=True)
        for formula, text in OF_LEVEL.items()
    ]  # fmt: skip
    default = Figure(
        "service_level", "Service level", OF_LEVEL[Formula.V6], Unit.SHARE,
        exclusions=f"{SHORT_OUT}, {LEFT_OUT}", thresholds=True,
    )  # fmt: skip
    return [default, *made]


def _counts() -> list[Figure]:
    limited = {"abandoned", "short_abandoned"}
    return [
        Figure(name, title, text, Unit.SECONDS if name.endswith("_s") else Unit.COUNT, thresholds=name in limited)
        for name, (title, text) in COUNTS.items()
    ]


def _waits() -> list[Figure]:
    parts = ((50, "half"), (90, "nine tenths"), (95, "95 of 100"))
    return [
        Figure("asa_s", "Average speed of answer", "sum of waits of answered visits / answered", Unit.SECONDS,
               exclusions=ANSWERED_ONLY),
        *(
            Figure(f"p{share}_wait_s", f"P{share} of waits", f"{said} of the answered visits waited at most this long",
                   Unit.SECONDS, exclusions=ANSWERED_ONLY)
            for share, said in parts
        ),
        Figure("abandon_rate", "Abandon rate", "abandoned / (offered - abandoned within S)", Unit.SHARE,
               exclusions=SHORT_OUT, thresholds=True),
        Figure("time_to_abandon_s", "Average time to abandon", "sum of waits of abandoned visits / abandoned",
               Unit.SECONDS, exclusions=SHORT_OUT, thresholds=True),
    ]  # fmt: skip


def _work() -> list[Figure]:
    over = "talks that are not over"
    return [
        Figure("aht_s", "Average handle time", "(talk + wrap-up) / handled", Unit.SECONDS, exclusions=over),
        Figure("talk_mean_s", "Average talk", "talk / handled", Unit.SECONDS, exclusions=over),
        Figure("wrap_mean_s", "Average wrap-up", "wrap-up / handled", Unit.SECONDS, exclusions=over),
        Figure("transfer_rate", "Transfer rate", "transfers / answered", Unit.SHARE),
        Figure("occupancy", "Occupancy", "(on call + wrap-up [+ ringing]) / (that + available)", Unit.SHARE,
               Rule.PASSED, f"pauses, {NEVER_LEFT}; ringing counts as contact only where that is asked for"),
        Figure("utilisation", "Utilisation", "(on call + wrap-up [+ ringing]) / logged in", Unit.SHARE, Rule.PASSED,
               NEVER_LEFT),
        Figure("paused_s", "Pauses", "time in a pause, by reason", Unit.SECONDS, Rule.PASSED),
        Figure("logged_in_s", "Log-in time", "time in any state but logged out", Unit.SECONDS, Rule.PASSED,
               NEVER_LEFT),
        Figure("agent_offers", "Offers", "times the agent's phone rang", Unit.COUNT, Rule.RANG),
        Figure("agent_not_taken", "Missed offers", "offers not answered, busy or out of reach", Unit.COUNT, Rule.RANG,
               "offers whose caller or engine went away"),
    ]  # fmt: skip


def _people() -> list[Figure]:
    known = "callers without a number, whose window is not over"
    return [
        Figure("fcr", "First contact resolution", "answered visits whose caller did not join the same queue again"
               " within D days / answered visits decided", Unit.SHARE,
               exclusions=f"{known} and who did not come back", window=True),
        Figure("repeat_share", "Repeat callers", "numbers that joined the queue again within D days / numbers",
               Unit.SHARE, exclusions="callers without a number", window=True),
        Figure("without_agent_share", "Served without an agent", "calls that ended and never joined a queue"
               " nor went to a number / calls that ended", Unit.SHARE, Rule.STARTED, "calls that are not over"),
        Figure("kept_share", "Promises kept", "kept / (kept + broken)", Unit.SHARE, Rule.TOLD,
               "who left before it could be known"),
        Figure("refused", "Refused at the door", "callers the queue did not let in: closed, full or nobody logged in",
               Unit.COUNT, Rule.REFUSED, "not offered, and in no other figure"),
    ]  # fmt: skip


FIGURES: dict[str, Figure] = {
    figure.id: figure for some in (_levels(), _counts(), _waits(), _work(), _people()) for figure in some
}
