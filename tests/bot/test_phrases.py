"""Every sentence: there, short enough, in letters an SMS takes cheaply, and asking one thing at most."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bot import gsm, wording
from bot.notices.fitting import fitting
from bot.notices.turns import room_words
from bot.phrases import ENGLISH, LANGUAGES, blanks, say
from bot.phrases.desk import DESK
from store.errors import Refusal

ROOMS = Path(__file__).parents[2]
NOTICES = sorted(key for key in ENGLISH if key.startswith("notice."))


def longest(language: str) -> dict[str, Any]:
    """The longest that dates, waits and usual names are likely to be."""
    when = f"{wording.day(dt.date(2026, 9, 30), language)}, {wording.clock(dt.time(12, 30), language)}"
    return {
        "clinic": "Riverside Family Clinic", "doctor": "Dr. Papadopoulos", "when": when, "old": when, "code": "K72",
        "ticket": "Q123", "room": room_words("12", language), "ahead": 2, "wait": wording.wait(65, 85, language),
        "link": "https://meet.jit.si/riverside-a1b2c3d4e5f6", "place": wording.ordinal(3, language), "minutes": 120,
        "until": wording.clock(dt.time(12, 30), language), "who": say("waitlist.for", language, name="Alexandra"),
        "count": 12, "first": when, "second": when, "rhythm": wording.every_weeks(12, language), "amount": "1,000.00 USD",
        "day": wording.day(dt.date(2026, 9, 30), language), "visits": "12:30pm Alexandra, 12:45pm Bartholomew",
    }  # fmt: skip


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("key", NOTICES)
def test_a_notice_costs_one_segment_with_long_names(key: str, language: str) -> None:
    text = gsm.plain(say(key, language, **{name: longest(language)[name] for name in blanks(key)}))
    assert gsm.segments(text) == 1, f"{len(text)}: {text}"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("key", NOTICES)
def test_a_notice_costs_one_segment_with_the_longest_names_the_clinic_file_allows(key: str, language: str) -> None:
    names = {"clinic": "Sample Clinic of " + "W" * 43, "doctor": "Dr. " + "Ł" * 56, "room": "Room " + "9" * 15}
    facts = longest(language) | names | {"who": say("waitlist.for", language, name="Ж" * 80)}
    facts = {name: facts[name] for name in blanks(key)}
    text = gsm.plain(fitting(key, language, **facts))
    assert gsm.segments(text) == 1, f"{len(text)}: {text}"
    for name in facts.keys() & {"when", "code", "ticket", "link", "until"}:  # only names are cut
        assert gsm.plain(str(facts[name])) in text, name


def test_a_name_is_cut_at_a_word_and_only_when_it_must_be() -> None:
    facts = {"doctor": "Dr. Sample-Lee", "when": "Wed 25 Nov, 3:30pm", "code": "K72"}
    whole = fitting("notice.reminder", "en", clinic="Riverside Family Clinic", **facts)
    assert whole.startswith("Riverside Family Clinic: Dr. Sample-Lee, Wed 25 Nov, 3:30pm.")
    cut = fitting(
        "notice.booked_by_desk",
        "en",
        clinic="The Riverside Family and Community Health Clinic of West Elm at Millbrook",
        **facts,
    )
    assert cut.startswith(
        "The Riverside Family and Community Health Clinic of West Elm at: booked for you: Dr. Sample-Lee"
    )
    assert gsm.segments(cut) == 1


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_fuller_wording_is_taken_where_it_fits(language: str) -> None:
    facts = longest(language)
    short = facts | {"clinic": "Elm", "doctor": "Dr. Lee", "who": ""}
    for fuller, sure in (("offer.late", "notice.offer_late"), ("offer.first", "notice.offer_first")):
        assert fitting((fuller, sure), language, **short) == say(fuller, language, **short)
        assert fitting((fuller, sure), language, **facts) == say(sure, language, **facts)


@pytest.mark.parametrize(
    ("number", "english", "spanish"),
    [
        (1, "about 1 minute late: x.", "unos 1 minuto tarde: x."),
        (5, "about 5 minutes late: x.", "unos 5 minutos tarde: x."),
    ],
)
def test_a_number_and_its_noun_agree(number: int, english: str, spanish: str) -> None:
    assert say("late.noted", "en", minutes=number, visit="x").endswith(english)
    assert say("late.noted", "es", minutes=number, visit="x").endswith(spanish)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_sentences_are_in_gsm_letters_and_ask_one_thing(language: str) -> None:
    for key, sentence in LANGUAGES[language].items():
        assert gsm.is_gsm(gsm.plain(sentence)), key
        assert sentence.count("?") <= 1, key
        if language == "en":
            assert gsm.is_gsm(sentence), key
        if language == "es":
            assert sentence.count("?") == sentence.count("¿"), key
            assert sentence.count("!") == sentence.count("¡"), key


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_says_everything_with_the_same_blanks(language: str) -> None:
    assert set(LANGUAGES[language]) == set(ENGLISH)
    assert {key: blanks(key, language) for key in ENGLISH} == {key: blanks(key) for key in ENGLISH}
    same = {key for key in ENGLISH if language != "en" and LANGUAGES[language][key] == ENGLISH[key]}
    assert same <= {
        "wording.am",
        "wording.pm",
        "answer.no",
        "status.line",
        "calls.line",
        "facts.fee",
    }  # the rest was translated


def test_no_prompt_asks_for_a_word_the_carrier_owns() -> None:
    """RULES 2: prompts say C, X, M; never a bare CANCEL or YES, which a carrier may take for opting out or in."""
    for sentences in LANGUAGES.values():
        for key, sentence in sentences.items():
            if not key.endswith("_staff"):  # which tells the staff what the patient wrote
                assert not {"CANCEL", "YES", "END", "QUIT"} & set(sentence.replace(",", " ").split()), key


def test_every_key_named_in_the_code_exists_and_none_is_left_over() -> None:
    named: set[str] = set()
    for path in (*ROOMS.glob("bot/**/*.py"), *ROOMS.glob("handlers/**/*.py"), *ROOMS.glob("jobs/*.py")):
        if "phrases" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.add(node.value)
    # keys put together from a code
    built = (
        "refused.",
        "visit.is_",
        "which.",
        "line.",
        "times.none_",
        "notice.turn_",
        "notice.offer_",
        "offer.",
        "mail.",
    )
    chosen = {"waitlist.in_person", "waitlist.online"}
    left_over = {key for key in ENGLISH.keys() - chosen if key.split("@")[0] not in named and not key.startswith(built)}
    assert not left_over
    for_staff = ("desk.refused_", "desk.state_", "desk.help_", "desk.handoff_", "desk.offer_")
    assert not {key for key in DESK if key not in named and not key.startswith(for_staff)}


def test_what_staff_read_is_in_gsm_letters_and_asks_one_thing() -> None:
    for key, sentence in DESK.items():
        assert gsm.is_gsm(sentence), key
        assert sentence.count("?") <= 1, key


def test_every_refusal_of_the_store_has_words_for_staff() -> None:
    def all_of(kind: type[Refusal]) -> set[str]:
        return {kind.code}.union(*(all_of(each) for each in kind.__subclasses__()))

    codes = all_of(Refusal) - {"refused"}
    assert {code for code in codes if f"desk.refused_{code}" not in DESK} == set()


LAW = ("law.check", "stop.done", "start.done", "erase.done")
WRITTEN_BY_STAFF = {("handoff", "answer"), ("elsewhere", "_written"), ("inbox", "_outgoing"), ("copies", "_write")}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("key", LAW)
def test_what_the_law_has_us_say_costs_one_segment_too(key: str, language: str) -> None:
    text = fitting(key, language, clinic="Sample Clinic of " + "W" * 43)
    assert gsm.segments(gsm.plain(text)) == 1


def test_every_text_that_leaves_on_its_own_goes_through_fitting() -> None:
    """Each outbox.add(contact, kind, text, ...): the text is made by `fitting`, in the call, just before it or in a
    function named _words; but for staff's own words, answers, and what has been through it before.
    """
    seen = 0
    for path in (*ROOMS.glob("bot/**/*.py"), *ROOMS.glob("handlers/*.py"), *ROOMS.glob("jobs/*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef) or (path.stem, function.name) in WRITTEN_BY_STAFF:
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "outbox.add":
                    made = ast.unparse(call.args[2])
                    if isinstance(call.args[2], ast.Name):
                        made = next(line for line in ast.unparse(function).splitlines() if f"{made} = " in line)
                    assert "fitting(" in made or made.startswith(("words(", "_words(")), (
                        path.name,
                        function.name,
                        made,
                    )
                    seen += 1
    assert seen >= 8
    assert {name for name in LAW if f'fitting("{name}"' not in _sources()} == set()


def _sources() -> str:
    return "".join(
        path.read_text(encoding="utf-8") for room in ("bot", "handlers") for path in ROOMS.glob(f"{room}/**/*.py")
    )
