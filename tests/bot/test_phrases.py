"""Every sentence: there, short enough, in letters an SMS takes cheaply, and asking one thing at most."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot import gsm
from bot.phrases import LANGUAGES, blanks, say
from bot.phrases.english import ENGLISH
from bot.phrases.staff_english import STAFF_ENGLISH
from store.errors import Refusal

# The longest a clinic is likely to have: what a one-segment text must still have room for.
LONGEST = {
    "clinic": "Riverside Family Clinic", "doctor": "Dr. Papadopoulos", "when": "Wed 30 Sep, 12:30pm", "code": "K72",
    "ticket": "Q123", "room": "room 12", "ahead": 2, "wait": "about 105-135 min", "name": "Alexandra", "number": "911",
    "link": "https://meet.jit.si/riverside-a1b2c3d4e5f6", "place": "3rd", "minutes": 120,
    "until": "12:30pm", "old": "Wed 30 Sep, 12:30pm", "who": " for Alexandra",
}  # fmt: skip
ROOMS = Path(__file__).parents[2]
NOTICES = sorted(key for key in ENGLISH if key.startswith("notice."))


@pytest.mark.parametrize("key", NOTICES)
def test_a_notice_costs_one_segment_with_the_longest_names(key: str) -> None:
    text = say(key, "en", **{name: LONGEST[name] for name in blanks(key)})
    assert gsm.segments(text) == 1, f"{len(text)}: {text}"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_sentences_are_in_gsm_letters_and_ask_one_thing(language: str) -> None:
    for key, sentence in LANGUAGES[language].items():
        assert gsm.is_gsm(gsm.plain(sentence)), key
        assert sentence.count("?") <= 1, key
        if language == "en":
            assert gsm.is_gsm(sentence), key


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_says_everything_with_the_same_blanks(language: str) -> None:
    assert set(LANGUAGES[language]) == set(ENGLISH)
    assert {key: blanks(key, language) for key in ENGLISH} == {key: blanks(key) for key in ENGLISH}


def test_no_prompt_asks_for_a_word_the_carrier_owns() -> None:
    """RULES 2: prompts say C, X, M; never a bare CANCEL or YES, which a carrier may take for opting out or in."""
    for key, sentence in ENGLISH.items():
        if key.endswith("_staff"):  # tells the desk what was texted
            continue
        for word in ("CANCEL", "YES", "END", "QUIT"):
            assert word not in sentence.replace(",", " ").split(), key


def test_every_key_named_in_the_code_exists_and_none_is_left_over() -> None:
    named: set[str] = set()
    for path in (*ROOMS.glob("bot/**/*.py"), *ROOMS.glob("handlers/**/*.py"), *ROOMS.glob("jobs/*.py")):
        if "phrases" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.add(node.value)
    # keys put together from a code
    built = ("refused.", "visit.is_", "which.", "line.", "times.none_", "notice.turn_", "notice.offer_", "offer.")
    chosen = {"waitlist.in_person", "waitlist.online"}
    left_over = {key for key in ENGLISH.keys() - chosen if key.split("@")[0] not in named and not key.startswith(built)}
    assert not left_over
    for_staff = ("desk.refused_", "desk.state_", "desk.help_", "desk.handoff_", "desk.offer_")
    assert not {key for key in STAFF_ENGLISH if key not in named and not key.startswith(for_staff)}


def test_what_staff_read_is_in_gsm_letters_and_asks_one_thing() -> None:
    for key, sentence in STAFF_ENGLISH.items():
        assert gsm.is_gsm(sentence), key
        assert sentence.count("?") <= 1, key


def test_every_refusal_of_the_store_has_words_for_staff() -> None:
    def all_of(kind: type[Refusal]) -> set[str]:
        return {kind.code}.union(*(all_of(each) for each in kind.__subclasses__()))

    codes = all_of(Refusal) - {"refused"}
    assert {code for code in codes if f"desk.refused_{code}" not in STAFF_ENGLISH} == set()
