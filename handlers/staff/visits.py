"""Routes of visits: one visit, booking for a patient, and every act on it (S4). Who acts on what: finding.visit."""

from __future__ import annotations

from bot.desk import booking as desk_booking
from bot.desk import day as desk_day
from bot.desk import undo as desk_undo
from bot.desk import visits as desk_visits
from bot.desk.visits import Done
from handlers.staff import finding, telling, visit_telling
from handlers.staff.endpoint import Asker, endpoint
from handlers.staff.visit_shapes import (
    AppointmentDetailOut,
    BookedOut,
    BookIn,
    CancelIn,
    ClinicalIn,
    ClinicalOut,
    DoneOut,
    FreeQuery,
    FreeTimesOut,
    InsuranceIn,
    LateMinutesIn,
    MoveIn,
    PaymentIn,
    ReasonIn,
    ToldOut,
)
from store import bookkeeping, clinical, schedules
from store.clinical import Clinical
from store.database import transaction
from store.models import Appointment
from store.series import Repeat
from store.timetable import DAY

ACTING = ("wrong_transition", "already_moved_on")
TAKING = ("slot_taken", "patient_busy")
LOOK_AHEAD = 14


# --- Seeing ----------------------------------------------------------------------------------------------------------


@endpoint("GET", "/appointments/<reference>", role="doctor", answer=AppointmentDetailOut, versioned=True)
def appointment(asker: Asker, reference: str) -> AppointmentDetailOut:
    """One visit with its messages, history and series."""
    return visit_telling.detail(finding.visit(asker, reference), asker.clinic)


@endpoint("GET", "/appointments/<reference>/free-times", role="doctor", query=FreeQuery, answer=FreeTimesOut)
def free_times_to_move(asker: Asker, reference: str, query: FreeQuery) -> FreeTimesOut:
    """Times the visit could move to: of its own service, with its own doctor unless another is named."""
    visit = finding.visit(asker, reference)
    doctor = finding.own_doctor(asker, query.doctor) if query.doctor is not None else visit.doctor
    first = query.date_from or asker.now.date()
    found = schedules.openings(
        asker.clinic, now=asker.now, first=first, last=query.date_to or first + LOOK_AHEAD * DAY, doctors=[doctor],
        service=visit.service, visit_type=query.visit_type or visit.visit_type, patient=visit.patient, ignoring=visit,
        notice=False, limit=query.limit,
        minutes=query.duration_minutes, full=not query.available_only,
    )  # fmt: skip
    return FreeTimesOut(times=[visit_telling.free(one, asker.clinic) for one in found])


@endpoint("GET", "/free-times", role="doctor", query=FreeQuery, answer=FreeTimesOut)
def free_times(asker: Asker, query: FreeQuery) -> FreeTimesOut:
    """What can be booked, earliest first; a doctor sees their own."""
    wanted = finding.own_doctor(asker, query.doctor) if query.doctor is not None or asker.own_doctor else None
    service = finding.service(asker, query.service, wanted) if query.service is not None else None
    first = query.date_from or asker.now.date()
    found = schedules.openings(
        asker.clinic, now=asker.now, first=first, last=query.date_to or first + LOOK_AHEAD * DAY, service=service,
        doctors=[wanted] if wanted is not None else None, visit_type=query.visit_type, notice=False, limit=query.limit,
        minutes=query.duration_minutes, full=not query.available_only,
    )  # fmt: skip
    return FreeTimesOut(times=[visit_telling.free(one, asker.clinic) for one in found])


# --- Booking ---------------------------------------------------------------------------------------------------------


@endpoint(
    "POST", "/appointments", role="doctor", body=BookIn, answer=BookedOut, status=201,
    refusals=(*TAKING, "series_not_free"),
)  # fmt: skip
def book(asker: Asker, body: BookIn) -> BookedOut:
    """Book for a patient, known or new; with `repeat`, a series: all of it or nothing. One text either way."""
    doctor = finding.own_doctor(asker, body.doctor)
    service = finding.service(asker, body.service, doctor)
    repeat = Repeat(body.repeat.weeks, body.repeat.times) if body.repeat is not None else None
    with transaction():  # a refusal leaves nobody half added
        patient = finding.patient_or_new(asker, body.patient, body.phone or "")
        opening = schedules.opening_at(
            asker.clinic, doctor, body.starts_at, now=asker.now, service=service, patient=patient,
            visit_type=body.visit_type, notice=False,
        )  # fmt: skip
        booked = desk_booking.book(
            asker.clinic, patient, opening, service=service, visit_type=body.visit_type, reason=body.reason.strip(),
            repeat=repeat, actor=asker.actor, now=asker.now,
        )  # fmt: skip
    items = [telling.appointment(visit, asker.clinic) for visit in booked.visits]
    return BookedOut(items=items, told=booked.told)


# --- Acts ------------------------------------------------------------------------------------------------------------


@endpoint("POST", "/appointments/<reference>/confirm", role="doctor", answer=DoneOut, refusals=ACTING, versioned=True)
def confirm(asker: Asker, reference: str) -> DoneOut:
    """A requested visit becomes certain; the patient is told."""
    return _done(asker, desk_visits.confirm(_unchanged(asker, reference), actor=asker.actor, now=asker.now))


@endpoint(
    "POST", "/appointments/<reference>/cancel", role="doctor", body=CancelIn, answer=DoneOut, refusals=ACTING,
    versioned=True,
)  # fmt: skip
def cancel(asker: Asker, reference: str, body: CancelIn) -> DoneOut:
    """Cancel the visit, whatever the deadline; the patient is told."""
    visit, reason = _unchanged(asker, reference), body.reason.strip()
    if body.rest and visit.series is not None:
        gone = desk_booking.cancel_rest(visit, reason=reason, actor=asker.actor, now=asker.now)
        return _done(asker, Done(Appointment.get_by_id(visit.id), gone.told))
    return _done(asker, desk_visits.cancel(visit, reason=reason, actor=asker.actor, now=asker.now))


@endpoint(
    "POST", "/appointments/<reference>/move", role="doctor", body=MoveIn, answer=DoneOut,
    refusals=(*ACTING, *TAKING), versioned=True,
)  # fmt: skip
def move(asker: Asker, reference: str, body: MoveIn) -> DoneOut:
    """Move the visit; what is answered is the new one, with a reference of its own. The patient is told."""
    visit = _unchanged(asker, reference)
    doctor = finding.own_doctor(asker, body.doctor) if body.doctor is not None else visit.doctor
    opening = schedules.opening_at(
        asker.clinic, doctor, body.starts_at, now=asker.now, service=visit.service, patient=visit.patient,
        ignoring=visit, visit_type=visit.visit_type, notice=False,
    )  # fmt: skip
    return _done(asker, desk_visits.move(visit, opening, reason=body.reason.strip(), actor=asker.actor, now=asker.now))


@endpoint("POST", "/appointments/<reference>/start", role="doctor", answer=DoneOut, versioned=True,
          refusals=(*ACTING, "doctor_busy", "not_today", "already_in_queue"))  # fmt: skip
def start_visit(asker: Asker, reference: str) -> DoneOut:
    """The patient is with the doctor, straight from the door."""
    visit = desk_day.start(_unchanged(asker, reference), actor=asker.actor, now=asker.now)
    return _done(asker, Done(visit, False))


@endpoint("POST", "/appointments/<reference>/complete", role="doctor", answer=DoneOut, versioned=True,
          refusals=(*ACTING, "doctor_busy", "not_today"))  # fmt: skip
def complete_visit(asker: Asker, reference: str) -> DoneOut:
    """The visit is over, whether or not anybody marked its start."""
    visit = desk_day.complete(_unchanged(asker, reference), actor=asker.actor, now=asker.now)
    return _done(asker, Done(visit, False))


@endpoint("POST", "/appointments/<reference>/no-show", role="doctor", answer=DoneOut, refusals=ACTING, versioned=True)
def no_show_visit(asker: Asker, reference: str) -> DoneOut:
    """The patient did not come, and is told so."""
    return _done(asker, desk_day.missed(_unchanged(asker, reference), actor=asker.actor, now=asker.now))


@endpoint(
    "POST", "/appointments/<reference>/undo-no-show", role="doctor", answer=DoneOut, refusals=ACTING, versioned=True
)
def undo_no_show(asker: Asker, reference: str) -> DoneOut:
    """They came after all."""
    visit = desk_day.came_after_all(_unchanged(asker, reference), actor=asker.actor, now=asker.now)
    return _done(asker, Done(visit, False))


@endpoint(
    "POST", "/appointments/<reference>/undo-complete", role="doctor", answer=DoneOut, versioned=True,
    refusals=(*ACTING, *TAKING, "not_open"),
)  # fmt: skip
def undo_complete(asker: Asker, reference: str) -> DoneOut:
    """It is not over after all."""
    visit = desk_day.not_over(_unchanged(asker, reference), actor=asker.actor, now=asker.now)
    return _done(asker, Done(visit, False))


@endpoint(
    "POST", "/appointments/<reference>/undo", role="doctor", answer=DoneOut, versioned=True,
    refusals=(*ACTING, *TAKING, "not_open", "nothing_to_undo"),
)  # fmt: skip
def undo_visit(asker: Asker, reference: str) -> DoneOut:
    """Take back your own last act of the last minute, where it was on this visit: cancelled, over, missed, paid."""
    visit = _unchanged(asker, reference)
    undone = desk_undo.undo(asker.clinic, actor=asker.actor, now=asker.now, visit=visit)
    return _done(asker, Done(undone.visit or Appointment.get_by_id(visit.id), undone.told))


@endpoint(
    "POST", "/appointments/<reference>/late", role="doctor", body=LateMinutesIn, answer=DoneOut, refusals=ACTING,
    versioned=True,
)  # fmt: skip
def late(asker: Asker, reference: str, body: LateMinutesIn) -> DoneOut:
    """The patient will be so many minutes late; 0 takes it back."""
    visit = desk_day.late(_unchanged(asker, reference), body.minutes, actor=asker.actor, now=asker.now)
    return _done(asker, Done(visit, False))


@endpoint(
    "PUT", "/appointments/<reference>/reason", role="doctor", body=ReasonIn, answer=DoneOut,
    refusals=("already_moved_on",), versioned=True,
)  # fmt: skip
def reason(asker: Asker, reference: str, body: ReasonIn) -> DoneOut:
    """Why the patient comes, as they said; it is never in a message."""
    visit = _unchanged(asker, reference)
    bookkeeping.set_reason(visit, body.reason.strip(), actor=asker.actor, now=asker.now)
    return _done(asker, Done(visit, False))


# --- Money and insurance (B13) ---------------------------------------------------------------------------------------


@endpoint(
    "PUT", "/appointments/<reference>/payment", role="receptionist", body=PaymentIn, answer=DoneOut,
    refusals=("already_moved_on",), versioned=True,
)  # fmt: skip
def payment(asker: Asker, reference: str, body: PaymentIn) -> DoneOut:
    """The fee of this visit, and whether it is paid."""
    visit = _unchanged(asker, reference)
    with transaction():
        if body.fee_cents is not None:
            bookkeeping.set_fee(visit, body.fee_cents, actor=asker.actor, now=asker.now)
        if body.status is not None:
            bookkeeping.pay(visit, body.status, actor=asker.actor, now=asker.now)
    return _done(asker, Done(visit, False))


@endpoint("POST", "/appointments/<reference>/payment-link", role="receptionist", answer=ToldOut)
def payment_link(asker: Asker, reference: str) -> ToldOut:
    """Text the patient where to pay, at most once a day; 422 where nothing is due or no link is set."""
    return ToldOut(told=desk_booking.send_payment_link(finding.visit(asker, reference), asker.now))


@endpoint(
    "PUT", "/appointments/<reference>/insurance", role="receptionist", body=InsuranceIn, answer=DoneOut,
    refusals=("already_moved_on",), versioned=True,
)  # fmt: skip
def insurance(asker: Asker, reference: str, body: InsuranceIn) -> DoneOut:
    """The patient's insurance, and whether it was checked for this visit."""
    visit = _unchanged(asker, reference)
    bookkeeping.insure(visit, body.provider, body.number, body.verified, actor=asker.actor, now=asker.now)
    return _done(asker, Done(visit, False))


# --- What the doctor wrote (B14) -------------------------------------------------------------------------------------


@endpoint("GET", "/appointments/<reference>/clinical", role="clinician", answer=ClinicalOut, versioned=True)
def read_clinical(asker: Asker, reference: str) -> ClinicalOut:
    """Notes, diagnosis, prescription, for the doctor of the visit; that they were read is on record."""
    visit = finding.visit(asker, reference)
    return _clinical(visit, clinical.read(visit, asker.member, actor=asker.actor, now=asker.now))


@endpoint(
    "PUT", "/appointments/<reference>/clinical", role="clinician", body=ClinicalIn, answer=ClinicalOut,
    refusals=("already_moved_on",), versioned=True,
)  # fmt: skip
def write_clinical(asker: Asker, reference: str, body: ClinicalIn) -> ClinicalOut:
    """Set notes, diagnosis or prescription, as the doctor of the visit; what is left out stays."""
    visit = _unchanged(asker, reference)
    texts = {field: text for field, text in body.model_dump().items() if text is not None}
    visit = clinical.write(visit, asker.member, texts, actor=asker.actor, now=asker.now)
    return _clinical(visit, Clinical(visit.notes, visit.diagnosis, visit.prescription, visit.version))


def _clinical(visit: Appointment, texts: Clinical) -> ClinicalOut:
    return ClinicalOut(reference=visit.reference, **vars(texts))


def _unchanged(asker: Asker, reference: str) -> Appointment:
    """The visit, if it is still as the request's If-Match says, where it says so."""
    visit = finding.visit(asker, reference)
    asker.check_unchanged(telling.appointment(visit, asker.clinic))
    return visit


def _done(asker: Asker, done: Done) -> DoneOut:
    visit = done.visit
    return DoneOut(appointment=telling.appointment(visit, asker.clinic), told=done.told, version=visit.version)
