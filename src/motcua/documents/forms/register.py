"""The register of dossiers: form 06 of 2018, form 07 of 2025; one book per sector and year, as PDF and as XLSX."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from motcua.documents.forms import phrases
from motcua.documents.forms.glyphs import with_hollows
from motcua.documents.forms.press import press
from motcua.documents.forms.sheets import Heading, Occasion, bare, clean, frame, require
from motcua.documents.forms.wording import Words, words
from motcua.rules.documents import FormSet


class Standing(IntEnum):
    """Where an entry stands, for the sums at the foot of a page."""

    OPEN = 1
    RETURNED = 2
    STOPPED = 3
    CANCELLED = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book. Days are legal days; `method` and `signed` in words ("Tại quầy", "Đã ký").

    `late_by` ("01 ngày") and `note` go to column 15; a cancelled entry keeps its number.
    """

    no: int
    code: str
    procedure: str
    sets: int
    owner: str
    address: str
    phone: str
    agency: str
    received_on: date
    due_on: date | None
    standing: Standing
    forwarded_on: date | None = None
    got_back_on: date | None = None
    returned_on: date | None = None
    method: str = ""
    signed: str = ""
    note: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """What the year held before the first entry of this print; cancelled entries are among the entries."""

    entries: int = 0
    returned: int = 0
    stopped: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """The last page of a closed book: the day, and who closes it ("GIÁM ĐỐC", name)."""

    on: date
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Register:
    """What a register says: the book, its entries in order, what stood before them, the closing if it is closed."""

    form_set: FormSet
    heading: Heading
    sector: str
    book: str
    year: int
    entries: tuple[Entry, ...]
    first_page: int = 1
    before: Sums = Sums()
    closing: Closing | None = None

    def check(self) -> None:
        """Raises MissingField when something is not there that the form asks for."""
        require("sổ theo dõi", lĩnh_vực=self.sector, quyển_số=self.book)


def draw_registers(sheets: Sequence[Register], occasion: Occasion) -> bytes:
    """Books as PDF, one behind the other, A4 landscape, at most 20 entries a page, each page with its sums.

    Raises MissingField.
    """
    for sheet in sheets:
        sheet.check()
    books = [_data(sheet, occasion) for sheet in sheets]
    return press("register", books[0] | {"books": books}, at=occasion.printed_at)


def sums_words(sheet: Register) -> tuple[str, str]:
    """How many entries there are and where they stand, as the foot of one page that holds them all would say it."""
    form = words(sheet.form_set)["register"]
    number = Counter(entry.standing for entry in sheet.entries)
    before, count = sheet.before, phrases.count
    entries, cancelled = before.entries + len(sheet.entries), before.cancelled + number[Standing.CANCELLED]
    returned, stopped = before.returned + number[Standing.RETURNED], before.stopped + number[Standing.STOPPED]
    said = form["sums"].format(
        returned=count(number[Standing.RETURNED]),
        stopped=count(number[Standing.STOPPED]),
        open=count(number[Standing.OPEN]),
        late=count(sum(entry.late for entry in sheet.entries)),
        all=count(entries),
        all_returned=count(returned),
        all_stopped=count(stopped),
        all_open=count(entries - returned - stopped - cancelled),
    )
    return form["total"].format(count=count(len(sheet.entries))), said


def cells(entry: Entry, form: Words) -> list[str]:
    """The fifteen columns of an entry, as they are printed."""
    gone = "-" if entry.standing in (Standing.STOPPED, Standing.CANCELLED) else ""
    said = [
        str(entry.no),
        bare(entry.code),
        bare(entry.procedure),
        phrases.count(entry.sets),
        phrases.tie_name(bare(entry.owner)),
        "\n".join(filter(None, (bare(entry.address), bare(phrases.phone(entry.phone))))) or "-",
        bare(entry.agency),
        phrases.short_day(entry.received_on),
        _day(entry.due_on),
        _day(entry.forwarded_on),
        _day(entry.got_back_on) or gone,
        _day(entry.returned_on) or gone,
        bare(entry.method) or gone,
        bare(entry.signed) or gone,
        form["cancelled"] if entry.standing is Standing.CANCELLED else bare(entry.note),
    ]
    # A book of hundreds does not fail by the name of one.
    return [phrases.HERE.join(map(with_hollows, cell.split(phrases.HERE))) for cell in said]


def _day(day: date | None) -> str:
    return phrases.short_day(day) if day else ""


def _data(sheet: Register, occasion: Occasion) -> dict[str, Any]:
    page = words(sheet.form_set)
    form = page["register"]
    volume = form["volume"].format(book=clean(sheet.book), year=sheet.year)
    data = frame(sheet.form_set, "register", sheet.heading, occasion, code=volume)
    return data | {
        "printed": form["foot"].format(printed=data["printed"]),
        "range": form["range"],
        "range_empty": form["range_empty"],
        "sector": clean(sheet.sector),
        "book": clean(sheet.book),
        "year": str(sheet.year),
        "first_page": sheet.first_page,
        "columns": form["columns"],
        "dates": form["dates"],
        "return": form["return"],
        "rows": [cells(entry, form) for entry in sheet.entries],
        "marks_of_rows": [[int(entry.standing), entry.late] for entry in sheet.entries],
        "before": [sheet.before.entries, sheet.before.returned, sheet.before.stopped, sheet.before.cancelled],
        "page_total": form["page_total"],
        "sums": form["sums"],
        "closing": _closing(sheet, form),
    }


def _closing(sheet: Register, form: Words) -> dict[str, str] | None:
    if sheet.closing is None or not sheet.entries:
        return None
    return {
        "line": form["closed"].format(
            count=phrases.grouped(len(sheet.entries)),
            first=sheet.entries[0].no,
            last=sheet.entries[-1].no,
            day=phrases.short_day(sheet.closing.on),
        ),
        "title": clean(sheet.closing.title),
        "seal": form["seal_here"],
        "name": clean(sheet.closing.name),
    }
