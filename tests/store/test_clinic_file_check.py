"""A clinic file is checked line by line, in words for a clinic manager."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store import values
from store.clinic_file import check

EXAMPLE = Path(__file__).parents[2] / "docs" / "clinic.example.yaml"

GOOD = """\
clinic:
  name: Elm Street Clinic
  zone: America/New_York
  sms: +15550100000
services:
  - name: Check-up
    minutes: 30
doctors:
  - name: Dr. Maya Lee
    hours: Mon-Fri 9:00-12:00
"""


def said(text: str) -> list[str]:
    return [str(problem) for problem in check(text)]


def test_the_example_is_clean() -> None:
    assert said(EXAMPLE.read_text(encoding="utf-8")) == []


def test_a_short_file_is_clean() -> None:
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("line", "instead", "problem"),
    [
        ("zone: America/New_York", "zone: America/New_Yrok",
         '3: clinic.zone: "America/New_Yrok" is not a time zone, such as America/New_York.'
         ' Did you mean "America/New_York"?'),
        ("  zone: America/New_York\n", "", "2: clinic.zone: is missing"),
        ("sms: +15550100000", "sms: 555-0100",
         '4: clinic.sms: "555-0100" is not a full number: begin with + and the country, as +15550100000'),
        ("sms: +15550100000", "sms: +1 555 010 0000", '4: clinic.sms: "+1 555 010 0000" is to be written as +15550100000'),
        ("sms: +15550100000", "sms: +1555", '4: clinic.sms: "+1555" has too few or too many digits for a phone number'),
        ("sms: +15550100000", "telegram_bot: 12:secret",
         "4: clinic.telegram_bot: only the digits before the colon; the token is a secret and has no place in a file"),
        ("sms: +15550100000", "sms: +15550100000\n  country: England", '5: clinic.country: "England" is not a country\'s two letters, such as US.'),
        ("sms: +15550100000", "sms: +15550100000\n  country: norway",
         '5: clinic.country: "norway" is not a country\'s two letters, such as US. Did you mean NO?'),
        ("sms: +15550100000", "sms: +15550100000\n  language: fr",
         '5: clinic.language: "fr" is not a language the desk speaks: en (English), es (Spanish)'),
        ("sms: +15550100000", "sms: +15550100000\n  curency: EUR", '5: clinic.curency: no such field. Did you mean "currency"?'),
        ("services:", "servces:", '5: servces: no such section. Did you mean "services"?'),
        ("minutes: 30", "minutes: half an hour", '7: services[1].minutes: "half an hour" is not a whole number'),
        ("minutes: 30", "minutes: 32", "7: services[1].minutes: 32 is not a multiple of 5"),
        ("minutes: 30", "minutes: 500", "7: services[1].minutes: 500 is not between 5 and 480"),
        ("minutes: 30", "minutes: 240",
         "7: services[1].minutes: warning: 240 minutes fit into nobody's hours (the longest are 180 minutes)"),
        ("minutes: 30", "minutes: 30\n    fee: $80", '8: services[1].fee: "$80" is not an amount: write 80 or 80.50, without a sign'),
        ("minutes: 30", "minutes: 30\n    visit_type: onlin",
         '8: services[1].visit_type: "onlin" is not one of in_person, online, both. Did you mean "online"?'),
        ("minutes: 30", "minutes: 30\n    visit_type: online",
         "8: services[1].visit_type: warning: is online, but those who give it have no such hours"),
        ("minutes: 30", "minutes: 30\n  - name: check-up\n    minutes: 5", '8: services[2].name: "check-up" is here twice (first on line 6)'),
        ("minutes: 30", "minutes: 30\n  - name: check up\n    minutes: 5",
         "8: services[2].name: has the same id as line 6 (check-up): give one of them an id of its own"),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon-Fri 12:00-9:00", '10: doctors[1].hours: "12:00-9:00" ends before it starts'),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon-Fry 9:00-12:00",
         '10: doctors[1].hours: "fry" is not a day: write Mon, Tue, Wed, Thu, Fri, Sat, Sun'),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon 9:00-10:00, Tue 9:00-10:00",
         '10: doctors[1].hours: "Mon 9:00-10:00, Tue 9:00-10:00" has days after times: put ; between, as Mon 9:00-12:00; Tue 13:00-17:00'),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon 9:00-12:00; Mon 11:00-13:00",
         "10: doctors[1].hours: Monday 11:00-13:00 overlaps 9:00-12:00 on the same line"),
        ("hours: Mon-Fri 9:00-12:00", "hours:\n      - Mon 9-12\n      - days: Mon\n        times: 11-13",
         "12: doctors[1].hours[2]: Monday 11:00-13:00 overlaps 9:00-12:00 on line 11"),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon 9:00-12:00, 11:00-13:00", "10: doctors[1].hours: 9:00-12:00 and 11:00-13:00 overlap"),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon-Fri 9:00-12:00\n    slot: 240",
         "10: doctors[1].hours: a slot of 240 minutes does not fit into 9:00-12:00"),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon-Fri 9:00-12:00; Sat 1:00-4:00",
         "10: doctors[1].hours: warning: 1:00-4:00 is at night: for the afternoon write 13:00"),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon 9:03-12:00", '10: doctors[1].hours: "9:03-12:00" starts between the multiples of 5 minutes'),
        ("hours: Mon-Fri 9:00-12:00", "hours: always", '10: doctors[1].hours: "always" is not days and times, such as Mon-Fri 9:00-12:00, 13:00-17:00'),
        ("hours: Mon-Fri 9:00-12:00", "room: 1", "9: doctors[1].hours: warning: there are none: nobody can book this doctor"),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon-Fri 9:00-12:00\n    services: [Check]",
         '11: doctors[1].services[1]: no service is called "Check". Did you mean "Check-up"?'),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon-Fri 9:00-12:00\n    services: []",
         '6: services[1]: nobody gives "Check-up": add it to a doctor\'s services'),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon-Fri 9:00-12:00\n  - name: dr. maya lee\n    hours: Sat 9-12",
         '11: doctors[2].name: "dr. maya lee" is here twice (first on line 9)'),
        ("hours: Mon-Fri 9:00-12:00", "hours: Mon-Fri 9:00-12:00\n    settings:\n      ofer_minutes: 5",
         '12: doctors[1].settings.ofer_minutes: no such setting. Did you mean "offer_minutes"?'),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(line: str, instead: str, problem: str) -> None:
    assert line in GOOD
    assert problem in said(GOOD.replace(line, instead))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ("closures:\n  - dates: 2026-13-25", '12: closures[1].dates: "2026-13-25" is not a date: write year-month-day, as 2026-12-25'),
        ("closures:\n  - dates: 2026-12-26 to 2026-12-24", "12: closures[1].dates: ends (2026-12-24) before it starts (2026-12-26)"),
        ("closures:\n  - dates: 2026-12-25 to 2026-12-26\n    days: Mon", "13: closures[1].days: is not among the dates"),
        ("leave:\n  - doctor: Dr. Lea\n    dates: 2026-12-25", '12: leave[1].doctor: no doctor is called "Dr. Lea". Did you mean "Dr. Maya Lee"?'),
        ("extra_openings:\n  - doctor: Dr. Maya Lee\n    dates: 2026-12-25", "12: extra_openings[1].times: is missing"),
        ("staff:\n  - name: Ana\n    role: recepcionist",
         '13: staff[1].role: "recepcionist" is not one of doctor, receptionist, admin. Did you mean "receptionist"?'),
        ("staff:\n  - name: Ana\n    role: doctor", "12: staff[1].doctor: is missing: which doctor is it, by the name above?"),
        ("staff:\n  - name: Ana\n    role: admin\n  - name: ana\n    role: admin", '14: staff[2].name: "ana" is here twice (first on line 12)'),
        ("settings:\n  default_slot_duration: 17", "12: settings.default_slot_duration: 17 is not a multiple of 5"),
        ("settings:\n  holiday_region: Bayern", "12: settings.holiday_region: 'Bayern' is no region of US with holidays of its own (AK, AL, AR, AS, AZ, CA, CO, CT, DC, DE, FL, GA, …)"),
        ("settings:\n  holiday_region: [CA]", "12: settings.holiday_region: ['CA'] is not a region's code or name"),
        ("settings:\n  quiet_hours: late", "12: settings.quiet_hours: 'late' is not two times such as 21:00-08:00"),
        ("settings: 5", "11: settings: is to have lines such as advance_booking_days: 30"),
        ("staff: Ana", '11: staff: is to be a list: each entry begins with "- "'),
        ("staff:\n\t- name: Ana", "12: file: a tab at the start of a line; use spaces"),
        ("clinic: 5", '11: file: "clinic" is here twice (first on line 1)'),
    ],
)  # fmt: skip
def test_a_fault_in_a_further_section(more: str, problem: str) -> None:
    assert problem in said(GOOD + more + "\n")


def test_one_fault_makes_no_other() -> None:
    text = GOOD.replace("  sms: +15550100000", "  sms: 555-0100\n  country: England")
    more = "leave:\n  - doctor: Dr. Maya Lee\n    dates: 31.12.2026\nsettings:\n  holiday_region: ENG\n"
    opening = "extra_openings:\n  - doctor: Dr. Maya Lee\n    dates: 2026-12-25\n    times: 25:00\n"
    lines = [one.partition(":")[0] for one in said(text + more + opening)]
    assert lines == ["4", "5", "14", "20"]


def test_one_fault_hides_no_other() -> None:
    text = GOOD.replace("name: Dr. Maya Lee", "nam: Dr. Maya Lee").replace("9:00-12:00", "9:00-12:00, 11:00-13:00")
    assert said(text.replace("minutes: 30", "minutes: x")) == [
        '7: services[1].minutes: "x" is not a whole number',
        '9: doctors[1].nam: no such field. Did you mean "name"?',
        "9: doctors[1].name: is missing",
        "10: doctors[1].hours: 9:00-12:00 and 11:00-13:00 overlap",
    ]


def test_a_clinic_without_telegram_is_fine_and_one_without_any_number_gets_a_warning() -> None:
    assert said(GOOD) == []
    only = check(GOOD.replace("  sms: +15550100000\n", ""))
    assert [(problem.field, problem.warning) for problem in only] == [("clinic", True)]


def test_hours_that_hold_at_different_dates_do_not_overlap() -> None:
    hours = """hours:
      - days: Mon
        times: 9:00-12:00
        until: 2026-08-31
      - days: Mon
        times: 10:00-12:00
        from: 2026-09-01"""
    assert said(GOOD.replace("hours: Mon-Fri 9:00-12:00", hours)) == []
    assert len(said(GOOD.replace("hours: Mon-Fri 9:00-12:00", hours.replace("2026-08-31", "2026-09-01")))) == 1


@pytest.mark.parametrize(
    ("reader", "raw", "value"),
    [
        (values.days, "Mon-Fri", (0, 1, 2, 3, 4)),
        (values.days, "Sat - Mon", (0, 5, 6)),
        (values.days, "mon, wed and Friday", (0, 2, 4)),
        (values.days, "Tue Thu", (1, 3)),
        (values.days, "every day", (0, 1, 2, 3, 4, 5, 6)),
        (values.days, "weekend", (5, 6)),
        (values.times, "9-12, 1pm-5:30pm", ((dt.time(9), dt.time(12)), (dt.time(13), dt.time(17, 30)))),
        (values.times, "9am – 12pm", ((dt.time(9), dt.time(12)),)),
        (values.times, "1-5pm", ((dt.time(13), dt.time(17)),)),
        (values.times, "9-5pm", ((dt.time(9), dt.time(17)),)),
        (values.times, "09.30 to 10:00 and 11-12", ((dt.time(9, 30), dt.time(10)), (dt.time(11), dt.time(12)))),
        (values.dates, "2026-12-24 to 2026-12-26", (dt.date(2026, 12, 24), dt.date(2026, 12, 26))),
        (values.money, "80.50", Decimal("80.50")),
        (values.language, "Spanish", "es"),
        (values.choice("in_person"), "in person", "in_person"),
        (values.slug, "Dr. Maya Núñez", "dr-maya-nunez"),
        (values.slug, "田中 医師", "田中-医師"),
    ],
)  # fmt: skip
def test_values_may_be_written_as_people_write_them(reader: Any, raw: str, value: Any) -> None:
    assert reader(raw) == value


SCALARS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "Mon-Fri 9-12", "9:00-12:00", "+15550100000", "2026-12-25", "30", "Dr. Maya Lee", "~", "yes"]),
    st.sampled_from(
        ["*a", "&a x", "!!binary x", "{", "]", "- ", "? ", "|", '"\\ud800"', '"\\0"', "<<", "1:30", "0x1F"]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.text(alphabet="ab:-[]{}&*!?|>'\"%@#,\n \t\\xuU0189")))
@example('"\\UFFFFFFFF"')
@example("a: &a [*a]")
@example("[" * 5000)
@example("&a [" + "*a, " * 3 + "]")
def test_no_text_breaks_the_check(text: str) -> None:
    for problem in check(text):
        assert problem.line >= 1
        assert str(problem).isprintable()


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_clinic_file_breaks_the_check(data: st.DataObject) -> None:
    """The example with some of its values, lines or spaces replaced by others."""
    text = EXAMPLE.read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text) - 1))
        name, colon, _rest = text[at].partition(":")
        what = data.draw(st.sampled_from(["value", "drop", "repeat", "indent", "line"]))
        scalar = data.draw(SCALARS)
        changed = {"value": [f"{name}{colon} {scalar}"], "drop": [], "repeat": [text[at]] * 2}
        text[at : at + 1] = changed.get(what, [f"  {text[at]}" if what == "indent" else scalar])
    for problem in check("\n".join(text)):
        assert 1 <= problem.line <= len("\n".join(text).splitlines()) + 1
        assert str(problem).isprintable()
