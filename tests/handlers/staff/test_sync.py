"""Offline batch sync: what a client that was cut off did, applied once or told why not (S4)."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory

from bot.desk import day as desk_day
from bot.desk import line as desk_acts
from bot.desk import visits as desk_visits
from handlers.staff import syncing
from jobs import upkeep
from store import clock, synced
from store.audit import Actor
from store.models import Appointment, Audit, Clinic, Doctor, OutboxMessage, SyncedOperation, Ticket
from tests import factory
from tests.handlers.staff.conftest import TEN, Desk, member

ROSA = Actor("staff", 99, "Rosa Sample")
TABLET = str(uuid.UUID(int=1))
HOUR = dt.timedelta(hours=1)


def did(kind: str, target: str | None = None, base: int | None = None, **arguments: Any) -> dict[str, Any]:
    """One operation of the tablet's, done now."""
    about = {"target": target, "base_version": base} if target is not None else {}
    about = {name: value for name, value in about.items() if value is not None}
    return {"id": str(uuid.uuid4()), "done_at": clock.now().isoformat(), "kind": kind, **about, **arguments}


def send(desk: Desk, *operations: dict[str, Any], client: str = TABLET, **more: Any) -> list[dict[str, Any]]:
    answer = desk.post("/sync", {"client": client, "operations": list(operations), **more})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    results: list[dict[str, Any]] = answer.get_json()["results"]
    assert [one["id"] for one in results] == [one["id"] for one in operations]
    return results


def outcomes(desk: Desk, *operations: dict[str, Any], **more: Any) -> list[str]:
    return [one["outcome"] for one in send(desk, *operations, **more)]


@pytest.fixture
def visit(clinic: Clinic, lee: Doctor) -> Appointment:
    return factory.visit_of(clinic, "Ana Ruiz", lee, TEN)


def test_a_visit_from_the_door_to_paid_while_cut_off(desk: Desk, visit: Appointment) -> None:
    day = [
        did("check_in", visit.reference, 1), did("late", visit.reference, 1, minutes=5),
        did("complete", visit.reference, 1), did("payment", visit.reference, 1, status="paid"),
    ]  # fmt: skip
    assert outcomes(desk, *day) == ["applied"] * 4
    now = Appointment.get_by_id(visit.id)
    assert (now.status, now.payment_status, now.late_minutes) == ("completed", "paid", 5)
    assert [ticket.status for ticket in Ticket.select()] == ["completed"]
    rows = Audit.select().count()
    again = send(desk, *day)
    assert [one["outcome"] for one in again] == ["already_applied"] * 4
    assert again[0]["appointment"]["version"] == now.version
    assert Audit.select().count() == rows


def test_what_the_desk_changed_is_a_conflict_and_ends_the_visits_line(desk: Desk, visit: Appointment) -> None:
    other = factory.visit_of(visit.clinic, "Ben Cole", visit.doctor, TEN + HOUR)
    desk_visits.cancel(Appointment.get_by_id(visit.id), actor=ROSA, now=clock.now())
    first, then = did("check_in", visit.reference, 1), did("complete", visit.reference, 1)
    told = send(desk, first, then, did("check_in", other.reference, 1))
    assert [one["outcome"] for one in told] == ["conflict", "conflict", "applied"]
    assert (told[0]["appointment"]["status"], told[0]["after"]) == ("cancelled", None)
    assert (told[1]["appointment"]["status"], told[1]["after"]) == ("cancelled", first["id"])
    assert Appointment.get_by_id(visit.id).status == "cancelled"


def test_what_the_desk_did_already_needs_no_doing(desk: Desk, visit: Appointment) -> None:
    ticket = desk_acts.check_in(Appointment.get_by_id(visit.id), actor=ROSA, now=clock.now())
    told = send(desk, did("check_in", visit.reference, 1), did("complete", visit.reference, 1))
    assert [one["outcome"] for one in told] == ["already_applied", "conflict"]
    assert told[0]["ticket"]["reference"] == ticket.reference
    assert outcomes(desk, did("complete", visit.reference, 2)) == ["applied"]


def test_what_the_rules_refuse_is_refused_with_its_problem(app: Flask, desk: Desk, visit: Appointment) -> None:
    early = factory.visit_of(visit.clinic, "Ben Cole", visit.doctor, TEN + HOUR)
    first, then = did("no_show", early.reference, 1), did("check_in", early.reference, 1)
    told = send(desk, first, then, did("cancel", "APT-NOBODY-1", 1), did("confirm", visit.reference, 2))
    assert [one["outcome"] for one in told] == ["refused", "conflict", "refused", "already_applied"]
    assert (told[0]["problem"]["code"], told[0]["problem"]["status"]) == ("invalid", 422)
    assert told[1]["after"] == first["id"]
    assert told[2]["problem"]["code"] == "not_found"
    old = did("complete", visit.reference, 1) | {"done_at": (TEN - 8 * 24 * HOUR).isoformat()}
    ahead = did("complete", visit.reference, 1) | {"done_at": (TEN + HOUR).isoformat()}
    assert [send(desk, one)[0]["problem"]["code"] for one in (old, ahead)] == ["too_old", "in_the_future"]
    doctor = member(app, visit.clinic, "Maya Lee", "doctor", visit.doctor)
    [mine] = send(doctor, did("cancel", visit.reference, 1))
    assert (mine["outcome"], mine["problem"]["status"]) == ("refused", 403)
    assert Appointment.get_by_id(visit.id).version == 1


def test_a_walk_in_added_and_served_offline(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    ana = did("walk_in", place={"patient": "Ana Ruiz", "phone": "+15550100123", "doctor": "lee"})
    line = [
        did("queue_status", ana["id"], status="called", doctor=lee.id, room="2"),
        did("queue_status", ana["id"], status="in-service"),
        did("queue_status", ana["id"], status="completed"),
    ]
    told = send(desk, ana, *line)
    assert [one["outcome"] for one in told] == ["applied"] * 4
    assert (told[-1]["ticket"]["status"], told[-1]["ticket"]["room"]) == ("completed", "2")
    texts = OutboxMessage.select().count()
    assert outcomes(desk, ana, *line) == ["already_applied"] * 4
    assert (Ticket.select().count(), OutboxMessage.select().count()) == (1, texts)


def test_a_walk_in_the_desk_has_put_in_line_too(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    """The person stands in line, but not by this client's hand: what it did with that place is not done to this one."""
    place = {"patient": "Ana Ruiz", "phone": "+15550100123"}
    desk.post("/queue", place)
    ana = did("walk_in", place=place)
    remove = did("queue_remove", ana["id"])
    for _ in range(2):
        told = send(desk, ana, remove)
        assert [one["outcome"] for one in told] == ["already_applied", "conflict"]
        assert [one["ticket"]["ticket"] for one in told] == ["Q001", "Q001"]
    assert Ticket.get().status == "waiting"
    assert outcomes(desk, did("queue_remove", ana["id"], 1)) == ["applied"]  # having read how it stands


def test_two_walk_ins_of_one_person_by_one_client_are_one_place(desk: Desk, clinic: Clinic) -> None:
    first, again = (did("walk_in", place={"patient": "Ana Ruiz", "phone": "+15550100123"}) for _ in range(2))
    assert outcomes(desk, first, again, did("queue_remove", again["id"])) == ["applied", "already_applied", "applied"]


def test_what_does_not_fit_is_refused_alone(desk: Desk, visit: Appointment) -> None:
    other = factory.visit_of(visit.clinic, "Ben Cole", visit.doctor, TEN + HOUR)
    odd = did("dance", visit.reference, 1)
    told = send(
        desk, odd, did("check_in", visit.reference, 1), did("payment", other.reference, 1),
        did("check_in", other.reference, 1), did("walk_in", place={"patient": ""}),
        did("late", "APT-NOBODY-1", 1, minutes=-1), did("walk_in", place={"patient": "Cy Dale"}),
    )  # fmt: skip
    assert [one["outcome"] for one in told] == [
        "refused",
        "conflict",
        "refused",
        "conflict",
        *["refused"] * 2,
        "applied",
    ]
    assert (told[1]["after"], told[1]["appointment"]["version"]) == (odd["id"], 1)
    assert {told[0]["problem"]["code"], told[2]["problem"]["code"]} == {"invalid"}
    assert told[2]["problem"]["errors"] == [{"field": "payment.status", "problem": "Field required"}]
    assert told[5]["problem"]["code"] == "not_found"
    for nameless in ({"kind": "dance"}, {"id": "x", "kind": "check_in"}, "dance", None):
        assert desk.post("/sync", {"client": TABLET, "operations": [nameless]}).status_code == 422


def test_a_visit_moved_meanwhile_says_where(desk: Desk, clinic: Clinic, visit: Appointment, lee: Doctor) -> None:
    later = factory.visit(lee, visit.patient, TEN + 2 * HOUR, rescheduled_from=visit)
    Appointment.update(status="rescheduled", version=2).where(Appointment.id == visit.id).execute()
    [told] = send(desk, did("check_in", visit.reference, 1))
    assert (told["outcome"], told["appointment"]["status"]) == ("conflict", "rescheduled")
    assert told["moved_to"] == later.reference


def test_after_a_restored_backup_a_client_begins_anew(desk: Desk, visit: Appointment) -> None:
    told = desk.post("/sync", {"client": TABLET, "cursor": 10**6}).get_json()
    assert [one["reference"] for one in told["changes"]["appointments"]] == [visit.reference]
    assert told["cursor"] < 10**6


def test_a_refused_walk_in_keeps_what_leans_on_it_back(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    desk.ask("PUT", "/queue/open", {"open": False})
    ana = did("walk_in", place={"patient": "Ana Ruiz"})
    call = did("queue_status", ana["id"], status="called", doctor=lee.id)
    ben = did("queue_add", patient=factory.patient(clinic, "Ben Cole").id)
    told = send(desk, ana, call, did("queue_remove", ana["id"]), ben)
    assert [one["outcome"] for one in told] == ["refused", "conflict", "conflict", "refused"]
    assert {one["after"] for one in told[1:3]} == {ana["id"]}
    desk.ask("PUT", "/queue/open", {"open": True})
    assert outcomes(desk, ana, call, ben) == ["applied"] * 3


def test_places_are_held_to_their_version(desk: Desk, clinic: Clinic, lee: Doctor) -> None:
    ticket = factory.walk_in(clinic, "Ana Ruiz", TEN)
    desk.post("/queue/next", {"doctor": lee.id})
    assert outcomes(desk, did("queue_remove", ticket.reference, 1)) == ["conflict"]
    assert outcomes(desk, did("queue_remove", ticket.reference)) == ["conflict"]
    assert outcomes(desk, did("queue_status", ticket.reference, 2, status="in-service")) == ["applied"]
    assert outcomes(desk, did("queue_status", ticket.reference, 2, status="completed")) == ["applied"]
    other = did("queue_status", ticket.reference, 2, status="waiting")
    assert outcomes(desk, other, client=str(uuid.UUID(int=2))) == ["conflict"]  # not that client's own doing


def test_an_id_is_used_once(desk: Desk, visit: Appointment) -> None:
    first = did("payment", visit.reference, 1, status="paid")
    assert outcomes(desk, first) == ["applied"]
    [again] = send(desk, first | {"status": "waived"})
    assert (again["outcome"], again["problem"]["code"]) == ("refused", "key_used")
    assert Appointment.get_by_id(visit.id).payment_status == "paid"
    assert outcomes(desk, first | {"kind": "dance"}) == ["refused"]


def test_a_crash_in_the_middle_leaves_what_was_done_and_the_rest_is_done_later(
    desk: Desk, visit: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = [did("check_in", visit.reference, 1), did("payment", visit.reference, 1, status="paid")]

    def broken(*_: Any, **__: Any) -> None:
        Appointment.update(payment_status="waived").execute()  # written, and never committed
        raise RuntimeError("sample fault")

    with monkeypatch.context() as patch:
        patch.setitem(syncing.ACTS, "payment", broken)
        keyed = desk.ask("POST", "/sync", {"client": TABLET, "operations": batch}, headers={"Idempotency-Key": "one"})
        assert keyed.status_code == 500
    now = Appointment.get_by_id(visit.id)
    assert (now.checked_in_at, now.payment_status) == (TEN, "pending")
    answer = desk.ask("POST", "/sync", {"client": TABLET, "operations": batch}, headers={"Idempotency-Key": "one"})
    assert [one["outcome"] for one in answer.get_json()["results"]] == ["already_applied", "applied"]
    assert Ticket.select().count() == 1


def test_what_changed_meanwhile_comes_back(desk: Desk, visit: Appointment, time: FrozenDateTimeFactory) -> None:
    def ask(cursor: int | None) -> dict[str, Any]:
        told: dict[str, Any] = desk.post("/sync", {"client": TABLET, "cursor": cursor}).get_json()
        return told

    first = ask(None)
    assert [one["reference"] for one in first["changes"]["appointments"]] == [visit.reference]
    time.tick(120)
    desk_visits.cancel(Appointment.get_by_id(visit.id), actor=ROSA, now=clock.now())
    factory.walk_in(visit.clinic, "Ben Cole", clock.now())
    told = ask(first["cursor"])["changes"]
    assert [(one["reference"], one["status"]) for one in told["appointments"]] == [(visit.reference, "cancelled")]
    assert [one["patient"] for one in told["tickets"]] == ["Ben Cole"]
    time.tick(120)
    second = ask(first["cursor"])  # settled by now: told once more, and then no more
    assert second["changes"]["tickets"]
    assert second["cursor"] > first["cursor"]
    third = ask(second["cursor"])
    assert (third["changes"], third["more"]) == ({"appointments": [], "tickets": []}, False)


def test_many_changes_come_in_parts(desk: Desk, clinic: Clinic, lee: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synced, "PAGE", 5)
    for number in range(8):
        factory.walk_in(clinic, f"Sample Person {number}", clock.now())
    seen: set[str] = set()
    cursor, more = 0, True
    while more:
        told = desk.post("/sync", {"client": TABLET, "cursor": cursor}).get_json()
        seen |= {one["patient"] for one in told["changes"]["tickets"]}
        cursor, more = told["cursor"], told["more"]
    assert len(seen) == 8


def test_a_doctor_gets_their_own(app: Flask, desk: Desk, clinic: Clinic, lee: Doctor, park: Doctor) -> None:
    mine, theirs = (factory.visit_of(clinic, name, who, TEN) for name, who in (("Ana Ruiz", lee), ("Ben Cole", park)))
    doctor = member(app, clinic, "Maya Lee", "doctor", lee)
    told = send(doctor, did("check_in", mine.reference, 1), did("check_in", theirs.reference, 1))
    assert [one["outcome"] for one in told] == ["applied", "refused"]
    assert told[1]["appointment"] is None
    changes = doctor.post("/sync", {"client": TABLET}).get_json()["changes"]
    assert [one["patient"] for one in changes["appointments"]] == ["Ana Ruiz"]


def test_operations_are_remembered_a_month(desk: Desk, visit: Appointment, time: FrozenDateTimeFactory) -> None:
    send(desk, did("payment", visit.reference, 1, status="paid"))
    time.tick(29 * 24 * HOUR)
    upkeep.purge(clock.now())
    assert SyncedOperation.select().count() == 1
    time.tick(2 * 24 * HOUR)
    upkeep.purge(clock.now())
    assert SyncedOperation.select().count() == 0
    assert desk_day.place_of(visit) is None
