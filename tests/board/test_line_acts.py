"""The line and the doctors, worked from the board: what each button does, says, and refuses."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from freezegun.api import FrozenDateTimeFactory

from handlers.board.acting import as_shown
from store.models import Appointment, Audit, Clinic, Contact, Doctor, OutboxMessage, Patient, Ticket
from tests import factory
from tests.board.conftest import TEN, Browser, Enter, notice


def fresh(ticket: Ticket) -> Ticket:
    found: Ticket = Ticket.get_by_id(ticket.id)
    return found


@pytest.fixture
def mia(clinic: Clinic, lee: Doctor) -> Ticket:
    return factory.walk_in(clinic, "Mia Sample", TEN - dt.timedelta(minutes=20))


@pytest.fixture
def tom(mia: Ticket, clinic: Clinic) -> Ticket:
    return factory.walk_in(clinic, "Tom Sample", TEN - dt.timedelta(minutes=10))


def test_next_calls_texts_and_remembers_the_room(ana: Browser, mia: Ticket, tom: Ticket, lee: Doctor) -> None:
    page = ana.get("/staff/").text
    assert f'id="d{lee.id}-room" name="room" value="1"' in page
    answer = ana.press(f"/staff/doctors/{lee.id}/next", room="7")
    assert notice(answer) == "Q001 Mia Sample was called to room 7, Dr. Lee."
    assert fresh(mia).status == "called"
    [alert] = OutboxMessage.select().where(OutboxMessage.kind == "turn", OutboxMessage.ticket == mia)
    assert "please go to room 7" in alert.text
    assert f'id="d{lee.id}-room" name="room" value="7"' in ana.get("/staff/").text
    row: Audit = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.action, row.actor_name, row.channel, row.address) == ("ticket.call", "Ana Front", "board", "10.0.0.7")


def test_the_answer_carries_every_part_of_the_page(ana: Browser, mia: Ticket, lee: Doctor) -> None:
    answer = ana.press(f"/staff/doctors/{lee.id}/next").text
    for name in ("head", "rooms", "line", "visits", "handoffs", "news", "live"):
        assert f'<hx-partial hx-target="#{name}"' in answer


def test_an_act_is_answered_with_what_it_changed(ana: Browser, mia: Ticket, lee: Doctor) -> None:
    seen = re.search(r"live\?seen=([^\"]+)", ana.get("/staff/").text)
    assert seen
    headers = {"HX-Request": "true", "X-Seen": seen[1]}
    form = {"csrf": ana.csrf, "present": "yes", "as": "waiting"}
    answer = ana.client.post(f"/staff/tickets/{mia.id}/presence", data=form, headers=headers).text
    assert re.findall(r'<hx-partial hx-target="#(\w+)"', answer) == ["line", "news", "live"]


def test_a_whole_visit_from_called_to_done(ana: Browser, mia: Ticket, tom: Ticket, lee: Doctor) -> None:
    ana.press(f"/staff/doctors/{lee.id}/next")
    assert notice(ana.press(f"/staff/tickets/{mia.id}/recall")) == "Q001 Mia Sample was called again."
    assert notice(ana.press(f"/staff/tickets/{mia.id}/start")) == "Q001 Mia Sample is with Dr. Lee."
    assert notice(ana.press(f"/staff/doctors/{lee.id}/next")) == (
        "Dr. Lee already has Q001, called by Ana Front 10:00am."
    )
    after = ana.press(f"/staff/doctors/{lee.id}/next", finish=str(mia.id))
    assert notice(after) == "Q002 Tom Sample was called to room 1, Dr. Lee."
    assert fresh(mia).status == "completed"
    assert notice(ana.press(f"/staff/tickets/{tom.id}/done")) == "Q002 Tom Sample is done."
    assert notice(ana.press(f"/staff/doctors/{lee.id}/next")) == "Nobody waits for Dr. Lee."


def test_undo_takes_the_last_minute_back(ana: Browser, mia: Ticket, lee: Doctor, time: FrozenDateTimeFactory) -> None:
    assert "Undo" in ana.press(f"/staff/doctors/{lee.id}/next").text
    assert notice(ana.press("/staff/undo")) == "Undone: Q001 Mia Sample as before."
    assert fresh(mia).status == "waiting"
    ana.press(f"/staff/doctors/{lee.id}/next")
    time.move_to(TEN + dt.timedelta(seconds=61))
    late = ana.press("/staff/undo")
    assert (late.status_code, notice(late)) == (409, "Nothing of yours to undo in the last 60 seconds.")
    assert fresh(mia).status == "called"


def test_skip_put_back_no_show_and_hand_over(ana: Browser, mia: Ticket, lee: Doctor, park: Doctor) -> None:
    ana.press(f"/staff/doctors/{lee.id}/next")
    ana.press(f"/staff/tickets/{mia.id}/skip")
    assert (fresh(mia).status, fresh(mia).passed_over) == ("waiting", 1)
    assert "passed over" in ana.get("/staff/").text
    ana.press(f"/staff/tickets/{mia.id}/presence", present="yes")
    ana.press(f"/staff/tickets/{mia.id}/call", doctor=str(lee.id))
    assert notice(ana.press(f"/staff/tickets/{mia.id}/no-show")) == "Q001 Mia Sample did not come."
    assert "Left without being seen" in ana.get("/staff/").text
    assert notice(ana.press(f"/staff/tickets/{mia.id}/put-back")) == "Q001 Mia Sample is back in line."
    answer = ana.press(f"/staff/tickets/{mia.id}/hand-over", doctor=str(park.id))
    assert notice(answer) == "Q001 Mia Sample now waits for Dr. Park."
    assert fresh(mia).doctor_id == park.id
    assert notice(ana.press(f"/staff/tickets/{mia.id}/hand-over", doctor="")) == "Q001 Mia Sample now waits for anyone."
    assert "lets others pass for 10 minutes" in notice(ana.press(f"/staff/tickets/{mia.id}/later", minutes="10"))
    assert notice(ana.press(f"/staff/tickets/{mia.id}/remove")) == "Q001 Mia Sample was taken out of the line."


def test_a_stale_button_says_who_was_faster_and_when(
    ana: Browser, enter: Enter, mia: Ticket, tom: Ticket, lee: Doctor, time: FrozenDateTimeFactory
) -> None:
    ben = enter("Ben Front", "receptionist")
    ana.press(f"/staff/doctors/{lee.id}/next")
    shown = as_shown(fresh(mia))  # both see Q001 called
    time.move_to(TEN + dt.timedelta(minutes=2))
    ana.press(f"/staff/tickets/{mia.id}/skip", shown=shown)
    answer = ben.press(f"/staff/tickets/{mia.id}/no-show", shown=shown)
    assert (answer.status_code, notice(answer)) == (409, "Q001 was already passed over by Ana Front, 10:02am.")
    assert "notice bad" in answer.text
    ana.press(f"/staff/tickets/{mia.id}/presence", present="yes")
    ana.press(f"/staff/tickets/{mia.id}/call", doctor=str(lee.id))
    again = ben.press(f"/staff/tickets/{mia.id}/skip", shown=shown)  # called again: not the call that Ben saw
    assert notice(again) == "Q001 was already called by Ana Front, 10:02am."
    assert fresh(mia).status == "called"
    assert "by you" in notice(ana.press(f"/staff/tickets/{mia.id}/no-show", shown=shown))


def test_done_next_finishes_only_the_patient_it_showed(
    ana: Browser, enter: Enter, mia: Ticket, tom: Ticket, lee: Doctor
) -> None:
    ben = enter("Ben Front", "receptionist")
    ana.press(f"/staff/doctors/{lee.id}/next")
    ana.press(f"/staff/doctors/{lee.id}/next", finish=str(mia.id))
    stale = ben.press(f"/staff/doctors/{lee.id}/next", finish=str(mia.id))
    assert notice(stale) == "Q001 was already finished by Ana Front, 10:00am."
    assert fresh(tom).status == "called"
    assert ben.press(f"/staff/doctors/{lee.id}/next", finish="999").status_code == 409
    assert ben.press(f"/staff/doctors/{lee.id}/next", finish="x").status_code == 409


def test_the_queues_switch(ana: Browser, clinic: Clinic, mia: Ticket) -> None:
    assert "nobody new joins" in notice(ana.press("/staff/queue", open="no"))
    assert "Queue closed" in ana.get("/staff/").text
    answer = ana.press("/staff/walk-ins", patient="Gil Sample")
    assert notice(answer) == "The queue is closed."
    assert notice(ana.press("/staff/queue", open="yes")) == "The queue is open."


def test_a_walk_in_is_added_with_or_without_a_phone(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    added = ana.press("/staff/walk-ins", patient="  Gil   Sample ", phone="", urgency="urgent", reason="Cut hand")
    assert notice(added) == "Q001 Gil Sample is in line."
    gil: Ticket = Ticket.get()
    assert (gil.urgency, gil.reason, gil.present, gil.contact) == ("urgent", "Cut hand", True, None)
    assert "call by voice" in added.text
    phoned = ana.press("/staff/walk-ins", patient="Ida Sample", phone="+1 555 010 0042", doctor=str(lee.id))
    assert phoned.status_code == 200
    assert Contact.get().address == "+15550100042"
    ida: Ticket = Ticket.get(Ticket.doctor == lee)
    assert OutboxMessage.select().where(OutboxMessage.ticket == ida, OutboxMessage.kind == "turn").count() == 1
    assert notice(ana.press("/staff/walk-ins", patient="X", phone="12")) == "Phone: is not a phone number."
    assert notice(ana.press("/staff/walk-ins", patient=" ")) == "Name: is missing."
    assert Patient.select().count() == 2
    assert notice(ana.press("/staff/undo")) == "Undone: Q002 Ida Sample as before."


def test_words_of_patients_are_words(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    evil = '<script>alert(1)</script><hx-partial hx-target="body">'
    page = ana.press("/staff/walk-ins", patient=evil, reason='"><img src=x onerror=alert(1)>').text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("<hx-partial") == 7  # five parts, the notice, and what asks next


def test_values_no_form_would_send_are_refused_not_crashed_on(ana: Browser, mia: Ticket, lee: Doctor) -> None:
    for doctor in ("0", "9" * 12, "9" * 5000, "\x00", "nobody"):
        assert ana.press(f"/staff/tickets/{mia.id}/call", doctor=doctor).status_code == 409
        assert ana.press(f"/staff/tickets/{mia.id}/hand-over", doctor=doctor).status_code in (200, 409)
    assert ana.press(f"/staff/doctors/{lee.id}/next", room="\x00\n" * 90, finish="9" * 50).status_code == 409
    assert ana.press("/staff/walk-ins", patient="Zoë \x00 Sample\n", urgency="\x00", phone="x\x00").status_code == 409
    assert ana.press(f"/staff/tickets/{2**31}/call").status_code == 404
    assert ana.press("/staff/walk-ins", patient="\u202eevil \x00Sample", reason="\x00a").status_code == 200
    assert ana.press(f"/staff/tickets/{mia.id}/presence", present="\x00", shown="\x00").status_code == 409


def test_it_works_without_javascript(ana: Browser, mia: Ticket, lee: Doctor) -> None:
    answer = ana.press(f"/staff/doctors/{lee.id}/next", htmx=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/")
    assert "Q001 Mia Sample was called to room 1, Dr. Lee." in ana.get("/staff/").text
    refused = ana.press(f"/staff/doctors/{lee.id}/next", htmx=False)
    assert refused.status_code == 303
    assert "already has Q001" in ana.get("/staff/").text


def test_a_doctor_acts_for_their_own_patients_only(
    enter: Enter, ana: Browser, clinic: Clinic, lee: Doctor, park: Doctor, mia: Ticket
) -> None:
    theirs = factory.walk_in(clinic, "Wants Park", TEN, doctor=park)
    doctor = enter("Maya Lee", "doctor", lee)
    page = doctor.get("/staff/").text
    assert "Wants Park" not in page
    assert "Mia Sample" in page
    assert f'id="d{park.id}"' not in page
    assert notice(doctor.press(f"/staff/doctors/{park.id}/next")) == "A doctor acts for their own patients only."
    assert doctor.press(f"/staff/tickets/{theirs.id}/call", doctor=str(lee.id)).status_code == 409
    assert fresh(theirs).status == "waiting"
    assert doctor.press(f"/staff/doctors/{lee.id}/next").status_code == 200
    for path in ("queue", "walk-ins", f"tickets/{mia.id}/remove", "handoffs/1/close"):
        assert doctor.press(f"/staff/{path}").status_code == 403


def test_another_clinics_ticket_is_not_there(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    other = factory.clinic(slug="oak", display_token="oak", sms_number="+15550100999", telegram_bot_id=2)
    factory.doctor(other, "Dr. Else Where")
    ticket = factory.walk_in(other, "Far Away", TEN)
    answer = ana.press(f"/staff/tickets/{ticket.id}/remove")
    assert (answer.status_code, notice(answer)) == (409, "That is not here any more.")
    assert "Far Away" not in ana.get("/staff/").text
    assert fresh(ticket).status == "waiting"


def test_nobody_is_handed_over_to_where_they_are(ana: Browser, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    anyone, lees = factory.walk_in(clinic, "Any One", TEN), factory.walk_in(clinic, "Lee Only", TEN, doctor=lee)
    page = ana.get("/staff/").text

    def offered(ticket: Ticket) -> list[str]:
        select = page.partition(f'id="t{ticket.id}-to"')[2].partition("</select>")[0]
        return re.findall(r">([^<>]+)</option>", select)

    assert offered(anyone) == ["Dr. Maya Lee", "Dr. Tom Park"]
    assert offered(lees) == ["Anyone", "Dr. Tom Park"]


# --- A doctor who is late, or goes home --------------------------------------------------------------------------------


def test_a_doctor_who_is_late_is_said_in_one_press(ana: Browser, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    soon = factory.visit_of(clinic, "Mia Sample", lee, TEN + dt.timedelta(minutes=30))
    voice = factory.visit(lee, factory.patient(clinic, "Zoe Voice"), TEN + dt.timedelta(hours=1), code="Z9")
    factory.visit_of(clinic, "Tom Sample", park, TEN + dt.timedelta(minutes=30))
    factory.visit_of(clinic, "Eve Sample", lee, TEN + dt.timedelta(hours=5))  # by then it is made up
    assert re.search(r"min late: tell 2 patients<span[^>]*> of Dr. Maya Lee<", ana.get("/staff/").text)
    answer = ana.press(f"/staff/doctors/{lee.id}/late", minutes="20")
    assert notice(answer) == ("Dr. Lee is about 20 minutes late: 1 told by text; please call Zoe Voice, 11:00am.")
    assert [one.contact_id for one in OutboxMessage.select()] == [soon.contact_id]
    assert Appointment.get_by_id(voice.id).late_minutes == 20
    assert notice(ana.press(f"/staff/doctors/{lee.id}/late", minutes="0")) == "Minutes: must be a number from 1 to 240."


def test_a_doctor_tells_of_their_own_delay_alone(enter: Enter, lee: Doctor, park: Doctor) -> None:
    maya = enter("Maya Lee", "doctor", lee)
    assert maya.press(f"/staff/doctors/{park.id}/late", minutes="20").status_code in (403, 404, 409)
    told = notice(maya.press(f"/staff/doctors/{lee.id}/late", minutes="20"))
    assert told == "Dr. Lee is about 20 minutes late: nobody is booked in the next hours."


def test_going_home_opens_the_form_for_the_rest_of_the_day(
    ana: Browser, lee: Doctor, time: FrozenDateTimeFactory
) -> None:
    time.move_to(TEN + dt.timedelta(minutes=63))
    page = html.unescape(ana.get("/staff/").text)
    found = re.search(r'href="(/staff/hours/block\?[^"]+)">Goes home', page)
    assert found, page
    form = ana.get(found[1]).text
    for name, value in (("first_day", "2026-11-23"), ("starts", "11:00"), ("ends", "17:00")):
        assert re.search(rf'name="{name}"[^>]* value="{value}"', form), name
    assert f'<option value="{lee.id}" selected>' in form


def test_who_waits_for_a_doctor_that_is_late_or_gone_is_named(ana: Browser, clinic: Clinic, lee: Doctor) -> None:
    factory.walk_in(clinic, "Mia Sample", TEN, doctor=lee)
    factory.walk_in(clinic, "Tom Sample", TEN)  # takes whoever is free
    assert "is off" not in ana.get("/staff/").text
    told = notice(ana.press(f"/staff/doctors/{lee.id}/late", minutes="20"))
    assert told.endswith("In line for Dr. Lee, untold: Q001 Mia Sample.")
    home = {"doctor": str(lee.id), "kind": "leave", "first_day": "2026-11-23", "starts": "10:00", "ends": "17:00"}
    assert ana.press("/staff/hours/block", htmx=False, **home).status_code == 303
    assert "In line for Dr. Lee, untold: Q001 Mia Sample." in ana.get("/staff/hours").text
    assert "Dr. Lee is off</span>" in ana.get("/staff/").text
    tomorrow = home | {"first_day": "2026-11-24"}
    ana.press("/staff/hours/block", htmx=False, **tomorrow)
    assert "untold" not in ana.get("/staff/hours").text
