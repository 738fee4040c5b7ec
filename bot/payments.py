"""The fee and where to pay it, where the clinic's settings say so (B13, P15)."""

from __future__ import annotations

from bot import wording
from store import settings
from store.models import Appointment


def amount(visit: Appointment, locale: str) -> str:
    return wording.money(visit.fee_cents, visit.clinic.currency, locale)


def is_due(visit: Appointment) -> bool:
    """Whether the patient is told of the fee: payment is on, there is a fee, and it is not settled."""
    if visit.fee_cents <= 0 or visit.payment_status != "pending":
        return False
    return settings.of(visit.clinic_id, visit.doctor_id).payment_enabled


def link(visit: Appointment) -> str:
    """Where to pay for this visit; "" where the clinic has no template, or nothing is due."""
    template = settings.of(visit.clinic_id, visit.doctor_id).payment_link_template
    if not template or not is_due(visit):
        return ""
    return template.format(reference=visit.reference, amount=f"{visit.fee_cents / 100:.2f}")
