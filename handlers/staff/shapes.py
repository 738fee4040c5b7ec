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
Urgency = Literal["routine", "urgent", "emergency"]
TicketStatus = Literal["waiting", "called", "in-service", "completed", "no-wait", "cancelled"]


class Given(BaseModel):
    """Anything a client sends: unknown members are an error, so that a typing mistake is not silently ignored."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Nothing(Given):
    pass


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


class LaterIn(Given):
    minutes: Annotated[int, Field(ge=1, le=120)] = 10


class HandOverIn(Given):
    doctor: DoctorWanted | None = Field(description="Id or name; null hands over to whoever is free first.")


class OpenIn(Given):
    open: bool


class DoctorOut(BaseModel):
    id: int
    name: str


class PatientOut(BaseModel):
    id: int
    name: str


class TicketOut(BaseModel):
    ticket: str = Field(description="Q001 …, new every day.", examples=["Q007"])
    reference: str
    patient: PatientOut
    doctor: DoctorOut | None = Field(description="The one asked for, and once called the one who calls; null: any.")
    status: TicketStatus
    urgency: Urgency
    room: str
    present: bool
    joined_at: dt.datetime
    called_at: dt.datetime | None
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    not_before: dt.datetime | None = Field(description="They let others pass until then.")
    passed_over: int
    appointment: str | None = Field(description="The booked visit's reference, if they checked in for one.")
    meeting_link: str | None = Field(description="Set for an online visit.")
    reachable: bool = Field(description="False: nobody can be texted, call by voice.")


class WaitingOut(TicketOut):
    ahead: int | None = Field(description="How many stand before them; null once called.")
    wait_minutes: tuple[int, int] | None = Field(description="Estimated wait as [low, high]; null once called.")


class QueueOut(BaseModel):
    items: list[WaitingOut] = Field(description="Called and in service first, then who waits, next first.")
    open: bool
    waiting: int
    in_service: int


class InServiceOut(BaseModel):
    items: list[TicketOut]


class CountsOut(BaseModel):
    date: dt.date
    waiting: int
    called: int
    in_service: int
    completed: int
    no_wait: int
    cancelled: int


class UndoneOut(BaseModel):
    items: list[TicketOut] = Field(description="The tickets as they are again.")


class OpenOut(BaseModel):
    open: bool
