"""What a sentence asks a patient to type is understood, in the language it is asked in."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import gsm, wording
from bot.flows import mail
from bot.flows.linking import TELEGRAM
from bot.flows.opting import MUTE
from bot.flows.particulars import SKIP
from bot.phrases import LANGUAGES, say
from bot.understanding import Understanding, understand

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/New_York"))
DOCTORS = ["Dr. Maya Lee", "Dr. Raj Patel", "Dra. Ana Ruiz"]
TYPED = re.compile(r"\b[A-ZÁÉÍÓÚÑ]{2,}(?: [A-ZÁÉÍÓÚÑ]{2,})*(?: \d+)?(?![A-Za-z])|\b[CXMYN]\b(?: \{code\})?")

INTENTS: dict[str, dict[str, str]] = {
    "en": {
        "BOOK": "book", "STATUS": "status", "SLOTS": "slots", "QUEUE": "queue", "WAITLIST": "waitlist",
        "LATE 15": "late", "AGENT": "agent", "LANGUAGE": "language", "HELP": "help", "HERE": "here", "LEAVE": "leave",
        "LEAVE WAITLIST": "leave", "LATER": "more", "Y": "yes", "N": "no", "STOP": "stop", "START": "start",
        "C": "confirm", "M": "reschedule", "M {code}": "reschedule", "X": "cancel", "X {code}": "cancel",
    },
    "es": {
        "CITA": "book", "MIS CITAS": "status", "HORAS LIBRES": "slots", "FILA": "queue", "LISTA DE ESPERA": "waitlist",
        "TARDE 15": "late", "PERSONA": "agent", "IDIOMA": "language", "AYUDA": "help", "LLEGUÉ": "here",
        "SALIR": "leave", "SALIR DE LA LISTA": "leave", "LUEGO": "more", "SÍ": "yes", "NO": "no", "STOP": "stop",
        "START": "start", "C": "confirm", "M": "reschedule", "M {code}": "reschedule", "X": "cancel",
        "X {code}": "cancel",
    },
}  # fmt: skip
FLOWS = {  # read by the flows themselves
    "UNMUTE": MUTE, "RECORDAR": MUTE, "TELEGRAM": TELEGRAM, "EMAIL": mail.SHOW, "CORREO": mail.SHOW,
    "NO EMAIL": mail.STOP, "NO CORREO": mail.STOP, "SKIP": SKIP, "OMITIR": SKIP,
}  # fmt: skip


def patient_sentences(language: str) -> dict[str, str]:
    return {
        key: text for key, text in LANGUAGES[language].items() if not key.endswith("_staff") and key[:6] != "staff."
    }


def read(text: str, language: str, **context: Any) -> Understanding:
    return understand(text, now=NOW, locale=language, doctors=DOCTORS, **context)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_word_in_capitals_does_what_it_says(language: str) -> None:
    named: set[str] = set()
    for key, sentence in patient_sentences(language).items():
        for word in TYPED.findall(sentence):
            if word in FLOWS:
                assert FLOWS[word].fullmatch(f"{word} K7" if FLOWS[word] is MUTE else word), key
                continue
            named.add(word)
            wanted = INTENTS[language].get(word)
            for typed in {word, word.lower(), gsm.plain(word)}:
                reading = read(typed.replace("{code}", "K7"), language)
                assert reading.intent == wanted, (key, typed)
                assert reading.confidence >= 0.8, (key, typed)
    assert named == set(INTENTS[language])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_example_books_what_it_says(language: str) -> None:
    for days in range(14):
        date = NOW.date() + dt.timedelta(days=days)
        day = wording.weekday(date, language) if days else say("unknown.today", language)
        for time in (dt.time(9, 30), dt.time(12), dt.time(13), dt.time(16, 45)):
            clock = wording.clock(time, language)
            reading = read(say("unknown.example", language, doctor="Dr. Lee", day=day, time=clock), language)
            said = (reading.intent, reading.doctor, reading.date and reading.date.weekday(), reading.time)
            assert said == ("book", DOCTORS[0], date.weekday(), time)
    assert read(say("unknown.book", language), language).intent == "book"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_date_and_a_clock_are_read_back_as_they_are_written(language: str) -> None:
    for days in range(1, 364):
        at = dt.datetime(2026, 11, 23) + dt.timedelta(days=days, minutes=7 * 60 + days % 150 * 5)
        reading = read(f"{wording.day(at.date(), language)}, {wording.clock(at.time(), language)}", language)
        assert (reading.date, reading.time) == (at.date(), at.time())


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_lines_of_a_list_are_understood_when_they_are_typed(language: str) -> None:
    assert read(say("booking.any_doctor", language), language, asked="doctor").any_doctor
    assert read(say("times.more", language), language, asked="choice").intent == "more"
    assert read(say("answer.cancel_it", language), language, asked="yes_no").intent in ("yes", "cancel")
    assert read(say("answer.keep_it", language), language, asked="yes_no").intent == "no"
