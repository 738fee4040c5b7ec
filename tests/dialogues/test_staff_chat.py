"""The staff chat (S1, S2): the morning's line, visits, the doctors' time, the office; who may what; slips and stale taps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import fields

import pytest

from bot.staff.commands import COMMANDS, match, plain
from store import appointments, schedules, settings
from store.audit import OPERATOR, Actor
from store.clock import now
from store.models import Appointment, Audit, Clinic, Doctor, Patient, Setting
from store.settings import Settings
from tests import factory
from tests.dialogues.conftest import Talk as Transcript

Talk = Callable[[str], None]


@pytest.fixture
def ana(clinic: Clinic, frozen: object) -> Appointment:
    """Ana Ruiz, who texts from phone 1, sees Dr. Lee on Tuesday at ten."""
    return visit(clinic, "Ana Ruiz", "1", dt.datetime(2026, 11, 24, 10, tzinfo=clinic.zone))


def visit(clinic: Clinic, name: str, phone: str, starts_at: dt.datetime) -> Appointment:
    contact = factory.contact(clinic, f"+1555010000{phone}")
    known = Patient.get_or_none(Patient.name == name)
    patient = known or factory.patient(clinic, name, contact)
    doctor = Doctor.get(Doctor.name == "Dr. Maya Lee")
    opening = schedules.opening_at(clinic, doctor, starts_at, now=now())
    facts = {"contact": contact, "source": "sms", "actor": OPERATOR, "now": now()}
    return appointments.book(clinic, patient, opening, **facts)  # type: ignore[arg-type]


# --- the line --------------------------------------------------------------------------------------------------------


def test_a_morning_at_the_desk(talk: Talk) -> None:
    talk("""
        S> walkin Ana Ruiz
        S< Q001 A.R. is in line, 0 ahead, ...
        S< No text reaches them: please call them by voice.
        S> walkin Ben Cole lee urgent 555 010 0002
        S< Q002 B.C. is in line for Dr. Lee, 1 ahead, ...
        2< You are in line at Elm Street Clinic: ticket Q002, 1 ahead, ...
        S> queue
        S< The line is open: 2 waiting, 0 with a doctor.
        S< Q001 A.R., 0 min
        S< Q002 B.C., Dr. Lee, 0 min (urgent)
        S> next lee 2
        S< Q001 A.R. -> Dr. Lee, room 2
        S< No text reaches them: please call them by voice.
        S< [Done] [Recall] [Skip] [No-show]
        S> [Done]
        S< Q001 A.R. is done.
        S< Waiting: 1.
        S< [Next] [Undo]
        S> [Next]
        S< Q002 B.C. -> Dr. Lee, room 1
        S< [Done] [Recall] [Skip] [No-show]
        2< It is your turn, ticket Q002: please go to room 1, Dr. Lee. Elm Street Clinic
        S> done
        S< Q002 B.C. is done.
        S< Waiting: 0.
        S< [Undo]
        S> undo
        S< Undone: Q002 B.C. is called again.
        @ 61s
        S> undo
        S< There is nothing of yours to undo in the last 60 seconds.
    """)


def test_a_stale_button_says_who_was_faster_and_when(talk: Talk) -> None:
    talk("""
        S> walkin Ana Ruiz
        S< Q001 A.R. is in line, 0 ahead, ...
        S< No text reaches them: please call them by voice.
        SANA> next lee
        S< Q001 A.R. -> Dr. Lee, room 1
        S< No text reaches them: please call them by voice.
        S< [Done] [Recall] [Skip] [No-show]
        @ Mon 23 Nov 09:12
        SANA> done
        S< Q001 A.R. is done.
        S< Waiting: 0.
        S< [Undo]
        @ Mon 23 Nov 09:14
        S> [Skip]
        S< * Q001 A.R. is completed now: Ana, 9:12am.
        SANA> [Done]
        S< * Sam answered that already, 9:14am.
        S> next lee
        S< Nobody waits for Dr. Lee.
    """)


def test_a_doctor_who_still_has_somebody_is_asked_about(talk: Talk) -> None:
    talk("""
        S> walkin Ana Ruiz
        S< Q001 A.R. is in line, 0 ahead, ...
        S< No text reaches them: please call them by voice.
        S> walkin Ben Cole
        S< Q002 B.C. is in line, 1 ahead, ...
        S< No text reaches them: please call them by voice.
        SLEE> next
        S< Q001 A.R. -> Dr. Lee, room 1
        S< No text reaches them: please call them by voice.
        S< [Done] [Recall] [Skip] [No-show]
        SLEE> next
        S< Q001 A.R. is still with Dr. Lee. Finish that and call the next?
        S< [Finish and call] [No]
        SLEE> yes
        S< Q002 B.C. -> Dr. Lee, room 1
        S< No text reaches them: please call them by voice.
        S< [Done] [Recall] [Skip] [No-show]
    """)


def test_called_and_absent_passed_over_taken_back_handed_over(talk: Talk) -> None:
    talk("""
        S> walkin Ana Ruiz +15550100001
        S< Q001 A.R. is in line, 0 ahead, ...
        1< You are in line at Elm Street Clinic: ticket Q001, 0 ahead, ...
        S> call ana lee
        S< Q001 A.R. -> Dr. Lee, room 1
        S< [Done] [Recall] [Skip] [No-show]
        1< It is your turn, ticket Q001: please go to room 1, Dr. Lee. Elm Street Clinic
        @ 30s
        S> recall
        S< Q001 A.R. -> Dr. Lee, room 1
        S< [Done] [Recall] [Skip] [No-show]
        1< Ticket Q001: we are calling you again. Please go to room 1, Dr. Lee. Elm Street Clinic
        S> skip
        S< Q001 A.R. is passed over; others go first.
        S< Waiting: 1.
        S< [Next] [Undo]
        1< Ticket Q001: we called and did not find you, so others go first. ...
        S> arrived ana
        S< Q001 A.R. is here.
        1< Ticket Q001: you are back in line. We text you when it is your turn. Elm Street Clinic
        S> hand over q1 to osei
        S< Q001 A.R. now waits for Dr. Osei.
        1< Ticket Q001: Dr. Osei will see you. You keep your place in line. Elm Street Clinic
        S> call 1
        S< Dr. Osei works 1pm to 5pm today. Call anyway?
        S< [Call anyway] [No]
        S> call anyway
        S< Q001 A.R. -> Dr. Osei, room 3
        S< [Done] [Recall] [Skip] [No-show]
        1< It is your turn, ticket Q001: please go to room 3, Dr. Osei. Elm Street Clinic
        S> noshow
        S< Q001 A.R. did not come; the place is given up.
        S< Waiting: 0.
        S< [Undo]
        1< Ticket Q001: we called and you did not come, so your place is closed. ...
        S> back ana
        S< Q001 A.R. is back in line.
        1< Ticket Q001: you are back in line. We text you when it is your turn. Elm Street Clinic
        S> remove ana
        S< Q001 A.R. is out of the line.
        1< Ticket Q001 was taken out of the line by the desk. For help text AGENT. Elm Street Clinic
    """)


def test_an_act_on_somebody_who_is_not_called_says_how_they_stand(talk: Talk) -> None:
    talk("""
        S> walkin Ana Ruiz
        S< ...
        S> noshow Q001
        S< Q001 A.R. is waiting now.
        S> noshow Q009
        S< I find nobody in line for Q009.
    """)


def test_the_switch_of_the_line(talk: Talk) -> None:
    talk("""
        S> close queue
        S< The line is closed: nobody new joins. Who waits is still called.
        S> walkin Dan Egg
        S< The line is closed. OPEN QUEUE opens it.
        S> /open_queue@frontdesk_bot
        S< The line is open.
        S> open queue
        S< The line is open already.
    """)


# --- visits ----------------------------------------------------------------------------------------------------------


def test_cancelling_asks_first_and_tells_the_patient(talk: Talk, ana: Appointment) -> None:
    talk(f"""
        S> cancel ana
        S< Cancel A.R., Dr. Lee, Tue 24 Nov, 10am ({ana.code})?
        S< [Yes] [No]
        S> no
        S< All right, nothing was changed.
        S> cancel {ana.code} because of the flood
        S< Cancel A.R., Dr. Lee, Tue 24 Nov, 10am ({ana.code})?
        S< [Yes] [No]
        S> [Yes]
        S< Cancelled: A.R., Dr. Lee, Tue 24 Nov, 10am ({ana.code}).
        S< The patient gets a text.
        1< Elm Street Clinic: sorry, your visit is cancelled: Dr. Lee, Tue 24 Nov, 10am. Text BOOK for a new time.
        SANA> [Yes]
        S< * Sam answered that already, 9am.
    """)
    cancelled = Appointment.get_by_id(ana.id)
    assert (cancelled.cancelled_by, cancelled.cancel_reason) == ("staff", "of the flood")


def test_a_slip_in_what_cancels_is_asked_about_and_never_guessed(talk: Talk, ana: Appointment) -> None:
    talk(f"""
        S> cancle ana
        S< Did you mean CANCEL ana?
        S< [Yes] [No]
        S> no
        S< All right, nothing was changed.
        S> cancle ana
        S< Did you mean CANCEL ana?
        S< [Yes] [No]
        S> yes
        S< Cancel A.R., Dr. Lee, Tue 24 Nov, 10am ({ana.code})?
        S< [Yes] [No]
        S> queue
        S< The line is open: 0 waiting, 0 with a doctor.
        S> nxet lee
        S< Nobody waits for Dr. Lee.
        S> yes
    """)
    assert Appointment.get().status == "confirmed"


def test_two_that_fit_are_asked_about(talk: Talk, clinic: Clinic, ana: Appointment) -> None:
    other = visit(clinic, "Ana Bello", "2", dt.datetime(2026, 11, 24, 11, tzinfo=clinic.zone))
    talk(f"""
        S> find ana
        S< A.B. ..0002: Dr. Lee, Tue 24 Nov, 11am ({other.code})
        S< A.R. ..0001: Dr. Lee, Tue 24 Nov, 10am ({ana.code})
        S> paid ana
        S< Which visit?
        S< [A.R., Dr. Lee, Tue 24 Nov, 10am ({ana.code})] [A.B., Dr. Lee, Tue 24 Nov, 11am ({other.code})]
        S> 2
        S< A.B., Dr. Lee, Tue 24 Nov, 11am ({other.code}): paid.
        S> undo
        S< Undone: A.B., Dr. Lee, Tue 24 Nov, 11am ({other.code}): payment pending.
        S> find 0001
        S< A.R. ..0001: Dr. Lee, Tue 24 Nov, 10am ({ana.code})
        S> find belo
        S< A.B. ..0002: Dr. Lee, Tue 24 Nov, 11am ({other.code})
        S> find nobody
        S< I find nobody called nobody.
    """)
    assert Appointment.get_by_id(other.id).payment_status == "pending"


def test_booking_and_moving_for_a_patient(talk: Talk, ana: Appointment) -> None:
    talk("""
        S> book ana, patel thu 3pm
        S< Book A.R. with Dr. Patel, Thu 26 Nov, 3pm?
        S< [Yes] [No]
        S> yes
        S< Booked: A.R., Dr. Patel, Thu 26 Nov, 3pm (<B>).
        S< The patient gets a text.
        1< Elm Street Clinic: booked for you: Dr. Patel, Thu 26 Nov, 3pm. Code <B>. M <B> moves it, X <B> cancels.
        S> move <B> thu 3:07pm
        S< That time is not free. These are:
        S< [Thu 26 Nov, 3pm, Dr. Lee] [Thu 26 Nov, 3pm, Dr. Osei] [Thu 26 Nov, 3:30pm, Dr. Patel] ...
        S> 3
        S< Moved: A.R., Dr. Patel, Thu 26 Nov, 3:30pm (<C>).
        S< The patient gets a text.
        1< Elm Street Clinic: we moved your visit to Thu 26 Nov, 3:30pm, Dr. Patel. Code <C>. M <C> moves it, X <C> cancels.
        S> book zoe park lee wed 9am
        S< Nobody here is called zoe park. A new patient?
        S< [New: zoe park]
        S> 1
        S< Book Z.P. with Dr. Lee, Wed 25 Nov, 9am?
        S< [Yes] [No]
        S> yes
        S< Booked: Z.P., Dr. Lee, Wed 25 Nov, 9am (<D>).
        S< No text reaches the patient: please call.
    """)


def test_requested_visits_are_confirmed_by_staff(talk: Talk, clinic: Clinic, frozen: object) -> None:
    Setting.create(clinic=clinic, key="auto_confirm_appointments", value=False)
    asked = visit(clinic, "Ana Ruiz", "1", dt.datetime(2026, 11, 24, 10, tzinfo=clinic.zone))
    talk(f"""
        S> confirm
        S< Requested: 1. Which do you confirm?
        S< [A.R., Dr. Lee, Tue 24 Nov, 10am ({asked.code})]
        S> 1
        S< Confirmed: A.R., Dr. Lee, Tue 24 Nov, 10am ({asked.code}).
        S< The patient gets a text.
        1< Elm Street Clinic: confirmed: Dr. Lee, Tue 24 Nov, 10am. Code {asked.code}. M moves it, X cancels.
        S> confirm
        S< Nothing waits to be confirmed.
    """)


def test_the_day_of_the_visit(talk: Talk, ana: Appointment) -> None:
    talk(f"""
        LEE> note ana: brings x-rays
        LEE< Noted for A.R., Dr. Lee, Tue 24 Nov, 10am ({ana.code}).
        @ Tue 24 Nov 09:40
        1< Elm Street Clinic: Dr. Lee, Tue 24 Nov, 10am. Reply C to confirm, M to move, X to cancel ({ana.code}).
        S> today
        S< Tue 24 Nov. Visits: 1. Over 0, missed 0, to come 1.
        S< 10am A.R., Dr. Lee ({ana.code})
        S> late 20 lee
        S< Dr. Lee runs about 20 min late. Text the patient of 10am?
        S< [Yes] [No]
        S> yes
        S< Dr. Lee, about 20 min late. Told by text: 1.
        1< Elm Street Clinic: Dr. Lee runs about 20 min late for your visit Tue 24 Nov, 10am. M {ana.code} moves it.
        S> arrived ana
        S< Checked in: A.R., Dr. Lee, Tue 24 Nov, 10am ({ana.code}). Q001 A.R.
        1< You are checked in at Elm Street Clinic: ticket Q001. ...
        S> today lee
        S< Tue 24 Nov. Visits: 1. Over 0, missed 0, to come 1.
        S< 10am A.R. ({ana.code}), here
        S> stats
        S< Visits: 1. Seen 0, now 0, to come 1, missed 0, cancelled 0 (0 late).
        S< Line: 1. Waiting 1, now 0, seen 0, left unseen 0.
    """)
    kept = Appointment.get_by_id(ana.id)
    assert (kept.notes, kept.late_minutes) == ("Mon 23 Nov, Maya: brings x-rays", 20)
    assert "x-rays" not in str([row.after for row in Audit.select()])


def test_a_time_is_offered_by_hand_to_somebody_who_waits(talk: Talk, clinic: Clinic, frozen: object) -> None:
    visit(clinic, "Ana Ruiz", "1", dt.datetime(2026, 11, 26, 15, tzinfo=clinic.zone))
    talk("""
        > waitlist dr lee
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < You are on the waitlist for Dr. Lee, until Thu 26 Nov.
        < Your visit of Thu 26 Nov, 3pm stays yours until you take an earlier one.
        < These are free now. Reply with a number to take one, or N to wait:
        < 1 ...
        < 2 ...
        < 3 ...
        < 4 ...
        < 5 Other times
        S> waitlist
        S< On the waitlist: 1
        S< 1. A.R., Dr. Lee, Mon 23 Nov to Thu 26 Nov
        S> offer zoe
        S< I find nobody called zoe on the waitlist.
        S> offer ana osei wed 3pm
        S< Offer A.R. this: Wed 25 Nov, 3pm, Dr. Osei?
        S< [Yes] [No]
        S> yes
        S< Offered to A.R.: Wed 25 Nov, 3pm, Dr. Osei, until 9:15am.
        < Elm Street Clinic: an earlier time is free: Dr. Osei, Wed 25 Nov, 3pm. Reply Y to move ...
        S> offer ana
        S< A.R. has an offer still to answer.
        > y
        < Moved: Dr. Osei, Wed 25 Nov, 3pm. New code <B>.
        S< Moved by the patient: A.R. with Dr. Osei, Thu 26 Nov, 3pm -> Wed 25 Nov, 3pm (<B>)
        S> waitlist
        S< Nobody is on the waitlist.
    """)


# --- the doctors' time -----------------------------------------------------------------------------------------------


def test_a_block_lists_what_it_hits_and_moves_everybody_with_one_word(
    talk: Talk, clinic: Clinic, ana: Appointment
) -> None:
    ben = visit(clinic, "Ben Cole", "2", dt.datetime(2026, 11, 24, 15, tzinfo=clinic.zone))
    talk(f"""
        S> block lee tomorrow leave
        S< Blocking Dr. Lee, Tue 24 Nov hits these (2 in all):
        S< Tue 24 Nov, 10am A.R. ({ana.code})
        S< Tue 24 Nov, 3pm B.C. ({ben.code})
        S< What shall happen to them? Patients get a text.
        S< [Move all] [Cancel all] [One by one] [Only block] [Do not block]
        S> move all
        S< Blocked: Dr. Lee, Tue 24 Nov.
        S< Moved, 2 in all:
        S< A.R.: Wed 25 Nov, 10am, Dr. Lee (<C>)
        S< B.C.: Wed 25 Nov, 3pm, Dr. Lee (<D>)
        1< Elm Street Clinic: we moved your visit to Wed 25 Nov, 10am, Dr. Lee. Code <C>. M <C> moves it, X <C> cancels.
        2< Elm Street Clinic: we moved your visit to Wed 25 Nov, 3pm, Dr. Lee. Code <D>. M <D> moves it, X <D> cancels.
        S> book ana lee tomorrow 3pm
        S< That time is not free. These are:
        S< [...
        S> block lee wednesday 9am to 12
        S< Blocking Dr. Lee, Wed 25 Nov, 9am to 12 noon hits these (1 in all):
        S< Wed 25 Nov, 10am A.R. (<C>)
        S< What shall happen to them? Patients get a text.
        S< [Move all] [Cancel all] [Only block] [Do not block]
        S> cancel all
        S< Blocked: Dr. Lee, Wed 25 Nov, 9am to 12 noon.
        S< Cancelled, 1 in all.
        1< Elm Street Clinic: sorry, your visit Wed 25 Nov, 10am is cancelled. Free: 1 ...
        S> block clinic 25 dec holiday
        S< Block the clinic, Fri 25 Dec? No visit is in it.
        S< [Yes] [Do not block]
        S> no
        S< All right, nothing was changed.
        S> open lee sat 9-12
        S< Open Dr. Lee, Sat 28 Nov, 9am to 12 noon, as extra hours?
        S< [Yes] [No]
        S> yes
        S< Open: Dr. Lee, Sat 28 Nov, 9am to 12 noon. UNBLOCK takes it back.
        S> book ana lee sat 9am
        S< Book A.R. with Dr. Lee, Sat 28 Nov, 9am?
        S< [Yes] [No]
    """)


# --- the office ------------------------------------------------------------------------------------------------------


def test_each_role_sees_and_may_only_its_own(talk: Talk, ana: Appointment) -> None:
    talk(f"""
        SLEE> help
        S< Line: NEXT, DONE, SEEING, NOSHOW, CALL, RECALL, SKIP, BACK, HAND OVER, ARRIVED, QUEUE
        S< Visits: TODAY, TOMORROW, FIND, BOOK, MOVE, CANCEL, CONFIRM, NOTE
        S< Hours: LATE, HOURS
        S< REPLY, CLOSE, STATS, UNDO, HELP
        S< HELP and a word tells more, as in HELP NEXT. A reply to a patient's words goes to the patient.
        SLEE> help next
        S< NEXT [doctor] [room]: calls the next patient
        SLEE> next osei
        S< You act on your own visits only. The desk can do that.
        SLEE> book ana osei thu 3pm
        S< You act on your own visits only. The desk can do that.
        SLEE> move {ana.code} osei
        S< You act on your own visits only. The desk can do that.
        SLEE> block lee friday
        S< That is for the role receptionist or admin. HELP shows what you can say.
        SANA> block lee friday
        S< Block Dr. Lee, Fri 27 Nov? No visit is in it.
        S< [Yes] [Do not block]
        SANA> no
        S< ...
        SANA> set no_show 20
        S< That is for the role admin. HELP shows what you can say.
        SANA> cancel ana
        S< Cancel A.R., Dr. Lee, Tue 24 Nov, 10am ({ana.code})?
        S< [Yes] [No]
        S> set no_show 20
        S< no_show_after_minutes is now 20.
        S> set no_show
        S< no_show_after_minutes is 20. {settings.FACTS["no_show_after_minutes"]["help"]}.
        S< It may be 1 to 240. The default is 15.
        S> set max_walk_ins_per_doctor_per_day lee 5
        S< max_walk_ins_per_doctor_per_day is now 5 (Dr. Lee).
        S> set lee offer_minutes 30
        S< offer_minutes is now 30 (Dr. Lee).
        S> set lee offer_minutes
        S< offer_minutes is 30 (Dr. Lee). {settings.FACTS["offer_minutes"]["help"]}.
        S< It may be 1 to 1440. The clinic's value is 15.
        S> set lee
        S< Dr. Lee's own: max_walk_ins_per_doctor_per_day 5, offer_minutes 30.
        S< SET Dr. Lee name value changes one of these for Dr. Lee alone, default takes it back:
        S< default_slot_duration, buffer_time_minutes, ...
        S< ...
        S< ...
        S< ...
        S> set offer_minutes lee default
        S< offer_minutes is now 15 (Dr. Lee).
        S> set no_show_after_minutes lots
        S< no_show_after_minutes: 'lots' is not a whole number.
        S> set staff_chat_full_names on
        S< staff_chat_full_names is now on.
        S> find ana
        S< Ana Ruiz ..0001: Dr. Lee, Tue 24 Nov, 10am ({ana.code})
    """)


def test_a_doctor_does_not_reach_another_doctors_patients(talk: Talk, clinic: Clinic, ana: Appointment) -> None:
    Appointment.update(doctor=Doctor.get(Doctor.name == "Dr. Ama Osei")).execute()
    talk(f"""
        SLEE> find ana
        S< I find nobody called ana.
        SLEE> cancel {ana.code}
        S< I find no visit with code {ana.code}.
        SLEE> today
        S< Mon 23 Nov. Visits: 0. Over 0, missed 0, to come 0.
    """)


def test_a_stranger_gets_one_polite_line_and_colleagues_may_talk(talk: Talk) -> None:
    talk("""
        SX> hello all
        S< Hello! I do not know you yet. An admin can add you with this id: 99.
        SX> next
        S> morning everyone, shall we have lunch
        S> back in five minutes folks, promise
        S> /blah
        S< I do not know that. HELP shows what you can say.
        S> waitlist
        S< Nobody is on the waitlist.
    """)


def test_set_lists_every_setting_on_one_screen(talk: Transcript) -> None:
    talk("""
        S> queue
        S< The line is open: 0 waiting, 0 with a doctor.
    """)
    lines = [line for _, line in talk.heard("S", "set")]
    assert {field.name for field in fields(Settings)} <= set(", ".join(lines).split(", "))
    assert len(lines) <= 15


# --- what a message means --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("NEXT", "next", ""), ("/next@frontdesk_bot lee", "next", "lee"), ("/close_queue", "close queue", ""),
        ("@frontdesk_bot next", "next", ""), ("no show Q4", "noshow", "Q4"), ("No-Show", "noshow", ""),
        ("hand over lee", "hand over", "lee"), ("handover lee", "hand over", "lee"), ("Queue", "queue", ""),
        ("tody lee", "today", "lee"), ("recal", "recall", ""), ("wailtist", "waitlist", ""), ("close ana", "close", "ana"),
        ("open queue", "open queue", ""), ("open lee sat 9-12", "open", "lee sat 9-12"), ("undo", "undo", ""),
        ("open queu", "open queue", ""), ("open lee", "open", "lee"), ("call nina", "call", "nina"),
    ],
)  # fmt: skip
def test_words_and_slips(text: str, name: str, rest: str) -> None:
    found = match(plain(text))
    assert found is not None
    assert (found.command.name, found.rest, found.sure) == (name, rest, True)


@pytest.mark.parametrize("text", ["gone home", "best wishes", "the doctor is late", "", "👍", "ok", "bock", "?!"])
def test_what_colleagues_say_is_no_command(text: str) -> None:
    found = match(plain(text))
    assert found is None or not found.sure


def test_what_cancels_is_never_guessed() -> None:
    for command in COMMANDS:
        for word in command.words:
            for slip in {word[1:], word[:-1], word[:2] + word[3:], word + "e", word.replace("c", "k")} - {word}:
                found = match(plain(slip))
                if found is not None and found.command.exact and slip not in found.command.words:
                    assert not found.sure, slip


def test_every_command_says_how_it_is_used() -> None:
    for command in COMMANDS:
        assert command.help.startswith(command.name.upper()), command.name
        assert len(command.help) <= 120


# --- one screen ------------------------------------------------------------------------------------------------------


def test_every_answer_fits_one_screen_on_the_busiest_day(talk: Transcript, clinic: Clinic, frozen: object) -> None:
    """60 visits and 40 people in line; the staff chat's stand-in counts the lines of every answer."""
    lee = Doctor.get(Doctor.name == "Dr. Maya Lee")
    for number in range(60):
        patient = factory.patient(clinic, f"Ana Sample{number}")
        starts_at = now() + dt.timedelta(minutes=5 * number)
        factory.visit(lee, patient, starts_at, status="pending" if number % 2 else "confirmed")
    Setting.create(clinic=clinic, key="max_walk_ins_per_doctor_per_day", value=100)
    for number in range(40):
        factory.walk_in(clinic, f"Ben Sample{number}", now())
    talk("S> close queue\nS< The line is closed: nobody new joins. Who waits is still called.")
    room = talk.staffroom
    assert room is not None
    for text in ("queue", "today", "find ana", "confirm", "cancel ana", "call ben", "stats", "help", "set",
                 "block lee today", "cancel all", "waitlist"):  # fmt: skip
        assert 1 <= len(room.heard("S", text)) <= 15, text


def test_the_evening_says_what_tomorrow_brings_once(talk: Talk, clinic: Clinic, frozen: object) -> None:
    visit(clinic, "Ana Ruiz", "1", dt.datetime(2026, 11, 24, 10, tzinfo=clinic.zone))
    ben = visit(clinic, "Ben Diaz", "2", dt.datetime(2026, 11, 24, 15, tzinfo=clinic.zone))
    appointments.confirm(ben, actor=Actor.patient(ben.contact), now=now())  # type: ignore[arg-type]
    talk("""
        S> queue
        S< ...
        @ Mon 23 Nov 16:59
        1< ...
        @ Mon 23 Nov 17:00
        S< Tue 24 Nov. Visits: 2, confirmed 1.
        S< Not confirmed: A.R. 10am (<A>)
        @ Mon 23 Nov 18:00
        -
    """)


def test_the_desk_sets_and_ends_a_patients_e_mail(talk: Talk, ana: Appointment) -> None:
    """Shown masked: the chat is not the clinic's own."""
    talk("""
        S> email ana ruiz Ana.Ruiz@Example.org
        S< Copies of texts to A.R. go to A...@example.org too.
        S> email ana ruiz
        S< Like this: EMAIL Ana Ruiz ana@example.com, or EMAIL Ana Ruiz OFF
        S> email ana ruiz ana@
        S< Like this: EMAIL Ana Ruiz ana@example.com, or EMAIL Ana Ruiz OFF
    """)
    assert Patient.get_by_id(ana.patient_id).email == "Ana.Ruiz@example.org"
    talk("""
        S> email ana ruiz off
        S< A.R. gets no e-mail any more.
    """)
    assert Patient.get_by_id(ana.patient_id).email is None
