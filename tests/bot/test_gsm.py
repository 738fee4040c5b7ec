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


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("José Núñez", "José Nuñez"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("Nguyễn Thị Hoa", "Nguyen Thi Hoa"),
        ("Đặng Œuvrard", "Dang Oeuvrard"),
        ("Jose\u0301", "José"),
        ("Иван", "Ivan"),
        ("王芳", "WangFang"),
    ],
)
def test_a_name_outside_gsm_costs_no_ucs_segment(name: str, spelt: str) -> None:
    text = f"Elm Street Clinic: a time is free for {name}"
    assert gsm.plain(text) == f"Elm Street Clinic: a time is free for {spelt}"
    assert gsm.segments(gsm.plain(text)) == 1


@pytest.mark.parametrize("text", ["Вас ждут в кабинете 2.", "王医生在等您 (2)", "See you at 3 \N{ROSE}"])
def test_another_script_and_an_emoji_stay_as_they_were_written(text: str) -> None:
    assert gsm.plain(text) == text
