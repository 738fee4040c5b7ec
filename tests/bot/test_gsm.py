"""Segments: the alphabet decides, and two-unit characters are never torn."""

from __future__ import annotations

import pytest

from bot import gsm


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),  # the euro does not fit the last place of the first part
        ("é" * 160, 1),
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("\N{GRINNING FACE}" * 35, 1),
        ("\N{GRINNING FACE}" * 36, 2),
    ],
)
def test_segments(text: str, count: int) -> None:
    assert gsm.segments(text) == count


def test_plain_text_costs_a_third() -> None:
    fancy = "It’s 3–4pm… see “Room 2”"
    assert not gsm.is_gsm(fancy)
    assert gsm.plain(fancy) == 'It\'s 3-4pm... see "Room 2"'
    assert gsm.is_gsm(gsm.plain("mié, sáb, año, ¿qué?"))
