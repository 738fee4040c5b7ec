"""`clinic check` warns of what the carrier does with the clinic's number (RULES 1-3)."""

from __future__ import annotations

import pytest

from store.clinic_file import check, warnings
from tests.store.test_clinic_file_check import EXAMPLE, GOOD


def told(**rules: str) -> list[str]:
    lines = "".join(f"  {key}: {value}\n" for key, value in rules.items())
    text = GOOD + (f"settings:\n{lines}" if rules else "")
    assert check(text) == []
    return [str(each) for each in warnings(text)]


def test_a_long_code_without_advanced_opt_out_loses_who_texts_cancel() -> None:
    [line] = told()
    assert line.startswith("4: clinic.sms: warning: CANCEL and YES are the carrier's words on this number")
    assert "advanced_opt_out: on" in line
    assert told(advanced_opt_out="on") == []


@pytest.mark.parametrize("kind", ["toll_free", "short_code"])
def test_the_kind_is_read_where_it_stands(kind: str) -> None:
    [line] = told(sms_number_kind=kind)
    assert line.startswith("12: settings.sms_number_kind: warning:")


def test_a_toll_free_number_is_the_networks() -> None:
    text = GOOD.replace("+15550100000", "+18005550100")
    [line] = [str(each) for each in warnings(text)]
    assert "it is toll_free" in line
    text += "settings:\n  sms_number_kind: toll_free\n"
    assert warnings(text) == []
    [line] = [str(each) for each in warnings(text + "  advanced_opt_out: on\n")]
    assert "changes nothing on a toll-free number" in line


def test_elsewhere_no_carrier_owns_a_word_and_no_number_is_no_matter() -> None:
    assert warnings(GOOD.replace("+15550100000", "+34600000000")) == []
    assert warnings(GOOD.replace("  sms: +15550100000\n", "")) == []
    assert warnings("") == []
    assert warnings(EXAMPLE.read_text(encoding="utf-8")) == []
