"""Whom or what a few letters mean: a doctor, a patient, a visit, a place in line. Two that fit are asked about.

Each `one_…` returns what was found, or None after it has asked or said why not. What was chosen in answer to an
earlier question of the same command stands in `turn.picked` and is taken as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.messages import Choice
from bot.staff.turn import StaffTurn
from bot.understanding import lexicon
from bot.understanding.normalise import fold
from bot.understanding.people import words_of
from store.models import Appointment, Doctor, Patient, Ticket
from store.names import ALIKE, sounds
from store.tickets import LIVE, of_day
from store.visit_lists import UPCOMING

SHOWN = 8  # choices of a list
ALL = (*LIVE, "completed", "no-wait", "cancelled")
TITLES = frozenset({"dr", "doctor", "dra", "doctora", "prof"})
CODE = re.compile(r"[BDFGHJKLPQRTVW][2-9]{1,4}", re.IGNORECASE)
TICKET = re.compile(r"(?:q|#|ticket )?0*([1-9][0-9]{0,3})", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w+])(\+?[\d][\d ()-]{7,}\d)\b")

# Words that follow a patient's name in a line such as "ana ruiz, dr lee, friday 3pm" and are no part of it.
_NEXT = TITLES | lexicon.words(
    "with for on at by to from in the this next coming urgent emergency routine tomorrow today tonight morning "
    "afternoon evening noon midnight now asap because paid partial waived pending"
)
_NEXT |= frozenset((*lexicon.WEEKDAYS, *lexicon.WEEKDAY_FORMS, *lexicon.MONTHS, *lexicon.MONTH_FORMS))


def spoken(text: str) -> list[str]:
    """The words, folded, without marks."""
    return [word for word in (fold(raw).strip(".,:;!?()\"'") for raw in text.replace(",", " ").split()) if word]


# --- doctors ---------------------------------------------------------------------------------------------------------


def doctors_named(words: Sequence[str], doctors: Sequence[Doctor]) -> tuple[list[Doctor], list[str]]:
    """The doctors these words could name, best first and as good as each other, and the words that are left over."""
    best, found, used = 0.0, [], set[str]()
    for doctor in doctors:
        score, taken = 0.0, set[str]()
        for word in words:
            likeness = max((_likeness(word, known) for known in words_of(doctor.name)), default=0.0)
            if likeness:
                score, taken = score + likeness, taken | {word}
        if score > best:
            best, found, used = score, [doctor], taken
        elif score and score == best:
            found.append(doctor)
            used |= taken
    return found, [word for word in words if word not in used and word not in TITLES]


def _likeness(said: str, known: str) -> float:
    """1 for the name, less for its beginning (three letters), less still for a slip in a long one; 0 for another."""
    if said == known:
        return 1.0
    if len(said) >= 3 and known.startswith(said):
        return 0.8
    if (
        len(said) >= 4
        and said[0] == known[0]
        and (fuzz.ratio(said, known) >= ALIKE or (len(known) >= 4 and OSA.distance(said, known) == 1))
    ):
        return 0.6
    return 0.0


def the_doctor(turn: StaffTurn, words: Sequence[str]) -> tuple[Doctor | None, list[str]]:
    """The doctor meant: picked, named, the asker's own, or the only one; asks or refuses where that leaves a choice.

    A doctor never acts for another (S2): naming one is told so.
    """
    named, rest = doctors_named(words, turn.doctors)
    if "doctor" in turn.picked:
        return next((one for one in turn.doctors if one.id == turn.picked["doctor"]), None), rest
    if len(named) > 1:
        turn.ask("desk.which_doctor", doctor_choices(turn, named))
        return None, rest
    own = next((one for one in turn.doctors if one.id == turn.member.doctor_id), None)
    if turn.own_doctor is not None and named and named[0].id != turn.own_doctor:
        turn.tell("desk.own_only")
        return None, rest
    doctor = named[0] if named else own or (turn.doctors[0] if len(turn.doctors) == 1 else None)
    if doctor is None:
        turn.ask("desk.which_doctor", doctor_choices(turn, turn.doctors))
    return doctor, rest


def doctor_choices(turn: StaffTurn, doctors: Iterable[Doctor]) -> list[Choice]:
    return [Choice(turn.doctor_name(one), {"doctor": one.id}) for one in list(doctors)[:12]]


# --- the name in a line ----------------------------------------------------------------------------------------------


def name_first(turn: StaffTurn, text: str) -> tuple[str, str]:
    """("ana ruiz", "dr lee friday 3pm") of "ana ruiz dr lee friday 3pm": the name is what stands before the rest.

    It ends at a comma, a date, a time, a doctor's name, or a word that begins one of these.
    """
    words = text.removeprefix("for ").split()
    bare = [fold(word).strip(".,:;!?") for word in words]
    doctors = [[_likeness(word, known) for doctor in turn.doctors for known in words_of(doctor.name)] for word in bare]
    likeness = [max(each, default=0.0) for each in doctors]
    end = 0
    for at, word in enumerate(bare):
        if at and (word in _NEXT or (likeness[at] >= 0.8 and not _surname(at, likeness))):
            break
        if any(letter.isdigit() for letter in word) and not (at == 0 and CODE.fullmatch(word)):
            break
        end = at + 1
        if words[at].endswith((",", ":")) or CODE.fullmatch(word):
            break
    if 1 < end < len(words) and 0 < likeness[end - 1] < 0.8 <= likeness[end] and not words[end - 1].endswith(","):
        end -= 1  # "ann bell kahn sara": a slip in the doctor's name
    return " ".join(words[:end]).strip(" ,:"), " ".join(words[end:]).lstrip(" ,:")


def is_doctor(turn: StaffTurn, name: str) -> bool:
    """Whether what should be a patient's name is a doctor's, and no patient's."""
    named, left = doctors_named(spoken(name), turn.doctors) if name else ([], [])
    return bool(named) and not left and not patients(turn, name)


def _surname(at: int, likeness: Sequence[float]) -> bool:
    """A doctor's name that is the patient's own: after one first name, where another doctor is named further on."""
    return at == 1 and likeness[0] < 0.8 and any(each >= 0.8 for each in likeness[at + 1 :])


def phone_in(text: str) -> tuple[str, str]:
    """A telephone number written in the line, as digits with a plus where there was one, and the line without it."""
    found = PHONE.search(text)
    if found is None:
        return "", text
    number = re.sub(r"[^\d+]", "", found[1])
    return number, f"{text[: found.start()]} {text[found.end() :]}".strip()


# --- patients --------------------------------------------------------------------------------------------------------


def patients(turn: StaffTurn, said: str) -> list[Patient]:
    """Whose name has these words' letters at the beginning of its words; failing that, names that sound like it."""
    words = spoken(said)
    if not words:
        return []
    mine = (Patient.clinic == turn.clinic) & Patient.erased_at.is_null() & (Patient.name != "")
    likely = Patient.select().where(mine & Patient.name.contains(words[0])).order_by(Patient.name, Patient.id)
    found = [one for one in likely if _begins(words, one.name)]
    if found:
        whole = [one for one in found if spoken(one.name) == words]
        return whole or found
    return _sounding_like(" ".join(words), list(Patient.select().where(mine).order_by(Patient.name, Patient.id)))


def _begins(words: Sequence[str], name: str) -> bool:
    known = spoken(name)
    return all(any(part.startswith(word) for part in known) for word in words)


def _sounding_like(said: str, people: list[Patient]) -> list[Patient]:
    if len(said) < 4:
        return []
    if exact := [one for one in people if _begins(said.split(), one.name)]:  # accents, which SQL does not fold
        return exact
    return [one for one in people if sounds(said, fold(one.name))]


def patients_by_phone(turn: StaffTurn, digits: str) -> list[Patient]:
    """Whose number ends in these digits."""
    mine = (Patient.clinic == turn.clinic) & Patient.erased_at.is_null()
    return list(Patient.select().where(mine & Patient.phone.endswith(digits)).order_by(Patient.id).limit(SHOWN))


def one_patient(turn: StaffTurn, said: str, *, by_letters: bool) -> Patient | None:
    """The patient meant, or asks which one, or whether it is somebody new (picked["new"]).

    The only one whose name begins so is taken where `by_letters` (it is read back before anything is done), else asked
    about: a new "Ana" may be another than the one who is known.
    """
    if "patient" in turn.picked:
        return Patient.get_or_none(Patient.id == turn.picked["patient"], Patient.clinic == turn.clinic)
    if not said:
        turn.tell("desk.who")
        return None
    found = patients(turn, said)
    if len(found) == 1 and (by_letters or spoken(found[0].name) == spoken(said)):
        return found[0]
    choices = [Choice(turn.known_as(one), {"patient": one.id}) for one in found[:SHOWN]]
    choices.append(Choice(turn.word("desk.new_patient", name=said), {"new": said}))
    turn.ask("desk.which_patient" if found else "desk.unknown_patient", choices, name=said)
    return None


# --- visits ----------------------------------------------------------------------------------------------------------


def visits(turn: StaffTurn, said: str, statuses: Sequence[str] = UPCOMING, *, today: bool = False) -> list[Appointment]:
    """The visits meant by a code or by a patient's letters, of the asker's own, soonest first."""
    live = (Appointment.clinic == turn.clinic) & Appointment.status.in_(statuses)
    if CODE.fullmatch(said):
        rows = Appointment.select().where(live, Appointment.code == said.upper())
    else:
        people = [one.id for one in patients(turn, said)]
        rows = Appointment.select().where(live, Appointment.patient.in_(people), Appointment.ends_at > _recent(turn))
    found = [visit for visit in rows.order_by(Appointment.starts_at, Appointment.id) if turn.may_act_on(visit)]
    if today:
        found = [visit for visit in found if visit.starts_at.astimezone(turn.clinic.zone).date() == turn.today]
    return found


def _recent(turn: StaffTurn) -> object:
    """Visits of this morning are still talked about in the evening."""
    return turn.local.replace(hour=0, minute=0, second=0, microsecond=0)


def one_visit(
    turn: StaffTurn, said: str, statuses: Sequence[str] = UPCOMING, *, today: bool = False
) -> Appointment | None:
    """The visit meant; asks which where several fit."""
    if "visit" in turn.picked:
        visit: Appointment | None = Appointment.get_or_none(
            Appointment.id == turn.picked["visit"], Appointment.clinic == turn.clinic
        )
        return visit
    if not said:
        turn.tell("desk.which_visit_of")
        return None
    found = visits(turn, said, statuses, today=today)
    if len(found) == 1:
        return found[0]
    if found:
        turn.ask("desk.which_visit", [Choice(turn.visit(one), {"visit": one.id}) for one in found[:SHOWN]])
    elif CODE.fullmatch(said) and (other := _in_another_state(turn, said)) is not None:
        turn.tell("desk.visit_is", visit=turn.visit(other), status=other.status)
    elif CODE.fullmatch(said):
        turn.puzzled("desk.no_such_code", code=said.upper())
    else:
        turn.puzzled("desk.no_visit_of", name=said[:40])
    return None


def _in_another_state(turn: StaffTurn, code: str) -> Appointment | None:
    """The visit of this code that is not as the command needs it: cancelled, missed, over."""
    same = (Appointment.clinic == turn.clinic) & (Appointment.code == code.upper())
    newest = Appointment.select().where(same).order_by(Appointment.starts_at.desc())
    found: Appointment | None = newest.first()
    return found if found is not None and turn.may_act_on(found) else None


# --- places in line --------------------------------------------------------------------------------------------------


def tickets(turn: StaffTurn, said: str, statuses: Sequence[str]) -> list[Ticket]:
    """Today's places meant by a number ("Q4", "4") or by a patient's letters, of those the asker may act on."""
    mine = [ticket for ticket in of_day(turn.clinic, turn.now, *statuses) if turn.may_act_on(ticket)]
    number = TICKET.fullmatch(said.strip())
    if number:
        return [ticket for ticket in mine if ticket.number == int(number[1])]
    words = spoken(said)
    found = [ticket for ticket in mine if words and _begins(words, ticket.patient.name)]
    if found or len("".join(words)) < 4:
        return found
    likely = cache(lambda name: fuzz.partial_ratio(" ".join(words), fold(name)))
    return [ticket for ticket in mine if ticket.patient.name and likely(ticket.patient.name) >= ALIKE]


def one_ticket(turn: StaffTurn, said: str, statuses: Sequence[str]) -> Ticket | None:
    """The place meant; asks which where several fit."""
    if "ticket" in turn.picked:
        ticket: Ticket | None = Ticket.get_or_none(Ticket.id == turn.picked["ticket"], Ticket.clinic == turn.clinic)
        return ticket
    found = tickets(turn, said, statuses)
    if len(found) == 1:
        return found[0]
    if found:
        which_ticket(turn, found)
    elif len(others := tickets(turn, said, ALL)) == 1:
        turn.tell("desk.ticket_is", ticket=turn.ticket(others[0]), status=others[0].status)
    else:
        turn.puzzled("desk.nobody_in_line", name=said[:40])
    return None


def which_ticket(turn: StaffTurn, found: Sequence[Ticket]) -> None:
    turn.ask("desk.which_ticket", [Choice(turn.ticket(one), {"ticket": one.id}) for one in found[:SHOWN]])


def current(turn: StaffTurn, said: str, statuses: Sequence[str] = ("called", "in-service")) -> Ticket | None:
    """Whom an act on a called patient means: the one named, the named doctor's, one's own, or the only one there is."""
    if "ticket" in turn.picked:
        return one_ticket(turn, said, statuses)
    busy = [ticket for ticket in of_day(turn.clinic, turn.now, *statuses) if turn.may_act_on(ticket)]
    words = spoken(said)
    named, rest = doctors_named(words, turn.doctors)
    if words and named and not rest:
        busy = [ticket for ticket in busy if ticket.serving_doctor_id in {one.id for one in named}]
    elif words:
        return one_ticket(turn, said, statuses)
    elif turn.member.doctor_id is not None:
        busy = [ticket for ticket in busy if ticket.serving_doctor_id == turn.member.doctor_id] or busy
    if len(busy) == 1:
        return busy[0]
    if busy:
        which_ticket(turn, busy)
    else:
        turn.tell("desk.nobody_called_now")
    return None
