"""Form 03: refusal to receive, at the counter or after appraisal (Decree 61/2018 Art. 17 and 19)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.documents.forms import phrases
from motcua.documents.forms.codes import bar_svg, bars, qr_svg
from motcua.documents.forms.press import press
from motcua.documents.forms.sheets import Heading, Occasion, clean, frame, look_up, number_of, or_none, require
from motcua.documents.forms.wording import Words, rich, words
from motcua.rules.documents import FormSet


@dataclass(frozen=True, slots=True)
class SignedOpinion:
    """The appraisal's opinion that a refusal quotes: its words, who signed it (office and name), on which day."""

    words: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class RefusalSheet:
    """What a refusal says.

    Refused at the counter there is no `code`, and `track` leads to the slip itself; not eligible after appraisal it has
    one and quotes the signed `opinion`. `unit`: the one-stop unit in full, `desk` the same with its counter. `reasons`:
    first the fact, then the legal ground. `right_place`: who is competent, with `right_place_detail` (address, hours),
    both may be "". `returned_papers`: what was given back. `applicant_signs` False: he would not, "(không ký)" is
    printed.
    """

    form_set: FormSet
    heading: Heading
    code: str
    track: str
    unit: str
    desk: str
    owner: str
    applicant: str
    address: str
    phone: str
    email: str
    procedure: str
    procedure_code: str
    reasons: tuple[str, ...]
    clerk: str
    complaint_to: str
    hotline: str
    right_place: str = ""
    right_place_detail: str = ""
    returned_papers: str = ""
    applicant_signs: bool = True
    opinion: SignedOpinion | None = None

    def check(self) -> None:
        """Raises MissingField when the law asks for something that is not there."""
        require(
            "phiếu từ chối",
            số_phiếu=self.heading.number,
            tên_người_nộp=self.applicant,
            tên_thủ_tục=self.procedure,
            lý_do=self.reasons,
            tên_cán_bộ_tiếp_nhận=self.clerk,
            nơi_khiếu_nại=self.complaint_to,
        )
        if self.code:
            opinion = self.opinion
            require(
                "phiếu từ chối",
                ý_kiến_thẩm_định_đã_ký=opinion and opinion.words,
                người_ký_ý_kiến_thẩm_định=opinion and opinion.by,
            )


def draw_refusal(sheet: RefusalSheet, occasion: Occasion) -> bytes:
    """The refusal slip as PDF, A5. Raises MissingField."""
    sheet.check()
    return press("refusal", _data(sheet, occasion), at=occasion.printed_at)


def _data(sheet: RefusalSheet, occasion: Occasion) -> dict[str, Any]:
    page = words(sheet.form_set)
    form = page["refusal"]
    name = sheet.code or page["slip"].format(number=number_of(sheet.heading))
    return frame(sheet.form_set, "refusal", sheet.heading, occasion, code=name) | {
        "code": sheet.code,
        "no_code": form["no_code"],
        "qr": qr_svg(look_up(sheet.track, occasion)),
        "bars": bar_svg(sheet.code) if sheet.code else "",
        "modules": len(bars(sheet.code)) if sheet.code else 0,
        "opening": [
            rich("{desk}.", desk=clean(sheet.desk)),
            rich(form["owner"], owner=clean(sheet.owner)),
            rich(page["address"], address=or_none(sheet.address, page)),
        ],
        "contact_lines": [
            page["phone"].format(phone=or_none(phrases.phone(sheet.phone), page)),
            page["email"].format(email=or_none(sheet.email, page)),
        ],
        "content": rich(page["content"], procedure=clean(sheet.procedure), procedure_code=clean(sheet.procedure_code)),
        "notice": form["notice"].format(unit=clean(sheet.unit)),
        "reasons": _reasons(sheet, form),
        "advice": _advice(sheet),
        "closing": form["closing"],
        "complaint": form["complaint"].format(complaint_to=clean(sheet.complaint_to), hotline=clean(sheet.hotline)),
        "unsigned": "" if sheet.applicant_signs else form["unsigned"],
        "signatures": [
            [form["applicant"], page["sign_here"], clean(sheet.applicant)],
            [form["clerk"], page["sign_here"], clean(sheet.clerk)],
        ],
    }


def _reasons(sheet: RefusalSheet, form: Words) -> list[str]:
    """First the opinion that was signed, then the facts and their grounds."""
    reasons = [clean(reason) for reason in sheet.reasons]
    if sheet.opinion is None:
        return reasons
    opinion = form["opinion"].format(
        by=clean(sheet.opinion.by), day=phrases.short_day(sheet.opinion.on), words=clean(sheet.opinion.words)
    )
    return [opinion, *reasons]


def _advice(sheet: RefusalSheet) -> list[dict[str, Any]]:
    form = words(sheet.form_set)["refusal"]
    runs = []
    if sheet.right_place:
        detail = f", {clean(sheet.right_place_detail)}" if sheet.right_place_detail else ""
        runs += rich(form["right_place"], place=clean(sheet.right_place), detail=detail)
    if sheet.returned_papers:
        lead = " " if runs else ""
        runs += rich(lead + form["returned_papers"], papers=clean(sheet.returned_papers))
    return runs
