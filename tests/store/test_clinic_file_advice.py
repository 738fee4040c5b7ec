"""`clinic check` warns of what the carrier does with the clinic's number (RULES 1-3)."""

from __future__ import annotations

import pytest

from store.clinic_file import check, load, warnings
from store.whatsapp import KINDS
from tests.factory import MADE
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


SID = "HX" + "a1" * 16


def test_kinds_of_notice_without_a_whatsapp_template_are_named_by_language() -> None:
    english = "\n".join(f"  {kind}: {{en: {SID}}}" for kind in KINDS if kind != "reminder")
    text = GOOD.replace("  sms: +15550100000\n", "  whatsapp: +15550100000\n") + f"whatsapp_templates:\n{english}\n"
    assert check(text) == []
    [in_english, in_spanish] = [str(each) for each in warnings(text)]
    assert "no English template for reminder: " in in_english
    assert in_spanish.count(",") == len(KINDS)
    assert warnings(GOOD.replace("  sms: +15550100000\n", "  telegram_bot: 7\n")) == []


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("  remindr: {en: SID}", '12: whatsapp_templates.remindr: no such kind of notice. Did you mean "reminder"?'),
        ("  reminder: SID", "12: whatsapp_templates.reminder: is to have a line for each language"),
        ("  reminder: {fr: SID}", "12: whatsapp_templates.reminder.fr: is not a language the desk speaks: en, es"),
        ("  reminder: {en: HX12}", '12: whatsapp_templates.reminder.en: "HX12" is not a template'),
        ("  - reminder", "11: whatsapp_templates: is to have lines such as reminder"),
    ],
)
def test_a_wrong_line_of_templates_is_named(lines: str, problem: str) -> None:
    [line] = [str(each) for each in check(f"{GOOD}whatsapp_templates:\n{lines}\n".replace("SID", SID))]
    assert line.startswith(problem)


def test_templates_are_loaded_with_the_clinic(store: str) -> None:
    text = f"{GOOD}whatsapp_templates:\n  reminder:\n    en: {SID}\n"
    assert load(text, now=MADE).clinic.whatsapp_templates == {"reminder": {"en": SID}}
    assert load(text, now=MADE).made == []
    assert load(GOOD, now=MADE).clinic.whatsapp_templates == {}


def test_a_landline_of_staff_is_named() -> None:
    text = f"{GOOD}staff:\n  - name: Ana Sample\n    role: receptionist\n    phone: +34912345678\n"
    assert check(text) == []
    [*_, line] = [str(each) for each in warnings(text)]
    assert line.endswith("staff[1].phone: warning: +34912345678 is a landline: no text reaches it")
