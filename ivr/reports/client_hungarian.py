"""The Hungarian texts of a client's report; the English text is the key."""

MONTHS_HU = (
    *("január", "február", "március", "április", "május", "június"),
    *("július", "augusztus", "szeptember", "október", "november", "december"),
)
WEEKDAYS_HU = ("H", "K", "Sze", "Cs", "P", "Szo", "V")
HUNGARIAN = {
    "%(num)s pts": "%(num)s százalékpont",
    "s": "mp",
    "%(minutes)d min %(seconds)02d s": "%(minutes)d p %(seconds)02d mp",
    "%(hours)d h %(minutes)02d min": "%(hours)d ó %(minutes)02d p",
    "week %(week)d of %(year)d (%(days)s)": "%(year)d. %(week)d. hét (%(days)s)",
    "(answered in time + hung up in time) ÷ (answered + all who hung up)": (
        "(időben fogadott + időben letette) ÷ (fogadott + minden letett)"
    ),
    "answered in time ÷ answered": "időben fogadott ÷ fogadott",
    "answered in time ÷ (answered + all who hung up)": "időben fogadott ÷ (fogadott + minden letett)",
    "answered in time ÷ (answered + hung up after the threshold)": (
        "időben fogadott ÷ (fogadott + a küszöb után letett)"
    ),
    "(answered in time + short hang-ups) ÷ (answered + all who hung up)": (
        "(időben fogadott + rövid letétel) ÷ (fogadott + minden letett)"
    ),
    "answered in time ÷ (answered + abandoned), short hang-ups left out": (
        "időben fogadott ÷ (fogadott + elveszett), a rövid letételek nélkül"
    ),
    "answered in time ÷ (answered + all who hung up + timed out + sent on)": (
        "időben fogadott ÷ (fogadott + minden letett + lejárt + továbbküldött)"
    ),
    "Calls": "Hívások",
    "Answered": "Fogadott",
    "In time": "Időben",
    "Service level": "Kiszolgálási szint",
    "Abandoned": "Elveszett",
    "Short hang-ups": "Rövid letétel",
    "Abandon rate": "Elvesztési arány",
    "ASA": "Átl. várakozás",
    "Longest wait": "Leghosszabb várakozás",
    "Timed out": "Lejárt",
    "Left by key": "Gombbal távozott",
    "Callback asked": "Visszahívást kért",
    "Sent on": "Továbbküldve",
    "Still waiting": "Még vár",
    "AHT": "Átl. kezelési idő",
    "Day": "Nap",
    "From": "Ettől",
    "Half hours": "Félórák",
    "Figure": "Mutató",
    "Value": "Érték",
    "Before": "Előzőleg",
    "How it is counted": "Hogyan számoljuk",
    "Figures": "Mutatók",
    "Before: %(period)s.": "Előzőleg: %(period)s.",
    "A day without calls has no service level. The total is made of summed counts, not of percentages.": (
        "Hívás nélküli napnak nincs kiszolgálási szintje. Az összesítés darabszámokból készül, nem százalékokból."
    ),
    "By day": "Naponként",
    "All days together, by the half hour in which the caller joined the queue.": (
        "Minden nap együtt, aszerint, hogy a hívó melyik félórában lépett a sorba."
    ),
    "By half hour of the day": "A nap félórái szerint",
    "Service level by day and half hour": "Kiszolgálási szint nap és félóra szerint",
    "Busiest half hours": "A legforgalmasabb félórák",
    "%(name)s: goal %(goal)d %% within %(threshold)g s, a hang-up within %(short)g s is short": (
        "%(name)s: cél %(goal)d %% %(threshold)g mp-en belül, %(short)g mp-en belül letett hívás rövid"
    ),
    "By queue": "Soronként",
    "Queue": "Sor",
    "Formula": "Képlet",
    "Counted": "Számláló",
    "Of": "Nevező",
    "The same calls by the seven ways in use; this report goes by V6.": (
        "Ugyanazok a hívások a hét használatos képlettel; ez a jelentés a V6 szerint készül."
    ),
    "Service level, seven ways": "Kiszolgálási szint hétféleképpen",
    "Waiting times told": "Bemondott várakozási idők",
    "of them kept": "ebből betartott",
    "of them broken": "ebből be nem tartott",
    "Share kept": "Betartott arány",
    "Callbacks asked for": "Kért visszahívások",
    "of them connected to an agent": "ebből ügynökkel összekapcsolt",
    "of them settled because the caller rang again": "ebből elintézett, mert a hívó újra telefonált",
    "of them expired or not reached": "ebből lejárt vagy el nem ért",
    "of them still open": "ebből még nyitott",
    "Mean wait for the callback": "Átlagos várakozás a visszahívásra",
    "Promises and callbacks": "Ígéretek és visszahívások",
    "Total": "Összesen",
    "callers who joined a queue in the period": "az időszakban sorba lépett hívók",
    "caller and agent were connected": "a hívó és az ügynök össze volt kapcsolva",
    "abandoned ÷ (calls − short hang-ups); norm 2–3 %, at most 5 %": (
        "elveszett ÷ (hívások − rövid letételek); norma 2–3 %, legfeljebb 5 %"
    ),
    "mean wait of the answered, from joining to the agent": (
        "a fogadottak átlagos várakozása a sorba lépéstől az ügynökig"
    ),
    "of all callers, answered or not": "minden hívóé, fogadták vagy nem",
    "(talk + wrap-up) ÷ calls whose talk is over": "(beszélgetés + utómunka) ÷ befejezett beszélgetések",
    "V6: %(formula)s; each queue by its own threshold": "V6: %(formula)s; minden sor a maga küszöbével",
    "V6: %(formula)s; in time: %(threshold)g s, short: %(short)g s, goal %(goal)d %%": (
        "V6: %(formula)s; időben: %(threshold)g mp, rövid: %(short)g mp, cél %(goal)d %%"
    ),
    "Half waited at most": "A fele várt legfeljebb",
    "Nine of ten waited at most": "Tízből kilenc várt legfeljebb",
    "of the answered, from joining to the agent": "a fogadottaké, a sorba lépéstől az ügynökig",
    "of the answered, rounded up to %(num)d s": "a fogadottaké, %(num)d másodpercre felkerekítve",
    "Served without an agent": "Ügynök nélkül kiszolgált",
    "calls that ended in the project's menus alone ÷ calls of these menus that are over": (
        "a projekt menüiben maradt hívások ÷ e menük befejezett hívásai"
    ),
    "Promises kept": "Betartott ígéretek",
    "waiting times told that held ÷ those that are decided": "bemondott és betartott idők ÷ az eldőltek",
    "Callbacks": "Visszahívások",
    "callers who rather were called back": "hívók, akik inkább visszahívást kértek",
    "Agents": "Ügynökök",
    "different agents who answered a call of the project": "a projekt hívását fogadó különböző ügynökök",
    "Times are those of %(zone)s.": "Az időpontok időzónája: %(zone)s.",
    "The period is not over: these figures still grow.": "Az időszak még tart: ezek a számok még nőnek.",
    "%(num)d callers still wait or their end is not known.": "%(num)d hívó még vár, vagy nem ismert a hívása vége.",
    "Every call of the period was seen: no interval is blind.": ("Az időszak minden hívását láttuk: nincs vak időköz."),
    "Blind from %(since)s to %(until)s: calls of this time are told from the exchange's own record alone.": (
        "Vak időköz %(since)s és %(until)s között: ennek hívásait csak a telefonközpont saját naplója mondja el."
    ),
    "now": "most",
    "Report for %(client)s": "Jelentés: %(client)s",
    "Page %(page)s of %(pages)s": "%(page)s. oldal, összesen %(pages)s",
    "Made %(moment)s": "Készült: %(moment)s",
    "Goal %(goal)d %%": "Cél: %(goal)d %%",
    "before %(value)s": "előzőleg %(value)s",
    "Service level and calls by day": "Kiszolgálási szint és hívások naponként",
    "Line: service level, red below the goal. Bars: calls, their number below.": (
        "Vonal: kiszolgálási szint, a cél alatt piros. Oszlop: hívások, számuk alatta."
    ),
    "Service level and calls by half hour of the day": "Kiszolgálási szint és hívások a nap félórái szerint",
    "Light is good, dark is below the goal; empty: nobody called.": (
        "A világos jó, a sötét a cél alatt van; az üres félórában senki sem telefonált."
    ),
    "What these figures rest on": "Amin ezek a számok alapulnak",
    "No calls in this period.": "Ebben az időszakban nem volt hívás.",
    "Lengths of time are in seconds.": "Az időtartamok másodpercben vannak.",
    "Report": "Jelentés",
    "%(project)s: report of %(period)s": "%(project)s: jelentés, %(period)s",
    "The same files, for 30 days:": "Ugyanezek a fájlok, 30 napig:",
}
