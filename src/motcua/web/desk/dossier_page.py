"""The page of one dossier: what it is, where it stands, its papers, its dates, and what may be done."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.calendars import calendar_for
from motcua.documents.models import File
from motcua.dossiers.diary import Entry, diary
from motcua.dossiers.matters import look_at
from motcua.dossiers.models import Paper, Party
from motcua.dossiers.picture import NotForYou, PaperPicture, Picture, picture
from motcua.dossiers.tracking import public_progress
from motcua.people.permissions import Action, may
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import (
    SEGMENT_CAUSE_WORDS,
    Apology,
    Clock,
    OutcomeKind,
    PaperNature,
    PaperVerdict,
    PartyRole,
    SegmentCause,
)
from motcua.rules.deadlines import FAR_FUTURE
from motcua.rules.lifecycle import STATE_WORDS, VERB_WORDS, NodeKind, State, Verb
from motcua.web.desk.flow_strip import flow_views
from motcua.web.desk.nav import shell_for
from motcua.web.desk.print_page import papers_at_hand
from motcua.web.desk.spent import spent
from motcua.web.desk.supplement_views import idle, supplement_context
from motcua.web.desk.verb_forms import AnnotateForm
from motcua.web.desk.verb_pages import form_of
from motcua.web.shared.deadline_words import deadline_words
from motcua.web.shared.policy import decides_inside
from motcua.web.shared.reckoning import Reckoning, reckoning
from motcua.web.shared.seen import seen

TABS = {
    "ke-khai": "Thông tin kê khai",
    "trao-doi": "Trao đổi",
    "du-thao": "Dự thảo kết quả",
    "nhat-ky": "Nhật ký",
}
MAIN_TAB, TALK, DRAFTS = "Thẩm định", "trao-doi", "du-thao"
# The verbs with a button of their own, in the order of the screen; the first possible one is the main action.
BUTTONS: tuple[tuple[Verb, str, str, str], ...] = (
    (Verb.APPROVE, "Duyệt", "writing-sign", "T"),
    (Verb.DECLINE, "Từ chối", "ban", "T"),
    (Verb.CONFIRM_OBLIGATION, "Xác nhận đã nộp", "check", "T"),
    (Verb.ACCEPT_SUPPLEMENT, "Nhận bổ sung", "file-upload", "T"),
    (Verb.REQUEST_SUPPLEMENT, "Gửi yêu cầu bổ sung", "send", "B"),
    (Verb.SIGN_SUPPLEMENT, "Ký yêu cầu bổ sung", "writing-sign", "B"),
    (Verb.PROPOSE, "Trình ký", "writing-sign", "T"),
    (Verb.PROPOSE_SUPPLEMENT, "Yêu cầu bổ sung", "file-plus", "B"),
    (Verb.FINISH, "Kết thúc xử lý", "rubber-stamp", "T"),
    (Verb.RETURN_RESULT, "Trả kết quả", "file-check", "T"),
    (Verb.FORWARD, "Chuyển bước", "arrow-right", "C"),
    (Verb.SEND_BACK, "Trả lại bước trước", "arrow-back-up", "R"),
    (Verb.RESUME, "Tiếp tục giải quyết", "player-play", "T"),
    (Verb.ASSIGN, "Phân công", "users", "P"),
)
MORE = (
    Verb.DRAFT_APOLOGY,
    Verb.SIGN_APOLOGY,
    Verb.SEND_APOLOGY,
    Verb.DROP_SUPPLEMENT,
    Verb.LAPSE_SUPPLEMENT,
    Verb.PAUSE,
    Verb.REQUEST_OBLIGATION,
    Verb.EXTEND,
    Verb.STOP,
    Verb.WITHDRAW,
    Verb.CORRECT_DUE,
    Verb.CORRECT_DETAILS,
    Verb.RECOMPUTE_DUE,
    Verb.UNDO_RECEIVE,
)
# What has moved the dates since they were promised: it stands beside them for ever, both versions in the sentence.
DATED = frozenset({Verb.EXTEND, Verb.CORRECT_DUE, Verb.RECOMPUTE_DUE})
ROLE_OF_PARTY = {
    PartyRole.APPLICANT: "Người nộp",
    PartyRole.OWNER: "Chủ hồ sơ",
    PartyRole.REPRESENTATIVE: "Người đại diện",
    PartyRole.TAKER: "Người nhận kết quả",
}
NATURE_WORDS = {
    PaperNature.ORIGINAL: "bản chính",
    PaperNature.COPY: "bản sao",
    PaperNature.ELECTRONIC: "bản điện tử",
}


@dataclass(frozen=True, slots=True)
class Button:
    """One act that the person may do now."""

    label: str
    url: str
    icon: str
    key: str
    main: bool


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper in the list of the page."""

    no: int
    name: str
    detail: str
    verdict: str
    verdict_word: str
    reason: str
    url: str
    file_url: str
    is_picture: bool
    current: bool


@decides_inside(Action.VIEW_DOSSIER)
def dossier(request: HttpRequest, ref: str, tab: str = "") -> HttpResponse:
    """The dossier for those who work on it; for others of the house its public progress and who holds it."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    try:
        found = picture(ref, actor=actor, at=at)
    except NotForYou as fault:
        return _only_progress(request, ref, fault)
    seen(request, [found.dossier.pk], page="desk:dossier")
    look_at(found.main, actor=actor, at=at, last=found.events[0].occurred_at)
    return render(request, "desk/dossier.html", _context(request, found, tab))


def _only_progress(request: HttpRequest, ref: str, fault: NotForYou) -> HttpResponse:
    """A dossier of another office: by its code only, the public progress (and who holds it, in the sentence)."""
    if "-" not in ref:
        raise fault
    progress = public_progress(ref)
    words = {"shell": shell_for(request), "progress": progress, "fault": fault.message, "code": ref}
    if progress is not None:
        at = request.at  # type: ignore[attr-defined]
        words["state"] = STATE_WORDS[progress.state]
        words["deadline"] = deadline_words(progress, at=at, calendar=progress.calendar)  # type: ignore[arg-type]
    return render(request, "desk/progress.html", words)


def _context(request: HttpRequest, found: Picture, tab: str) -> dict[str, Any]:
    """The head of the page and what its open tab shows; nothing is read for the others."""
    at, case = request.at, found.dossier  # type: ignore[attr-defined]
    calendar = calendar_for(case.receiving_unit_id, case.calendar_version_id)
    entries = diary(found)
    talk = [entry for entry in entries if entry.note]
    head = {
        "shell": shell_for(request, "work"),
        "picture": found,
        "dossier": case,
        "state": STATE_WORDS[case.state_now],
        "deadline": deadline_words(case, at=at, calendar=calendar),
        "buttons": buttons(found),
        "can_note": Verb.ANNOTATE in found.verbs,
        "more": [(VERB_WORDS[verb], _verb_url(found, verb)) for verb in MORE if _useful(found, verb)],
        "tab": tab,
        "tabs": _tabs(found, tab, talk=len(talk)),
        "parties": _parties(found, request),
        "entries": entries,
        "talk": talk,
    }
    return head | (_appraisal(request, found, calendar, entries) if tab == "" else _tab(request, found, tab))


def _owed(found: Picture, entries: tuple[Entry, ...]) -> Entry | None:
    """The notice of the money that is waited for."""
    waits = found.dossier.state == State.OBLIGATION
    return next((entry for entry in entries if waits and entry.verb is Verb.REQUEST_OBLIGATION), None)


def _appraisal(
    request: HttpRequest, found: Picture, calendar: WorkingCalendar, entries: tuple[Entry, ...]
) -> dict[str, Any]:
    """The first tab: the way of the dossier, its papers, its dates."""
    at = request.at  # type: ignore[attr-defined]
    papers = paper_views(found, _number(request.GET.get("giay")))
    limit = found.version.limit_for(found.dossier.case_id)
    current = next((paper for paper in papers if paper.current), papers[0] if papers else None)
    return {
        "reckoning": _reckoning(found, limit.in_words() if limit else ""),
        "spent": spent(found, calendar, at),
        "dated": [entry for entry in entries if entry.verb in DATED],
        "owed": _owed(found, entries),
        "flow": flow_views(found, at),
        "papers": papers,
        **supplement_context(request, found),
        "looked": sum(1 for paper in papers if paper.verdict),
        "paper": current,
        "before": _former(found, current.no) if current else None,
        "can_judge": Verb.JUDGE_PAPER in found.verbs,
        "prints": papers_at_hand(found, actor=request.actor, at=at),  # type: ignore[attr-defined]
    }


def _reckoning(found: Picture, limit: str) -> Reckoning | None:
    """The panel "Cách tính", with the pauses and their causes."""
    if found.explanation is None:
        return None
    causes = {pause.from_at: SEGMENT_CAUSE_WORDS[SegmentCause(pause.cause)].lower() for pause in found.pauses}
    stands = found.dossier.clock == Clock.PAUSED and found.dossier.late_at == FAR_FUTURE
    last = found.pauses[-1].to_at if found.pauses else None
    ended = last is not None and last == found.dossier.closed_at and found.dossier.late_at == FAR_FUTURE
    return reckoning(found.explanation, limit=limit, causes=causes, stands=stands, ended=ended)


def _tab(request: HttpRequest, found: Picture, tab: str) -> dict[str, Any]:
    """What the other tabs need beside the head."""
    if tab == TALK:
        return {"note_form": _note_form(request, found)}
    return {"outcomes": [(outcome, file_url(outcome.file)) for outcome in found.outcomes]} if tab == DRAFTS else {}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and text.isascii() and len(text) < 5 else None


def _tabs(found: Picture, tab: str, *, talk: int) -> list[tuple[str, str, bool, int]]:
    """Name, address, whether it is open, and how much lies there (said of messages only)."""
    ref = str(found.dossier)
    lines = [(MAIN_TAB, reverse("desk:dossier", args=[ref]), tab == "", 0)]
    for key, name in TABS.items():
        if key == DRAFTS and not found.sees_appraisal:
            continue
        address = reverse("desk:dossier_tab", args=[ref, key])
        lines.append((name, address, tab == key, talk if key == TALK else 0))
    return lines


def _verb_url(found: Picture, verb: Verb) -> str:
    return reverse("desk:verb", args=[str(found.dossier), verb])


def buttons(found: Picture) -> list[Button]:
    """What may be done now; the first is the main action."""
    possible = [line for line in BUTTONS if _useful(found, line[0])]
    return [
        Button(label, _verb_url(found, verb), icon, key, main=no == 0)
        for no, (verb, label, icon, key) in enumerate(possible)
    ]


def _useful(found: Picture, verb: Verb) -> bool:
    return verb in found.verbs and not _fruitless(found, verb)


def _fruitless(found: Picture, verb: Verb) -> bool:
    """A verb that the table allows and the process or the state of the decision does not."""
    step, process = found.main, found.process
    if idle(found, verb):
        return True
    if step is None or process is None:
        return False
    questions = {"case": found.case.key if found.case else "", "channel": found.dossier.channel}
    nodes = process.map.choices(step.node_key, questions)
    match verb:
        case Verb.PROPOSE:
            return all(node.kind is not NodeKind.APPROVE for node in nodes)
        case Verb.FORWARD:
            return all(node.kind in (NodeKind.APPROVE, NodeKind.RETURN) for node in nodes)
        case Verb.APPROVE:
            return _approved(found) or not found.outcomes or _refusal_lies(found)
        case Verb.DECLINE:
            return not _refusal_lies(found)
        case Verb.EXTEND:
            return found.version.extension(found.dossier.case_id) is None
        case Verb.FINISH:
            last = process.map.ends_at(step.node_key, questions)
            return not last or not (step.kind == NodeKind.INTAKE or _approved(found))
        case Verb.DRAFT_APOLOGY | Verb.SIGN_APOLOGY | Verb.SEND_APOLOGY:
            return found.dossier.apology != Apology.NONE or found.dossier.legal_due is None
        case Verb.SEND_BACK:
            return not any(s.node_key != step.node_key and s.kind != NodeKind.INTAKE for s in found.steps)
        case _:
            return False


def _refusal_lies(found: Picture) -> bool:
    """Whether what was laid before the leader last is a refusal that nobody has decided yet."""
    last = found.outcomes[-1] if found.outcomes else None
    return last is not None and last.draft and last.kind == OutcomeKind.REFUSED


def _approved(found: Picture) -> bool:
    return any(not outcome.draft for outcome in found.outcomes)


def paper_views(found: Picture, chosen: int | None) -> list[PaperView]:
    """The papers of the page; the chosen one, or the first that nobody has looked at, is current."""
    numbers = [said.paper.no for said in found.papers]
    waiting = next((said.paper.no for said in found.papers if said.verdict is None), None)
    current = chosen if chosen in numbers else waiting or (numbers[0] if numbers else None)
    return [_paper_view(found, said, current) for said in found.papers]


def _paper_view(found: Picture, said: PaperPicture, current: int | None) -> PaperView:
    paper, verdict = said.paper, said.verdict
    passed = verdict is PaperVerdict.PASS
    word = "Chưa xem" if verdict is None else ("Đạt" if passed else "Cần bổ sung")
    if not found.sees_appraisal:
        word = "Đang xem" if paper.no == current else ""
    return PaperView(
        no=paper.no,
        name=paper.name,
        detail=_paper_detail(paper),
        verdict="" if verdict is None else ("ok" if passed else "warn"),
        verdict_word="Đang xem" if verdict is None and paper.no == current else word,
        reason=said.reason,
        url=f"{reverse('desk:dossier', args=[str(found.dossier)])}?giay={paper.no}",
        file_url=file_url(paper.file),
        is_picture=bool(paper.file and is_picture(paper.file)),
        current=paper.no == current,
    )


def _former(found: Picture, no: int) -> dict[str, Any] | None:
    """What lay there under this number before the applicant's answer, to be seen beside it."""
    old = found.supplement.former.get(no)
    if old is None:
        return None
    picture_file = bool(old.file and is_picture(old.file))
    return {"detail": _paper_detail(old), "file_url": file_url(old.file), "is_picture": picture_file}


def file_url(file: File | None) -> str:
    """The address of a file for those who may see its dossier; empty without one."""
    return f"/nv/tep/{file.public_id}/" if file else ""


def is_picture(file: File) -> bool:
    """Whether a page shows it as an image, not in the viewer of the browser."""
    return file.pages == 1 and not file.name.lower().endswith(".pdf")


def _paper_detail(paper: Paper) -> str:
    """How it was handed in: "1 bản chính, 2 bản sao, 6 trang"."""
    parts = [
        f"{paper.originals} bản chính" if paper.originals else "",
        f"{paper.copies} bản sao" if paper.copies else "",
    ]
    if paper.file and paper.file.pages:
        parts.append(f"{paper.file.pages} trang")
    said = ", ".join(part for part in parts if part)
    return said or NATURE_WORDS[PaperNature(paper.nature)]


def _parties(found: Picture, request: HttpRequest) -> list[tuple[str, Party, Party | None]]:
    """The present parties with what stood there before a correction; nothing without the right to see persons."""
    if not may(request.actor, Action.VIEW_PERSON):  # type: ignore[attr-defined]
        return []
    before = {party.replaced_by_id: party for party in found.parties if party.replaced_by_id}
    return [
        (ROLE_OF_PARTY[PartyRole(party.role)], party, before.get(party.pk))
        for party in found.parties
        if party.replaced_by_id is None
    ]


def _note_form(request: HttpRequest, found: Picture) -> AnnotateForm | None:
    if Verb.ANNOTATE not in found.verbs:
        return None
    form = form_of(Verb.ANNOTATE, found, request)
    return form if isinstance(form, AnnotateForm) else None
