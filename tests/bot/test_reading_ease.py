"""Every sentence to a patient is one a ten-year-old reads: Flesch-Kincaid grade 6 at most, under 20 words, one question.

The formula is J. P. Kincaid's of 1975: 0.39 x words a sentence + 11.8 x syllables a word - 15.59.
"""

from __future__ import annotations

import re

import pytest

from bot.phrases import ENGLISH, blanks, say

WORD = re.compile(r"[A-Za-z0-9']+")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouycsxzg])es$")


def syllables(word: str) -> int:
    """Groups of vowels, but for an e that is not heard ("time", "called", "times")."""
    return max(1, len(VOWELS.findall(SILENT.sub("", word.lower()))))


def sentences(text: str) -> list[list[str]]:
    return [words for part in re.split(r"[.!?]+(?:\s|$)", text.replace("Dr.", "Dr")) if (words := WORD.findall(part))]


def grade(text: str) -> float:
    words = [word for sentence in sentences(text) for word in sentence]
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def read(key: str) -> str:
    """The sentence as it is read; a name or a date in it is one word and makes it no harder."""
    return say(
        key,
        "en",
        **{
            name: 7 if name in ("minutes", "days", "hours", "limit", "count", "number") else "it"
            for name in blanks(key)
        },
    )


def to_patients() -> list[str]:
    """All but what staff read, and the words of buttons and lists, which are no sentences and have no grade."""
    spoken = [
        key for key in ENGLISH if not key.startswith(("staff.", "wording.", "language.name")) and key[-6:] != "_staff"
    ]
    return [key for key in spoken if read(key).rstrip('"').endswith((".", "?", "!", ":"))]


@pytest.mark.parametrize("key", to_patients())
def test_a_sentence_is_easy_to_read(key: str) -> None:
    text = read(key)
    assert grade(text) <= 6, f"{grade(text):.1f}: {text}"
    assert max(len(words) for words in sentences(text)) < 20, text
    assert text.count("?") <= 1, text


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("time", 1),
        ("times", 1),
        ("called", 1),
        ("booked", 1),
        ("waited", 2),
        ("cancelled", 2),
        ("doctor", 2),
        ("later", 2),
        ("minutes", 2),
        ("emergency", 4),
        ("people", 2),
        ("table", 2),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_hard_sentences_would_be_found() -> None:
    assert grade("Appointment modifications necessitate administrative authorization.") > 12
    assert grade("It is your turn now.") < 2
