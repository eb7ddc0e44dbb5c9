"""Form 05 of 2025: why a dossier is settled no further, what comes back, what may be used again."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.documents.forms import phrases
from motcua.documents.forms.codes import qr_svg
from motcua.documents.forms.letters import (
    Receiver,
    Signature,
    agency_in_full,
    called,
    copies_words,
    letter_heading,
    named,
    signature_words,
)
from motcua.documents.forms.press import press
from motcua.documents.forms.sheets import Heading, Occasion, clean, frame, look_up, number_of, or_none, require
from motcua.documents.forms.wording import Words, words
from motcua.rules.calendar import local
from motcua.rules.documents import FormSet, StopGround

MOST_INLINE = 8  # papers; more are listed in an annex


@dataclass(frozen=True, slots=True)
class ReturnedPaper:
    """A paper that goes back to the applicant: how many originals, how many copies."""

    name: str
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class StopNoticeSheet:
    """What a stop notice says.

    `ground` WITHDRAWN: `asked_on` is the day of the applicant's wish, `asked_no` the number of his letter if it has
    one, `reason` his words. LAPSED: `asked_on` is the day the supplement was asked for, `asked_no` the number of that
    request, `window` its length in words ("30 ngày"). STOPPED: `reason` is the fact with its legal ground. `used` and
    `allowed`: time used of the time allowed, in words ("07", "09 ngày làm việc"). `due_at`: the appointment as it
    stood. `fee`: kept, refunded or none, in words.
    """

    form_set: FormSet
    heading: Heading
    code: str
    track: str
    agency: str
    ground: StopGround
    to: Receiver
    procedure: str
    received_on: date
    stopped_on: date
    used: str
    allowed: str
    due_at: datetime | None
    papers: tuple[ReturnedPaper, ...]
    fee: str
    signature: Signature
    copies_to: tuple[str, ...]
    reason: str = ""
    asked_on: date | None = None
    asked_no: str = ""
    window: str = ""

    def check(self) -> None:
        """Raises MissingField when the law asks for something that is not there."""
        lapsed = self.ground is StopGround.LAPSED
        require(
            "thông báo dừng giải quyết",
            số_văn_bản=self.heading.number,
            mã_hồ_sơ=self.code,
            cơ_quan_giải_quyết=self.agency,
            tên_người_nhận=self.to.name,
            cách_xưng_hô_với_người_nhận=self.to.call,
            tên_thủ_tục=self.procedure,
            thời_gian_đã_giải_quyết=self.used,
            thời_hạn_giải_quyết=self.allowed,
            ngày_hẹn_trả=self.due_at,
            phí_lệ_phí=self.fee,
            quyền_hạn_người_ký=self.signature.capacity,
            tên_người_ký=self.signature.name,
            nơi_nhận=self.copies_to,
            lý_do_dừng="-" if lapsed else self.reason,
            ngày_đề_nghị_dừng="-" if self.ground is not StopGround.WITHDRAWN else self.asked_on,
            ngày_yêu_cầu_bổ_sung="-" if not lapsed else self.asked_on,
            thời_hạn_bổ_sung="-" if not lapsed else self.window,
        )


def draw_stop_notice(sheet: StopNoticeSheet, occasion: Occasion) -> bytes:
    """The stop notice as PDF, A4; papers that find no room on page 1, or more than eight, stand in an annex.

    Raises MissingField.
    """
    sheet.check()
    return press("stop_notice", _data(sheet, occasion), at=occasion.printed_at)


def _data(sheet: StopNoticeSheet, occasion: Occasion) -> dict[str, Any]:
    page = words(sheet.form_set)
    form = page["stop_notice"]
    data = frame(sheet.form_set, "stop_notice", letter_heading(sheet.heading), occasion, code=sheet.code)
    data |= signature_words(sheet.signature) | _papers(sheet, form)
    return data | {
        "qr": qr_svg(look_up(sheet.track, occasion)),
        "to": f"{page['to']} {named(sheet.to)}",
        "opening": _opening(sheet, page),
        "decision": _decision(sheet, form),
        "closing": [paragraph.format(**_values(sheet)) for paragraph in form["closing"]],
        "copies_label": page["copies_to"],
        "copies": copies_words(sheet.copies_to),
    }


def _papers(sheet: StopNoticeSheet, form: Words) -> dict[str, Any]:
    """The list of what goes back, with the words for its place in the letter and in the annex."""
    count = phrases.count(len(sheet.papers))
    return {
        "few": len(sheet.papers) <= MOST_INLINE,
        "papers_none": form["papers_none"],
        "papers_inline": form["papers"],
        "papers_aside": form["papers_in_annex"].format(count=count),
        "columns": form["columns"],
        "papers": [_paper(place, paper) for place, paper in enumerate(sheet.papers, start=1)],
        "total": [
            form["total"].format(count=count),
            phrases.count(sum(paper.originals for paper in sheet.papers)),
            phrases.count(sum(paper.copies for paper in sheet.papers)),
        ],
        "annex_title": form["annex_title"],
        "annex_of": form["annex_of"].format(number=number_of(sheet.heading), code=sheet.code),
    }


def _paper(place: int, paper: ReturnedPaper) -> list[str]:
    amounts = (phrases.count(amount) if amount else "-" for amount in (paper.originals, paper.copies))
    return [str(place), clean(paper.name), *amounts]


def _values(sheet: StopNoticeSheet) -> dict[str, str]:
    return {
        "agency": agency_in_full(sheet.agency),
        "call": called(sheet.to).removeprefix(f"Quý{phrases.NBSP}"),
        "fee": clean(sheet.fee).rstrip(".;"),
        "reason": clean(sheet.reason).rstrip(".;"),
        "asked": phrases.day_words(sheet.asked_on) if sheet.asked_on else "",
        "asked_no": phrases.two_digits(clean(sheet.asked_no)),
        "window": phrases.two_digits(clean(sheet.window)),
    }


def _opening(sheet: StopNoticeSheet, page: Words) -> list[str]:
    form = page["stop_notice"]
    received = form["received"].format(
        received=phrases.day_words(sheet.received_on),
        agency=agency_in_full(sheet.agency),
        code=sheet.code,
        receiver=named(sheet.to),
        address=or_none(sheet.to.address, page).strip("()"),  # it stands in parentheses already
        phone=or_none(phrases.phone(sheet.to.phone), page).strip("()"),
        procedure=clean(sheet.procedure),
    )
    ground = form["grounds"][sheet.ground.name.lower()]
    cause = ground["numbered" if sheet.asked_no else "plain"].format(**_values(sheet))
    lead = ground["lead"].format(**_values(sheet))
    return [text[:1].upper() + text[1:] for text in (received, cause, lead)]


def _decision(sheet: StopNoticeSheet, form: Words) -> str:
    assert sheet.due_at is not None  # checked
    due = phrases.day_words(local(sheet.due_at).date()).removeprefix(f"ngày{phrases.NBSP}")
    sentence: str = form["decision"]
    return sentence.format(
        stopped=phrases.day_words(sheet.stopped_on),
        used=phrases.two_digits(clean(sheet.used)),
        allowed=phrases.two_digits(clean(sheet.allowed)),
        due=due,
    )
