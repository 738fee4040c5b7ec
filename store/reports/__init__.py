"""Reports (S6): what became of the visits, the line, the waitlist, reminders and texts of a period.

A visit belongs to the clinic's day on which it starts, a place in line to its day, an offer and a text to the day they
were made. Everything is counted in SQL; the roll-ups (by doctor, day, month, hour) add those counts up, so that parts
always make the total.
"""

from store.reports.period import LONGEST, Period, Scope, period
from store.reports.report import Report, read

__all__ = ["LONGEST", "Period", "Report", "Scope", "period", "read"]
