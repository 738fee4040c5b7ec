"""What goes in and out of the routes about visits. Times are ISO 8601 with the clinic's offset, money in hundredths."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from handlers.staff.shapes import AppointmentOut, Asked, Day, DoctorWanted, Given, Words, _clean

VisitType = Literal["in_person", "online"]
Payment = Literal["pending", "paid", "partial", "waived"]
RowId = Annotated[int, Field(ge=1, le=2**31 - 1)]
Note = Annotated[str, Field(max_length=4000), AfterValidator(_clean)]
Reason = Annotated[str, Field(max_length=200), AfterValidator(_clean)]
Moment = Annotated[
    AwareDatetime, Field(ge=dt.datetime(2000, 1, 1, tzinfo=dt.UTC), le=dt.datetime(2199, 12, 31, tzinfo=dt.UTC))
]


class RepeatIn(Given):
    weeks: Annotated[int, Field(ge=1, le=12)] = Field(description="Every so many weeks.")
    times: Annotated[int, Field(ge=2, le=52)] = Field(description="Visits in all, the first included.")


class BookIn(Given):
    patient: RowId | Annotated[Words, Field(min_length=1, max_length=80)] = Field(
        description="A patient's id, or a name: a new patient where nobody has it."
    )
    phone: Annotated[Words, Field(max_length=20)] | None = Field(
        None, description="Where to text; tells namesakes apart."
    )
    doctor: DoctorWanted | None = Field(None, description="Id or name. A doctor's own token may leave it out.")
    service: RowId | Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(
        None, description="Id or name; the first one the doctor gives when left out."
    )
    starts_at: Annotated[Moment, Field(strict=False)]
    visit_type: VisitType | None = None
    reason: Reason = ""
    repeat: RepeatIn | None = Field(None, description="A series: all of its dates, or none and which are not free.")


class BookedOut(BaseModel):
    items: list[AppointmentOut]
    told: bool = Field(description="The patient gets a text; if false, call them.")


class FreeQuery(Asked):
    doctor: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(None, description="Id or name.")
    service: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(None, description="Id or name.")
    date_from: Day | None = Field(None, description="Today when left out.")
    date_to: Day | None = Field(None, description="Inclusive; two weeks on when left out.")
    visit_type: VisitType | None = None
    duration_minutes: Annotated[int, Field(ge=5, le=480)] | None = Field(
        None, description="Of this length, whatever the service's or the slot's."
    )
    available_only: bool = Field(True, description="false: also the times that are taken, with no seats.")
    limit: Annotated[int, Field(ge=1, le=500)] = 50


class FreeOut(BaseModel):
    doctor: str
    doctor_id: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    visit_type: Literal["in_person", "online", "both"]
    seats: int = Field(description="Free seats; more than one in a group visit.")
    capacity: int


class FreeTimesOut(BaseModel):
    times: list[FreeOut] = Field(description="Earliest first, `limit` of them; go on with a later date_from.")


class MoveIn(Given):
    starts_at: Annotated[Moment, Field(strict=False)]
    doctor: DoctorWanted | None = Field(None, description="Id or name; the same doctor when left out.")
    reason: Reason = Field("", description="Kept with the visit as it was, and not told.")


class CancelIn(Given):
    reason: Reason = Field("", description="Kept with the visit, and not told.")
    rest: bool = Field(False, description="Also the later visits of its series; one text for all.")


class ReasonIn(Given):
    reason: Reason


class LateMinutesIn(Given):
    minutes: Annotated[int, Field(ge=0, le=240)]


class PaymentIn(Given):
    status: Payment | None = None
    fee_cents: Annotated[int, Field(ge=0, le=10_000_000)] | None = None


class InsuranceIn(Given):
    provider: Annotated[Words, Field(max_length=80)] | None = None
    number: Annotated[Words, Field(max_length=80)] | None = None
    verified: bool | None = None


class ClinicalIn(Given):
    notes: Note | None = None
    diagnosis: Note | None = None
    prescription: Note | None = None


class ClinicalOut(BaseModel):
    reference: str
    notes: str
    diagnosis: str
    prescription: str
    version: int


class DoneOut(BaseModel):
    appointment: AppointmentOut
    told: bool = Field(description="The patient gets a text of it; if false, call them.")
    version: int


class ToldOut(BaseModel):
    told: bool


class MessageOut(BaseModel):
    at: dt.datetime
    way: Literal["in", "out"]
    channel: str
    kind: str
    text: str
    state: str = Field(description="due, leased, sent, delivered, failed or dropped; empty for what came in.")
    error: str


class HistoryOut(BaseModel):
    at: dt.datetime
    who: str
    actor: str
    action: str
    status: str | None = Field(description="The status after it, where it changed.")
    before: dict[str, object]
    after: dict[str, object]
    channel: str
    address: str


class InsuranceOut(BaseModel):
    provider: str
    number: str
    verified: bool


class AppointmentDetailOut(AppointmentOut):
    phone: str | None
    reason: str
    insurance: InsuranceOut
    cancelled_at: dt.datetime | None
    cancelled_by: str
    cancel_reason: str = Field(description="Why it was cancelled, or moved.")
    late_cancel: bool
    moved_from: str | None
    moved_to: str | None
    group: tuple[int, int] | None = Field(description="[taken, capacity] of a group visit.")
    visits_of_series: list[str]
    messages: list[MessageOut]
    history: list[HistoryOut]
