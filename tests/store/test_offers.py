"""Freed times and who is offered them (W2-W4): matching, the hold, answers, waves, swaps, the law, the staff."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bot import offers as acts
from store import (
    appointments,
    audit,
    contacts,
    leaving,
    matching,
    offers,
    outbox,
    quiet,
    schedules,
    settings,
    transitions,
)
from store.audit import Actor
from store.errors import CannotOffer, OfferGone, PatientBusy, SlotTaken
from store.models import (
    Appointment,
    Claim,
    Clinic,
    Doctor,
    DoctorService,
    Offer,
    OutboxMessage,
    Schedule,
    ScheduleException,
    WaitlistEntry,
)
from tests import factory
from tests.waiting import DAY, FRIDAY, HOUR, MINUTE, MONDAY, NOON, TUESDAY, WEDNESDAY, Phone, Waiting

STAFF = Actor("staff", 1, "Sam Sample")


@pytest.fixture
def here(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> Waiting:
    monkeypatch.setattr(transitions, "_listeners", [acts.freed])
    return Waiting(clinic)


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    """Dr. Lee sees one patient a day, at 2pm, so that what is free is what was freed."""
    return factory.doctor(clinic, starts=dt.time(14), ends=dt.time(14, 30))


def full(here: Waiting, doctor: Doctor, *days: dt.date) -> list[Appointment]:
    """The doctor's one time of each day is taken."""
    return [here.book(doctor, here.at(day, 14)) for day in days or (TUESDAY, WEDNESDAY, FRIDAY)]


def waits(here: Waiting, doctor: Doctor | None, **wish: Any) -> Phone:
    phone = here.phone()
    matching.note_free(here.wait(phone, doctor, **wish), here.now)
    here.now += MINUTE
    return phone


# --- who is offered what ---------------------------------------------------------------------------------------------


def test_a_freed_time_is_held_and_offered_in_the_same_transaction(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana = waits(here, lee)
    here.cancel(visit)
    offer = ana.offer()
    assert offer is not None
    held = offer.appointment
    assert (held.status, held.patient, held.starts_at) == ("held", ana.patient, visit.starts_at)
    assert (offer.expires_at, held.held_until) == (here.now + 15 * MINUTE, here.now + 15 * MINUTE)
    assert {claim.appointment_id for claim in Claim.select()} == {held.id}
    assert ana.texts() == [
        "Elm Street Clinic: a time is free: Dr. Lee, Tue 24 Nov, 2pm. Reply Y to take it or N to pass, until 12:16pm."
    ]
    with pytest.raises(SlotTaken):
        here.book(lee, visit.starts_at)
    assert [row.action for row in audit.trail("offer", offer.id)] == ["offer.make"]
    assert WaitlistEntry.get().status == "notified"


WISHES: dict[str, tuple[dict[str, Any], bool]] = {
    "this doctor": ({}, True),
    "any doctor": ({"doctor": None}, True),
    "another doctor": ({"doctor": "Dr. Raj Patel"}, False),
    "that very day": ({"date_from": TUESDAY, "date_to": TUESDAY}, True),
    "other days": ({"date_from": WEDNESDAY}, False),
    "afternoons": ({"time_from": dt.time(12), "time_to": dt.time(17)}, True),
    "mornings": ({"time_to": dt.time(12)}, False),
    "in person": ({"visit_type": "in_person"}, True),
    "online": ({"visit_type": "online"}, False),
    "a service Dr. Lee gives": ({"service": "Check-up"}, True),
    "a service of another doctor": ({"service": "Surgery"}, False),
    "a service too long for it": ({"service": "Long"}, False),
}


@pytest.mark.parametrize("wish", WISHES)
def test_matching(here: Waiting, lee: Doctor, wish: str) -> None:
    facts, offered = WISHES[wish]
    facts = dict(facts)
    patel = factory.doctor(here.clinic, "Dr. Raj Patel", days=())
    services = {"Check-up": factory.service(here.clinic), "Long": factory.service(here.clinic, "Long", 60)}
    services["Surgery"] = factory.service(here.clinic, "Surgery")
    DoctorService.create(doctor=patel, service=services["Surgery"])
    facts["service"] = services.get(facts.get("service", ""))
    if facts.get("doctor") == patel.name:
        facts["doctor"] = patel
    [visit] = full(here, lee, TUESDAY)
    phone = waits(here, **({"doctor": lee} | facts))
    here.cancel(visit)
    assert (phone.offer() is not None) is offered


def test_priority_goes_before_arrival(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    first, second = waits(here, lee), waits(here, lee)
    urgent = waits(here, lee, priority=1)
    here.cancel(visit)
    assert urgent.offer()
    here.no(urgent)
    assert first.offer()
    assert second.offer() is None


def test_a_service_longer_than_the_gap_waits_for_the_next_visit_to_go_too(here: Waiting, clinic: Clinic) -> None:
    doctor = factory.doctor(clinic, starts=dt.time(14), ends=dt.time(15))
    long = factory.service(clinic, "Long", 60)
    visits = [here.book(doctor, here.at(TUESDAY, 14, minute)) for minute in (0, 30)]
    ana = waits(here, doctor, service=long, date_to=TUESDAY)
    here.cancel(visits[1])
    assert ana.offer() is None
    here.cancel(visits[0])
    offer = ana.offer()
    assert offer is not None
    assert (offer.appointment.starts_at, offer.appointment.ends_at) == (here.at(TUESDAY, 14), here.at(TUESDAY, 15))


def test_each_seat_of_a_group_is_offered_once(here: Waiting, clinic: Clinic) -> None:
    doctor = factory.doctor(clinic, starts=dt.time(14), ends=dt.time(14, 30), schedule={"capacity": 2})
    visits = [here.book(doctor, here.at(TUESDAY, 14)) for _ in range(2)]
    phones = [waits(here, doctor, date_to=TUESDAY) for _ in range(3)]
    for visit in visits:
        here.cancel(visit)
    assert [phone.offer() is not None for phone in phones] == [True, True, False]


def test_who_gave_the_time_up_is_not_offered_it(here: Waiting, lee: Doctor) -> None:
    ana = here.phone()
    visit = here.book(lee, here.at(TUESDAY, 14), ana)
    matching.note_free(here.wait(ana, None), here.now)
    here.now += MINUTE
    here.cancel(visit)
    here.later()
    assert ana.offers() == []


def test_a_patient_busy_then_or_at_the_limit_is_passed_over(here: Waiting, lee: Doctor) -> None:
    patel = factory.doctor(here.clinic, "Dr. Raj Patel", starts=dt.time(14), ends=dt.time(14, 30))
    settings.put(here.clinic, {"max_open_visits": 1})
    [visit] = full(here, lee, TUESDAY)
    busy, many, free = (waits(here, lee) for _ in range(3))
    here.book(patel, here.at(TUESDAY, 14), busy)
    here.book(patel, here.at(WEDNESDAY, 14), many)
    here.cancel(visit)
    assert [phone.offer() is not None for phone in (busy, many, free)] == [False, False, True]


def test_one_phone_is_not_asked_twice_about_one_time(here: Waiting, lee: Doctor) -> None:
    settings.put(here.clinic, {"unprompted_per_day": 5, "short_notice_hours": 72})
    [visit] = full(here, lee, TUESDAY)
    mother = waits(here, lee)
    child = contacts.add_person(mother.contact, "Mia", here.now, owner=False)
    mother.patient = child
    here.wait(mother, lee)
    here.now += MINUTE
    here.cancel(visit)
    assert len(mother.offers()) == 1


# --- what is news ----------------------------------------------------------------------------------------------------


def test_what_was_free_when_they_joined_is_no_news_until_it_is_taken_and_freed(here: Waiting, lee: Doctor) -> None:
    full(here, lee, WEDNESDAY, FRIDAY)
    ana = waits(here, lee)  # Tuesday is free, and they were told
    here.later()
    assert ana.offers() == []
    visit = here.book(lee, here.at(TUESDAY, 14))
    here.later()
    here.cancel(visit)
    assert ana.offer()


@pytest.mark.parametrize("change", ["block lifted", "capacity raised", "new opening", "new hours"])
def test_the_sweep_finds_what_no_cancellation_frees(here: Waiting, lee: Doctor, change: str) -> None:
    block = None
    if change == "block lifted":
        facts = {"kind": "leave", "starts_at": here.at(TUESDAY, 0), "ends_at": here.at(FRIDAY + DAY, 0)}
        block = ScheduleException.create(clinic=here.clinic, doctor=lee, **facts)
    else:
        full(here, lee)
    ana = waits(here, lee)
    here.later()
    assert ana.offers() == []
    if block is not None:
        block.delete_instance()
    elif change == "capacity raised":
        Schedule.update(capacity=2).execute()
    elif change == "new hours":
        Schedule.update(ends=dt.time(15)).execute()
    else:
        start = here.at(WEDNESDAY, 9)
        facts = {"kind": "open", "starts_at": start, "ends_at": start + HOUR, "slot_minutes": 30}
        ScheduleException.create(clinic=here.clinic, doctor=lee, **facts)
    here.later()
    assert len(ana.texts()) == 1


def test_a_seat_freed_while_nothing_listened_is_found(
    here: Waiting, lee: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana = waits(here, lee)
    monkeypatch.setattr(transitions, "_listeners", [])
    here.cancel(visit)
    assert ana.offers() == []
    here.later()
    here.later()
    assert len(ana.offers()) == 1


# --- answers ---------------------------------------------------------------------------------------------------------


def test_yes_books_it(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana = waits(here, lee)
    here.cancel(visit)
    here.deliver()
    booked = here.yes(ana)
    assert (booked.status, booked.source, booked.held_until) == ("confirmed", "offer", None)
    assert WaitlistEntry.get().status == "confirmed"
    [offer] = ana.offers()
    assert (offer.status, offer.answered_at) == ("accepted", here.now)
    with pytest.raises(OfferGone):
        offers.accept(offer, actor=ana.actor, now=here.now)


def test_no_and_silence_pass_it_on_and_nobody_hears_of_it_twice(here: Waiting, lee: Doctor) -> None:
    settings.put(here.clinic, {"unprompted_per_day": 50, "unprompted_per_week": 200})
    [visit] = full(here, lee, TUESDAY)
    phones = [waits(here, lee, date_to=TUESDAY) for _ in range(3)]
    here.cancel(visit)
    here.deliver()
    here.no(phones[0])
    assert phones[1].offer()
    here.deliver()
    here.later(14)
    assert phones[2].offer() is None
    here.later(1)
    assert phones[2].offer()
    here.later(15)
    here.later(600)
    assert [len(phone.texts()) for phone in phones] == [1, 1, 1]
    assert [phone.offers()[0].status for phone in phones] == ["declined", "expired", "expired"]
    assert {entry.status for entry in WaitlistEntry.select()} == {"waiting"}
    assert Claim.select().count() == 0


def test_an_offer_that_never_left_was_none(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana = waits(here, lee)
    here.cancel(visit)
    here.now += 20 * MINUTE  # and the worker was down
    appointments.release_expired(here.now)
    first, second = ana.offers()
    assert (first.status, second.status) == ("withdrawn", "open")
    here.deliver()
    sent = [message.state for message in OutboxMessage.select().order_by(OutboxMessage.id)]
    assert sent == ["dropped", "sent"]


def test_an_offer_whose_text_failed_goes_on_at_once(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana, ben = waits(here, lee), waits(here, lee)
    here.cancel(visit)
    [message] = outbox.claim(here.now)
    outbox.record(message, outbox.Failed("30007", retry=False), here.now)
    here.later()
    assert ana.offer() is None
    assert ben.offer()
    here.later(60)
    assert len(ana.offers()) == 1  # what failed is not tried again and again


@pytest.mark.parametrize("how", ["opted out", "unreachable"])
def test_who_goes_silent_does_not_hold_the_time(here: Waiting, lee: Doctor, how: str) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana, ben = waits(here, lee), waits(here, lee)
    here.cancel(visit)
    here.deliver()
    if how == "opted out":
        contacts.opt_out(ana.contact, "STOP", here.now)
    else:
        contacts.mark_unreachable(ana.contact, "30005", here.now)
    here.later()
    assert ana.offer() is None
    assert ben.offer()


def test_a_late_yes_is_refused_and_the_time_may_still_be_free(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana = waits(here, lee)
    here.cancel(visit)
    here.deliver()
    [offer] = ana.offers()
    here.now += 15 * MINUTE
    with pytest.raises(OfferGone, match="expired"):  # at the very minute it was said to end
        offers.accept(offer, actor=ana.actor, now=here.now)
    here.later()
    opening = offers.still_free(Offer.get_by_id(offer.id), here.now)
    assert opening is not None
    here.book(lee, visit.starts_at)
    assert offers.still_free(Offer.get_by_id(offer.id), here.now) is None


def test_taking_a_name_off_the_list_passes_the_offer_on(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana, ben = waits(here, lee), waits(here, lee)
    here.cancel(visit)
    leaving.remove(WaitlistEntry.get(WaitlistEntry.patient == ana.patient), actor=STAFF, now=here.now)
    assert [offer.status for offer in ana.offers()] == ["withdrawn"]
    assert ben.offer()
    assert audit.trail("waitlist", 1)[-1].actor_name == "Sam Sample"
    here.deliver()
    assert [row.state for row in OutboxMessage.select().order_by(OutboxMessage.id)] == ["dropped", "sent"]


# --- waves -----------------------------------------------------------------------------------------------------------


def soon(here: Waiting, doctor: Doctor, count: int) -> tuple[Appointment, list[Phone]]:
    """A visit at 2pm today, and so many who wait for that time; it is noon."""
    visit = here.book(doctor, here.at(MONDAY, 14))
    return visit, [waits(here, doctor, date_to=MONDAY) for _ in range(count)]


def test_at_short_notice_a_wave_is_asked_and_the_first_yes_wins(here: Waiting, lee: Doctor) -> None:
    visit, phones = soon(here, lee, 6)
    here.cancel(visit)
    here.deliver()
    assert [len(phone.offers()) for phone in phones] == [1, 1, 1, 1, 0, 0]
    assert Appointment.select().where(Appointment.status == "held").count() == 1
    booked = here.yes(phones[2])
    assert (booked.patient, booked.contact) == (phones[2].patient, phones[2].contact)
    with pytest.raises(OfferGone, match="taken"):
        offers.accept(phones[0].offers()[0], actor=phones[0].actor, now=here.now)
    statuses = [offer.status for phone in phones for offer in phone.offers()]
    assert statuses == ["lost", "lost", "accepted", "lost"]
    assert Appointment.select().where(Appointment.status == "confirmed").count() == 1
    assert Claim.select(Claim.appointment).distinct().count() == 1


def test_the_first_of_a_wave_says_no_and_another_may_still_have_it(here: Waiting, lee: Doctor) -> None:
    visit, phones = soon(here, lee, 2)
    here.cancel(visit)
    here.no(phones[0])
    assert Appointment.get(Appointment.status == "held").patient == phones[1].patient
    assert here.yes(phones[1]).patient == phones[1].patient


def test_when_a_wave_has_passed_the_next_is_asked(here: Waiting, lee: Doctor) -> None:
    visit, phones = soon(here, lee, 6)
    here.cancel(visit)
    here.deliver()
    here.later(15)
    assert [phone.offer() is not None for phone in phones] == [False] * 4 + [True] * 2
    assert [offer.wave for phone in phones for offer in phone.offers()] == [1, 1, 1, 1, 2, 2]
    for phone in phones[4:]:
        here.no(phone)
    assert Claim.select().count() == 0


def test_who_lost_it_is_asked_again_when_the_winner_gives_it_up(here: Waiting, lee: Doctor) -> None:
    settings.put(here.clinic, {"unprompted_per_day": 5, "unprompted_per_week": 5})
    visit, [ana, ben] = soon(here, lee, 2)
    here.cancel(visit)
    here.deliver()
    booked = here.yes(ana)
    here.later()
    assert len(ben.offers()) == 1
    here.cancel(booked)
    assert [offer.status for offer in ben.offers()] == ["lost", "open"]


def test_the_losers_are_told_only_within_the_days_texts(here: Waiting, lee: Doctor) -> None:
    visit, [ana, ben, cem] = soon(here, lee, 3)
    settings.put(here.clinic, {"unprompted_per_day": 2})
    outbox.add(cem.contact, "notice", "the doctor is running late", here.now)
    here.cancel(visit)
    here.deliver()
    here.yes(ana)
    assert ben.texts("notice") == [
        "Elm Street Clinic: sorry, Dr. Lee, Mon 23 Nov, 2pm went to somebody else. You stay on the waitlist. "
        "For other times text SLOTS."
    ]
    assert cem.texts("notice") == ["the doctor is running late"]


@pytest.mark.parametrize(
    ("hour", "waiting", "day", "size"),
    [
        (9, 100, TUESDAY, 1),  # in the morning tomorrow's list is asked one by one
        (13, 30, TUESDAY, 1),  # 32 rounds of 15 minutes until nine
        (13, 60, TUESDAY, 2),
        (20, 7, TUESDAY, 3),  # 3 rounds are left
        (20, 100, TUESDAY, 4),
        (20, 100, WEDNESDAY, 1),
        (10, 1, MONDAY, 4),  # the visit is at 2pm today
        (9, 1, MONDAY, 1),
    ],
)
def test_tomorrows_list_is_worked_through_in_the_afternoon(
    here: Waiting, lee: Doctor, hour: int, waiting: int, day: dt.date, size: int
) -> None:
    now = here.at(MONDAY, hour) + MINUTE
    opening = schedules.opening_at(here.clinic, lee, here.at(day, 14), now=now, notice=False)
    assert offers.wave_size(here.clinic, opening, waiting, now) == size


# --- swaps -----------------------------------------------------------------------------------------------------------


def test_a_swap_keeps_the_old_time_until_the_new_one_is_taken(here: Waiting, lee: Doctor) -> None:
    ana = here.phone()
    tuesday, friday = here.book(lee, here.at(TUESDAY, 14)), here.book(lee, here.at(FRIDAY, 14), ana)
    matching.note_free(here.wait(ana, lee, swap_for=friday), here.now)
    cem = waits(here, lee, date_from=FRIDAY)
    here.cancel(tuesday)
    assert Appointment.get_by_id(friday.id).status == "confirmed"  # while they think about it
    assert ana.texts() == [
        "Elm Street Clinic: an earlier time is free: Dr. Lee, Tue 24 Nov, 2pm. Reply Y to move your visit of "
        "Fri 27 Nov, 2pm there, N to keep it, until 12:16pm."
    ]
    new = here.yes(ana)
    old = Appointment.get_by_id(friday.id)
    assert (old.status, new.rescheduled_from_id, new.starts_at) == ("rescheduled", old.id, here.at(TUESDAY, 14))
    offer = cem.offer()  # the old seat, in turn
    assert offer is not None
    assert offer.appointment.starts_at == here.at(FRIDAY, 14)


def test_a_swap_that_cannot_be_done_leaves_everything(here: Waiting, lee: Doctor) -> None:
    patel = factory.doctor(here.clinic, "Dr. Raj Patel", starts=dt.time(14), ends=dt.time(14, 30))
    ana = here.phone()
    tuesday = here.book(lee, here.at(TUESDAY, 14))
    friday = here.book(lee, here.at(FRIDAY, 14), ana)
    matching.note_free(here.wait(ana, lee, swap_for=friday), here.now)
    here.now += MINUTE
    here.cancel(tuesday)
    here.book(patel, here.at(TUESDAY, 14), ana)  # they are elsewhere now
    with pytest.raises(PatientBusy):
        here.yes(ana)
    assert Appointment.get_by_id(friday.id).status == "confirmed"
    offer = ana.offer()
    assert offer is not None
    assert offer.appointment.status == "held"


def test_only_what_is_earlier_is_offered_for_a_later_visit(here: Waiting, lee: Doctor) -> None:
    ana = here.phone()
    wednesday = here.book(lee, here.at(WEDNESDAY, 14), ana)
    friday = here.book(lee, here.at(FRIDAY, 14))
    matching.note_free(here.wait(ana, lee, swap_for=wednesday), here.now)
    here.now += MINUTE
    here.cancel(friday)
    here.later()
    assert ana.offers() == []


def test_the_visit_to_swap_is_gone_and_the_offer_stands(here: Waiting, lee: Doctor) -> None:
    ana = here.phone()
    tuesday, friday = here.book(lee, here.at(TUESDAY, 14)), here.book(lee, here.at(FRIDAY, 14), ana)
    matching.note_free(here.wait(ana, lee, swap_for=friday), here.now)
    here.now += MINUTE
    here.cancel(tuesday)
    here.cancel(friday)
    assert here.yes(ana).rescheduled_from is None


# --- the law ---------------------------------------------------------------------------------------------------------


def test_in_quiet_hours_nothing_is_held_and_in_the_morning_it_is_offered(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana = waits(here, lee)
    here.now = here.at(MONDAY, 22)
    here.cancel(visit)
    here.later()
    assert (ana.offers(), Claim.select().count()) == ([], 0)
    here.now = here.at(TUESDAY, 7, 58)
    here.later()
    assert ana.offers() == []
    here.later()
    assert ana.offer()
    assert quiet.allowed_from(here.clinic, here.now) == here.now


def test_what_is_passed_on_at_nine_in_the_evening_waits_for_the_morning(here: Waiting, lee: Doctor) -> None:
    visit = here.book(lee, here.at(FRIDAY, 14))
    ana, ben = waits(here, lee), waits(here, lee)
    here.now = here.at(MONDAY, 20, 50)
    here.cancel(visit)
    here.deliver()
    here.later(15)
    assert (ana.offer(), ben.offer(), Claim.select().count()) == (None, None, 0)
    here.now = here.at(TUESDAY, 8)
    here.later(0)
    assert ben.offer()


@pytest.mark.parametrize(("per_day", "per_week", "days", "expected"), [(1, 3, 1, 1), (1, 3, 4, 3), (2, 9, 1, 2)])
def test_no_more_texts_than_a_day_and_a_week_allow(
    here: Waiting, clinic: Clinic, per_day: int, per_week: int, days: int, expected: int
) -> None:
    settings.put(clinic, {"unprompted_per_day": per_day, "unprompted_per_week": per_week, "offer_minutes": 5})
    doctor = factory.doctor(clinic, starts=dt.time(9), ends=dt.time(17))
    visits = [here.book(doctor, here.at(FRIDAY + 3 * DAY, hour)) for hour in range(9, 17)]
    ana = waits(here, doctor, date_to=FRIDAY + 7 * DAY)
    for _ in range(days):
        for _ in range(2):
            here.cancel(visits.pop())
            here.deliver()
            here.later(10)
        here.now += DAY
    assert len(ana.texts()) == expected


def test_what_reached_nobody_costs_nothing(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana = waits(here, lee)
    lost = outbox.add(ana.contact, "reminder", "of a visit that is gone", here.now)
    assert lost is not None
    for kind in ("reply", "turn"):
        outbox.add(ana.contact, kind, "an answer", here.now)
    here.cancel(visit)
    assert ana.offer() is None
    outbox.drop(lost, "visit_cancelled")
    here.later()
    assert ana.offer()


def test_somebody_must_be_able_to_get_there(here: Waiting, lee: Doctor) -> None:
    visit = here.book(lee, here.at(MONDAY, 14))
    ana = waits(here, lee, date_to=MONDAY)
    here.now = here.at(MONDAY, 13, 16)
    here.cancel(visit)
    here.later()
    assert ana.offers() == []
    settings.put(here.clinic, {"travel_minutes": 30})
    here.later()
    assert ana.offer()


@pytest.mark.parametrize("why", ["opted out", "unreachable", "with the desk"])
def test_who_must_not_be_texted_is_skipped(here: Waiting, lee: Doctor, why: str) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana, ben = waits(here, lee), waits(here, lee)
    if why == "opted out":
        contacts.opt_out(ana.contact, "STOP", here.now)
    elif why == "unreachable":
        contacts.mark_unreachable(ana.contact, "30005", here.now)
    else:
        ana.contact.quiet_until = here.now + HOUR
        ana.contact.save()
    here.cancel(visit)
    assert (ana.offers(), ben.offer() is not None) == ([], True)


def test_a_time_taken_by_an_offer_inside_the_deadline_is_cancelled_freely(here: Waiting, lee: Doctor) -> None:
    settings.put(here.clinic, {"late_cancellation": "refuse"})
    visit = here.book(lee, here.at(MONDAY, 14))
    ana = waits(here, lee, date_to=MONDAY)
    here.cancel(visit)
    booked = here.yes(ana)
    assert "You can still cancel it after." in ana.texts()[0]
    cancelled = appointments.cancel(booked, actor=ana.actor, now=here.now)
    assert cancelled.late_cancel is False


# --- by hand, and by themselves --------------------------------------------------------------------------------------


def test_staff_offer_a_time_by_hand_out_of_turn(here: Waiting, lee: Doctor) -> None:
    waits(here, lee)
    ben = waits(here, lee, date_to=TUESDAY)
    entry = WaitlistEntry.get(WaitlistEntry.patient == ben.patient)
    wednesday = schedules.opening_at(here.clinic, lee, here.at(WEDNESDAY, 14), now=here.now)
    offer = acts.notify(entry, actor=STAFF, now=here.now, opening=wednesday)  # not even what they asked for
    assert offer == ben.offer()
    assert audit.trail("offer", offer.id)[0].actor_name == "Sam Sample"
    assert here.yes(ben).starts_at == wednesday.starts_at


def test_staff_offer_the_first_that_is_waited_for(here: Waiting, lee: Doctor) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana = waits(here, lee, priority=9)
    visit_of_ben = waits(here, lee)
    here.now = here.at(MONDAY, 22)
    here.cancel(visit)
    here.now = here.at(TUESDAY, 9)
    offer = acts.notify(WaitlistEntry.get(WaitlistEntry.patient == ana.patient), actor=STAFF, now=here.now)
    assert offer.appointment.starts_at == visit.starts_at
    assert visit_of_ben.offers() == []


@pytest.mark.parametrize("reason", ["no_contact", "opted_out", "unreachable", "quiet_hours", "budget", "nothing_free"])
def test_staff_are_told_why_not(here: Waiting, lee: Doctor, reason: str) -> None:
    full(here, lee)
    ana = waits(here, lee)
    entry, now = WaitlistEntry.get(), here.now
    if reason == "no_contact":
        entry.contact = None
        entry.save()
    elif reason == "opted_out":
        contacts.opt_out(ana.contact, "STOP", now)
    elif reason == "unreachable":
        contacts.mark_unreachable(ana.contact, "30005", now)
    elif reason == "quiet_hours":
        now = here.at(MONDAY, 22)
    elif reason == "budget":
        outbox.add(ana.contact, "reminder", "of a visit", now)
    with pytest.raises(CannotOffer) as refused:
        acts.notify(WaitlistEntry.get(), actor=STAFF, now=now)
    assert refused.value.facts["reason"] == reason
    assert ana.offers() == []


def test_booking_what_was_waited_for_ends_the_wait_and_its_offer(here: Waiting, lee: Doctor) -> None:
    tuesday, wednesday, _ = full(here, lee)
    ana, ben = waits(here, lee), waits(here, lee)
    here.cancel(tuesday)
    here.now = here.at(MONDAY, 12, 5)
    leaving.leave([ben.patient], actor=ben.actor, now=here.now)
    here.cancel(wednesday)
    mine = here.book(lee, here.at(WEDNESDAY, 14), ana)
    closed, kept = leaving.fulfilled(mine, actor=ana.actor, now=here.now)
    assert ([entry.status for entry in closed], kept) == (["confirmed"], [])
    assert [offer.status for offer in ana.offers()] == ["withdrawn"]
    assert Appointment.select().where(Appointment.status == "held").count() == 0


def test_what_fails_for_one_does_not_stop_the_others(
    here: Waiting, lee: Doctor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    [visit] = full(here, lee, TUESDAY)
    ana, ben = waits(here, lee), waits(here, lee)

    def tell(offer: Offer) -> None:
        if offer.entry.contact == ana.contact:
            raise ValueError("a row nobody foresaw")

    monkeypatch.setattr(transitions, "_listeners", [])
    here.cancel(visit)
    [made] = offers.offer_free(here.clinic, here.now, tell)
    assert made.entry.contact == ben.contact
    assert "could not be offered a time" in caplog.text
    assert Appointment.select().where(Appointment.status == "held").count() == 1


def test_a_clinic_where_nobody_waits_is_not_searched(here: Waiting, lee: Doctor) -> None:
    assert offers.offer_free(here.clinic, NOON, lambda _: None) == []
