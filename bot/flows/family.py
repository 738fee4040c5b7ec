"""Several people in one message: each gets a visit, one after the other, next to each other where that is free.

> book mia, tom and lea for a checkup tuesday
< One after the other, first for Mia.
< Free with Dr. Lee. …
> 1
< Booked: Dr. Lee, Tue 24 Nov, 9am (Mia). …
< Now for Tom.
< Dr. Lee, Tue 24 Nov, 9:30am. Reply C to book it, or send another time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from bot.flows import times
from bot.flows.asking import offer, proceed, summarise
from bot.flows.hearing import RELATIONS, for_whom
from bot.flows.wish import FLOW, Wish
from bot.turn import Turn
from bot.understanding.lexicon import words
from bot.understanding.normalise import fold
from bot.understanding.people import NO_NAME, words_of
from bot.understanding.spanish import SPANISH_WORDS
from bot.understanding.spelling import ORDINARY, SMALL, VOCABULARY, repair
from store import contacts
from store.models import Appointment, local

MEDICAL = words(
    "flu blood tetanus teeth skin eye eyes ear ears shot shots cough covid booster labs results cleaning filling crown"
)
NOBODY = NO_NAME | SMALL | MEDICAL | SPANISH_WORDS - {"mia"} | frozenset(VOCABULARY)
NAMED = frozenset({"known", "Name", "name", "maybe"})
ME = "me"  # the writer, among others
WRITERS = frozenset({"me", "myself", "i", "yo", "mi"})
TOKEN = re.compile(r"[^\W\d_][\w'’-]*|[,&+]")
JOINS = frozenset({",", "&", "+", "and", "y", "e", "plus"})
LEADS = words("book for para reserve reservar schedule see bring cita citas appointment appointments visits agendar")
FOLLOWS = words(
    "for on at with w in to tomorrow tmrw today this next please pls all both together para el la los con manana hoy "
    "por este esta monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat "
    "sun lunes martes miercoles jueves viernes sabado domingo need needs necesitan would want"
)
CHILDREN = re.compile(
    r"\b(?:(?:both|all|two|three|four|[2-5])(?: of)?(?: my| our| the)? "
    r"(?:kids|children|sons|daughters|girls|boys|twins)|"
    r"(?:my|our) (?:two |three |four |2 |3 |4 )?(?:kids|children|sons|daughters|twins|girls|boys)|"
    r"mis (?:dos |tres |cuatro |2 |3 |4 )?(?:hij[oa]s|ni[ñn][oa]s|gemel[oa]s))\b",
    re.IGNORECASE,
)


def of_children(turn: Turn) -> bool:
    """ "My kids need a checkup": several people, and nobody's name."""
    return CHILDREN.search(turn.said.text) is not None and turn.reading.person is None


def ask_names(turn: Turn, wish: Wish) -> None:
    """Who the children are: those the phone speaks for, where there are several, else it is asked."""
    theirs = [patient.name for patient in turn.patients if patient.name and patient != turn.owner]
    wish.patient = None
    if len(theirs) > 1:
        begin(turn, wish, theirs)
        proceed(turn, wish)
    else:
        turn.keep(FLOW, wish.to_json())
        turn.ask("booking.person", "booking.their_names")


def lists_names(turn: Turn) -> bool:
    """Whether an answer to "what are their names?" lists several: "mia and tom" is no tomorrow."""
    return len(named(turn, turn.said.text, asked=True)[0]) > 1


def begin(turn: Turn, wish: Wish, names: list[str]) -> None:
    """The first of several; the others follow."""
    wish.others = names[1:]
    turn.tell("booking.one_by_one", name=spoken(turn, names[0]))
    if names[0] == ME:
        wish.mine, wish.patient = True, turn.owner.id if turn.owner else None
    else:
        for_whom(turn, wish, names[0])


def follow(turn: Turn, wish: Wish, visit: Appointment) -> None:
    """The next of several people, read back next to the visit just booked; else what comes after."""
    day = local(turn.clinic, visit.starts_at).date()
    following = Wish(
        doctor=visit.doctor_id, service=wish.service, visit_type=wish.visit_type, first=day, last=day,
        turned="later", pivot=times.moment_key(visit.starts_at), after=visit.id,
    )  # fmt: skip
    name, *following.others = wish.others
    turn.tell("booking.next_person", name=spoken(turn, name))
    for_whom(turn, following, name)
    found = times.find(turn, following)
    if found.openings:
        summarise(turn, following, found.openings[0])
        return
    following.turned, following.pivot, following.first, following.last = "", "", None, None
    offer(turn, following)


def hear(turn: Turn, wish: Wish) -> None:
    """Takes several people out of the message: the first is whom the wish is for, the others follow."""
    if wish.moving or turn.reading.intent not in ("book", "unknown", "slots", "name"):
        return
    names, rest = named(turn, turn.said.text)
    if len(names) < 2:
        return
    intent = "book" if turn.reading.intent == "name" else turn.reading.intent
    turn.reading = replace(turn.read(rest, None), intent=intent, person=None)
    begin(turn, wish, names)


def spoken(turn: Turn, name: str) -> str:
    """How the reply speaks of this person."""
    if name == ME:
        return turn.word("booking.you")
    return turn.word("booking.your", relation=name) if name in RELATIONS else name


def named(turn: Turn, text: str, *, asked: bool = False) -> tuple[list[str], str]:
    """The people a message lists, the writer first, and the message without them; `asked`: names were asked for."""
    known = {fold(patient.name).split()[0]: patient.name for patient in turn.patients if patient.name}
    doctors = {word for doctor in turn.doctors for word in words_of(doctor.name)}
    services = {fold(word) for service in turn.services for word in service.name.split()}
    tokens = _of_weight(list(TOKEN.finditer(text)))
    kinds = [_kind(token[0], known, doctors | services) for token in tokens]
    relatives = [n for n, pair in enumerate(pairwise(kinds)) if pair[0] == "kin" and pair[1] in NAMED]
    for n in reversed(relatives):  # "my daughter Mia" is Mia
        del tokens[n], kinds[n]
    for start in range(len(tokens)):
        end = _run(kinds, start)
        people = [n for n in range(start, end) if kinds[n] != "join"]
        if len(people) < 2 or not (asked or _certain(tokens, kinds, start, end)):
            continue
        said = [_name(tokens[n][0], kinds[n], known) for n in people]
        names = list(dict.fromkeys(sorted(said, key=lambda name: name != ME)))
        return names, _cut(text, tokens[start].start(), tokens[end - 1].end())
    return [], text


def _of_weight(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words without "my"; Spanish "mi" stays where it is the writer ("para mi y mi hijo")."""
    kept = []
    for n, token in enumerate(tokens):
        low = token[0].lower()
        after = fold(tokens[n + 1][0]) if n + 1 < len(tokens) else ""
        owning = low in ("my", "our", "mis") or (low == "mi" and after and after not in JOINS)
        kept += [] if owning else [token]
    return kept


def _kind(word: str, known: dict[str, str], taken: set[str]) -> str:
    """ "join", "me", "kin", "known", "Name" (capital), "name" (a strange word), "maybe" (an everyday word beside such),
    or "" for what is nobody's name."""
    low = fold(word)
    if low in JOINS:
        return "join"
    if low in WRITERS:
        return "me"
    if word.lower() in RELATIONS:
        return "kin"
    if low in known:
        return "known"
    if low in taken or low in NOBODY or len(low) < 2 or repair(low) is not None:
        return ""
    if word[0].isupper():
        return "Name"
    return "maybe" if low in ORDINARY else "name"


def _run(kinds: list[str], start: int) -> int:
    """Where a list of people ("mia, tom and lea") that begins at `start` ends; `start` if none does."""
    at, end = start, start
    while at < len(kinds) and kinds[at] not in ("", "join"):
        end = at + 1
        at = end
        while at < len(kinds) and kinds[at] == "join":
            at += 1
        if at == end:
            break
    return end


def _certain(tokens: list[re.Match[str]], kinds: list[str], start: int, end: int) -> bool:
    """Strange words are names only where people are expected ("book mia and tom for"; not "I have Asthma and …")."""
    strange = {"name", "Name", "maybe"} & set(kinds[start:end])
    if strange == {"maybe"} == set(kinds[start:end]) - {"join"}:
        return False
    before = fold(tokens[start - 1][0]) if start else ""
    after = fold(tokens[end][0]) if end < len(tokens) else ""
    if strange == {"Name"}:
        return before in LEADS or not before
    return not strange or (before in LEADS and (not after or after in FOLLOWS))


def _name(word: str, kind: str, known: dict[str, str]) -> str:
    if kind == "me":
        return ME
    if kind == "kin":
        return word.lower()
    return known.get(fold(word)) or contacts.clean_name(word if word[0].isupper() else word.capitalize())


def _cut(text: str, start: int, end: int) -> str:
    before = re.sub(r"\b(?:my|our|mi|mis)\s*$", "", text[:start], flags=re.IGNORECASE)
    before = re.sub(r"\b(?:for|para)\s*$", "", before, flags=re.IGNORECASE)
    return " ".join(f"{before} {text[end:]}".split())
