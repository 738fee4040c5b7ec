"""The words of dates and clocks, and the ways people shorten words in texts. Data only."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a plain string, as a set."""
    return frozenset(text.split())


def listed(text: str) -> tuple[str, ...]:
    """The words of a plain string, in order."""
    return tuple(text.split())


def numbered(text: str, start: int = 0) -> dict[str, int]:
    """The words of a plain string, each with its place."""
    return {word: n for n, word in enumerate(text.split(), start)}


def forms(text: str) -> dict[str, str]:
    """Lines of "full words: short forms" turned round: short form -> full words."""
    table: dict[str, str] = {}
    for line in text.strip().splitlines():
        full, _, short = line.partition(":")
        table.update(dict.fromkeys(short.split(), full.strip()))
    return table


UNITS = numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = {word: 10 * n for word, n in numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()}
TENS["fourty"] = 40
ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    1,
) | {"thirtieth": 30, "twelveth": 12, "nineth": 9}

WEEKDAYS = numbered("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAY_FORMS = {"mon": 0, "tue": 1, "tues": 1, "tuse": 1, "wed": 2, "weds": 2, "wensday": 2, "thu": 3, "thur": 3}
WEEKDAY_FORMS |= {"thurs": 3, "fri": 4, "sat": 5, "sun": 6}
MONTHS = numbered("january february march april may june july august september october november december", 1)
MONTH_FORMS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10}
MONTH_FORMS |= {"nov": 11, "dec": 12}
PARTS = {
    "morning": "morning",
    "mornings": "morning",
    "midmorning": "morning",
    "afternoon": "afternoon",
    "afternoons": "afternoon",
    "evening": "evening",
    "evenings": "evening",
    "night": "night",
    "nights": "night",
    "nighttime": "night",
    "overnight": "night",
    "tonight": "night",
}

# Ways of typing. Whole-message "c", "x", "n", "y", "k", "m" are commands and are looked at first (commands.py).
SHORTHAND = forms(
    """
    tomorrow: tmrw tmr tml 2moro 2mrw 2mro tmrow tmoro tomoz tomo 2morrow tom tommorow tomorow tommorrow tmo tomoro tmro
    today: 2day tdy tday 2dy
    tonight: tonite 2nite 2night tnite tn
    morning: mrng morn mornin mng
    afternoon: aft aftn arvo avo
    evening: eve evng evn evenin eveng
    night: nite nites
    next: nxt nex
    week: wk
    weeks: wks
    weekend: wkend wknd wkends
    after: aftr
    school: skool skl
    address: addy addr adress
    before: b4 bfore
    from: frm
    till: til
    between: btw btwn
    appointment: appt apt appmt apptmt apmt appoint
    appointments: appts apts
    reschedule: resched
    cancel: cxl canx
    cancellation: cancelation
    please: pls plz plse pleas
    thanks: thks thanx thx thnx ty tks tx tysm tyvm thnks
    you: u ya ya'll
    are: r
    your: ur
    about: abt re
    because: cos coz cuz bc bcz
    what: wat wht wut
    how: hw
    whats: wats
    when: wen
    this: dis
    with: w wif wit wth
    doctor: doc dctr
    doctors: docs
    later: latr l8r
    late: l8
    great: gr8
    wait: w8
    have: hav hv
    would: wld wud
    should: shld
    could: cld cud
    cant: cnt
    book: bk
    message: msg
    messages: msgs
    text: txt
    texts: txts
    minutes: mins min minute
    hour: hr
    hours: hrs
    available: avail availble avlbl
    and: n
    the: d da
    good: gd
    sorry: sry soz
    people: ppl
    birthday: bday
    probably: prob
    though: tho
    through: thru
    see: c
    see you: cya
    talk later: ttyl
    now: rn atm
    yes: ye
    yeah: yh
    ok: kk k okay okey okie okai
    i am: im
    i have: ive
    i would: id
    want to: wanna
    going to: gonna
    have to: gotta
    let me: lemme
    give me: gimme
    dont know: dunno idk
    oclock: clock
    noon: noonish
    """
)

# Words that name units of time.
DAY_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14, "fortnights": 14}
MONTH_UNITS = {"month": 1, "months": 1, "year": 12, "years": 12}
CLOCK_UNITS = {"minutes": 1, "hour": 60, "hours": 60, "h": 60}

# A number followed by one of these counts something; it is no hour and no day.
COUNTED = words(
    "days day weeks week months month years year minutes hour hours seconds people persons person "
    "adults adult kids kid "
    "children child guests guest nights rooms room pounds dollars euros percent times visits appointments miles mg ml "
    "doses pills tablets others other things questions sons daughters tables seats spots slots star stars fridays "
    "mondays tuesdays wednesdays thursdays saturdays sundays"
)
