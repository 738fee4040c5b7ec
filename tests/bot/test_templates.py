"""Notices as WhatsApp templates: bodies that WhatsApp takes (Twilio error 63040), and the values that fill them."""

from __future__ import annotations

import re

import pytest

from bot.notices import templates
from bot.notices.fitting import fitting
from bot.phrases import ENGLISH, LANGUAGES, blanks
from store import outbox, whatsapp
from store.models import Clinic
from tests import factory

NUMBERED = re.compile(r"\{\{(\d+)\}\}")
WORDS_ONLY = {"turn_room"}  # part of a sentence


def test_every_notice_has_a_kind() -> None:
    notices = {key.removeprefix("notice.") for key in ENGLISH if key.startswith("notice.")}
    assert set(whatsapp.KINDS) == notices - WORDS_ONLY


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("kind", whatsapp.KINDS)
def test_a_body_is_one_that_whatsapp_registers(kind: str, language: str) -> None:
    clinic = Clinic(name="Elm Street Clinic")
    body = templates.body(kind, language, clinic)
    assert not body.startswith("{{")
    assert not body.endswith("}}")
    assert "}}{{" not in body.replace(" ", "")
    numbers = [int(number) for number in NUMBERED.findall(body)]
    assert list(dict.fromkeys(numbers)) == list(range(1, len(set(numbers)) + 1))
    assert "\n" not in body
    assert len(body) <= 1024
    assert clinic.name in body
    assert set(templates.samples(kind, language)) == {str(number) for number in numbers}


def test_a_message_fills_its_template(clinic: Clinic) -> None:
    sid = "HX" + "a" * 32
    clinic.whatsapp_templates = {"offer_swap": {"en": sid}}
    clinic.save()
    facts = dict.fromkeys(blanks("notice.offer_swap"), "x") | {"who": "", "doctor": "Dr. Lee", "old": " a \n b "}
    text = fitting(("offer.swap", "notice.offer_swap"), "en", **facts)
    message = outbox.add(factory.contact(clinic, channel="whatsapp"), "offer", text, factory.MADE)
    assert message is not None
    found = templates.of(message)
    assert found is not None
    assert found[0] == sid
    body = templates.body("offer_swap", "en", clinic)
    filled = NUMBERED.sub(lambda blank: found[1][blank[1]], body)
    assert filled == "Elm Street Clinic: earlier: Dr. Lee, x. Y moves your a b visit there, N keeps it. Until x."
    assert type(message.text) is str


def test_no_value_is_sent_empty(clinic: Clinic) -> None:
    clinic.whatsapp_templates = {"confirmed": {"en": "HX" + "b" * 32}}
    text = fitting("notice.confirmed", "en", clinic="Elm", doctor="", when="Tue", code="K7")
    message = outbox.add(factory.contact(clinic, channel="whatsapp"), "confirmation", text, factory.MADE)
    assert message is not None
    message.clinic = clinic
    assert templates.of(message) == ("HX" + "b" * 32, {"1": "-", "2": "Tue", "3": "K7"})


def test_what_has_no_template_in_its_language_has_none(clinic: Clinic) -> None:
    clinic.whatsapp_templates = {"confirmed": {"es": "HX" + "b" * 32}}
    clinic.save()
    contact = factory.contact(clinic, channel="whatsapp")
    for text in (fitting("notice.confirmed", "en", clinic="Elm", doctor="D", when="Tue", code="K7"), "by hand"):
        message = outbox.add(contact, "confirmation", text, factory.MADE)
        assert message is not None
        assert templates.of(message) is None
