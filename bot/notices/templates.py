"""Our notices as WhatsApp templates: the body a clinic registers, and the values that fill it.

What WhatsApp refuses (Twilio error 63040) is kept out: a body that begins or ends with a blank, two blanks side by
side, numbers out of order; and a blank that is sent empty (21656).
"""

from __future__ import annotations

from bot.phrases import LANGUAGES, filler
from store import whatsapp
from store.models import Clinic, OutboxMessage

PREFIX = "notice."
LEFT_OUT = ("who",)  # often empty, which no template takes
SAMPLES = {
    "doctor": "Dr. Lee", "when": "Tue 24 Nov, 3:30pm", "old": "Fri 27 Nov, 9am", "code": "K7", "day": "Tue 24 Nov",
    "visits": "3:30pm Ana, 4pm Mia", "minutes": "20", "until": "3:20pm", "ticket": "Q007", "ahead": "2",
    "count": "6", "first": "Tue 24 Nov, 4pm", "second": "Wed 25 Nov, 3pm",
    "rhythm": "every 2 weeks", "amount": "80.00 USD",
    "wait": "about 20-35 min", "place": "3rd", "room": "room 2", "link": "https://meet.jit.si/elm-a1b2c3d4e5f6",
}  # fmt: skip


def body(kind: str, language: str, clinic: Clinic) -> str:
    """The template to register for `kind`: our sentence with numbered blanks, the clinic's name written out."""
    text = "".join(words + (name and _blank(name, kind, language, clinic)) for words, name in _parts(kind, language))
    return f"{text} - {clinic.name}" if text.endswith("}}") else text


def samples(kind: str, language: str) -> dict[str, str]:
    """A value for each blank, as WhatsApp asks for when a template is registered."""
    return {str(number): SAMPLES[name] for number, name in enumerate(_blanks(kind, language), 1)}


def of(message: OutboxMessage) -> tuple[str, dict[str, str]] | None:
    """The ContentSid and the values of the template that says what `message` says; None where the clinic has none."""
    said = message.facts.get("said")
    if said is None or not said["phrase"].startswith(PREFIX):
        return None
    kind, language = said["phrase"].removeprefix(PREFIX), said["language"]
    sid = whatsapp.template(message.clinic, kind, language)
    if sid is None:
        return None
    values = [" ".join(said["blanks"].get(name, "").split()) or "-" for name in _blanks(kind, language)]
    return sid, {str(number): value for number, value in enumerate(values, 1)}


def registered(sid: str, clinic: Clinic) -> str | None:
    """The body of the clinic's template of this ContentSid."""
    for kind, sids in clinic.whatsapp_templates.items():
        for language, known in sids.items():
            if known == sid:
                return body(kind, language, clinic)
    return None


def _blank(name: str, kind: str, language: str, clinic: Clinic) -> str:
    if name == "clinic":
        return clinic.name
    return "" if name in LEFT_OUT else f"{{{{{_blanks(kind, language).index(name) + 1}}}}}"


def _blanks(kind: str, language: str) -> list[str]:
    """The names of a body's blanks in the order of their numbers."""
    names = (name for _, name in _parts(kind, language))
    return [name for name in dict.fromkeys(names) if name and name != "clinic" and name not in LEFT_OUT]


def _parts(kind: str, language: str) -> list[tuple[str, str]]:
    """The sentence as words, each with the name of the blank that follows, "" at the end."""
    sentence = LANGUAGES[language][PREFIX + kind]
    return [(words, name or "") for words, name, _, _ in filler(language).parse(sentence)]
