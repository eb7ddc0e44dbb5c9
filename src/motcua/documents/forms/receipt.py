"""Form 01: receipt and appointment (Decree 61/2018 Art. 17; Circular 01/2018 and 03/2025/TT-VPCP)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.documents.forms import phrases
from motcua.documents.forms.codes import bar_svg, bars, qr_svg
from motcua.documents.forms.press import press
from motcua.documents.forms.sheets import Copy, Heading, Occasion, clean, frame, look_up, number_of, or_none, require
from motcua.documents.forms.wording import Run, Words, rich, words
from motcua.rules.documents import FormSet


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper handed in: how many originals and copies, how many digitised pages, or which database knows it."""

    name: str
    originals: int = 0
    copies: int = 0
    pages: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """What a receipt says.

    `desk`: the receiving unit in full with its counter. `owner`: whose dossier it is; `filed_by`: the words on another
    person who files it, "" when nobody does; `applicant`: who signs. `track`: the address in the QR code, with the
    secret. `limit`: in words with its unit as stored. Moments are aware. `former_due_at`: the earlier appointment,
    after a supplement; `supplemented_at`: when all that was asked for had come. `replaces_at`: when this version was
    drawn up in place of the one before. `online`: filed without a hand-written signature.
    """

    form_set: FormSet
    heading: Heading
    code: str
    track: str
    desk: str
    owner: str
    applicant: str
    address: str
    phone: str
    email: str
    procedure: str
    procedure_code: str
    papers: tuple[PaperLine, ...]
    sets: int
    limit: str
    received_at: datetime
    due_at: datetime | None
    return_at: str
    fee: str
    book: str
    entry: str
    clerk: str
    contact: str
    filed_by: str = ""
    former_due_at: datetime | None = None
    supplemented_at: datetime | None = None
    version: int = 1
    replaces_at: datetime | None = None
    online: bool = False

    def check(self) -> None:
        """Raises MissingField when the law asks for something that is not there."""
        require(
            "giấy tiếp nhận",
            số_giấy=self.heading.number,
            mã_hồ_sơ=self.code,
            tên_người_có_hồ_sơ=self.owner,
            tên_người_nộp=self.applicant,
            tên_thủ_tục=self.procedure,
            thời_hạn_giải_quyết=self.limit,
            ngày_hẹn_trả=self.due_at,
            nơi_nhận_kết_quả=self.return_at,
            tên_cán_bộ_tiếp_nhận=self.clerk,
        )


def draw_receipt(sheet: ReceiptSheet, occasion: Occasion) -> bytes:
    """The receipt as PDF, A5. Due date and signatures stand on page 1 whatever the number of papers.

    Raises MissingField.
    """
    sheet.check()
    return press("receipt", _data(sheet, occasion), at=occasion.printed_at)


def _data(sheet: ReceiptSheet, occasion: Occasion) -> dict[str, Any]:
    page = words(sheet.form_set)
    form = page["receipt"]
    data = frame(sheet.form_set, "receipt", sheet.heading, occasion, code=sheet.code)
    return data | {
        "copy": form["given"] if occasion.copy == Copy.GIVEN else form["kept"],
        "again": _again(sheet, form),
        "code": sheet.code,
        "qr": qr_svg(look_up(sheet.track, occasion)),
        "bars": bar_svg(sheet.code),
        "modules": len(bars(sheet.code)),
        "opening": _opening(sheet, page),
        "contact_lines": [
            form_line(page["phone"], phone=or_none(phrases.phone(sheet.phone), page)),
            form_line(page["email"], email=or_none(sheet.email, page)),
        ],
        "content": rich(page["content"], procedure=clean(sheet.procedure), procedure_code=clean(sheet.procedure_code)),
        "papers": [_paper(place, paper, form) for place, paper in enumerate(sheet.papers, start=1)],
        "papers_none": form["papers_none"],
        "papers_inline": form["papers"],
        "papers_aside": form["papers_on_page_2"].format(count=phrases.count(len(sheet.papers))),
        "numbered": page["numbered"],
        "before_due": _before_due(sheet, form),
        "former_due": _former_due(sheet, form),
        "due_label": form["due"],
        "due": phrases.appointment_words(sheet.due_at) if sheet.due_at else "",
        "after_due": _after_due(sheet, page),
        "register": [
            form_line(form["register"][0], book=clean(sheet.book)),
            form_line(form["register"][1], entry=clean(sheet.entry)),
        ],
        "signatures": _signatures(sheet, page),
        "notes": [rich(form["bring"]), rich(form["ask"], contact=clean(sheet.contact))],
        "note": form["note"],
        "continued": form["continued"],
        "columns": form["columns"],
        "list_title": form["list_title"],
        "list_of": form["list_of"].format(number=number_of(sheet.heading), code=sheet.code),
        "total": _total(sheet, form),
    }


def form_line(sentence: str, **values: object) -> str:
    """A label with its value in plain type."""
    return sentence.format(**values)


def _opening(sheet: ReceiptSheet, page: Words) -> list[list[Run]]:
    form = page["receipt"]
    lines = [rich("{desk}.", desk=clean(sheet.desk)), rich(form["owner"], owner=clean(sheet.owner))]
    if sheet.filed_by:
        lines.append(rich(form["filed_by"], filed_by=clean(sheet.filed_by)))
    return [*lines, rich(page["address"], address=or_none(sheet.address, page))]


def _paper(place: int, paper: PaperLine, form: Words) -> list[str]:
    digital = clean(paper.source)
    if not digital and paper.pages:
        digital = form["pages"].format(pages=phrases.count(paper.pages))
    amounts = (phrases.count(amount) if amount else "-" for amount in (paper.originals, paper.copies))
    return [str(place), clean(paper.name), *amounts, digital or "-"]


def _total(sheet: ReceiptSheet, form: Words) -> list[str]:
    pages = sum(paper.pages or 0 for paper in sheet.papers)
    return [
        form["total"].format(count=phrases.count(len(sheet.papers))),
        phrases.count(sum(paper.originals for paper in sheet.papers)),
        phrases.count(sum(paper.copies for paper in sheet.papers)),
        form["pages"].format(pages=phrases.count(pages)),
    ]


def _before_due(sheet: ReceiptSheet, form: Words) -> list[str]:
    received = form_line(form["received"], moment=phrases.moment_words(sheet.received_at))
    if sheet.supplemented_at:
        received += form_line(form["supplemented"], moment=phrases.short_moment(sheet.supplemented_at))
    return [
        form_line(form["sets"], sets=phrases.count(sheet.sets)),
        form_line(form["limit"], limit=phrases.two_digits(clean(sheet.limit))),
        received,
    ]


def _former_due(sheet: ReceiptSheet, form: Words) -> str:
    if sheet.former_due_at is None:
        return ""
    return form_line(form["former_due"], moment=phrases.appointment_words(sheet.former_due_at))


def _after_due(sheet: ReceiptSheet, page: Words) -> list[str]:
    form = page["receipt"]
    lines = [form_line(form["return_at"], return_at=clean(sheet.return_at))]
    if page["fee_line"] or sheet.fee:
        lines.append(form_line(form["fee"], fee=or_none(sheet.fee, page)))
    return [line if line.endswith(".") else f"{line}." for line in lines]


def _again(sheet: ReceiptSheet, form: Words) -> str:
    if sheet.version == 1 or sheet.replaces_at is None:
        return ""
    moment = phrases.short_moment(sheet.replaces_at)
    return form_line(form["again"], version=phrases.count(sheet.version), moment=moment)


def _signatures(sheet: ReceiptSheet, page: Words) -> list[list[str]]:
    form = page["receipt"]
    clerk = [form["clerk"], page["sign_here"], clean(sheet.clerk)]
    if sheet.online:
        return [["", "", ""], [form["clerk"], f"({form['digital']})", clean(sheet.clerk)]]
    return [[form["applicant"], page["sign_here"], clean(sheet.applicant)], clerk]
