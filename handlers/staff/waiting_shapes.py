"""The waitlist, hand-offs and the trail as the staff endpoint shows them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, Field

from handlers.staff.shapes import Day, DoctorWanted, Given, Page, Paged, Words

Name = Annotated[Words, Field(min_length=1, max_length=80)]
EntryStatus = Literal["waiting", "notified", "confirmed", "expired", "cancelled"]
Priority = Annotated[int, Field(ge=1, le=10)]


class WaitlistQuery(Paged):
    doctor: Name | None = Field(None, description="Id or name; those who wait for any doctor are not among them.")
    patient: Name | None = Field(None, description="Id, phone in E.164, or part of a name.")
    status: EntryStatus | None = Field(None, description="Left out: those who still wait, who goes first first.")


class WishIn(Given):
    patient: Annotated[int, Field(ge=1, le=2**31 - 1)] = Field(description="By id.")
    doctor: DoctorWanted | None = Field(None, description="Id or name; any when left out.")
    date_from: Day
    date_to: Day = Field(description="Inclusive.")
    time_from: dt.time | None = None
    time_to: dt.time | None = Field(None, description="Excluded.")
    visit_type: Literal["in_person", "online"] | None = None
    priority: Priority = 5


class PriorityIn(Given):
    priority: Priority = Field(description="1 goes first.")


class NotifyIn(Given):
    doctor: DoctorWanted | None = Field(None, description="With starts_at; the entry's own when left out.")
    starts_at: AwareDatetime | None = Field(None, description="Left out: the first time the entry waits for.")


class EntryOut(BaseModel):
    id: int
    patient: str
    patient_id: int
    doctor: str | None = Field(description="null: any.")
    doctor_id: int | None
    date_from: dt.date
    date_to: dt.date
    time_from: dt.time | None
    time_to: dt.time | None
    visit_type: str | None
    priority: int
    status: EntryStatus
    position: int | None = Field(description="Among those who wait for some of the same times; null once closed.")
    offered: str | None = Field(description="The reference of the time that is held for them.")
    offered_until: dt.datetime | None
    created_at: dt.datetime


class EntriesOut(Page):
    items: list[EntryOut]


class HandoffOut(BaseModel):
    id: int
    name: str
    why: Literal["asked", "emergency", "misunderstood"]
    opened_at: dt.datetime
    waiting_since: dt.datetime | None = Field(description="Of the first word after the clinic's last; null: answered.")
    open: bool


class HandoffsOut(Page):
    items: list[HandoffOut]


class ReplyIn(Given):
    text: Annotated[str, Field(min_length=1, max_length=1500, pattern=r"^[^\x00]*$")]


class AuditQuery(Paged):
    appointment: Name | None = Field(None, description="A visit's reference.")
    subject: Annotated[Words, Field(max_length=40)] | None = Field(None, description="appointment, ticket, setting …")
    action: Annotated[Words, Field(max_length=60)] | None = Field(None, description="As appointment.cancel.")
    by: Literal["patient", "staff", "clock", "operator"] | None = None
    name: Name | None = Field(None, description="Of the member of staff.")
    date_from: Day | None = None
    date_to: Day | None = Field(None, description="Inclusive.")


class ActOut(BaseModel):
    id: int
    at: dt.datetime
    by: str
    name: str
    channel: str
    address: str
    action: str
    subject: str
    subject_id: int
    before: dict[str, Any]
    after: dict[str, Any]


class ActsOut(Page):
    items: list[ActOut] = Field(description="The newest first.")
