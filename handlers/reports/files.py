"""Tables as CSV, Excel or PDF.

A cell that a spreadsheet would run as a formula is made text. The PDF uses the font every reader has, which knows
Western European letters; names in others are written in those (Łukasz: Lukasz), so no font file is needed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from anyascii import anyascii
from fpdf import FPDF
from fpdf.fonts import FontFace
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from handlers.reports.cells import Cell, Sheet, shown

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FORMATS = {
    "share": "0.0%",
    "growth": "+0.0%;-0.0%;0.0%",
    "points": "+0.0%;-0.0%;0.0%",
    "minutes": "0",
    "money": "#,##0.00",
    "cost": "#,##0.0000",
    "day": "yyyy-mm-dd",
    "month": "yyyy-mm",
}
SCALE = {"money": 100, "cost": 10_000}


@dataclass(frozen=True)
class Heading:
    """What stands above the table in a file that has room for it."""

    clinic: str
    period: str
    currency: str


def harmless(text: str) -> str:
    """`text` as a spreadsheet will show it and never run it: an apostrophe goes before what would begin a formula."""
    clean = UNWRITABLE.sub(" ", text)
    return f"'{clean}" if clean.lstrip(" ").startswith(STARTS_A_FORMULA) else clean


def as_csv(sheets: Sequence[Sheet], heading: Heading) -> bytes:
    """The one sheet, in UTF-8 with the mark by which Excel knows it; shares as 0.125, money in whole units, days as
    2026-11-24. Raises ValueError for several."""
    [sheet] = sheets
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(title) for title in sheet.columns])
    writer.writerows([_plain(cell) for cell in row] for row in sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> Any:
    value = _number(cell)
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dt.date):
        return f"{value:%Y-%m}" if cell.kind == "month" else value.isoformat()
    if isinstance(value, float):
        return f"{value:.{ {'money': 2, 'cost': 4}.get(cell.kind, 4) }f}"
    return value


def _number(cell: Cell) -> Any:
    return cell.value / SCALE[cell.kind] if cell.kind in SCALE and cell.value is not None else cell.value


def as_excel(sheets: Sequence[Sheet], heading: Heading) -> bytes:
    """A workbook with a page for each sheet, its numbers numbers."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _excel_page(book.create_sheet(sheet.title), sheet, heading)
    told = sheets[0].title if len(sheets) == 1 else "Report"
    book.properties.title, book.properties.creator = f"{told}, {heading.period}", heading.clinic
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _excel_page(page: Any, sheet: Sheet, heading: Heading) -> None:
    page.append([harmless(title) for title in sheet.columns])
    for number, row in enumerate(sheet.rows, 2):
        for place, cell in enumerate(row, 1):
            written = page.cell(number, place)
            value = _number(cell)
            written.value = harmless(value) if isinstance(value, str) else value
            written.number_format = FORMATS.get(cell.kind, "General")
    for row_number in (1, len(sheet.rows) + 1) if sheet.total else (1,):
        for written in page[row_number]:
            written.font = Font(bold=True)
    for place, title in enumerate(sheet.columns, 1):
        longest = max(len(title), *(len(shown(row[place - 1], heading.currency)) for row in sheet.rows), 6)
        page.column_dimensions[get_column_letter(place)].width = min(longest + 2, 45)
    page.freeze_panes = "B2"


def as_pdf(sheets: Sequence[Sheet], heading: Heading) -> bytes:
    """A4, each sheet on pages of its own, lying on their side where there are many columns; the header row on each."""
    pdf = FPDF("portrait", format="A4")
    told = sheets[0].title if len(sheets) == 1 else "Report"
    pdf.set_title(_printable(f"{told}, {heading.period}"))
    pdf.set_lang("en")
    for sheet in sheets:
        _pdf_pages(pdf, sheet, heading)
    return bytes(pdf.output())


def _pdf_pages(pdf: FPDF, sheet: Sheet, heading: Heading) -> None:
    wide = len(sheet.columns) > 6
    pdf.add_page("landscape" if wide else "portrait")
    pdf.set_font("helvetica", "B", 16)
    pdf.cell(0, 9, _printable(sheet.title), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("helvetica", "", 10)
    pdf.cell(0, 6, _printable(f"{heading.clinic}, {heading.period}"), new_x="LMARGIN", new_y="NEXT")
    pdf.multi_cell(0, 5, _printable(sheet.note), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(3)
    pdf.set_font("helvetica", "", 6.5 if len(sheet.columns) > 13 else 8 if wide else 10)
    rows = [[shown(cell, heading.currency) for cell in row] for row in sheet.rows]
    first = max([4, *(len(row[0]) for row in [list(sheet.columns), *rows])])
    widths = (min(max(first, 8), 34), *(9 for _ in sheet.columns[1:]))
    with pdf.table(
        col_widths=widths, text_align=("LEFT", *("RIGHT" for _ in sheet.columns[1:])), line_height=5 if wide else 6,
        borders_layout="HORIZONTAL_LINES", padding=0.7,
    ) as table:  # fmt: skip
        table.row([_printable(title) for title in sheet.columns])
        for number, cells in enumerate(rows, 1):
            bold = FontFace(emphasis="BOLD") if sheet.total and number == len(rows) else None
            table.row([_printable(cell) for cell in cells], style=bold)


def _printable(text: str) -> str:
    """`text` in the letters of the PDF's own font (Latin-1): what it lacks is written in Latin letters."""
    return "".join(letter if ord(letter) < 256 else anyascii(letter) or "?" for letter in UNWRITABLE.sub(" ", text))


MAKERS: dict[str, tuple[str, Callable[[Sequence[Sheet], Heading], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_excel),
    "pdf": ("application/pdf", as_pdf),
}
