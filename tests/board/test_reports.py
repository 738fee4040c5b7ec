"""The reports' page and its files: words for every chart, cells that run nothing, a doctor's own figures only."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zlib
from html import unescape

import openpyxl
import pytest

from handlers.reports.cells import Cell, Sheet, shown
from handlers.reports.files import Heading, as_csv, as_excel, as_pdf
from handlers.reports.sheets import SHEETS, _change
from store.models import Clinic, Doctor
from tests import factory
from tests.board.conftest import TEN, Browser, Enter

HOUR = dt.timedelta(hours=1)
HEADING = Heading("Clínica Łódź 診療所", "Mon 23 Nov 2026", "USD")


@pytest.fixture
def busy(clinic: Clinic, lee: Doctor, park: Doctor) -> Clinic:
    for number in range(4):
        status = "completed" if number else "no-show"
        factory.visit(lee, factory.patient(clinic), TEN - number * HOUR, status=status, fee_cents=125_050)
    factory.visit(park, factory.patient(clinic), TEN - 24 * HOUR, status="cancelled")
    return clinic


def test_every_chart_says_what_it_shows(ana: Browser, busy: Clinic) -> None:
    page = ana.get("/staff/reports").text
    assert told(page) == [
        ("Patients by doctor", "Most: Dr. Lee, 4 booked visits and 0 walk-ins."),
        ("Hours booked by doctor", "1% of all hours were booked; most of Dr. Lee's: 1%. Walk-ins are not counted."),
        ("Visits by day", "0.2 visits a day on average; most on Mon 23 Nov: 4."),
        ("Visits by weekday and hour", "Most visits start on Monday from 7:00 to 8:00: 1."),
        ("Booked and walk-in by day", "5 booked visits and 0 walk-ins."),
    ]
    assert re.findall(r'role="img" aria-labelledby="(.*?)"', page) == re.findall(r'<figcaption id="(.*?)"', page)
    assert "<title>Mon 23 Nov: 3 completed, 1 no-show</title>" in page
    assert "<dt>Booked visits</dt><dd><strong>5</strong> <small>before 0</small>" in page
    assert "$3,751.50" in page  # three completed, unpaid
    assert "75.0%" in page
    year = ana.get("/staff/reports?from=2026-01-01&to=2026-11-23").text
    assert "0.5 visits a month on average; most in Nov 2026: 5." in year


def test_where_there_was_nothing_it_says_so_and_draws_nothing(ana: Browser, busy: Clinic) -> None:
    page = ana.get("/staff/reports?from=2025-01-01&to=2025-01-02").text
    assert {words for _, words in told(page)} == {"No visits in these days.", "0 booked visits and 0 walk-ins."}
    assert "<svg" not in page


def told(page: str) -> list[tuple[str, str]]:
    return [
        (title, unescape(words)) for title, words in re.findall(r"<strong>([^<]*)\.</strong> (.*?)</figcaption>", page)
    ]


@pytest.mark.parametrize("key", SHEETS)
def test_every_table_downloads_with_the_figures_of_the_page(ana: Browser, busy: Clinic, key: str) -> None:
    texts = ana.get(f"/staff/reports/{key}.csv")
    assert texts.headers["Content-Disposition"] == f'attachment; filename="{key}-2026-10-25-2026-11-23.csv"'
    rows = list(csv.reader(io.StringIO(texts.data.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(ana.get(f"/staff/reports/{key}.xlsx").data)).active
    assert [str(cell.value) for cell in book[1]] == rows[0]
    assert book.max_row == len(rows)
    page = ana.get("/staff/reports").text
    assert all(f'<th scope="col">{title}</th>' in page for title in rows[0])
    pdf = ana.get(f"/staff/reports/{key}.pdf")
    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    if key == "revenue":
        assert rows[1] == ["Dr. Maya Lee", "0.00", "0.00", "3751.50", "0.00", "0.00"]
        assert [cell.value for cell in book[2]] == ["Dr. Maya Lee", 0, 0, 3751.5, 0, 0]


@pytest.mark.parametrize(
    ("now", "before", "shown_"),
    [
        (3, 2, "+50.0%"),
        (1, 2, "-50.0%"),
        (2, 2, "0.0%"),
        (2, 0, "–"),
        (0.5, 0.25, "+25.0 points"),
        (0.25, 0.5, "-25.0 points"),
    ],
)
def test_a_change_says_which_way_and_of_a_rate_by_how_many_points(now: float, before: float, shown_: str) -> None:
    kind = "share" if isinstance(now, float) else "count"
    assert shown(_change(Cell(now, kind), Cell(before, kind)), "USD") == shown_


def test_the_whole_report_is_one_file(ana: Browser, busy: Clinic) -> None:
    book = openpyxl.load_workbook(io.BytesIO(ana.get("/staff/reports/report.xlsx").data))
    assert book.sheetnames == [
        "Overview", "By doctor", "By day", "By month", "Peak hours", "Walk-ins and waits", "Revenue", "Waitlist",
        "Reminders", "Texts",
    ]  # fmt: skip
    assert [cell.value for cell in book["Revenue"][2]] == ["Dr. Maya Lee", 0, 0, 3751.5, 0, 0]
    pdf = ana.get("/staff/reports/report.pdf")
    assert pdf.headers["Content-Disposition"] == 'attachment; filename="report-2026-10-25-2026-11-23.pdf"'
    assert len(re.findall(rb"/Type /Page\n", pdf.data)) >= len(book.sheetnames)
    assert ana.get("/staff/reports/report.csv").status_code == 404


NASTY = ("=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "  =cmd|' /C calc'!A0", "＝1", "a\x00b\x1f", "x" * 300)


def test_a_cell_runs_nothing_and_every_name_can_be_written() -> None:
    names = [*NASTY, "Nguyễn Thị Łucja", "Анна 王", 'O\'Brien, Ana "Nan"']
    sheet = Sheet("x", "=Title", "Note", ("=Name", "Visits"), [[Cell(name), Cell(-3, "count")] for name in names])
    rows = list(csv.reader(io.StringIO(as_csv([sheet], HEADING).decode("utf-8-sig"))))
    assert rows[0][0] == "'=Name"
    for row, name in zip(rows[1:], names, strict=True):
        assert row[0].removeprefix("'") == re.sub(r"[\x00-\x08\x0b-\x1f]", " ", name)
        assert not row[0].lstrip().startswith(("=", "+", "-", "@", "＝", "\t"))
        assert row[1] == "-3"
    book = openpyxl.load_workbook(io.BytesIO(as_excel([sheet], HEADING))).active
    assert {cell.data_type for row in book.iter_rows() for cell in row} == {"s", "n"}
    assert [row[0].value for row in book.iter_rows(min_row=2)] == [row[0] for row in rows[1:]]
    pdf = as_pdf([sheet], HEADING)
    words = b"".join(zlib.decompress(part) for part in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL))
    for said in (b"Nguyen Thi Lucja", b"Anna", b"O'Brien", "Clínica Lódz".encode("latin-1")):
        assert said in words


def test_a_doctor_sees_and_downloads_their_own_only(enter: Enter, busy: Clinic, lee: Doctor, park: Doctor) -> None:
    doctor = enter("Tom Park", "doctor", park)
    for path in ("/staff/reports", f"/staff/reports?doctor={lee.id}"):
        page = doctor.get(path).text
        assert "Dr. Tom Park" in page
        assert "Dr. Maya Lee" not in page
    assert "Lee" not in doctor.get(f"/staff/reports/doctors.csv?doctor={lee.id}").text
    nobodys = enter("Not Linked", "doctor").get("/staff/reports/doctors.csv").text
    assert "Dr." not in nobodys
    assert "Lee" in enter("Ben Desk", "admin").get(f"/staff/reports/doctors.csv?doctor={lee.id}").text


def test_periods_that_cannot_be(ana: Browser, busy: Clinic) -> None:
    page = ana.get("/staff/reports?from=2026-11-20&to=2026-11-01").text
    assert "The last day is before the first day." in page
    assert 'value="2026-11-20"' in page  # what was typed is still there to be mended
    for odd in ("from=x", "from=0001-01-01", "to=9999-12-31", "doctor=x"):
        assert ana.get(f"/staff/reports?{odd}").status_code == 200
    assert ana.get("/staff/reports/overview.csv?from=2001-01-01&to=2026-01-01").status_code == 422
    assert ana.get("/staff/reports/nothing.csv").status_code == 404
    assert ana.get("/staff/reports/overview.exe").status_code == 404
