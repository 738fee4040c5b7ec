"""Whatever people send, in whatever order: an answer, never a crash, and the books stay right."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bot
from bot.messages import Said
from bot.talk import ASKS, TALK
from store import clock
from store.database import transaction
from store.models import Appointment, Claim, Clinic
from tests.dialogues.conftest import Talk

pytestmark = pytest.mark.slow

SAID = """
hi|book|1|2|3|4|5|9|c|x|m|yes|no|more|back|status|book dr lee tomorrow 3pm|dr osei|friday|
no, thursday|3pm|any doctor|earlier|later|queue|position|leave|here|away|late 15|15|waitlist|
leave waitlist|name|Ana Ruiz|for my daughter Mia|language|help|thanks|ok|stop|start|agent|delete me|
start over|cancel friday|move to friday 4pm|asap|next week|10 more minutes|the last one|never mind|
cancel it|x k7|can i come earlier
"""
WORDS = st.sampled_from([each.strip() for each in SAID.split("|")])
ANY = st.one_of(WORDS, WORDS, WORDS, st.text(max_size=60))
TAPS = st.tuples(st.integers(1, 60), st.integers(-1, 9))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.one_of(ANY, TAPS), max_size=14), hours=st.lists(st.integers(0, 30), max_size=14))
def test_any_conversation_is_answered_and_leaves_the_books_right(
    clinic: Clinic, frozen: object, said: list[str | tuple[int, int]], hours: list[int]
) -> None:
    talk = Talk(clinic, frozen)  # type: ignore[arg-type]
    for number, message in enumerate(said):
        if number < len(hours) and hours[number] > 20:
            talk.frozen.tick(dt.timedelta(hours=hours[number] - 20))
        told = Said(message) if isinstance(message, str) else Said(question_id=message[0], choice=message[1])
        with transaction():
            replies = bot.reply(talk.contact("1"), told, clock.now())
        assert all(0 < len(each.text) < 1600 for each in replies)
    live = Appointment.select().where(Appointment.status.in_(("pending", "confirmed")))
    held = {claim.appointment_id for claim in Claim.select()}
    assert {visit.id for visit in live if visit.starts_at > clock.now()} <= held
    assert all(
        visit.status in ("pending", "confirmed", "in-progress")
        for visit in Appointment.select().where(Appointment.id.in_(held))
    )


def test_every_question_of_the_machine_says_what_it_asks_for() -> None:
    assert set(TALK) == set(ASKS)
