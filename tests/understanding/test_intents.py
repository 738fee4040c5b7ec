"""Commands, codes, wordings of real messages, and what must never be read as something destructive."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding import INTENTS, understand

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("America/New_York"))
DESTRUCTIVE = {"cancel", "stop", "erase", "confirm", "leave"}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("C", "confirm"), ("x", "cancel"), ("M", "reschedule"), ("y", "yes"), ("N", "no"), ("MY", "status"), ("?", "help"),
        ("STOP", "stop"), ("unsubscribe", "stop"), ("Leave me alone", "stop"), ("no mas", "stop"), ("don't text me again", "stop"),
        ("start over", "restart"), ("START", "start"), ("delete me", "erase"), ("forget all my data", "erase"),
        ("can't make it", "cancel"), ("move my appt to thurs", "reschedule"), ("im here", "here"), ("running late", "late"),
        ("how long is the wait", "position"), ("get me out of the line", "leave"), ("put me on the waitlist", "waitlist"),
        ("take a number", "queue"), ("brb", "away"), ("who else is there", "more"), ("what have you got friday", "slots"),
        ("i need to see someone", "book"), ("let me talk to a human", "agent"), ("speak spanish", "language"),
        ("what's my place in line", "position"), ("thx a lot", "thanks"), ("that's all, bye", "bye"), ("nope", "no"),
        ("that would be true", "yes"), ("that's not right", "no"), ("never mind", "back"),
    ],
)  # fmt: skip
def test_intent(text: str, intent: str) -> None:
    assert understand(text, now=NOW).intent == intent
    assert intent in INTENTS


@pytest.mark.parametrize(
    ("text", "intent", "code"),
    [
        ("cancel k7", "cancel", "K7"), ("C K7", "confirm", "K7"), ("x k7", "cancel", "K7"), ("m k7", "reschedule", "K7"),
        ("please cancel K7", "cancel", "K7"), ("move k7 to friday", "reschedule", "K7"), ("K7", "unknown", "K7"),
        ("cancel b4", "cancel", "B4"), ("yes k7", "yes", "K7"),
    ],
)  # fmt: skip
def test_visit_codes(text: str, intent: str, code: str) -> None:
    got = understand(text, now=NOW)
    assert (got.intent, got.code) == (intent, code)


@pytest.mark.parametrize("text", ["see you b4 3pm", "gr8", "i need vitamin d3", "it is at 7", "h1n1 shot"])
def test_no_code_where_none_is_said(text: str) -> None:
    assert understand(text, now=NOW).code is None


@pytest.mark.parametrize("text", ["cancle", "cancle my appointment", "comfirm", "cancal k7"])
def test_a_misspelt_destructive_word_is_worth_a_question(text: str) -> None:
    got = understand(text, now=NOW)
    assert got.intent in ("cancel", "confirm")
    assert got.confidence == 0.7


@pytest.mark.parametrize(
    "text", ["stpo", "sotp", "stopp", "ys", "yse", "noo way out", "shop", "step", "stop by tomorrow?"]
)
def test_stop_is_never_guessed(text: str) -> None:
    assert understand(text, now=NOW).intent != "stop"


@pytest.mark.parametrize(
    "text",
    [
        "don't cancel my appointment", "do not cancel", "i dont want to cancel", "what is your cancellation policy",
        "is my appointment cancelled", "can you confirm my appointment for tuesday at 3?", "confirm that i have a visit friday",
        "i'll confirm tomorrow", "when do you leave", "i leave work at 5", "i have to leave by 4", "the nurse said to stop eating",
        "should i stop taking my medicine", "my ears won't stop ringing", "delete the old number and use this one",
        "forget it", "i want to book an appointment to get a mole removed", "remove my stitches on friday",
        "can i leave a message", "is there a bus stop near you", "i quit smoking", "the pain does not stop",
        "end of the month works", "how do i get to the clinic", "clear skin consultation", "wisdom tooth removed",
        "please dont cancel, i am coming", "no cancelen mi cita", "no la cancelen", "no quiero cancelar", "no borren nada todavia",
        "can i keep my appointment", "remove me from the list", "i need to stop my medication", "stop it hurts",
        "i cant come before 3", "can't wait to see you", "drop in hours?", "leave it as it is", "take out of network insurance?",
    ],
)  # fmt: skip
def test_never_destructive(text: str) -> None:
    got = understand(text, now=NOW)
    assert got.intent not in DESTRUCTIVE or got.confidence < 0.6, got


@pytest.mark.parametrize(
    "text",
    [
        "whats the capital of france",
        "play some music",
        "how do i spell rhythm",
        "what's 20 plus 20",
        "tell me a joke",
        "my car is red",
        "asdf qwer",
        "lorem ipsum dolor sit amet",
    ],
)
def test_out_of_scope_is_unknown(text: str) -> None:
    assert understand(text, now=NOW).intent == "unknown"


def test_thanks_answers_a_question_but_is_thanks_elsewhere() -> None:
    assert understand("perfect, thanks", now=NOW).intent == "thanks"
    assert understand("perfect, thanks", now=NOW, asked="yes_no").intent == "yes"


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("I have chest pain", "emergency"), ("he can't breathe", "emergency"), ("i want to kill myself", "emergency"),
     ("bleeding heavily", "emergency"), ("its urgent", "urgent"), ("no puedo respirar", "emergency"), ("see you friday", None)],
)  # fmt: skip
def test_worrying_words(text: str, urgency: str | None) -> None:
    assert understand(text, now=NOW).urgency == urgency


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("LATE 15", 15), ("running 20 minutes late", 20), ("10 more minutes", 10), ("ten more minutes", 10)],
)
def test_minutes_late(text: str, minutes: int) -> None:
    got = understand(text, now=NOW)
    assert (got.intent, got.minutes) == ("late", minutes)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("#2", 2),
        ("option 3", 3),
        ("the second one", 2),
        ("2nd", 2),
        ("the last one", -1),
        ("one", 1),
        ("number two please", 2),
        ("i'll take 2", 2),
    ],
)
def test_a_choice(text: str, number: int) -> None:
    assert understand(text, now=NOW, asked="choice").number == number


def test_no_before_a_spanish_verb_refuses_it_and_with_a_comma_does_not() -> None:
    assert understand("no cancelen mi cita", now=NOW, locale="es").intent == "status"
    assert understand("no, cancelen mi cita", now=NOW, locale="es").intent == "cancel"
