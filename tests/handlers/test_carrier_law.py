"""The real bot behind the real webhook, the emulated carrier with its own opt-out list and its errors (RULES 1-3, 13)."""

from __future__ import annotations

import datetime as dt

import pytest

from bot import dialogue
from handlers.phone.opt_out import OPT_IN, OPT_OUT
from jobs import delivery
from store import clock, consent, contacts, outbox, settings
from store.models import Appointment, Clinic, Contact, ContactPatient, OutboxMessage
from tests import factory
from tests.handlers.conftest import ANA, BEN, CHAT, Script, Town

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _the_real_bot(script: Script) -> None:
    script.says = dialogue.reply


def booked(clinic: Clinic, number: str = ANA, days: int = 2) -> Appointment:
    contact = factory.contact(clinic, number)
    doctor = factory.doctor(clinic)
    return factory.visit(doctor, factory.patient(clinic, contact=contact), clock.now() + days * DAY, contact=contact)


def to_staff() -> list[str]:
    return [row.text for row in OutboxMessage.select().where(OutboxMessage.kind == "staff").order_by(OutboxMessage.id)]


def on_the_phone(town: Town, number: str = ANA) -> list[str]:
    return [bubble.text for bubble in town.carrier.thread(number) if bubble.author == "clinic"]


def deliver(town: Town) -> None:
    delivery.deliver(clock.now())
    assert town.carrier.settle()
    delivery.deliver(clock.now())


# --- the carrier's words ---------------------------------------------------------------------------------------------


def test_a_bare_cancel_on_a_long_code_cancels_and_the_refused_check_tells_the_desk(town: Town) -> None:
    """Default opt-out handling: the carrier drops the TwiML without a word; our own text comes back with 21610."""
    visit = booked(town.clinic)
    town.carrier.text(ANA, "CANCEL")
    deliver(town)
    assert Appointment.get_by_id(visit.id).status == "cancelled"
    assert on_the_phone(town) == []
    contact = Contact.get(Contact.address == ANA)
    assert contact.opted_out_how == "carrier 21610"
    assert [line.kind for line in consent.history(contact)][-1] == "withdrawn"
    [told] = [text for text in to_staff() if "CANCEL" in text]
    assert "What they meant is cancelled" in told
    assert "START" in told

    town.carrier.text(ANA, "START")
    assert Contact.get(Contact.address == ANA).opted_out_at is None
    assert on_the_phone(town)[-1].startswith("Elm Street Clinic: welcome back.")


def test_a_cancel_that_could_mean_several_visits_is_the_desks_to_clear_up(town: Town) -> None:
    booked(town.clinic)
    patient = Appointment.get().patient
    doctor = Appointment.get().doctor
    factory.visit(doctor, patient, clock.now() + 3 * DAY, contact=Appointment.get().contact)
    town.carrier.text(ANA, "cancel")
    deliver(town)
    assert {visit.status for visit in Appointment.select()} == {"confirmed"}
    assert any("No visit was cancelled: please call them." in text for text in to_staff())


def test_where_the_carrier_lets_cancel_through_the_check_says_how_to_end_texts(town: Town) -> None:
    booked(town.clinic)
    town.carrier.opt_out_words(False, OPT_OUT - {"CANCEL"}, OPT_IN)
    town.carrier.text(ANA, "CANCEL")
    deliver(town)
    assert "Cancelled: Dr. Lee" in on_the_phone(town)[0]
    assert (
        on_the_phone(town)[1] == "Elm Street Clinic: we still text you about your visits. To end all texts, reply STOP."
    )
    assert Contact.get(Contact.address == ANA).opted_out_at is None


@pytest.mark.parametrize("rules", [{"advanced_opt_out": "on"}, {"sms_number_kind": "toll_free"}])
def test_no_check_where_the_carrier_would_have_told_or_does_not_own_the_word(town: Town, rules: dict[str, str]) -> None:
    booked(town.clinic)
    settings.put(town.clinic, rules)
    town.carrier.opt_out_words(rules.get("advanced_opt_out") == "on", OPT_OUT - {"CANCEL"}, OPT_IN)
    answer = town.carrier.text(ANA, "CANCEL")
    assert "Cancelled: Dr. Lee" in answer.body
    assert OutboxMessage.select().where(OutboxMessage.kind == "carrier_check").count() == 0


def test_with_advanced_opt_out_the_webhook_says_it_and_the_answer_is_empty(town: Town) -> None:
    visit = booked(town.clinic)
    settings.put(town.clinic, {"advanced_opt_out": "on"})
    town.carrier.opt_out_words(True)
    answer = town.carrier.text(ANA, "CANCEL")
    assert "<Message" not in answer.body
    assert Appointment.get_by_id(visit.id).status == "cancelled"
    assert Contact.get(Contact.address == ANA).opted_out_how == "carrier"
    assert any("What they meant is cancelled" in text for text in to_staff())
    assert "<Message" not in town.carrier.text(ANA, "START").body
    assert Contact.get(Contact.address == ANA).opted_out_at is None
    assert "<Message" not in town.carrier.text(ANA, "HELP").body


def test_stop_is_heard_by_a_bot_that_is_broken_and_in_a_flood(town: Town, script: Script) -> None:
    def broken(*_: object) -> list[object]:
        raise LookupError("a bug")

    script.says = broken  # type: ignore[assignment]
    town.carrier.text(ANA, "STOP")
    assert Contact.get(Contact.address == ANA).opted_out_how == "said"

    script.says = dialogue.reply
    for _ in range(5):
        town.carrier.text(BEN, "I am driving right now")
    town.carrier.text(BEN, "leave me alone")
    assert Contact.get(Contact.address == BEN).opted_out_how == "said"


# --- the table of RULES 13 -------------------------------------------------------------------------------------------


def linked(town: Town, visit: Appointment) -> Contact:
    """The patient's Telegram chat beside their number."""
    chat = factory.contact(town.clinic, str(CHAT), "telegram")
    ContactPatient.create(contact=chat, patient=visit.patient, owner=True)
    return chat


def remind(town: Town, number: str) -> tuple[Appointment, OutboxMessage]:
    visit = booked(town.clinic, number)
    linked(town, visit)
    assert visit.contact is not None
    message = outbox.add(visit.contact, "reminder", "Dr. Lee, soon", clock.now(), appointment=visit, dedupe_key="r")
    assert message is not None
    deliver(town)
    return visit, OutboxMessage.get_by_id(message.id)


@pytest.mark.parametrize(
    ("number", "code", "dead"),
    [
        ("+15005553005", "30005", True), ("+15005553006", "30006", True), ("+15005553007", "30007", False),
        ("+15005550001", "21211", True), ("+15005550003", "21408", False), ("+15005550009", "21614", True),
    ],
)  # fmt: skip
def test_what_a_number_does_not_take_goes_by_the_next_channel_once(
    town: Town, number: str, code: str, dead: bool
) -> None:
    town.carrier.callbacks("doubled")
    _, message = remind(town, number)
    assert (message.state, message.error) == ("failed", code)
    assert (Contact.get(Contact.address == number).unreachable_at is not None) is dead
    assert [sent.body for sent in town.carrier.sent(to=CHAT)] == ["Dr. Lee, soon"]
    assert len([text for text in to_staff() if code in text]) == 1


def test_who_has_stopped_texts_is_not_gone_round(town: Town) -> None:
    _, message = remind(town, "+15005550004")
    assert (message.state, message.error) == ("failed", "21610")
    assert town.carrier.sent(to=CHAT) == []


@pytest.mark.parametrize(("number", "tries"), [("+15005553003", 3), ("+15005553008", 2)])
def test_what_may_arrive_later_is_tried_again_and_then_goes_by_the_next_channel(
    town: Town, number: str, tries: int
) -> None:
    _, message = remind(town, number)
    for _ in range(5):
        OutboxMessage.update(send_after=clock.now()).where(OutboxMessage.state == "due").execute()
        deliver(town)
    assert len(town.carrier.sent(to=number)) == tries
    assert OutboxMessage.get_by_id(message.id).state == "failed"
    assert len(town.carrier.sent(to=CHAT)) == 1
    assert Contact.get(Contact.address == number).unreachable_at is None


def test_outside_the_whatsapp_window_the_text_goes_by_another_channel_and_the_desk_need_not_call(town: Town) -> None:
    contact = contacts.find_or_create(town.clinic, "whatsapp", ANA, clock.now())
    visit = factory.visit(
        factory.doctor(town.clinic), factory.patient(town.clinic, contact=contact), clock.now() + DAY, contact=contact
    )
    linked(town, visit)
    for number in range(2):
        outbox.add(contact, "reminder", f"Dr. Lee, {number}", clock.now(), appointment=visit)
    settings.put(town.clinic, {"unprompted_per_day": 9})
    deliver(town)
    assert len(town.carrier.sent(to=CHAT)) == 2
    assert [text for text in to_staff() if "63016" in text] == []


# --- what a day may cost ---------------------------------------------------------------------------------------------


def test_the_desk_is_warned_before_the_cap_and_at_it_only_answers_and_turns_go_on(town: Town) -> None:
    settings.put(town.clinic, {"daily_segments_cap": 5})
    people = [factory.contact(town.clinic, f"+1555010100{number}") for number in range(8)]
    for contact in people[:4]:
        outbox.add(contact, "reminder", "Dr. Lee, soon", clock.now())
    deliver(town)
    assert [text[:27] for text in to_staff()] == ["Texts today: 4 of 5 parts, "]
    for contact in people[4:6]:
        outbox.add(contact, "reminder", "Dr. Lee, soon", clock.now())
        deliver(town)
    assert len(town.carrier.sent(channel="sms")) == 5
    waiting = OutboxMessage.get(OutboxMessage.state == "due", OutboxMessage.kind == "reminder")
    local = waiting.send_after.astimezone(town.clinic.zone)
    assert ((local.hour, local.minute), waiting.error) == ((0, 0), "daily_segments_cap")
    assert any("used up" in text for text in to_staff())
    outbox.add(people[6], "turn", "It is your turn", clock.now())
    deliver(town)
    assert len(town.carrier.sent(channel="sms")) == 6
    assert "Elm Street Clinic" in town.carrier.text(BEN, "hi").body
