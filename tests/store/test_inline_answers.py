"""What rides in the answer to an SMS is shown like every other text of ours."""

from __future__ import annotations

import datetime as dt

import pytest

from store import audit, inline_answers, visit_messages
from store.audit import Actor
from store.models import Clinic, InboundMessage
from tests import factory

NOW = dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response><Message action="/x">It is off.</Message><Message>A &lt; B</Message></Response>'


@pytest.mark.parametrize(
    ("answer", "texts"),
    [
        (TWIML, ["It is off.", "A < B"]),
        ('<?xml version="1.0" encoding="UTF-8"?><Response />', []),
        ("", []),
        ("<Response><Message>cut", []),
    ],
)
def test_the_texts_of_an_answer(answer: str, texts: list[str]) -> None:
    assert inline_answers.texts(InboundMessage(answer=answer)) == texts


def test_a_visits_messages_have_our_answer_after_the_patients_words(clinic: Clinic) -> None:
    visit = factory.visit_of(clinic, "Ana Ruiz", factory.doctor(clinic), NOW + dt.timedelta(days=1))
    assert visit.contact is not None
    audit.record(clinic, Actor.patient(visit.contact), "appointment.cancel", visit, NOW)
    InboundMessage.create(
        provider="twilio",
        provider_id="1",
        clinic=clinic,
        contact=visit.contact,
        received_at=NOW,
        text="x",
        answer=TWIML,
    )
    assert [(one.way, one.text) for one in visit_messages.of(visit)] == [
        ("in", "x"), ("out", "It is off."), ("out", "A < B"),
    ]  # fmt: skip
