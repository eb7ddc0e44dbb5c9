"""The register as a workbook: the same columns and the same words, one row per entry, for those who count."""

import io
from collections.abc import Sequence
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from motcua.documents.forms.phrases import HERE, NBSP
from motcua.documents.forms.register import Entry, Register, cells, sums_words
from motcua.documents.forms.sheets import Occasion, clean
from motcua.documents.forms.wording import Words, words
from motcua.rules.calendar import local

WIDTHS = (7, 22, 34, 9, 28, 34, 24, 12, 12, 14, 14, 12, 14, 12, 28)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DATES = {8: "received_on", 9: "due_on", 10: "forwarded_on", 11: "got_back_on", 12: "returned_on"}
_FONT = Font(name="Times New Roman", size=11)
BOLD = Font(name="Times New Roman", size=11, bold=True)
_LINE = Side(style="thin")
FRAME = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(vertical="center", wrap_text=True)
_HEAD_ROW = 6


def write_registers(sheets: Sequence[Register], occasion: Occasion) -> bytes:
    """Books as XLSX, a leaf for each, its sums in the last row.

    Days are real dates; a text that looks like a formula stays text. Raises MissingField.
    """
    for sheet in sheets:
        sheet.check()
    file = Workbook()
    file.remove(file.worksheets[0])
    for sheet in sheets:
        page = words(sheet.form_set)
        leaf = file.create_sheet(_leaf_name(sheet, page["register"]))
        assert isinstance(leaf, Worksheet)
        _write_opening(leaf, sheet, page)
        _write_head(leaf, page["register"])
        for row, entry in enumerate(sheet.entries, start=_HEAD_ROW + 3):
            _write_entry(leaf, row, entry, page["register"])
        _write_sums(leaf, sheet)
        _set_paper(leaf, sheet, occasion, page)
    moment = local(occasion.printed_at).replace(tzinfo=None)
    file.properties.created = file.properties.modified = moment
    file.properties.creator = clean(sheets[0].heading.agency).replace(NBSP, " ")
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def _leaf_name(sheet: Register, form: Words) -> str:
    """ "Quyển 03-2026 Hộ kinh doanh": what a workbook allows as the name of a leaf."""
    volume = form["volume"].format(book=clean(sheet.book), year=sheet.year)
    name = f"{volume} {clean(sheet.sector)}".replace(NBSP, " ").replace("/", "-")
    return "".join(sign for sign in name if sign not in "[]:*?\\")[:31].strip()


def put(
    cell: Cell | MergedCell, value: str | int | date | datetime | None, *, font: Font = _FONT, place: Alignment = LEFT
) -> None:
    """Write a value as it is, without the signs that only paper needs; text is text, whatever it begins with."""
    assert isinstance(cell, Cell)
    cell.value = value.replace(NBSP, " ").replace(HERE, "") if isinstance(value, str) else value
    if isinstance(value, str) and value:
        cell.data_type = "s"
    cell.font, cell.alignment = font, place


def _write_opening(leaf: Worksheet, sheet: Register, page: Words) -> None:
    form = page["register"]
    put(leaf["A1"], clean(sheet.heading.parent))
    put(leaf["A2"], clean(sheet.heading.agency), font=BOLD)
    put(leaf["J1"], page["state"], font=BOLD, place=MIDDLE)
    put(leaf["J2"], page["motto"], font=BOLD, place=MIDDLE)
    put(leaf["A3"], form["title"][0], font=Font(name="Times New Roman", size=14, bold=True), place=MIDDLE)
    put(leaf["A4"], _range(sheet, form), place=MIDDLE)
    for span in ("A1:G1", "A2:G2", "J1:O1", "J2:O2", "A3:O3", "A4:O4"):
        leaf.merge_cells(span)


def _range(sheet: Register, form: Words) -> str:
    """The line below the title, as on paper but for the pages, which a workbook does not have."""
    said = form["leaf"].format(sector=clean(sheet.sector), book=clean(sheet.book), year=sheet.year)
    if not sheet.entries:
        return f"{said}, {form['leaf_empty']}"
    return f"{said}, {form['leaf_range'].format(first=sheet.entries[0].no, last=sheet.entries[-1].no)}"


def _write_sums(leaf: Worksheet, sheet: Register) -> None:
    """The last row: how many, and where they stand."""
    row = _HEAD_ROW + 3 + len(sheet.entries)
    total, sums = sums_words(sheet)
    put(leaf.cell(row, 1), total, font=BOLD)
    put(leaf.cell(row, 4), len(sheet.entries), font=BOLD, place=MIDDLE)
    put(leaf.cell(row, 5), sums)
    for cell in leaf[row][:15]:
        cell.border = FRAME
    leaf.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
    leaf.merge_cells(start_row=row, end_row=row, start_column=5, end_column=15)


def _write_head(leaf: Worksheet, form: Words) -> None:
    """Three rows: groups, names, numbers."""
    for column, name in enumerate(form["columns"], start=1):
        grouped = 8 <= column <= 14
        put(leaf.cell(_HEAD_ROW + grouped, column), name, font=BOLD, place=MIDDLE)
        put(leaf.cell(_HEAD_ROW + 2, column), column, place=MIDDLE)
        if not grouped:
            leaf.merge_cells(start_row=_HEAD_ROW, end_row=_HEAD_ROW + 1, start_column=column, end_column=column)
    put(leaf.cell(_HEAD_ROW, 8), form["dates"], font=BOLD, place=MIDDLE)
    put(leaf.cell(_HEAD_ROW, 12), form["return"], font=BOLD, place=MIDDLE)
    leaf.merge_cells(start_row=_HEAD_ROW, end_row=_HEAD_ROW, start_column=8, end_column=11)
    leaf.merge_cells(start_row=_HEAD_ROW, end_row=_HEAD_ROW, start_column=12, end_column=14)
    for row in leaf.iter_rows(min_row=_HEAD_ROW, max_row=_HEAD_ROW + 2, max_col=15):
        for cell in row:
            cell.border = FRAME
    for column, width in enumerate(WIDTHS, start=1):
        leaf.column_dimensions[get_column_letter(column)].width = width


def _write_entry(leaf: Worksheet, row: int, entry: Entry, form: Words) -> None:
    for column, text in enumerate(cells(entry, form), start=1):
        cell = leaf.cell(row, column)
        day = getattr(entry, _DATES[column]) if column in _DATES else None
        if column == 1 or column == 4:
            put(cell, entry.no if column == 1 else entry.sets, place=MIDDLE)
        elif day is not None:
            put(cell, day, place=MIDDLE)
            cell.number_format = "dd/mm/yyyy"
        else:
            put(cell, text)
        cell.border = FRAME


def lay_across(leaf: Worksheet, *, head: tuple[int, int], freeze: str) -> None:
    """On A4 across, as wide as the page; the rows of the head stand on every page and stay when one scrolls."""
    leaf.freeze_panes = freeze
    leaf.page_setup.orientation, leaf.page_setup.paperSize = "landscape", 9
    leaf.page_setup.fitToWidth, leaf.page_setup.fitToHeight = 1, 0
    leaf.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    leaf.print_title_rows = f"{head[0]}:{head[1]}"


def _set_paper(leaf: Worksheet, sheet: Register, occasion: Occasion, page: Words) -> None:
    lay_across(leaf, head=(_HEAD_ROW, _HEAD_ROW + 2), freeze=f"C{_HEAD_ROW + 3}")
    if occasion.simulated:
        put(leaf["A5"], page["simulated"])
