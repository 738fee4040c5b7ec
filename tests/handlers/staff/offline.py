"""A clinic with two clients that are cut off now and then, and a desk that goes on: what test_sync_property.py plays."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from bot.desk import day as desk_day
from bot.desk import line as desk_line
from bot.desk import visits as desk_visits
from handlers.staff import syncing
from handlers.staff.endpoint import Asker
from handlers.staff.sync_shapes import SyncIn
from store import bookkeeping, clock, staff
from store.audit import Actor
from store.errors import Refusal
from store.models import Appointment, Audit, Clinic, Doctor, Patient, StaffMember, SyncedOperation, Ticket
from store.tickets import TICKET
from store.transitions import VISIT
from tests import factory
from tests.handlers.staff.conftest import Desk

START = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)  # visits begin at 10am, and it is 10:20
ROSA = Actor("staff", 10**6, "Rosa Sample")
VISITS, PLACES = 3, 1
_clinics = itertools.count(1)

Json = dict[str, Any]
VISIT_KINDS = ("check_in", "confirm", "cancel", "complete", "no_show", "late", "payment")
PLACE_KINDS = ("queue_remove", "queue_status")
STATUSES = ("called", "in-service", "completed", "no-wait", "waiting")
MADE = ("walk_in", "queue_add")


def new_clinic() -> Clinic:
    """The same rows every time: visits of two doctors at ten, one of them pending, and one place in line."""
    number = next(_clinics)
    clinic = factory.clinic(
        slug=f"sample-{number}", sms_number=None, telegram_bot_id=None, staff_chat_id=None,
        display_token=f"display-{number}",
    )  # fmt: skip
    doctors = [factory.doctor(clinic, name) for name in ("Dr. Maya Lee", "Dr. Tom Park")]
    for place in range(VISITS):
        status = "pending" if place == VISITS - 1 else "confirmed"
        factory.visit_of(clinic, f"Sample Visitor {place}", doctors[place % 2], START, status=status)
    factory.walk_in(clinic, "Sample Walker", clock.now())
    factory.patient(clinic, "Sample Regular")
    return clinic


@dataclass
class Client:
    """A device: what it has read, what it has done and not yet been answered for, and what it has ever made."""

    desk: Desk
    id: str
    name: str
    view: dict[str, int] = field(default_factory=dict)  # reference -> version
    pending: list[Json] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)  # reference -> changes by others


class World:
    """Plays steps and writes down, in the order of their commits, what took effect."""

    def __init__(self, app: Flask) -> None:
        self.clinic = new_clinic()
        self.clients = [self._client(app, name) for name in ("Ann Sample", "Bob Sample")]
        self.operations: dict[str, Json] = {}
        self.order: dict[str, int] = {}
        self.seen: dict[str, int] = {}  # of an operation: how often others had changed its visit when last read
        self.applied: Counter[str] = Counter()
        self.journal: list[tuple[str, Any]] = []
        for client in self.clients:
            self.send(client, 0, heard=True)

    def _client(self, app: Flask, name: str) -> Client:
        _, token = staff.add(self.clinic, name, "receptionist", now=START)
        return Client(Desk(app.test_client(), token), str(uuid.uuid4()), name)

    # --- steps

    def offline(self, client: Client, one: int, two: int) -> None:
        """The client does something against what it last read."""
        kind = (*VISIT_KINDS, *PLACE_KINDS, *MADE)[one % 11]
        operation: Json = {"id": str(uuid.uuid4()), "done_at": clock.now().isoformat(), "kind": kind}
        if kind in VISIT_KINDS:
            reference = f"APT-TEST-{two % VISITS + 1:04d}"
            operation |= {"target": reference, "base_version": client.view[reference]}
            if kind == "payment":
                operation["status"] = ("paid", "waived", "pending")[two % 3]
            elif kind == "late":
                operation["minutes"] = two
        elif kind in PLACE_KINDS:
            places = [*client.made, *sorted(set(client.view) - {f"APT-TEST-{n + 1:04d}" for n in range(VISITS)})]
            target = places[two % len(places)]
            operation |= {"target": target, "base_version": client.view.get(target)}
            if kind == "queue_status":
                doctors = [doctor.id for doctor in self._doctors()]
                operation |= {"status": STATUSES[(one + two) % 5], "doctor": doctors[two % 2]}
        elif kind == "walk_in":
            operation |= {"place": {"patient": f"Sample Newcomer {two % 3}", "phone": f"+1555010000{two % 3}"}}
            client.made.append(operation["id"])
        else:
            regular = Patient.get(Patient.clinic == self.clinic, Patient.name == "Sample Regular")
            operation |= {"patient": regular.id}
            client.made.append(operation["id"])
        self.operations[operation["id"]] = operation
        if kind in VISIT_KINDS:
            self.seen[operation["id"]] = client.seen[operation["target"]]
        self.order[operation["id"]] = len(self.order)
        client.pending.append(operation)

    def send(self, client: Client, most: int, *, heard: bool) -> None:
        """Sends what is pending; an answer that is not heard leaves the client as it was."""
        batch = client.pending[:most]
        answer = client.desk.post("/sync", {"client": client.id, "operations": batch})
        self._note_new()
        if answer.status_code == 500:  # the process died in the middle
            return
        told = answer.get_json()
        assert answer.status_code == 200, told
        self._check(batch, told["results"])
        if heard:
            client.pending = client.pending[most:]
            rows = told["changes"]["appointments"] + told["changes"]["tickets"]
            tickets = {one["appointment"]: one for one in told["changes"]["tickets"] if one["appointment"]}
            client.view = {one["reference"]: one["version"] for one in reversed(rows)}
            client.view |= {one["reference"]: one["version"] for one in told["changes"]["appointments"]}
            assert set(tickets) <= set(client.view)
            member = StaffMember.get(StaffMember.clinic == self.clinic, StaffMember.name == client.name).id
            visits = Appointment.select().where(Appointment.clinic == self.clinic)
            client.seen = {one.reference: self._by_others(member, one.id) for one in visits}

    def at_desk(self, one: int, two: int) -> None:
        """Somebody at the desk acts, on the newest state."""
        act = (one % 9, two)
        try:
            self._desk_act(self.clinic, *act)
        except Refusal:
            return
        self.journal.append(("desk", act))

    # --- what must hold

    def _check(self, batch: list[Json], results: list[Json]) -> None:
        assert [one["id"] for one in results] == [one["id"] for one in batch]
        stopped: set[str] = set()
        for operation, result in zip(batch, results, strict=True):
            outcome, key = result["outcome"], result["id"]
            assert outcome in ("applied", "already_applied", "conflict", "refused")
            self.applied[key] += outcome == "applied"
            assert self.applied[key] <= 1
            recorded = SyncedOperation.get_or_none(SyncedOperation.operation == key) is not None
            assert recorded or outcome != "applied"
            assert not recorded or outcome in ("applied", "already_applied")
            visit = operation.get("target", "") if operation["kind"] in VISIT_KINDS else ""
            assert not (visit in stopped and outcome == "applied"), "applied after one on the same visit had failed"
            if visit and outcome in ("conflict", "refused"):
                stopped.add(visit)

    def _note_new(self) -> None:
        noted = {key for kind, key in self.journal if kind == "client"}
        members = StaffMember.select(StaffMember.id).where(StaffMember.clinic == self.clinic)
        acted = SyncedOperation.member.in_(members) & took_effect()
        for row in SyncedOperation.select().where(acted).order_by(SyncedOperation.id):
            if row.operation not in noted:
                self.journal.append(("client", row.operation))
                visits = self.operations[row.operation]["kind"] in VISIT_KINDS
                assert not visits or self.seen[row.operation] == self._by_others(
                    row.member_id, row.appointment_id or 0
                ), "done on what others had changed"

    def _by_others(self, member: int, visit: int) -> int:
        """How often anybody but this member has changed the visit."""
        mine = (Audit.subject == "appointment") & (Audit.subject_id == visit)
        return sum(row.actor_id != member for row in Audit.select().where(mine))

    def check_order(self) -> None:
        """What a client did to one visit took effect in its order."""
        for client in self.clients:
            mine = {key for key, one in self.operations.items() if self._whose(key) is client and "target" in one}
            for target in {self.operations[key]["target"] for key in mine}:
                done = [self.order[key] for kind, key in self.journal
                        if kind == "client" and key in mine and self.operations[key]["target"] == target]  # fmt: skip
                assert done == sorted(done)

    def _whose(self, key: str) -> Client | None:
        row = SyncedOperation.get_or_none(SyncedOperation.operation == key)
        return next((client for client in self.clients if row is not None and client.id == row.client), None)

    def replayed(self) -> Clinic:
        """What took effect, done one after the other in a clinic of its own, by the plain acts."""
        clinic = new_clinic()
        member = StaffMember.create(clinic=clinic, name="Ann Sample", role="receptionist", created_at=START)
        asker = Asker(member, clinic, Actor.staff(member, "endpoint"), clock.now_in(clinic.zone))
        doctors = dict(zip((d.id for d in self._doctors()), (d.id for d in self._doctors(clinic)), strict=True))
        made: dict[str, Ticket] = {}
        for kind, what in self.journal:
            if kind == "desk":
                self._desk_act(clinic, *what)
                continue
            told = dict(self.operations[what])
            if told.get("doctor"):
                told["doctor"] = doctors[told["doctor"]]
            if told["kind"] == "queue_add":
                patients = Patient
                told["patient"] = patients.get(patients.clinic == clinic, patients.name == "Sample Regular").id
            [operation] = SyncIn.model_validate_json(
                json.dumps({"client": str(uuid.uuid4()), "operations": [told]})
            ).operations
            row = made.get(told.get("target", "")) or syncing._target(asker, operation)
            row = type(row).get_by_id(row.id) if row is not None else None
            done = syncing.ACTS[operation.kind](asker, operation, row)
            if told["kind"] in MADE:
                assert isinstance(done, Ticket)
                made[what] = done
        return clinic

    def _doctors(self, clinic: Clinic | None = None) -> list[Doctor]:
        return list(Doctor.select().where(Doctor.clinic == (clinic or self.clinic)).order_by(Doctor.id))

    def _desk_act(self, clinic: Clinic, act: int, which: int) -> None:
        given: Json = {"actor": ROSA, "now": clock.now()}
        visit = Appointment.get(
            Appointment.clinic == clinic, Appointment.reference == f"APT-TEST-{which % VISITS + 1:04d}"
        )
        tickets = list(Ticket.select().where(Ticket.clinic == clinic).order_by(Ticket.id))
        ticket = tickets[which % len(tickets)]
        doctor = self._doctors(clinic)[which % 2]
        if act < 5:
            acts = (desk_line.check_in, desk_visits.cancel, desk_day.complete, desk_day.missed, desk_visits.confirm)
            acts[act](visit, **given)
        elif act == 5:
            bookkeeping.pay(visit, "partial", **given)
        elif act == 6:
            desk_line.call(ticket, doctor, **given)
        else:
            (desk_line.finish, desk_line.remove)[act - 7](ticket, **given)


def took_effect() -> Any:
    """Of what is noted, what was done by the client and not found done."""
    return SyncedOperation.appointment_version.is_null(False) | SyncedOperation.ticket_version.is_null(False)


def state(clinic: Clinic) -> Json:
    """Everything an act can change, by what people call it; and how often each act was done."""
    visits = {
        one.reference: (one.status, one.payment_status, one.late_minutes, one.checked_in_at, one.version)
        for one in Appointment.select().where(Appointment.clinic == clinic)
    }
    tickets = {
        one.id: (one.number, one.status, one.patient.name, one.serving_doctor and one.serving_doctor.name, one.version)
        for one in Ticket.select().where(Ticket.clinic == clinic)
    }
    acts = Counter(
        row.action for row in Audit.select().where(Audit.clinic == clinic) if row.subject in ("appointment", "ticket")
    )
    return {"visits": visits, "tickets": sorted(tickets.values()), "acts": acts}


def check_edges(clinic: Clinic) -> None:
    """No status ever went along an edge that the two tables do not have."""
    for subject, table in (("appointment", VISIT), ("ticket", TICKET)):
        for row in Audit.select().where(Audit.clinic == clinic, Audit.subject == subject):
            if "status" not in row.before or row.action == "appointment.undo":  # a place put back takes its visit along
                continue
            edge = (row.before["status"], row.action.partition(".")[2])
            assert table.get(edge) == row.after["status"], (edge, row.after)
