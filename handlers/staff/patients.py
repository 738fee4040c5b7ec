"""Routes of the patients: search, one, into the line; and their data: export and erasure (C7)."""

from __future__ import annotations

from handlers.staff import finding, pages, telling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.patient_shapes import (
    ErasedOut,
    ExportOut,
    PatientIn,
    PatientOut,
    PatientsOut,
    PatientsQuery,
)
from handlers.staff.queue import JOINING
from handlers.staff.shapes import PlaceOut, PlaceWanted
from store import addresses, contacts, erasure, export, mailboxes, waits
from store.database import lock
from store.errors import Invalid
from store.models import Contact, ContactPatient, Patient


@endpoint("GET", "/patients", role="receptionist", query=PatientsQuery, answer=PatientsOut)
def patients(asker: Asker, query: PatientsQuery) -> PatientsOut:
    """The clinic's patients by id; with `search`, those it fits."""
    mine = (Patient.clinic == asker.clinic) & Patient.erased_at.is_null() & (Patient.id > (query.after or 0))
    rows = Patient.select().where(mine, *finding.patients_like(asker, query.search)).order_by(Patient.id)
    page, after = pages.cut(list(rows.limit(query.limit + 1)), query)
    return PatientsOut(items=[_told(asker, one) for one in page], next=after)


@endpoint("GET", "/patients/<patient>", role="receptionist", answer=PatientOut, versioned=True)
def one_patient(asker: Asker, patient: str) -> PatientOut:
    """One patient, and where they are reached."""
    return _told(asker, finding.patient(asker, patient))


@endpoint("PATCH", "/patients/<patient>", role="receptionist", body=PatientIn, answer=PatientOut, versioned=True)
def change_patient(asker: Asker, patient: str, body: PatientIn) -> PatientOut:
    """Correct a patient's name, or their e-mail address."""
    lock(Patient, finding.patient(asker, patient).id)
    one = finding.patient(asker, patient)
    asker.check_unchanged(_told(asker, one))
    if "name" in body.model_fields_set:
        name = contacts.clean_name(body.name or "")
        if not name:
            raise Invalid(field="name", problem="is empty")
        contacts.rename(one, name, asker.actor, asker.now)
    if "email" in body.model_fields_set:
        mailboxes.give(one, body.email or "", asker.actor, asker.now)
    return _told(asker, one)


@endpoint(
    "POST", "/patients/<patient>/queue", role="receptionist", body=PlaceWanted, answer=PlaceOut, refusals=JOINING,
    status=201,
)  # fmt: skip
def patient_into_line(asker: Asker, patient: str, body: PlaceWanted) -> PlaceOut:
    """Put a patient the clinic knows into today's line."""
    ticket = finding.into_line(asker, finding.patient(asker, patient), body)
    return telling.place(ticket, asker.clinic, waits.position(ticket, asker.now))


@endpoint("GET", "/patients/<patient>/export", role="admin", answer=ExportOut)
def export_patient(asker: Asker, patient: str) -> ExportOut:
    """What the clinic holds about one person, for the person to have; audited. The doctors' own texts are counted."""
    told = export.of_patient(finding.patient(asker, patient), asker.actor, asker.now, asker.member)
    return ExportOut.model_validate(told)


@endpoint("POST", "/patients/<patient>/erase", role="admin", answer=ErasedOut)
def erase_patient(asker: Asker, patient: str) -> ErasedOut:
    """Forget a person at their request: names, numbers and words go, bare visits stay in the books."""
    erased = erasure.forget_patient(finding.patient(asker, patient), asker.actor, asker.now)
    return ErasedOut(id=erased.id, erased_at=erased.erased_at)


def _told(asker: Asker, one: Patient) -> PatientOut:
    links = ContactPatient.select(ContactPatient, Contact).join(Contact).where(ContactPatient.patient == one)
    reached = [
        {
            "channel": link.contact.channel,
            "address": link.contact.address if link.contact.channel == "email" else addresses.number_of(link.contact),
            "owner": link.owner,
            "opted_out": link.contact.opted_out_at is not None,
            "unreachable": link.contact.unreachable_at is not None,
        }
        for link in links.order_by(ContactPatient.owner.desc(), ContactPatient.id)
    ]
    facts = {name: getattr(one, name) for name in ("id", "name", "phone", "email", "birth_date")}
    created_at = telling.at(one.created_at, asker.clinic)
    return PatientOut.model_validate(facts | {"created_at": created_at, "contacts": reached})
