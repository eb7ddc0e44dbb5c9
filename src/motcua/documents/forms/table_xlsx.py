"""Any list as a workbook: a title, what it holds, one row per line, for those who sort and count."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from motcua.documents.forms.register_xlsx import BOLD, FRAME, LEFT, MIDDLE, lay_across, put
from motcua.documents.forms.sheets import Occasion, clean
from motcua.documents.forms.wording import form_set_on, words
from motcua.rules.calendar import legal_day, local

Value = str | int | date | datetime | None
_TITLE = Font(name="Times New Roman", size=14, bold=True)
_HEAD_ROW = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words and how wide it is, in letters."""

    name: str
    width: int


def write_table(
    title: str, about: str, columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, occasion: Occasion
) -> bytes:
    """A list as XLSX. `about` says what it holds. Aware moments are written as the local clock shows them.

    Days and moments are real ones, numbers real numbers; a text that looks like a formula stays text.
    """
    file = Workbook()
    file.remove(file.worksheets[0])
    leaf = file.create_sheet(title[:31])
    assert isinstance(leaf, Worksheet)
    moment = local(occasion.printed_at).replace(tzinfo=None)
    put(leaf["A1"], title, font=_TITLE)
    put(leaf["A2"], clean(about))
    put(leaf["A3"], f"{clean(occasion.printed_by)}, {moment:%H:%M %d/%m/%Y}")
    if occasion.simulated:
        put(leaf["A4"], words(form_set_on(legal_day(occasion.printed_at)))["simulated"])
    for place in range(1, _HEAD_ROW):
        leaf.merge_cells(start_row=place, end_row=place, start_column=1, end_column=len(columns))
    for no, column in enumerate(columns, start=1):
        put(leaf.cell(_HEAD_ROW, no), column.name, font=BOLD, place=MIDDLE)
        leaf.cell(_HEAD_ROW, no).border = FRAME
        leaf.column_dimensions[get_column_letter(no)].width = column.width
    for row, values in enumerate(rows, start=_HEAD_ROW + 1):
        for no, value in enumerate(values, start=1):
            _write(leaf, row, no, value)
    lay_across(leaf, head=(_HEAD_ROW, _HEAD_ROW), freeze=f"A{_HEAD_ROW + 1}")
    file.properties.created = file.properties.modified = moment
    file.properties.creator = clean(occasion.printed_by)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def _write(leaf: Worksheet, row: int, column: int, value: Value) -> None:
    cell = leaf.cell(row, column)
    if isinstance(value, datetime):
        put(cell, local(value).replace(tzinfo=None), place=MIDDLE)
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        put(cell, value, place=MIDDLE)
        cell.number_format = "dd/mm/yyyy"
    else:
        put(cell, clean(value) if isinstance(value, str) else value, place=LEFT if isinstance(value, str) else MIDDLE)
    cell.border = FRAME
