"""Form 02: what is missing, asked for once and all of it (Decree 61/2018 Art. 11(2)(c), 17 and 19(4))."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.documents.forms import phrases
from motcua.documents.forms.codes import bar_svg, bars, qr_svg
from motcua.documents.forms.press import press
from motcua.documents.forms.sheets import Heading, Occasion, bare, clean, frame, look_up, number_of, or_none, require
from motcua.documents.forms.wording import Run, Words, rich, words
from motcua.rules.documents import FormSet

LONG = 250  # signs; a cell with more may not find room on one page, so that the rows of its table may break


@dataclass(frozen=True, slots=True)
class SupplementRow:
    """One thing that is asked for: the paper or field, what is wrong with it, how to put it right."""

    name: str
    reason: str
    how: str


@dataclass(frozen=True, slots=True)
class SupplementSheet:
    """What a request says.

    `code` "": asked before the dossier was accepted; then there is neither a code nor a line on the clock and `track`
    leads by the reference. `reason`: the reason of the whole. `last_day`: the aware moment by which all must be in.
    `asked_at`: from when the clock stands. `restart`: it begins anew when all is in (else it goes on). `ordinal`: which
    request this is, of `most` (None: no limit); from the second on `second_ground` tells the applicant why.
    `contact`: the desk's person and counter ("bà Trần Thị Mỹ Duyên, quầy 2"), never the appraising officer.
    """

    form_set: FormSet
    heading: Heading
    code: str
    track: str
    owner: str
    address: str
    phone: str
    email: str
    procedure: str
    procedure_code: str
    rows: tuple[SupplementRow, ...]
    reason: str
    last_day: datetime | None
    asked_at: datetime
    restart: bool
    contact: str
    contact_phone: str
    guide: str
    ordinal: int = 1
    most: int | None = 1
    second_ground: str = ""
    online: bool = False

    def check(self) -> None:
        """Raises MissingField when the law asks for something that is not there."""
        require(
            "phiếu yêu cầu bổ sung",
            số_phiếu=self.heading.number,
            tên_người_có_hồ_sơ=self.owner,
            tên_thủ_tục=self.procedure,
            nội_dung_cần_bổ_sung=self.rows,
            lý_do=self.reason,
            hạn_bổ_sung=self.last_day,
            người_liên_hệ_tại_quầy=self.contact,
            số_điện_thoại_liên_hệ=self.contact_phone,
            tên_người_hướng_dẫn=self.guide,
        )
        for place, row in enumerate(self.rows, start=1):
            require(
                f"phiếu yêu cầu bổ sung, dòng {place}",
                tên_giấy_tờ=row.name,
                lý_do=row.reason,
                cách_hoàn_thiện=row.how,
            )
        if self.ordinal > 1:
            require("phiếu yêu cầu bổ sung", lý_do_yêu_cầu_thêm_lần_nữa=self.second_ground)


def draw_supplement(sheet: SupplementSheet, occasion: Occasion) -> bytes:
    """The request as PDF, A5. Raises MissingField."""
    sheet.check()
    return press("supplement", _data(sheet, occasion), at=occasion.printed_at)


def _data(sheet: SupplementSheet, occasion: Occasion) -> dict[str, Any]:
    page = words(sheet.form_set)
    form = page["supplement"]
    assert sheet.last_day is not None  # checked
    name = sheet.code or page["slip"].format(number=number_of(sheet.heading))
    return frame(sheet.form_set, "supplement", sheet.heading, occasion, code=name) | {
        "code": sheet.code,
        "no_code": form["no_code"],
        "qr": qr_svg(look_up(sheet.track, occasion)),
        "bars": bar_svg(sheet.code) if sheet.code else "",
        "modules": len(bars(sheet.code)) if sheet.code else 0,
        "opening": [
            rich(form["owner"], owner=clean(sheet.owner)),
            rich(page["content"], procedure=clean(sheet.procedure), procedure_code=clean(sheet.procedure_code)),
            rich(page["address"], address=or_none(sheet.address, page)),
        ],
        "contact_lines": [
            page["phone"].format(phone=or_none(phrases.phone(sheet.phone), page)),
            page["email"].format(email=or_none(sheet.email, page)),
        ],
        "asked": form["asked"],
        "columns": form["columns"],
        "rows": [
            [str(place), bare(row.name), bare(row.reason), bare(row.how)]
            for place, row in enumerate(sheet.rows, start=1)
        ],
        "long": any(len(text) > LONG for row in sheet.rows for text in (row.name, row.reason, row.how)),
        "reason": _reason(sheet, form),
        "due_label": form["due"],
        "due": phrases.appointment_words(sheet.last_day),
        "clock": _clock(sheet, form),
        "contact": form["contact"].format(
            contact=clean(sheet.contact), phone=clean(phrases.phone(sheet.contact_phone))
        ),
        "signatures": [
            ["", "", ""],
            [form["guide"], f"({form['digital']})" if sheet.online else page["sign_here"], clean(sheet.guide)],
        ],
    }


def _reason(sheet: SupplementSheet, form: Words) -> list[Run]:
    reason = clean(sheet.reason).rstrip(".;")
    if sheet.ordinal > 1:
        ground = clean(sheet.second_ground).rstrip(".;")
        ordinal = form["ordinals"].get(sheet.ordinal, str(sheet.ordinal))
        return rich(form["again"], reason=reason, ordinal=ordinal, ground=ground)
    return rich(form["only"] if sheet.most == 1 else form["first"], reason=reason)


def _clock(sheet: SupplementSheet, form: Words) -> list[Run]:
    if not sheet.code:
        return []
    if sheet.restart:
        return rich(form["restart"])
    return rich(form["resume"], day=phrases.short_day(sheet.asked_at))
