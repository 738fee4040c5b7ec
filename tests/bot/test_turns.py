"""Alerts of the queue: each once, one segment, and none to who does not want them; and the clock's part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from bot.desk import line as desk_line
from bot.notices import turns
from jobs import turns as clock
from store import contacts, outbox, queue, settings
from store.audit import Actor
from store.models import Clinic, Doctor, OutboxMessage, Ticket
from store.tickets import label
from tests import factory

TEN = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # Monday, 10am in New York
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)
ROSA = Actor("staff", 1, "Rosa", "endpoint")


@pytest.fixture
def lee(clinic: Clinic) -> Doctor:
    return factory.doctor(clinic, "Dr. Maya Lee")


def heard(ticket: Ticket) -> list[str]:
    """What this ticket's phone was sent, oldest first; what was taken back in time left out."""
    rows = OutboxMessage.select().where(OutboxMessage.ticket == ticket, OutboxMessage.state != "dropped")
    return [row.text for row in rows.order_by(OutboxMessage.id)]


def line(clinic: Clinic, count: int) -> list[Ticket]:
    return [factory.walk_in(clinic, f"Sample Person {number}", TEN + number * SECOND) for number in range(count)]


def call(clinic: Clinic, lee: Doctor, now: dt.datetime) -> Ticket:
    return desk_line.call_next(clinic, lee, finish_current=True, actor=ROSA, now=now)


def test_third_is_told_once_and_only_to_who_stood_further_back(clinic: Clinic, lee: Doctor) -> None:
    tickets = line(clinic, 6)
    call(clinic, lee, TEN + MINUTE)
    assert [len(heard(ticket)) for ticket in tickets] == [1, 0, 0, 1, 0, 0]
    assert heard(tickets[3]) == [
        "You are 3rd in line at Elm Street Clinic, ticket Q004. If you are not here, please come now."
        " For 10 more minutes text LATER."
    ]
    desk_line.tell_who_is_soon(clinic, TEN + MINUTE)
    call(clinic, lee, TEN + 2 * MINUTE)
    call(clinic, lee, TEN + 3 * MINUTE)
    assert [len(heard(ticket)) for ticket in tickets] == [1, 1, 1, 1, 1, 1]


def test_somebody_who_moves_up_two_at_once_hears_where_they_are(clinic: Clinic, lee: Doctor) -> None:
    tickets = line(clinic, 5)
    queue.leave(tickets[0], ROSA, TEN)
    queue.leave(tickets[1], ROSA, TEN)
    desk_line.leave(tickets[2], actor=ROSA, now=TEN)
    assert heard(tickets[3])[0].startswith("You are 1st in line")
    assert heard(tickets[4])[0].startswith("You are 2nd in line")


def test_a_call_a_recall_and_being_passed_over_and_taken_back(clinic: Clinic, lee: Doctor) -> None:
    ana = line(clinic, 1)[0]
    acts: list[Callable[[dt.datetime], object]] = [
        lambda now: call(clinic, lee, now),
        lambda now: desk_line.recall(ana, actor=ROSA, now=now),
        lambda now: desk_line.skip(ana, actor=ROSA, now=now),
        lambda now: desk_line.set_presence(ana, True, actor=ROSA, now=now),
        lambda now: call(clinic, lee, now),
    ]
    for minute, act in enumerate(acts):
        act(TEN + minute * MINUTE)
        mark_sent(ana)
    assert heard(ana) == [
        "It is your turn, ticket Q001: please go to room 1, Dr. Lee. Elm Street Clinic",
        "Ticket Q001: we are calling you again. Please go to room 1, Dr. Lee. Elm Street Clinic",
        "Ticket Q001: we called and did not find you, so others go first. Text HERE when you are here and you are back"
        " in your place. Elm Street Clinic",
        "Ticket Q001: you are back in line. We text you when it is your turn. Elm Street Clinic",
        "It is your turn, ticket Q001: please go to room 1, Dr. Lee. Elm Street Clinic",
    ]


def mark_sent(ticket: Ticket) -> None:
    OutboxMessage.update(state="sent").where(OutboxMessage.ticket == ticket, OutboxMessage.state == "due").execute()


def test_a_call_taken_back_before_it_left_is_never_heard_and_after_it_left_is_excused(
    clinic: Clinic, lee: Doctor
) -> None:
    ana = line(clinic, 1)[0]
    call(clinic, lee, TEN)
    desk_line.undo(clinic, actor=ROSA, now=TEN + SECOND)
    assert heard(ana) == []
    call(clinic, lee, TEN + MINUTE)
    mark_sent(ana)
    desk_line.undo(clinic, actor=ROSA, now=TEN + MINUTE + SECOND)
    assert heard(ana)[-1].startswith("Ticket Q001: sorry, it is not your turn yet.")


def test_nobody_who_stopped_or_cannot_be_reached_is_texted(clinic: Clinic, lee: Doctor) -> None:
    ana, ben = line(clinic, 2)
    assert ana.contact is not None
    assert ben.contact is not None
    contacts.opt_out(ana.contact, "STOP", TEN)
    contacts.mark_unreachable(ben.contact, "30005", TEN)
    silent = factory.patient(clinic, "No Phone")
    desk_line.add(clinic, silent, actor=ROSA, now=TEN)
    for minute in range(3):
        call(clinic, lee, TEN + minute * MINUTE)
    assert OutboxMessage.select().count() == 0


def test_an_online_visit_is_called_to_its_link(clinic: Clinic, lee: Doctor) -> None:
    link = "https://meet.jit.si/elm-street-sample-room"
    visit = factory.visit_of(clinic, "Ana Ruiz", lee, TEN, visit_type="online", meeting_link=link)
    ticket = desk_line.check_in(visit, actor=ROSA, now=TEN)
    call(clinic, lee, TEN + MINUTE)
    assert heard(ticket) == [f"It is your turn, ticket Q001. Join Dr. Lee here: {link}"]


def test_a_call_that_fails_leaves_no_text(clinic: Clinic, lee: Doctor) -> None:
    ana = line(clinic, 1)[0]
    call(clinic, lee, TEN)
    with pytest.raises(Exception, match="doctor_busy"):
        desk_line.call_next(clinic, lee, actor=ROSA, now=TEN)
    assert len(heard(ana)) == 1


# --- The clock -------------------------------------------------------------------------------------------------------


def test_the_clock_asks_who_was_called_and_not_seen_and_passes_over_where_the_clinic_wants_it(
    clinic: Clinic, lee: Doctor
) -> None:
    settings.put(clinic, {"called_pass_minutes": 12})
    ana, ben = line(clinic, 2)
    call(clinic, lee, TEN)
    assert clock.sweep(TEN + 4 * MINUTE) == 0
    assert clock.sweep(TEN + 5 * MINUTE) == 1
    assert clock.sweep(TEN + 6 * MINUTE) == 0
    assert "Are you on your way?" in heard(ana)[-1]
    mark_sent(ana)
    assert clock.sweep(TEN + 12 * MINUTE) > 0
    assert clock.sweep(TEN + 13 * MINUTE) == 0
    passed = Ticket.get_by_id(ana.id)
    assert (passed.status, passed.passed_over) == ("waiting", 1)
    assert "others go first" in heard(ana)[-1]
    assert call(clinic, lee, TEN + 14 * MINUTE).id == ben.id


def test_the_clock_leaves_who_is_here_and_who_is_with_the_doctor_alone(clinic: Clinic, lee: Doctor) -> None:
    settings.put(clinic, {"called_pass_minutes": 5})
    ana = line(clinic, 1)[0]
    call(clinic, lee, TEN)
    queue.set_presence(ana, True, ROSA, TEN + MINUTE)
    assert clock.sweep(TEN + 20 * MINUTE) == 0
    assert Ticket.get_by_id(ana.id).status == "called"


def test_by_itself_the_clock_passes_nobody_over(clinic: Clinic, lee: Doctor) -> None:
    ana = line(clinic, 1)[0]
    call(clinic, lee, TEN)
    clock.sweep(TEN + 60 * MINUTE)
    assert Ticket.get_by_id(ana.id).status == "called"


def test_the_clock_catches_up_after_a_night_and_serves_every_clinic(clinic: Clinic, lee: Doctor) -> None:
    other = factory.clinic(
        slug="oak", name="Oak Clinic", sms_number="+15550100009", telegram_bot_id=2, display_token="display-oak"
    )
    left = [factory.walk_in(one, "Ana Ruiz", TEN) for one in (clinic, other)]
    assert clock.sweep(TEN + 24 * 60 * MINUTE) == 2
    assert [Ticket.get_by_id(ticket.id).status for ticket in left] == ["no-wait", "no-wait"]
    assert clock.sweep(TEN + 24 * 60 * MINUTE) == 0


def test_a_clinic_that_fails_does_not_stop_the_others(
    clinic: Clinic, lee: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = factory.clinic(
        slug="oak", name="Oak Clinic", sms_number="+15550100009", telegram_bot_id=2, display_token="display-oak"
    )
    factory.walk_in(other, "Ana Ruiz", TEN)
    told = desk_line.tell_who_is_soon

    def fails(one: Clinic, now: dt.datetime) -> None:
        if one.id == clinic.id:
            raise RuntimeError("broken")
        told(one, now)

    monkeypatch.setattr(desk_line, "tell_who_is_soon", fails)
    assert clock.sweep(TEN + 24 * 60 * MINUTE) == 1


def test_the_outbox_hands_turns_out_with_their_ticket(clinic: Clinic, lee: Doctor) -> None:
    ana = line(clinic, 1)[0]
    call(clinic, lee, TEN)
    [message] = outbox.claim(TEN)
    assert (message.kind, message.ticket_id, label(ana)) == ("turn", ana.id, "Q001")
    assert message.expires_at == TEN + turns.CALL_LIVES
