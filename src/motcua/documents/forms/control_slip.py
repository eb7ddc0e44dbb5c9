"""Control slip: form 05 of 2018, form 06 of 2025. One row per hand-over, from the desk and back to the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from motcua.documents.forms import phrases
from motcua.documents.forms.codes import bar_svg, bars, qr_svg
from motcua.documents.forms.press import press
from motcua.documents.forms.sheets import Heading, Occasion, bare, clean, frame, look_up, require
from motcua.documents.forms.wording import Run, Words, rich, words
from motcua.rules.calendar import local
from motcua.rules.deadlines import Timing
from motcua.rules.documents import FormSet

MOST_ON_A5 = 15


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over: who gave it to whom at which moment, and whether the giver kept his own limit.

    `taker` "" and `timing` None: not taken yet. `late_by`: "02 ngày". `reason`: from the list, of a late one.
    `signed_at`: when both signed electronically.
    """

    given_by: str
    taken_by: str
    at: datetime
    giver: str
    taker: str = ""
    limit_at: datetime | None = None
    timing: Timing | None = None
    late_by: str = ""
    reason: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stood still; `end` None while it does."""

    begin: datetime
    end: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ControlSlip:
    """What a control slip says. `timing`, `by` ("02 ngày") and `finished_at` judge the whole against the legal due.

    While it runs `finished_at` is None and `now_at` names the unit that holds the dossier. `paper` None chooses A4
    for more than 15 hand-overs, else A5.
    """

    form_set: FormSet
    heading: Heading
    code: str
    track: str
    agency: str
    supporting: tuple[str, ...]
    owner: str
    procedure: str
    received_at: datetime
    due_at: datetime | None
    hand_overs: tuple[HandOver, ...]
    pauses: tuple[Pause, ...] = ()
    finished_at: datetime | None = None
    timing: Timing | None = None
    by: str = ""
    now_at: str = ""
    paper: Literal["A5", "A4"] | None = None

    def check(self) -> None:
        """Raises MissingField when something is not there that the form asks for."""
        require(
            "phiếu kiểm soát",
            số_phiếu=self.heading.number,
            mã_hồ_sơ=self.code,
            cơ_quan_giải_quyết=self.agency,
            ngày_hẹn_trả=self.due_at,
            nơi_đang_giải_quyết=self.now_at or self.finished_at,
        )


def draw_control_slip(sheet: ControlSlip, occasion: Occasion) -> bytes:
    """The control slip as PDF, A5 or A4. Raises MissingField."""
    sheet.check()
    return press("control_slip", _data(sheet, occasion), at=occasion.printed_at)


def _data(sheet: ControlSlip, occasion: Occasion) -> dict[str, Any]:
    page = words(sheet.form_set)
    form = page["control_slip"]
    assert sheet.due_at is not None  # checked
    return frame(sheet.form_set, "control_slip", sheet.heading, occasion, code=sheet.code) | {
        "paper": sheet.paper or ("A4" if len(sheet.hand_overs) > MOST_ON_A5 else "A5"),
        "code": sheet.code,
        "qr": qr_svg(look_up(sheet.track, occasion)),
        "bars": bar_svg(sheet.code),
        "modules": len(bars(sheet.code)),
        "opening": [
            rich(form["agency"], agency=clean(sheet.agency)),
            rich(form["supporting"], supporting="; ".join(map(clean, sheet.supporting)) or page["none"]),
            rich(form["dossier"], owner=clean(sheet.owner), procedure=clean(sheet.procedure)),
            rich(
                form["times"],
                received=phrases.short_moment(sheet.received_at),
                due=phrases.short_appointment(sheet.due_at),
            ),
        ],
        "columns": [phrases.tie_head(form[name]) for name in ("agency_column", "times_column", "result", "note")],
        "results": phrases.tie_head(form["results"]),
        "giver": form["giver"],
        "taker": form["taker"],
        "rows": _rows(sheet, form),
        "overall": _overall(sheet, form),
    }


def _rows(sheet: ControlSlip, form: Words) -> list[dict[str, Any]]:
    """Hand-overs and pauses in the order of time."""
    rows = [(hop.at, _hand_over(hop, form)) for hop in sheet.hand_overs]
    rows += [(pause.begin, {"pause": _pause(pause, form)}) for pause in sheet.pauses]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _hand_over(hop: HandOver, form: Words) -> dict[str, Any]:
    clock, _, day = phrases.moment_words(hop.at).partition(", ")
    return {
        "pause": "",
        "given": form["given"].format(unit=bare(hop.given_by)),
        "taken": form["taken"].format(unit=bare(hop.taken_by)),
        "clock": f"{clock},",
        "day": day,
        "giver": phrases.tie_name(bare(hop.giver)),
        "taker": phrases.tie_name(bare(hop.taker)) if hop.taker else form["not_taken"],
        "signed": form["signed"].format(clock=f"{local(hop.signed_at):%H:%M}") if hop.signed_at else "",
        "verdict": form["verdicts"][hop.timing.name.lower()] if hop.timing and hop.taker else "",
        "late": hop.timing is Timing.LATE,
        "note": _note(hop, form),
    }


def _note(hop: HandOver, form: Words) -> str:
    notes = []
    if hop.limit_at:
        key = "limit_late" if hop.timing is Timing.LATE and hop.late_by else "limit"
        day = phrases.day_and_month(hop.limit_at)
        notes.append(form[key].format(clock=phrases.clock(hop.limit_at), day=day, late_by=hop.late_by))
    if hop.reason:
        notes.append(form["reason"].format(reason=bare(hop.reason).removesuffix(".")))
    return " ".join(notes)


def _pause(pause: Pause, form: Words) -> str:
    begin = phrases.short_moment(pause.begin)
    if pause.end is None:
        line = form["pause_open"].format(begin=begin)
    else:
        line = form["pause"].format(begin=begin, end=phrases.short_moment(pause.end))
    return form["because"].format(pause=line, reason=clean(pause.reason)) if pause.reason else str(line)


def _overall(sheet: ControlSlip, form: Words) -> list[Run]:
    if sheet.finished_at is None or sheet.timing is None:
        return rich(form["open"], unit=clean(sheet.now_at))
    return rich(
        form["overall"],
        moment=phrases.short_moment(sheet.finished_at),
        verdict=form["overall_verdicts"][sheet.timing.name.lower()].format(by=sheet.by),
        hops=phrases.count(len(sheet.hand_overs)),
        late=phrases.count(sum(hop.timing is Timing.LATE for hop in sheet.hand_overs)),
    )
