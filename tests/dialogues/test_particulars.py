"""Reason, insurance and payment: asked and told only where the clinic's settings say so (P15)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from store import settings
from store.models import Appointment, Audit, Clinic, OutboxMessage, Patient, Service
from tests import factory

Talk = Callable[[str], None]


@pytest.fixture
def checkup(clinic: Clinic) -> Service:
    return factory.service(clinic, fee_cents=8050)


def test_nothing_is_asked_and_no_fee_is_told_by_default(talk: Talk, checkup: Service) -> None:
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Tue 24 Nov, 3pm.
    """)


def test_reason_insurance_and_link_one_after_the_other(talk: Talk, clinic: Clinic, checkup: Service) -> None:
    settings.put(
        clinic,
        {
            "ask_reason": "on", "insurance_verification_enabled": "on", "payment_enabled": "on",
            "payment_link_template": "https://pay.example/{reference}?amount={amount}",
        },
    )  # fmt: skip
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < The fee is 80.50 USD. Pay here: https://pay.example/APT-20261124-0001?amount=80.50
        < What name is the visit for?
        > Ana Ruiz
        < Thank you, Ana Ruiz. See you: Dr. Lee, Tue 24 Nov, 3pm.
        < What is the visit about? Text SKIP if you would rather not say.
        > a follow up for my sore throat
        < Thank you, noted.
        < Who is your health insurance with? Text SKIP if you have none.
        > Sample Mutual
        < Thank you, noted.
        < What is the policy number on your card? Text SKIP to bring it with you.
        > SM 4477 1234
        < Thank you, noted.
        > book dr lee wednesday 3pm, a cough
        < Dr. Lee, Wed 25 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Wed 25 Nov, 3pm. Code <B>. To move it text M <B>, to cancel X <B>.
        < The fee is 80.50 USD. Pay here: https://pay.example/APT-20261125-0001?amount=80.50
        < What is the visit about? Text SKIP if you would rather not say.
        > skip
        < All right.
    """)
    first = Appointment.get(Appointment.reference == "APT-20261124-0001")
    assert first.reason == "a follow up for my sore throat"
    patient = Patient.get()
    assert (patient.insurance_provider, patient.insurance_number) == ("Sample Mutual", "SM 4477 1234")
    told = " ".join(f"{row.before}{row.after}" for row in Audit.select())
    assert "4477" not in told
    assert "throat" not in told  # who erases themselves leaves no trace of it
    assert not OutboxMessage.select().where(OutboxMessage.text.contains("throat")).exists()


def test_the_questions_in_spanish(talk: Talk, clinic: Clinic, checkup: Service) -> None:
    settings.put(clinic, {"ask_reason": "on", "insurance_verification_enabled": "on", "payment_enabled": "on"})
    talk("""
        > quiero una cita con la dra lee mañana a las 3 de la tarde
        < Le escribe Elm Street Clinic. Le enviamos mensajes sobre sus citas; responda STOP para no recibir más.
        < Dr. Lee, mar 24 nov, 3pm. ...
        > C
        < Reservada: Dr. Lee, mar 24 nov, 3pm. Código <A>. ...
        < El costo es 80,50 USD.
        < ¿A nombre de quién es la cita?
        > Ana Ruiz
        < Gracias, Ana Ruiz. Le esperamos: Dr. Lee, mar 24 nov, 3pm.
        < ¿De qué se trata la cita? Escriba OMITIR si prefiere no decirlo.
        > dolor de garganta
        < Gracias, anotado.
        < ¿Con quién tiene su seguro médico? Escriba OMITIR si no tiene.
        > omitir
        < Está bien.
    """)
    assert Appointment.get().reason == "dolor de garganta"


def test_a_question_left_open_stops_nobody(talk: Talk, clinic: Clinic) -> None:
    """A command, a correction and an opt-out go before the answer."""
    settings.put(clinic, {"ask_reason": "on"})
    talk("""
        > book dr lee tomorrow 3pm
        < Elm Street Clinic here. We text you about your visits; reply STOP to end.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > Ana Ruiz
        < All right, for Ana Ruiz.
        < Dr. Lee, Tue 24 Nov, 3pm. Reply C to book it, or send another time.
        > c
        < Booked: Dr. Lee, Tue 24 Nov, 3pm. Code <A>. To move it text M <A>, to cancel X <A>.
        < What is the visit about? Text SKIP if you would rather not say.
        > status
        < Dr. Lee, Tue 24 Nov, 3pm. Code <A>. ...
        < At 12 Elm Street.
        < For your calendar: ...
        < What is the visit about? Text SKIP if you would rather not say.
        > x <A>
        < Cancelled: Dr. Lee, Tue 24 Nov, 3pm. ...
    """)
