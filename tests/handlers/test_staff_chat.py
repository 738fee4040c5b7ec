"""The staff chat end to end: the real library, an emulated Telegram group and carrier, the bot's own words."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.dialogue import reply
from handlers.phone.carrier import TelegramUser
from handlers.phone.threads import Bubble
from jobs import delivery
from store import clock, staff
from store.models import (
    TABLES,
    Appointment,
    Audit,
    Clinic,
    Contact,
    Doctor,
    Handoff,
    InboundMessage,
    OutboxMessage,
    Patient,
    StaffMember,
    Ticket,
)
from tests import factory
from tests.handlers.conftest import ANA, BEN, CHAT, STAFF_CHAT, Script, Town

SAM, EVE = TelegramUser(7, "Sam"), TelegramUser(8, "Eve")


@pytest.fixture
def desk(town: Town, script: Script) -> Town:
    """Sam, an admin, is known by his Telegram id and his phone; two doctors; patients talk to the bot itself."""
    script.says = reply
    factory.doctor(town.clinic, "Dr. Maya Lee", days=range(7), starts=dt.time(0), ends=dt.time(23, 55))
    factory.doctor(town.clinic, "Dr. Ama Osei", days=range(7), starts=dt.time(0), ends=dt.time(23, 55))
    sam, _ = staff.add(town.clinic, "Sam", "admin", now=clock.now(), telegram_id=SAM.id, phone=BEN)
    staff.set_pin(sam, "4711", now=clock.now())
    return town


def group(town: Town, text: str, user: TelegramUser = SAM, reply_to: int | None = None) -> list[str]:
    return town.carrier.telegram_text(STAFF_CHAT, text, user, reply_to).messages


def told(town: Town) -> list[Bubble]:
    """What the group has been told, after everything due has been delivered."""
    delivery.deliver(clock.now())
    return [bubble for bubble in town.carrier.thread(STAFF_CHAT) if bubble.author == "clinic"]


def test_a_patient_is_called_from_the_group_with_buttons(desk: Town) -> None:
    assert group(desk, "/walkin Ana Ruiz +1 555 010 0001")[0].startswith("Q001 A.R. is in line, 0 ahead")
    [bubble] = desk.carrier.telegram_text(STAFF_CHAT, "/next@frontdesk_demo_bot lee 2", SAM).bubbles
    assert bubble.text == "Q001 A.R. -> Dr. Lee, room 2"
    assert [[key.text for key in row] for row in bubble.buttons] == [["Done", "Recall", "Skip"], ["No-show"]]
    delivery.deliver(clock.now())
    assert "It is your turn, ticket Q001: please go to room 2" in desk.carrier.thread(ANA)[-1].text

    done = desk.carrier.telegram_tap(STAFF_CHAT, int(bubble.sid), bubble.buttons[0][0].data, SAM)
    assert done.messages == ["Q001 A.R. is done.\nWaiting: 0."]
    tapped = next(each for each in desk.carrier.thread(STAFF_CHAT) if each.sid == bubble.sid)
    assert (tapped.text, tapped.buttons) == ("Q001 A.R. -> Dr. Lee, room 2\n✔ Done", ())
    assert Ticket.get().status == "completed"


def test_a_stale_tap_gets_a_toast_and_writes_nothing(desk: Town) -> None:
    group(desk, "/walkin Ana Ruiz")
    [bubble] = desk.carrier.telegram_text(STAFF_CHAT, "/next lee", SAM).bubbles
    group(desk, "done")
    answer = desk.carrier.telegram_tap(STAFF_CHAT, int(bubble.sid), bubble.buttons[0][2].data, SAM)
    assert answer.messages == []
    toast = next(each.text for each in answer.bubbles if each.author == "notice")
    assert toast.startswith("Q001 A.R. is completed now: Sam")
    stale = next(each for each in desk.carrier.thread(STAFF_CHAT) if each.sid == bubble.sid)
    assert (stale.text.count("✔"), stale.buttons) == (0, ())


def test_five_deliveries_of_one_next_call_one_patient(desk: Town) -> None:
    group(desk, "/walkin Ana Ruiz")
    group(desk, "/walkin Ben Cole")
    number = desk.carrier.telegram.new_update_id()
    with ThreadPoolExecutor(5) as five:
        list(five.map(lambda _: desk.carrier.telegram_text(STAFF_CHAT, "/next lee", SAM, update_id=number), range(5)))
    assert sorted(ticket.status for ticket in Ticket.select()) == ["called", "waiting"]


def test_two_who_call_at_once_never_get_one_patient(desk: Town) -> None:
    staff.add(desk.clinic, "Eve", "receptionist", now=clock.now(), telegram_id=EVE.id)
    group(desk, "/walkin Ana Ruiz")
    group(desk, "/walkin Ben Cole")
    with ThreadPoolExecutor(2) as two:
        list(two.map(lambda who: group(desk, f"/next {who[0]}", who[1]), [("lee", SAM), ("osei", EVE)]))
    called = {ticket.number: ticket.serving_doctor_id for ticket in Ticket.select()}
    assert len(set(called.values())) == 2


def test_an_unknown_person_gets_one_line_and_other_groups_none(desk: Town) -> None:
    for text in ("/next", "/queue"):
        assert group(desk, text, EVE) == []
    assert [bubble.text for bubble in told(desk)] == [
        "Hello! I do not know you yet. An admin can add you with this id: 8."
    ]
    before = Contact.select().count(), InboundMessage.select().count()
    assert desk.carrier.telegram_text(-77, "/next", SAM).messages == []
    assert (Contact.select().count(), InboundMessage.select().count()) == before
    assert Patient.select().count() == 0


def test_a_member_may_write_to_the_bot_alone(desk: Town) -> None:
    me = TelegramUser(SAM.id, "Sam")
    assert desk.carrier.telegram_text(SAM.id, "queue", me).messages == ["The line is open: 0 waiting, 0 with a doctor."]
    assert desk.carrier.telegram_text(CHAT, "queue").messages[0].startswith("Elm Street Clinic here.")


def test_who_no_longer_works_here_is_a_patient_and_old_buttons_do_nothing(desk: Town) -> None:
    me = TelegramUser(SAM.id, "Sam")
    [bubble] = desk.carrier.telegram_text(SAM.id, "next", me).bubbles
    staff.revoke(StaffMember.get(), now=clock.now())
    assert desk.carrier.telegram_text(SAM.id, "1", me).messages != []
    tap = desk.carrier.telegram_tap(SAM.id, int(bubble.sid), bubble.buttons[0][0].data, me)
    assert tap.messages == ["That button is out of date."]


def test_a_reply_in_the_group_reaches_the_patient_by_sms(desk: Town) -> None:
    answer = desk.carrier.text(ANA, "can I talk to a person")
    assert "I have told the desk." in answer.messages[-1]
    plea = told(desk)[-1]
    assert plea.text.splitlines()[:2] == [f"{ANA} would like a person:", "> can I talk to a person"]

    assert group(desk, "What can I do for you?", reply_to=int(plea.sid)) == [f"Sent to {ANA}."]
    delivery.deliver(clock.now())
    assert desk.carrier.thread(ANA)[-1].text == "What can I do for you?"
    assert OutboxMessage.get(OutboxMessage.kind == "staff_answer").state in ("sent", "delivered")

    assert desk.carrier.text(ANA, "book").messages == []
    more = told(desk)[-1]
    assert more.text == f"{ANA}: book"
    assert group(desk, "done", reply_to=int(more.sid)) == [f"{ANA} is with the bot again."]
    assert desk.carrier.text(ANA, "book").messages != []


def test_a_clinic_without_a_group_answers_by_sms(desk: Town) -> None:
    Clinic.update(staff_chat_id=None).execute()
    assert "I have told the desk." in desk.carrier.text(ANA, "can I talk to a person").messages[-1]
    delivery.deliver(clock.now())
    number = Handoff.get().id
    assert desk.carrier.thread(BEN)[-1].text.splitlines() == [
        f"{ANA} would like a person:", "> can I talk to a person",
        f"REPLY {number} and your words answer them; CLOSE {number} ends it.",
    ]  # fmt: skip
    assert desk.carrier.text(ANA, "are you there").messages == []
    delivery.deliver(clock.now())
    assert desk.carrier.thread(BEN)[-1].text.startswith(f"{ANA}: are you there")
    assert desk.carrier.text(BEN, f"reply {number} Yes: we are here").messages == ["Your PIN, please."]
    assert desk.carrier.text(BEN, "4711").messages == [f"Sent to {ANA}."]
    delivery.deliver(clock.now())
    assert desk.carrier.thread(ANA)[-1].text == "Yes: we are here"
    desk.carrier.text(BEN, "reply 999 hello")
    assert desk.carrier.text(BEN, "4711").messages == ["Nobody here has the number 999."]
    desk.carrier.text(BEN, f"close {number}")
    assert desk.carrier.text(BEN, "4711").messages == [f"{ANA} is with the bot again."]
    assert desk.carrier.text(ANA, "book").messages != []


def test_by_sms_what_changes_a_visit_asks_for_the_pin(desk: Town) -> None:
    assert desk.carrier.text(BEN, "queue").messages == ["The line is open: 0 waiting, 0 with a doctor."]
    assert desk.carrier.text(BEN, "walkin Ana Ruiz").messages == ["Your PIN, please."]
    assert desk.carrier.text(BEN, "0000").messages == ["That is not your PIN. Try again."]
    assert Ticket.select().count() == 0
    assert desk.carrier.text(BEN, "4711").messages[0].startswith("Q001 A.R. is in line")
    assert desk.carrier.text(BEN, "next lee").messages == ["Your PIN, please."]
    assert desk.carrier.text(BEN, "4711").messages[0].startswith("Q001 A.R. -> Dr. Lee, room 1")
    assert not InboundMessage.select().where(InboundMessage.text.in_(("0000", "4711"))).exists()


def test_by_sms_a_yes_may_be_said_as_often_as_it_is_asked_for(desk: Town) -> None:
    """A receptionist is no machine that writes to ours; a choice that was not offered is told, not ignored."""
    say = desk.carrier.text
    for name in ("Ana", "Ben", "Cai", "Dee", "Eve"):
        assert say(BEN, f"walkin {name} Sample").messages == ["Your PIN, please."]
        assert "is in line" in say(BEN, "4711").messages[0]
        assert say(BEN, f"cancle {name}").messages == [f"Did you mean CANCEL {name}?\n1 Yes\n2 No"]
        assert say(BEN, "7").messages == ["Which of these, 1 to 2?\n1 Yes\n2 No"]
        assert say(BEN, "yes").messages == ["Your PIN, please."]
    for turn in range(60):
        assert say(BEN, f"find nobody{turn}").messages == [f"I find nobody called nobody{turn}."]


def test_five_wrong_pins_shut_the_door_and_the_group_is_told(desk: Town) -> None:
    desk.carrier.text(BEN, "close queue")
    for wrong in range(4):
        assert desk.carrier.text(BEN, f"000{wrong}").messages == ["That is not your PIN. Try again."]
    locked = "Too many wrong PINs. Nothing can be changed by text for an hour."
    assert desk.carrier.text(BEN, "0009").messages == [locked]
    assert desk.carrier.text(BEN, "4711").messages == [locked]
    assert desk.carrier.text(BEN, "open queue").messages == [locked]
    assert "Sam's number sent 5 wrong PINs" in told(desk)[-1].text
    assert Audit.select().where(Audit.action == "staff.wrong_pin").count() == 5


def test_a_number_that_is_not_listed_is_a_patient(desk: Town) -> None:
    StaffMember.update(phone=None).execute()
    assert desk.carrier.text(BEN, "queue").messages[0].startswith("Elm Street Clinic here.")


def test_stop_from_a_listed_number_is_the_laws(desk: Town) -> None:
    desk.carrier.opt_out_words(advanced=True)
    desk.carrier.text(BEN, "stop")
    assert Contact.get(Contact.address == BEN).opted_out_at is not None


def test_a_fault_of_ours_is_told_and_changes_nothing(desk: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.staff.dialogue.plain", lambda text: 1 / 0)
    assert group(desk, "/next") == [
        "Sorry, that went wrong on our side and nothing was changed. The operator can see why."
    ]


def test_a_doctors_note_is_taken_in_their_own_chat_and_written_down_nowhere_else(desk: Town) -> None:
    lee = Doctor.get(Doctor.name == "Dr. Maya Lee")
    maya, _ = staff.add(
        desk.clinic, "Maya", "doctor", now=clock.now(), telegram_id=EVE.id, phone="+15550100009", doctor=lee
    )
    staff.set_pin(maya, "4711", now=clock.now())
    factory.visit_of(desk.clinic, "Ana Ruiz", lee, clock.now() + dt.timedelta(hours=2), code="K7")
    [refused] = group(desk, "/note k7: sentinel rash", EVE)
    assert refused.startswith("Nothing is written: others read along here.")
    [noted] = desk.carrier.telegram_text(EVE.id, "note k7: sentinel rash", EVE).messages
    assert noted.startswith("Noted for A.R., Dr. Lee")
    assert desk.carrier.text("+15550100009", "note k7: sentinel two").messages == ["Your PIN, please."]
    [noted] = desk.carrier.text("+15550100009", "4711").messages
    assert noted.startswith("Noted for A.R., Dr. Lee")
    assert [line.split(": ")[1] for line in Appointment.get().notes.split("\n")] == ["sentinel rash", "sentinel two"]
    Appointment.update(notes="").execute()
    kept = [row for table in TABLES for row in table.select().dicts() if "sentinel" in str(row)]
    assert kept == []
