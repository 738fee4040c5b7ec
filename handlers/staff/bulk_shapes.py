"""What goes in and out of the routes about many visits at once."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from handlers.staff.shapes import Asked, Day, DoctorWanted, Given, VisitsWanted, Words
from handlers.staff.visit_shapes import Reason

Reference = Annotated[Words, Field(min_length=1, max_length=40)]


class FilterIn(Given, VisitsWanted):
    """As the list of visits is filtered."""


class ManyIn(Given):
    act: Literal["confirm", "cancel", "move"]
    visits: Annotated[list[Reference], Field(max_length=500)] = Field(
        default_factory=list, description="By reference; instead of a filter."
    )
    filter: FilterIn | None = Field(None, description="All visits that the list would show, at most 500.")
    reason: Reason = Field("", description="Kept with each visit, and not told.")
    doctor: DoctorWanted | None = Field(None, description="Where they move to; each visit's own when left out.")
    day: Day | None = Field(None, description="The first day to move to; the day after the last visit when left out.")


class BulkVisitOut(BaseModel):
    reference: str
    patient: str
    doctor: str
    starts_at: dt.datetime
    state: Literal["ready", "refused", "done", "failed"]
    why: str = Field(description="The refusal's code, of what cannot be done.")
    to_doctor: str | None
    to_starts_at: dt.datetime | None
    text: str = Field(description="What its patient would be texted; one text for all of a person's visits.")
    told: bool
    call: bool = Field(description="No text reaches the patient: call them.")


class BulkOut(BaseModel):
    id: int
    act: Literal["confirm", "cancel", "move"]
    reason: str
    counts: dict[str, int] = Field(description="Visits by state: ready (to be done), done, failed, refused.")
    created_at: dt.datetime
    begun_at: dt.datetime | None = Field(description="null: only shown. After 12 hours it cannot be begun any more.")
    finished_at: dt.datetime | None
    visits: list[BulkVisitOut]


class FileQuery(Asked, VisitsWanted):
    format: Literal["csv", "jsonl"] = "csv"
