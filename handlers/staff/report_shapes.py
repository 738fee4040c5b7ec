"""What the reports' routes take and answer. Rates are 0 to 1, null where nothing can be divided; fees are cents."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, Field

from handlers.staff.shapes import Asked, Day, Words


class PeriodQuery(Asked):
    date_from: Day | None = Field(None, description="The clinic's day; 29 days before date_to when left out.")
    date_to: Day | None = Field(None, description="Inclusive; today when left out. At most 731 days in all.")


class ReportQuery(PeriodQuery):
    doctor: Annotated[Words, Field(min_length=1, max_length=80)] | None = Field(None, description="Id or name.")


class VisitsOut(BaseModel):
    total: int = Field(description="All but the moved.")
    pending: int
    confirmed: int
    in_progress: int
    completed: int
    cancelled: int
    late_cancelled: int = Field(description="Of the cancelled, after the deadline.")
    no_show: int
    moved: int
    online: int
    completion_rate: float | None = Field(description="Completed of completed, cancelled and missed.")
    no_show_rate: float | None = Field(description="Missed of completed and missed.")
    cancellation_rate: float | None


class FeesOut(BaseModel):
    paid_cents: int = Field(description="Of completed visits, as the next three.")
    partial_cents: int
    pending_cents: int
    waived_cents: int
    expected_cents: int = Field(description="Of visits to come, the waived aside.")


class WaitsOut(BaseModel):
    count: int
    average_minutes: float | None
    median_minutes: int | None
    ninth_decile_minutes: int | None = Field(description="Nine of ten waited no longer.")
    longest_minutes: int | None


class LineOut(BaseModel):
    walk_ins: int
    completed: int
    no_wait: int
    cancelled: int
    checked_in: int = Field(description="Booked patients who stood in line.")
    waits: WaitsOut


class DoctorReportOut(BaseModel):
    doctor_id: int
    doctor: str
    visits: VisitsOut
    fees: FeesOut
    line: LineOut
    booked_minutes: int = Field(description="A group's hour counts once; walk-ins do not.")
    open_minutes: int = Field(description="By the doctor's hours as they are set now.")
    utilization: float | None


class HourOut(BaseModel):
    weekday: int = Field(description="0 = Monday.")
    hour: int = Field(description="Of the clinic's clock.")
    visits: int


class StatisticsOut(BaseModel):
    date_from: dt.date
    date_to: dt.date
    visits: VisitsOut
    fees: FeesOut
    line: LineOut
    doctors: list[DoctorReportOut]
    hours: list[HourOut]


class DayOut(BaseModel):
    date: dt.date = Field(description="The day, or the month's first.")
    visits: VisitsOut


class TrendsOut(BaseModel):
    visits: VisitsOut
    before: VisitsOut = Field(description="The same of as many days just before.")
    days: list[DayOut]
    months: list[DayOut]


class WalkInDayOut(BaseModel):
    date: dt.date
    scheduled: int
    line: LineOut


class WalkInsOut(BaseModel):
    scheduled: int
    line: LineOut
    days: list[WalkInDayOut]


class WaitlistOut(BaseModel):
    wishes: dict[str, int] = Field(description="Made in the period, by what became of them.")
    offers: dict[str, int]
    offered: int
    taken: int
    expired: int
    median_minutes: float | None = Field(description="From the first offer of a time to the yes.")


class ReminderOut(BaseModel):
    reminder: str = Field(description="Minutes ahead; any; none.")
    visits: int
    confirmed: int
    moved: int
    cancelled: int
    no_show: int
    completed: int
    no_show_rate: float | None


class RemindersOut(BaseModel):
    reminders: list[ReminderOut]


class MessageCostOut(BaseModel):
    kind: str
    channel: str
    messages: int
    segments: int
    failed: int
    cost: float = Field(description="In the currency's unit.")


class MessagesOut(BaseModel):
    kinds: list[MessageCostOut]
    currency: str
