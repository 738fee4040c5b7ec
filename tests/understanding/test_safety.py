"""Whatever the text: no exception, right types, time in proportion to its length, the same in many threads."""

from __future__ import annotations

import re
import subprocess
import sys
import time as clock
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import INTENTS, PARTS, Understanding, cues, understand
from bot.understanding.normalise import tokens
from bot.understanding.spelling import write_out

NOW = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("America/New_York"))
WORDS = st.sampled_from(
    [
        "next",
        "friday",
        "the",
        "5th",
        "of",
        "march",
        "at",
        "3",
        ":",
        "30",
        "pm",
        "half",
        "past",
        "to",
        "from",
        "between",
        "and",
        "31",
        "02",
        "/",
        "-",
        "2026",
        "2027-02-30",
        "first",
        "day",
        "week",
        "month",
        "in",
        "99",
        "years",
        "after",
        "before",
        "not",
        "cancel",
        "k7",
        "stop",
        "a",
        "las",
        "3",
        "y",
        "media",
        "menos",
        "cuarto",
        "del",
        "al",
        "martes",
        "que",
        "viene",
        "tomorrow",
        "evening",
        "o'clock",
        "0",
        "24",
        "29",
        "feb",
        "dec",
        "1",
        "second",
        "monday",
        "thousand",
        "two",
        "oh",
        "noon",
        "12",
        "am",
        "january",
        "'",
        '"',
        ".",
        ",",
        "!",
        "?",
        "👍",
        "für",
        "½",
        "٣",
        "ﷺ",
    ]
)


def check(got: Understanding) -> None:
    assert got.intent in INTENTS
    assert 0 <= got.confidence <= 1
    assert got.part is None or got.part in PARTS
    assert all(value is None or type(value) is date for value in (got.date, got.date_end))
    assert all(value is None or type(value) is time for value in (got.time, got.time_end))
    assert got.date_end is None or (got.date is not None and got.date <= got.date_end)
    assert got.bound in (None, "after", "before")
    assert got.number is None or isinstance(got.number, int)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400), st.sampled_from([None, "choice", "time", "date", "doctor", "service", "name", "yes_no"]))
def test_any_text(text: str, asked: str | None) -> None:
    check(understand(text, now=NOW, asked=asked, doctors=["Dr. Anna Lee", ""], services=["Cleaning"]))


@settings(max_examples=500, deadline=None)
@given(st.lists(WORDS, max_size=14), st.sampled_from(["en", "es"]), st.sampled_from(["US", "GB"]))
def test_any_order_of_our_own_words(words: list[str], locale: str, country: str) -> None:
    check(understand(" ".join(words), now=NOW.replace(month=2, day=28), locale=locale, country=country))


ODD = (
    "31 feb", "in 99999 days", "2027-02-30", "0/0", "25:61", "the 0th", "in 9999 years", "9999-12-31", "a las 99", "-", "'", "3 '",
    "32nd of march", "next 0 day", "de 40 a 50", "31 a 31 de febrero", "last week of the month of may", "from 2 to 2 to 2", "half half past past",
)  # fmt: skip


def test_the_guard_against_our_own_faults_stays_unused(caplog: pytest.LogCaptureFixture) -> None:
    for text in ODD:
        check(understand(text, now=NOW))
        check(understand(text, now=NOW, locale="es"))
    assert caplog.records == []


def spent(text: str) -> float:
    """Seconds of this thread, the best of five."""
    runs = []
    for _ in range(5):
        begun = clock.thread_time()
        understand(text, now=NOW)
        runs.append(clock.thread_time() - begun)
    return min(runs)


def test_time_from_one_to_1600_characters_is_in_proportion() -> None:
    """Each doubling of a message of mixed sentences costs about twice; a square would cost four times."""
    whole = "move my visit of the 5th to next tuesday between half 2 and 4, not monday; for my son leo, thanks! " * 20
    lengths = [1, 25, 50, 100, 200, 400, 800, 1600]
    times = {n: spent(whole[:n]) for n in lengths}
    per_character = [times[n] / n for n in lengths[-4:]]
    assert per_character[-1] < 2 * per_character[0], times  # 200 to 1600: a square would be 8 times as much
    assert times[1] < times[1600]


def test_time_grows_no_faster_than_the_text() -> None:
    for piece in (
        "tomorrow at 3 or ",
        "3 to 4 to ",
        "not not not ",
        "a",
        "9-",
        "que viene ",
        "cancel my the ",
        "what is my ",
    ):
        long, short = (piece * 1600)[:1600], (piece * 1600)[:400]
        spent(short)
        assert spent(long) < 12 * max(spent(short), 0.0005), piece  # linear is 4, quadratic 16


def test_eight_threads_agree_with_one() -> None:
    texts = [
        "can i come in tmrw arvo",
        "next tues half 3",
        "le 5 mars",
        "cancelar mi cita del lunes",
        "the 23rd to the 29th",
        "12. dezember",
    ] * 20
    alone = [understand(t, now=NOW) for t in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda t: understand(t, now=NOW), texts)) == alone


def test_a_message_takes_about_a_millisecond() -> None:
    texts = [
        "can i come in tmrw arvo w dr lee",
        "please cancel my appointment on monday at half past two",
        "quiero una cita mañana",
    ] * 20
    times = []
    for text in texts:
        begun = clock.thread_time()
        understand(text, now=NOW, doctors=["Dr. Anna Lee", "Dr Bob Lim"])
        times.append(clock.thread_time() - begun)
    assert median(times) < 0.005  # a slow, shared machine is allowed five times what is promised


def test_importing_loads_neither_dateparser_nor_the_dialogue() -> None:
    code = "import sys, bot.understanding as u; sys.exit(bool({'dateparser', 'bot.dialogue', 'peewee'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_words_of_our_own_cues_are_never_repaired() -> None:
    known = {w for layer in cues.LAYERS for r in layer for cue in r.cues for w in re.findall(r"[a-z]{3,}", cue.source)}
    changed = {w: [t.text for t in write_out(tokens(w))] for w in known if any(t.fuzzy for t in write_out(tokens(w)))}
    assert changed == {}


def test_an_end_before_its_beginning_is_none() -> None:
    """Found by the fuzz run: on a Monday, "monday" was in a week, and the friday it went through this week's."""
    monday = datetime(2028, 2, 28, 9, 59, tzinfo=ZoneInfo("America/New_York"))
    got = understand("tak\0\tmonday through0friday nough0frie m\udca1 off the list", now=monday)
    assert got.date is not None
    assert got.date_end is None
