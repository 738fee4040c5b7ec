"""Routes of the day: visits, who is on duty, the clinic's clock."""

from __future__ import annotations

from bot.desk import line as desk_line
from handlers.staff import finding, pages, telling, visit_files
from handlers.staff.bulk_shapes import FileQuery
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.files import File
from handlers.staff.shapes import (
    AppointmentsOut,
    AppointmentsQuery,
    DoctorOut,
    DoctorsOut,
    MeOut,
    Paged,
    TicketOut,
    TimeOut,
)
from handlers.staff.visit_files import MEDIA
from store import duty, visit_search
from store.schedules import doctors_for
from store.tickets import WITH_DOCTOR, label, of_day, today


@endpoint("GET", "/appointments", role="doctor", query=AppointmentsQuery, answer=AppointmentsOut)
def search(asker: Asker, query: AppointmentsQuery) -> AppointmentsOut:
    """Visits by start, filtered; a doctor sees their own."""
    wanted = finding.visits_filter(asker, query)
    rows = visit_search.page(asker.clinic, wanted, after=query.after, limit=query.limit + 1)
    page, after = pages.cut(rows, query)
    items = [telling.appointment(row, asker.clinic) for row in page]
    return AppointmentsOut(items=items, next=after, counts=visit_search.counts(asker.clinic, wanted))


@endpoint("GET", "/appointments/export", role="admin", query=FileQuery, answer=File, files=tuple(MEDIA.values()))
def export_visits(asker: Asker, query: FileQuery) -> File:
    """The list of visits as a file: CSV, or JSON lines; on record."""
    return visit_files.export(asker, finding.visits_filter(asker, query), query.format)


@endpoint(
    "POST", "/appointments/<reference>/check-in", role="doctor", answer=TicketOut, status=201,
    refusals=("already_in_queue", "not_today", "wrong_transition", "already_moved_on"),
)  # fmt: skip
def check_in(asker: Asker, reference: str) -> TicketOut:
    """The booked patient is here: checked in, and in today's line."""
    visit = finding.visit(asker, reference)
    return telling.ticket(desk_line.check_in(visit, actor=asker.actor, now=asker.now), asker.clinic)


@endpoint("GET", "/doctors", role="doctor", query=Paged, answer=DoctorsOut)
def doctors(asker: Asker, query: Paged) -> DoctorsOut:
    """The clinic's doctors, who is on duty and whom each is seeing."""
    duties = {one.doctor.id: one for one in duty.of_day(asker.clinic, today(asker.clinic, asker.now))}
    seeing = {one.serving_doctor_id: label(one) for one in of_day(asker.clinic, asker.now, *WITH_DOCTOR)}
    items = []
    page, after = pages.of_list(doctors_for(asker.clinic, None), query)
    for doctor in page:
        own = duties.get(doctor.id)
        until = own.periods[-1][1] if own is not None and own.ends_after(asker.now) else None
        items.append(
            DoctorOut(
                id=doctor.id,
                name=doctor.name,
                room=doctor.room,
                on_duty=own is not None and own.works_at(asker.now),
                works_until=telling.at(until, asker.clinic),
                ticket=seeing.get(doctor.id),
            )
        )
    return DoctorsOut(items=items, next=after)


@endpoint("GET", "/me", role="doctor", answer=MeOut)
def me(asker: Asker) -> MeOut:
    """Whose token this is, and for which clinic."""
    member, doctor = asker.member, asker.member.doctor
    return MeOut(
        id=member.id, name=member.name, role=member.role,  # type: ignore[arg-type]  # one of those words
        doctor=doctor.name if doctor is not None else None, doctor_id=member.doctor_id,
        clinic=asker.clinic.name, zone=asker.clinic.zone_name,
    )  # fmt: skip


@endpoint("GET", "/time", role="doctor", answer=TimeOut)
def time(asker: Asker) -> TimeOut:
    """The clinic's clock, as every act is timed by it."""
    return TimeOut(now=asker.now.replace(microsecond=0), zone=asker.clinic.zone_name)
