"""The patients of the simulated week: what they want, and how they answer whatever is on their phone.

A patient reads only the text and answers from a fixed table by chance: yes, no, something else, late, or not at all.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

FIRST = (
    "Ana", "Ben", "Carla", "Dev", "Elena", "Femi", "Grace", "Hugo", "Iris", "Jamal", "Kira", "Luis", "Mei", "Noor",
    "Omar", "Pia", "Quinn", "Rosa", "Sami", "Tara", "Uma", "Viktor", "Wanda", "Xavi", "Yara", "Zoe",
)  # fmt: skip
LAST = ("Abbott", "Bell", "Costa", "Diaz", "Evans", "Fox", "Gray", "Hill", "Ito", "Jones", "Kim", "Lopez", "Moss")
SILENCE = ""
Answer = tuple[float, str, float, float]  # weight, words, minutes until it is sent: least, most

SOON, SLOW, HOURS = (0.3, 4.0), (1.0, 10.0), (2.0, 600.0)
LATE = (16.0, 90.0)  # after an offer has ended


@dataclass(frozen=True)
class Person:
    """One phone or chat. `address` is as the carrier knows it."""

    address: str
    name: str
    spanish: bool = False

    @property
    def telegram(self) -> bool:
        return self.address.isdigit()

    def answers(self, text: str, rng: random.Random) -> tuple[str, float] | None:
        """What they reply to this text and after how many minutes; None for nothing."""
        for pattern, english, spanish in TABLE:
            if re.search(pattern, text):
                table = spanish if self.spanish and spanish else english
                words, least, most = rng.choices([row[1:] for row in table], [row[0] for row in table])[0]
                words = words.replace("{name}", self.name).replace("{number}", str(rng.randint(1, 3)))
                if self.telegram and words == "C":
                    words = "yes"
                return (words, rng.uniform(least, most)) if words else None
        return None


def wishes(person: Person, doctors: list[str], rng: random.Random) -> str:
    """What somebody texts out of the blue."""
    doctor, day = rng.choice(doctors), rng.choice(("tomorrow", "monday", "tuesday", "wednesday", "friday", "saturday"))
    hour = rng.choice(("9am", "10am", "11:30am", "1pm", "2pm", "noon"))
    child = rng.choice(("my daughter Mia", "my son Leo", "my wife"))
    english = (
        f"book dr {doctor} {day} {hour}", f"I need to see dr {doctor} {day}", "book", f"any doctor {day} at {hour}?",
        f"book for {child} {day} {hour}", f"waitlist dr {doctor} this week", f"waitlist dr {doctor} {day}",
        "tell me if something opens this week, mornings, any doctor", f"waitlist dr {doctor} until wednesday",
        "waitlist", f"waitlist any doctor {day}", "status", "slots", "hello",
    )  # fmt: skip
    dias = {"tomorrow": "mañana", "monday": "lunes", "tuesday": "martes", "wednesday": "miércoles", "friday": "viernes"}
    spanish = (
        f"quiero una cita con la doctora {doctor} el {dias.get(day, 'sábado')}", "cita", "lista de espera",
        f"lista de espera doctor {doctor}", "mi cita", "hola",
    )  # fmt: skip
    return rng.choice(spanish if person.spanish else english)


ASIDES = (
    "thanks", "thank you!", "ok", "status", "stop", "STOP", "stop texting me", "wrong number", "START", "CANCEL",
    "x", "m", "late 15", "help", "mute", "leave waitlist", "agent", "queue", "here", "position", "leave", "gracias",
    "what?", "earlier", "unsubscribe", "yes", "no", "👍", "where am i on the waitlist", "later", "delete me",
)  # fmt: skip
ASIDE_WEIGHTS = (8, 6, 6, 6, 1, 2, 1, 1, 4, 1, 3, 3, 3, 2, 2, 2, 1, 6, 3, 3, 3, 2, 3, 4, 1, 4, 3, 2, 3, 2, 1)


def _yes_no(yes: str, no: str) -> tuple[Answer, ...]:
    return (50, yes, *SLOW), (18, no, *SLOW), (15, yes, *LATE), (17, SILENCE, 0, 0)


# What a text looks like, and what people answer to it in English and in Spanish (where that is another word).
TABLE: tuple[tuple[str, tuple[Answer, ...], tuple[Answer, ...]], ...] = (
    (
        r"(?i)(free|earlier|libre|antes).*(until|Until|Límite:)",
        _yes_no("Y", "N"), _yes_no("SI", "NO"),
    ),
    (
        r"Reply C to confirm|Responda C para confirmar",
        (
            (46, "C", *HOURS), (9, "X", *HOURS), (7, "M", *HOURS), (28, SILENCE, 0, 0), (4, "thanks", *SLOW),
            (2, "yes", *SOON), (1.5, "STOP", *SOON), (0.5, "wrong number", *SOON), (1, "CANCEL", *SLOW),
            (1, "mute", *SLOW),
        ), (),
    ),
    (r"to take one, or N|o NO para esperar", ((30, "{number}", *SOON), (50, "NO", *SOON), (20, SILENCE, 0, 0)), ()),
    (
        r"Reply C to|Shall I book|Responda C para|You can also send another time|o envíe otra hora",
        ((86, "C", *SOON), (4, "another day", *SOON), (10, SILENCE, 0, 0)),
        ((86, "C", *SOON), (4, "otro día", *SOON), (10, SILENCE, 0, 0)),
    ),
    (r"Shall we text you|¿Le avisamos", ((85, "Y", *SOON), (15, "N", *SOON)), ((85, "SI", *SOON), (15, "NO", *SOON))),
    (r"look at any doctor|¿Busco con", ((70, "Y", *SOON), (30, "N", *SOON)), ((70, "SI", *SOON), (30, "NO", *SOON))),
    (r"(?i)what name|your name\?|nombre", ((85, "{name}", *SOON), (15, SILENCE, 0, 0)), ()),
    (r"(?i)name of your|cómo se llama", ((100, "Mia", *SOON),), ()),
    (r"on your way|en camino", ((35, "Y", *SOON), (20, "LATE 15", *SOON), (8, "X", *SOON), (37, SILENCE, 0, 0)), ()),
    (r"missed you|no le vimos|is cancelled|se canceló", ((30, "BOOK", *HOURS), (70, SILENCE, 0, 0)), ((100, "cita", *HOURS),)),
    (r"^Cancel .*\?|¿Cancelar", ((90, "Y", *SOON), (10, "N", *SOON)), ((90, "SI", *SOON), (10, "NO", *SOON))),
    (r"we moved your visit|movimos su cita", ((15, "M", *SLOW), (8, "X", *SLOW), (77, SILENCE, 0, 0)), ()),
    (
        r"(?m)^1 ",
        ((75, "{number}", *SOON), (8, "later", *SOON), (17, SILENCE, 0, 0)),
        ((80, "{number}", *SOON), (20, SILENCE, 0, 0)),
    ),
)  # fmt: skip
