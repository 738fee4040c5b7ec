"""Patients as the staff endpoint shows them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from handlers.staff.shapes import Given, Page, Paged, Words
from handlers.staff.versions import Versioned


class PatientsQuery(Paged):
    search: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(
        None, description="Id, phone in E.164, or part of a name."
    )


class ContactOut(BaseModel):
    channel: Literal["sms", "whatsapp", "telegram", "email"]
    address: str | None = Field(description="The number, as proven for a chat; null for a chat without one.")
    owner: bool = Field(description="Their own phone, not a relative's.")
    opted_out: bool
    unreachable: bool


class PatientOut(Versioned):
    id: int
    name: str
    phone: str | None
    email: str | None
    birth_date: dt.date | None
    created_at: dt.datetime
    contacts: list[ContactOut]


class PatientsOut(Page):
    items: list[PatientOut]


class PatientIn(Given):
    name: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(None, description="Left out: as it is.")
    email: Annotated[Words, Field(max_length=254)] | None = Field(
        None, description="Where copies of their texts go too; null: nowhere. Left out: as it is."
    )


class ErasedOut(BaseModel):
    id: int
    erased_at: dt.datetime


class ExportOut(BaseModel):
    """Everything about one person (store/export.py), in JSON's own types."""

    person: dict[str, Any]
    visits: list[dict[str, Any]]
    clinical_left_out: int = Field(description="Visits whose doctor wrote something that is not in this copy (B14).")
    tickets: list[dict[str, Any]]
    waitlist: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    messages: list[dict[str, Any]]
    messages_left_out: int = Field(description="On a phone shared with others: what is about them.")
    trail: list[dict[str, Any]]
    exported_at: dt.datetime
