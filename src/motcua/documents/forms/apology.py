"""Form 04: apology and new appointment of 2018, apology and extension of 2025 (Decree 61/2018 Art. 19(9))."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.documents.forms import phrases
from motcua.documents.forms.codes import bar_svg, bars, qr_svg
from motcua.documents.forms.letters import (
    Receiver,
    Signature,
    agency_in_full,
    called,
    copies_words,
    letter_heading,
    signature_words,
)
from motcua.documents.forms.press import press
from motcua.documents.forms.sheets import Heading, Occasion, clean, frame, look_up, or_none, require
from motcua.documents.forms.wording import Words, rich, words
from motcua.rules.calendar import local
from motcua.rules.documents import FormSet


@dataclass(frozen=True, slots=True)
class ApologySheet:
    """What an apology says.

    `heading` and `agency` are those of the settling agency, never of the desk. `due_at`: the appointment that is not
    kept; `new_due_at`: the one promised now, once and only once; `extra_days`: working days between them. `reason`: one
    plain sentence for the applicant. `responsible`: who answers for the delay ("bà Đỗ Thị Lan, Trưởng phòng Đăng ký
    đất đai"). `desk`: the one-stop unit, a receiver of the letter of 2025. `remaining`: what is still to be done.
    Whether it says "chưa thể trả" or "chưa trả" follows from the heading's day.
    """

    form_set: FormSet
    heading: Heading
    code: str
    track: str
    agency: str
    to: Receiver
    desk: str
    procedure: str
    received_on: date
    due_at: datetime | None
    reason: str
    new_due_at: datetime | None
    extra_days: int
    responsible: str
    responsible_phone: str
    signature: Signature
    copies_to: tuple[str, ...]
    remaining: str = ""

    def check(self) -> None:
        """Raises MissingField when the law asks for something that is not there."""
        require(
            "thư xin lỗi",
            số_văn_bản=self.heading.number,
            mã_hồ_sơ=self.code,
            cơ_quan_giải_quyết=self.agency,
            tên_người_nhận=self.to.name,
            cách_xưng_hô_với_người_nhận=self.to.call,
            tên_bộ_phận_một_cửa=self.desk,
            tên_thủ_tục=self.procedure,
            ngày_hẹn_trả_ban_đầu=self.due_at,
            lý_do=self.reason,
            ngày_hẹn_trả_mới=self.new_due_at,
            số_ngày_gia_hạn=self.extra_days or None,
            người_chịu_trách_nhiệm=self.responsible,
            số_điện_thoại_người_chịu_trách_nhiệm=self.responsible_phone,
            quyền_hạn_người_ký=self.signature.capacity,
            tên_người_ký=self.signature.name,
            nơi_nhận=self.copies_to,
        )


def draw_apology(sheet: ApologySheet, occasion: Occasion) -> bytes:
    """The apology as PDF: 2018 on A5, or on A4 when its reason needs more than three lines there; 2025 on A4.

    Raises MissingField.
    """
    sheet.check()
    return press("apology", _data(sheet, occasion), at=occasion.printed_at)


def _data(sheet: ApologySheet, occasion: Occasion) -> dict[str, Any]:
    page = words(sheet.form_set)
    form = page["apology"]
    assert sheet.new_due_at is not None  # checked
    data = frame(sheet.form_set, "apology", letter_heading(sheet.heading), occasion, code=sheet.code) | signature_words(
        sheet.signature
    )
    return data | {
        "letter": form["letter"],
        "code": sheet.code,
        "qr": qr_svg(look_up(sheet.track, occasion)),
        "bars": bar_svg(sheet.code),
        "modules": len(bars(sheet.code)),
        "to_label": page["to"],
        "to": _to(sheet, page),
        "paragraphs": _paragraphs(sheet, form),
        "reason": form["reason"].format(reason=_sentence(sheet.reason)),
        "due": _new_due(sheet.new_due_at, form),
        "after": _after(sheet, form),
        "copies_label": page["copies_to"],
        "copies": copies_words(sheet.copies_to),
        "sign_here": page["sign_and_seal"],
    }


def _to(sheet: ApologySheet, page: Words) -> dict[str, Any]:
    phone = or_none(phrases.phone(sheet.to.phone), page)
    title = f"{called(sheet.to)}{phrases.NBSP}" if sheet.to.person else ""
    return {
        "name": rich(page["to_name"], title=title, name=clean(sheet.to.name)),
        "address": clean(sheet.to.address) or page["address"].format(address=page["none"]),
        "short_address": clean(sheet.to.address) or page["no_address"],
        "phone": page["phone"].format(phone=phone),
        "short_phone": page["to_phone"].format(phone=phone),
        "desk": clean(sheet.desk),
    }


def _paragraphs(sheet: ApologySheet, form: Words) -> list[str]:
    assert sheet.due_at is not None  # checked
    passed = sheet.heading.on > local(sheet.due_at).date()
    values = {
        "received": phrases.day_words(sheet.received_on),
        "agency": agency_in_full(sheet.agency),
        "procedure": clean(sheet.procedure),
        "call": called(sheet.to),
        "code": sheet.code,
        "due": f"{phrases.clock(sheet.due_at)}, {phrases.day_words(local(sheet.due_at).date())}",
        "not_yet": form["not_yet_after" if passed else "not_yet_before"],
        "reason": _sentence(sheet.reason),
        "days": phrases.count(sheet.extra_days),
    }
    return [_capital(paragraph.format(**values)) for paragraph in form["paragraphs"]]


def _after(sheet: ApologySheet, form: Words) -> list[str]:
    values = {
        "agency": agency_in_full(sheet.agency),
        "call": called(sheet.to),
        "remaining": form["remaining"].format(remaining=_sentence(sheet.remaining)) if sheet.remaining else "",
        "responsible": clean(sheet.responsible),
        "phone": clean(phrases.phone(sheet.responsible_phone)),
    }
    return [_capital(paragraph.format(**values)) for paragraph in form["after"]]


def _new_due(moment: datetime, form: Words) -> str:
    if form["new_due_has_hour"]:
        return phrases.appointment_words(moment)
    return _capital(f"{phrases.weekday(moment)}, {phrases.day_words(local(moment).date())}")


def _sentence(text: str) -> str:
    return clean(text).rstrip(".;")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
