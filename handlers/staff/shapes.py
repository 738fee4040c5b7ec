"""What goes in and out of the staff endpoint. Times are ISO 8601 with the clinic's offset, waits are minutes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _printable(text: str) -> str:
    if any(not letter.isprintable() for letter in text):
        raise ValueError("must not hold control characters")
    return text


def _clean(text: str) -> str:
    if "\x00" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        raise ValueError("must be plain text")
    return text


Words = Annotated[str, AfterValidator(_printable)]
DoctorWanted = Annotated[int, Field(ge=1, le=2**31 - 1)] | Annotated[Words, Field(min_length=1, max_length=80)]
Day = Annotated[dt.date, Field(ge=dt.date(2000, 1, 1), le=dt.date(2199, 12, 31))]
Urgency = Literal["routine", "urgent", "emergency"]
AppointmentStatus = Literal[
    "held", "pending", "confirmed", "in-progress", "completed", "cancelled", "no-show", "rescheduled", "released"
]
TicketStatus = Literal["waiting", "called", "in-service", "completed", "no-wait", "cancelled"]


class Given(BaseModel):
    """Anything a client sends: unknown members are an error, so that a typing mistake is not silently ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Asked(BaseModel):
    """A query string: all text, so numbers and dates are read from it."""

    model_config = ConfigDict(extra="forbid")


class Paged(Asked):
    """The query of every list (pages.py)."""

    limit: Annotated[int, Field(ge=1, le=200)] = 100
    after: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = Field(None, description="`next` of the page before.")


class Page(BaseModel):
    """The answer of every list, beside its `items` (pages.py)."""

    next: int | None = Field(description="Send it as `after` for the next page; null on the last.")


class QueueQuery(Paged):
    doctor: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(None, description="Id or name.")
    patient: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(
        None, description="Id, phone in E.164, or part of a name."
    )
    status: Literal["waiting", "called", "in-service"] | None = None
    urgency: Urgency | None = None


class TodayQuery(Paged):
    doctor: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(None, description="Id or name.")
    status: TicketStatus | None = None
    urgency: Urgency | None = None
    walk_ins: bool = Field(False, description="Without those who checked in for a booked visit.")


class NextIn(Given):
    doctor: DoctorWanted | None = Field(None, description="Id or name. A doctor's own token may leave it out.")
    room: Annotated[Words, Field(max_length=30)] = Field("", description="The doctor's own room when empty.")
    finish: bool = Field(False, description="Also complete the patient the doctor still has.")


class WalkInIn(Given):
    patient: Annotated[Words, Field(min_length=1, max_length=80)] = Field(description="The name to call out.")
    phone: Annotated[Words, Field(max_length=20)] | None = Field(
        None, description="Where to text. A number is needed for alerts."
    )
    doctor: DoctorWanted | None = Field(None, description="Id or name; anyone when left out.")
    urgency: Urgency = "routine"
    reason: Annotated[str, Field(max_length=200), AfterValidator(_clean)] = ""
    present: bool = True


class PlaceWanted(Given):
    """How somebody the clinic knows joins the line."""

    doctor: DoctorWanted | None = Field(None, description="Id or name; anyone when left out.")
    urgency: Urgency = "routine"
    present: bool = True


class LaterIn(Given):
    minutes: Annotated[int, Field(ge=1, le=120)] = 10


class HandOverIn(Given):
    doctor: DoctorWanted | None = Field(description="Id or name; null hands over to whoever is free first.")


class OpenIn(Given):
    open: bool


class TicketOut(BaseModel):
    ticket: str = Field(description="Q001 …, new every day.", examples=["Q007"])
    reference: str
    patient: str = Field(description="The patient's name.")
    patient_id: int
    doctor: str | None = Field(description="The one asked for, and once called the one who calls; null: any.")
    doctor_id: int | None
    status: TicketStatus
    urgency: Urgency
    room: str
    present: bool
    joined_at: dt.datetime
    called_at: dt.datetime | None
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    not_before: dt.datetime | None = Field(description="They let others pass until then.")
    passed_over: int = Field(description="How often they were called and not there.")
    appointment: str | None = Field(description="The booked visit's reference, if they checked in for one.")
    meeting_link: str | None = Field(description="Set for an online visit.")
    reachable: bool = Field(description="False: nobody can be texted, call by voice.")
    version: int = Field(description="One more with every change.")


class PlaceOut(TicketOut):
    ahead: int = Field(description="How many stand before them; 0 once called.")
    wait_minutes: Annotated[list[int], Field(min_length=2, max_length=2)] = Field(
        description="Estimated wait as [low, high]; [0, 0] once called."
    )


class QueueOut(Page):
    items: list[PlaceOut] = Field(description="Who waits, the next first, then who is called or with the doctor.")
    open: bool
    waiting: int
    in_service: int = Field(description="Called or with the doctor.")


class TicketsOut(Page):
    items: list[TicketOut]


class CountsOut(BaseModel):
    date: dt.date
    waiting: int
    called: int
    in_service: int
    completed: int
    no_wait: int
    cancelled: int


class OpenOut(BaseModel):
    open: bool


class VisitsWanted(BaseModel):
    """What a list of visits is narrowed to."""

    date: Day | None = Field(None, description="One day; instead of date_from and date_to.")
    date_from: Day | None = None
    date_to: Day | None = Field(None, description="Inclusive.")
    doctor: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(None, description="Id or name.")
    patient: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(
        None, description="Id, phone in E.164, or part of a name."
    )
    status: AppointmentStatus | None = None
    visit_type: Literal["in_person", "online"] | None = None
    payment: Literal["pending", "paid", "partial", "waived"] | None = None
    q: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(
        None, description="A few letters of the name or reference, the code, or a phone's last digits."
    )


class AppointmentsQuery(Paged, VisitsWanted):
    pass


class AppointmentOut(BaseModel):
    reference: str
    code: str
    patient: str
    patient_id: int
    doctor: str
    doctor_id: int
    service: str | None
    starts_at: dt.datetime
    ends_at: dt.datetime
    status: AppointmentStatus
    visit_type: Literal["in_person", "online"]
    meeting_link: str | None
    checked_in_at: dt.datetime | None
    late_minutes: int
    patient_confirmed_at: dt.datetime | None
    source: str
    fee_cents: int
    payment_status: str
    series: int | None = Field(description="The same number on every visit of a recurring series.")
    version: int = Field(description="One more with every change.")


class AppointmentsOut(Page):
    items: list[AppointmentOut]
    counts: dict[str, int] = Field(description="How many the filter finds in all, by status.")


class MeOut(BaseModel):
    id: int
    name: str
    role: Literal["doctor", "receptionist", "admin"]
    doctor: str | None = Field(description="The doctor whose own visits and patients these are.")
    doctor_id: int | None
    clinic: str
    zone: str


class DoctorOut(BaseModel):
    id: int
    name: str
    room: str
    on_duty: bool = Field(description="Sees patients at this moment by the schedule.")
    works_until: dt.datetime | None = Field(description="The end of their day; null when it is over or they are off.")
    ticket: str | None = Field(description="Whom they have called or are seeing.")


class DoctorsOut(Page):
    items: list[DoctorOut]


class TimeOut(BaseModel):
    now: dt.datetime
    zone: str
