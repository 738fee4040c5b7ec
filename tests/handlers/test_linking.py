"""One person by text and on Telegram, over real HTTP: the number that is proven, the link that is good once."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from freezegun import freeze_time

from handlers.phone.carrier import TelegramUser
from jobs import delivery, reminders
from store import addresses, clock, contacts, linking
from store.audit import Actor
from store.database import transaction
from store.models import Appointment, Audit, Clinic, Contact, ContactPatient, OutboxMessage, Patient, SystemState
from tests import factory
from tests.handlers.conftest import ANA, BEN, CHAT, Script, Town

OTHER_CHAT = 50100002
DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)


@pytest.fixture
def script() -> Script:
    """The bot itself answers."""
    return Script()


@pytest.fixture
def engine() -> str:
    return "sqlite"


@pytest.fixture
def visit(town: Town) -> Appointment:
    """Ana has texted, and is booked for the day after tomorrow."""
    phone = factory.contact(town.clinic, ANA)
    phone.greeted_at = phone.last_inbound_at = clock.now() - DAY
    phone.save()
    when = (clock.now() + 2 * DAY).replace(hour=15, minute=0, second=0, microsecond=0)
    return factory.visit(
        factory.doctor(town.clinic), factory.patient(town.clinic, "Ana Ruiz", phone), when, contact=phone
    )


def chat_of(clinic: Clinic, number: int = CHAT) -> Contact:
    found = contacts.find(clinic, "telegram", str(number))
    assert found is not None
    return found


def link_in(texts: list[str]) -> str:
    found = re.search(r"https://t\.me/frontdesk_demo_bot\?start=([\w-]+)", "\n".join(texts))
    assert found, texts
    return found[1]


def keyboard(town: Town, chat: int = CHAT) -> list[str]:
    """The reply keyboard in force on that phone."""
    set_by = [bubble.keyboard for bubble in town.carrier.thread(chat) if bubble.keyboard is not None]
    return [button.text for row in (set_by[-1] if set_by else ()) for button in row]


def test_a_newcomer_is_shown_the_button_and_a_shared_number_shows_the_visits(town: Town, visit: Appointment) -> None:
    town.carrier.telegram_text(CHAT, "/start")
    assert keyboard(town) == ["Share my number"]
    told = town.carrier.telegram_contact(CHAT, ANA.removeprefix("+")).messages
    assert "Thank you. This chat and your phone ..0001 now show the same visits." in told[-1]
    assert f"Code {visit.code}." in told[-1]
    assert keyboard(town) == []
    chat = chat_of(town.clinic)
    assert (chat.phone, contacts.patients(chat)) == (ANA, [visit.patient])
    assert Audit.select().where(Audit.action == "contact.link", Audit.subject_id == chat.id).count() == 1

    cancelled = town.carrier.telegram_text(CHAT, f"X {visit.code}").messages
    assert cancelled[-1].startswith("Cancelled: Dr. Lee")


def test_the_phone_hears_that_a_chat_was_linked(town: Town, visit: Appointment) -> None:
    town.carrier.telegram_contact(CHAT, ANA)
    [notice] = OutboxMessage.select().where(OutboxMessage.kind == "notice")
    assert (notice.to, notice.channel) == (ANA, "sms")
    assert "If that was not you, text AGENT." in notice.text


def test_somebody_elses_card_opens_nothing(town: Town, visit: Appointment) -> None:
    told = town.carrier.telegram_contact(CHAT, ANA, owner_id=99).messages
    assert "That card is not your own number, so it opens nothing here." in told[0]
    assert keyboard(town) == ["Share my number"]
    chat = chat_of(town.clinic)
    assert (chat.phone, contacts.patients(chat)) == (None, [])


def test_a_number_nobody_texted_from_is_noted_and_met_later(town: Town) -> None:
    told = town.carrier.telegram_contact(CHAT, BEN).messages
    assert "It has no visits yet." in told[0]
    factory.doctor(town.clinic)
    chat = chat_of(town.clinic)
    ben = contacts.add_person(chat, "Ben Sample", clock.now(), owner=True)
    town.carrier.text(BEN, "status")
    phone = contacts.find(town.clinic, "sms", BEN)
    assert phone is not None
    assert contacts.patients(phone) == [ben]
    assert contacts.owner(phone) == ben


def test_telegram_by_text_gives_a_link_that_is_good_once(town: Town, visit: Appointment) -> None:
    [told] = town.carrier.text(ANA, "telegram").messages
    token = link_in([told])
    assert told.startswith("To use Telegram too, open this within 30 minutes and tap Start: ")
    assert token not in str(SystemState.select().tuples()[:])
    linked = town.carrier.telegram_text(CHAT, f"/start {token}").messages
    assert "This chat and your phone ..0001 now show the same visits." in linked[-1]
    assert f"Code {visit.code}." in linked[-1]
    assert OutboxMessage.select().where(OutboxMessage.kind == "notice").count() == 0  # the phone asked for it

    again = town.carrier.telegram_text(OTHER_CHAT, f"/start {token}").messages
    assert "That link has ended or was used before." in again[0]
    assert contacts.patients(chat_of(town.clinic, OTHER_CHAT)) == []


def test_a_link_ends_after_half_an_hour_and_a_guess_opens_nothing(town: Town, visit: Appointment) -> None:
    token = link_in(town.carrier.text(ANA, "Telegram please").messages)
    chat = factory.contact(town.clinic, str(CHAT), "telegram")
    later = clock.now() + 30 * MINUTE
    with transaction():
        assert linking.redeem(token, chat, later) is None
        assert linking.redeem("A" * 16, chat, clock.now()) is None
        assert linking.redeem(token, chat, later - MINUTE) == contacts.find(town.clinic, "sms", ANA)
        assert linking.redeem(token, chat, later - MINUTE) is None


def test_a_token_of_one_clinic_does_not_open_another(town: Town, visit: Appointment) -> None:
    other = factory.clinic(slug="oak", sms_number="+15550100009", telegram_bot_id=None, display_token="oak")
    chat = factory.contact(other, str(CHAT), "telegram")
    token = link_in(town.carrier.text(ANA, "telegram").messages)
    with transaction():
        assert linking.redeem(token, chat, clock.now()) is None


def test_telegram_in_the_middle_of_a_booking_is_answered_and_the_question_stands(
    town: Town, visit: Appointment
) -> None:
    first = town.carrier.text(ANA, "book dr lee").messages[-1]
    told = town.carrier.text(ANA, "telegram").messages[-1]
    assert "https://t.me/" in told
    assert told.endswith(first.split("\n", 1)[1])


def test_where_there_is_no_bot_it_is_said(town: Town, visit: Appointment) -> None:
    Clinic.update(telegram_bot_id=None).execute()
    assert town.carrier.text(ANA, "telegram").messages == [
        "We are not on Telegram. You can do everything by text here."
    ]


def test_a_staff_members_card_in_the_group_links_nothing(town: Town, visit: Appointment) -> None:
    town.carrier.telegram_contact(town.carrier.staff_chat_id, ANA, TelegramUser(7, "Sam"))
    assert ContactPatient.select().count() == 1


def test_a_chat_that_said_stop_comes_back_and_is_linked_by_the_link(town: Town, visit: Appointment) -> None:
    town.carrier.telegram_text(CHAT, "stop")
    token = link_in(town.carrier.text(ANA, "telegram").messages)
    told = town.carrier.telegram_text(CHAT, f"/start {token}").messages
    assert "now show the same visits" in told[-1]
    assert chat_of(town.clinic).opted_out_at is None


# --- where unprompted texts go ---------------------------------------------------------------------------------------


def linked(town: Town) -> tuple[Contact, Contact]:
    phone = contacts.find(town.clinic, "sms", ANA)
    assert phone is not None
    chat = factory.contact(town.clinic, str(CHAT), "telegram")
    with transaction():
        linking.link(chat, ANA, Actor.patient(chat), clock.now())
    return phone, chat


def heard(contact: Contact, ago: dt.timedelta) -> None:
    Contact.update(last_inbound_at=clock.now() - ago).where(Contact.id == contact.id).execute()


def remind(visit: Appointment) -> OutboxMessage:
    """The reminder of the day before, as the clock writes it: at noon, out of the quiet hours."""
    now = visit.starts_at - DAY + 5 * MINUTE
    assert reminders.sweep(now) == 1
    return OutboxMessage.get(OutboxMessage.kind == "reminder")


@pytest.mark.parametrize("last", ["sms", "telegram"])
def test_a_reminder_goes_where_the_patient_wrote_last_and_is_answered_there(
    town: Town, visit: Appointment, last: str
) -> None:
    phone, chat = linked(town)
    heard(phone, MINUTE if last == "sms" else DAY)
    heard(chat, MINUTE if last == "telegram" else DAY)
    message = remind(visit)
    assert (message.channel, message.question.contact.channel) == (last, last)
    with freeze_time(message.send_after):
        delivery.deliver(message.send_after)
        answer = town.carrier.text(ANA, "c") if last == "sms" else town.carrier.telegram_text(CHAT, "c")
    assert "confirmed: Dr. Lee" in answer.messages[-1]


def test_a_stop_on_one_channel_is_not_gone_round_by_another(town: Town, visit: Appointment) -> None:
    phone, chat = linked(town)
    heard(chat, DAY)
    contacts.opt_out(contacts.find(town.clinic, "sms", ANA) or phone, "said", clock.now())
    assert addresses.used_last(Contact.get_by_id(chat.id), visit.patient).opted_out_at is not None
    assert contacts.reach(Appointment.get_by_id(visit.id)) is None
    heard(chat, -MINUTE)  # they went on there afterwards
    assert contacts.reach(Appointment.get_by_id(visit.id)) == chat


# --- one row for one person ------------------------------------------------------------------------------------------


def test_the_same_name_on_both_is_one_patient_with_the_visits_of_both(town: Town, visit: Appointment) -> None:
    chat = factory.contact(town.clinic, str(CHAT), "telegram")
    twin = factory.patient(town.clinic, "ana ruiz", chat)
    Patient.update(email="ana@example.com").where(Patient.id == twin.id).execute()
    there = factory.visit(visit.doctor, twin, visit.starts_at + DAY, contact=chat)
    town.carrier.telegram_contact(CHAT, ANA)
    assert Patient.select().count() == 1
    assert Appointment.get_by_id(there.id).patient_id == visit.patient_id
    assert contacts.owner(chat) == contacts.owner(contacts.find(town.clinic, "sms", ANA) or chat) == visit.patient
    assert Patient.get().email == "ana@example.com"


def test_two_names_stay_two_patients_and_both_show_on_both(town: Town, visit: Appointment) -> None:
    chat = factory.contact(town.clinic, str(CHAT), "telegram")
    factory.patient(town.clinic, "Ben Sample", chat)
    town.carrier.telegram_contact(CHAT, ANA)
    phone = contacts.find(town.clinic, "sms", ANA)
    assert phone is not None
    assert [person.name for person in contacts.patients(chat)] == ["Ben Sample", "Ana Ruiz"]
    assert [person.name for person in contacts.patients(phone)] == ["Ana Ruiz", "Ben Sample"]


def test_two_places_in_line_are_not_made_one(town: Town, visit: Appointment) -> None:
    chat = factory.contact(town.clinic, str(CHAT), "telegram")
    twin = factory.patient(town.clinic, "Ana Ruiz", chat)
    for patient, number in ((visit.patient, 1), (twin, 2)):
        factory.ticket(town.clinic, patient, number)
    town.carrier.telegram_contact(CHAT, ANA)
    assert Patient.select().count() == 2


def test_being_forgotten_takes_the_person_on_every_channel(town: Town, visit: Appointment) -> None:
    linked(town)
    town.carrier.telegram_text(CHAT, "delete me")
    town.carrier.telegram_text(CHAT, "yes")
    assert Patient.get_by_id(visit.patient_id).erased_at is not None
    assert {contact.address[:7] for contact in Contact.select().where(Contact.clinic == town.clinic)} == {"erased-"}
    assert Contact.select().where(Contact.phone.is_null(False)).count() == 0
