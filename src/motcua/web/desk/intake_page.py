"""The counter: one dense page, filled by keyboard, that receives or refuses. It works as a plain form too."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from motcua.catalogue.cards import CaseCard, PaperCard, VersionCard
from motcua.dossiers.attachments import UnknownFile
from motcua.dossiers.duplicates import duplicates
from motcua.dossiers.orders import PartyOrder, ReceiveOrder
from motcua.people.roster import roster
from motcua.people.settings import read, reasons
from motcua.rules.calendar import legal_day
from motcua.rules.codes import Channel
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import STATE_WORDS, Verb
from motcua.rules.numbering import is_reference, parse_code
from motcua.web.desk.intake_acts import receive_it, refuse_it
from motcua.web.desk.intake_form import IntakeForm, case_choices
from motcua.web.desk.intake_last import last_received
from motcua.web.desk.intake_moment import moment_said
from motcua.web.desk.intake_papers import lacking, named_files, paper_rows, uploads
from motcua.web.desk.intake_screen import (
    agency_choices,
    chosen_case,
    named_procedure,
    on_offer,
    papers_of,
    summary,
    version_of,
)
from motcua.web.desk.nav import shell_for
from motcua.web.desk.uploads import MOST_AT_ONCE, files_of, guarded_size, keep_upload, mine
from motcua.web.shared.held import keeps_typed
from motcua.web.shared.idempotency import Done
from motcua.web.shared.policy import needs
from motcua.web.shared.seen import seen
from motcua.web.shared.toasts import Toast, say

SKIPPED = frozenset({"csrfmiddlewaretoken", "idempotency_key"})
MOVED = "Bạn đang ngồi ở một đơn vị khác với lúc mở trang này. Xem lại hạn trả và nơi giải quyết rồi gửi lại."


@dataclass
class Screen:
    """What was typed, and what the catalogue says to it."""

    said: QueryDict
    code: str
    version: VersionCard | None
    case: CaseCard | None
    papers: tuple[PaperCard, ...]
    received_at: datetime | None = None
    refused_moment: str = ""
    refused_files: dict[str, str] = field(default_factory=dict)

    @property
    def channel(self) -> Channel:
        """How the dossier came; the counter knows two ways."""
        return Channel.POST if self.said.get("cach_nop") == str(int(Channel.POST)) else Channel.DIRECT

    @property
    def missing(self) -> tuple[PaperCard, ...]:
        """The papers that everybody must hand in and that are not ticked."""
        return lacking(self.papers, self.said)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing but what the clerk has just been shown as missing, and takes the dossier all
        the same: an incomplete one is completed or refused (Decree 61/2018 Art. 17).
        """
        shown = self.said.get("thieu", "").split()
        return all(paper.code in shown for paper in self.missing)

    @property
    def digest(self) -> bytes:
        """What was typed, whatever key and token came with it."""
        typed = sorted((key, values) for key, values in self.said.lists() if key not in SKIPPED)
        return sha256(repr(typed).encode()).digest()


@keeps_typed
@needs(Verb.RECEIVE)
@guarded_size(files=MOST_AT_ONCE)
def intake(request: HttpRequest) -> HttpResponse:
    """`/nv/tiep-nhan/`: the empty screen, its live parts, and the two acts."""
    if request.method != "POST":
        return _page(request, *_fresh(request))
    screen = _screen(request)
    act = request.POST.get("lam", "nhan")
    if act == "trung":
        return render(request, "desk/_parts/intake_twins.html", {"twins": _twins(request, screen)})
    if act in ("xem", "hoi-tu-choi"):
        return _look(request, screen, refusing=act != "xem")
    form = _form(request, screen, bound=True)
    refusing = act == "tu-choi"
    if not _fit(form, screen, refusing=refusing):
        return _page(request, screen, form, refusing=refusing, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if _moved(request):
        return _page(request, screen, form, refusing=refusing, fault=MOVED, status=HTTPStatus.CONFLICT)
    if not refusing and not screen.is_whole:
        return _page(request, screen, form, asking=True, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        done = (refuse_it if refusing else receive_it)(request, screen, form)
    except Fault as fault:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, screen, form, refusing=refusing, fault=fault.message, status=status)
    return _after(request, done, refusing=refusing)


@needs(Verb.RECEIVE)
def procedures(request: HttpRequest) -> HttpResponse:
    """The list under the procedure box: what matches, or the last ten used."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    text = request.GET.get("thu_tuc", "")[:200].replace("\x00", "")
    hits = on_offer(text, actor, on=legal_day(at))
    return render(request, "desk/_parts/intake_hits.html", {"hits": hits, "text": text})


def _moved(request: HttpRequest) -> bool:
    """Whether the person has come to sit at another desk since the page was opened: it numbers by its own code."""
    opened_at = request.POST.get("quay", "")
    return bool(opened_at) and opened_at != _desk_code(request)


def _desk_code(request: HttpRequest) -> str:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    return roster().unit(actor.unit_id, legal_day(at)).code if actor.unit_id else ""


def _screen(request: HttpRequest) -> Screen:
    """Everything typed, with the procedure resolved and the files of a plain form kept."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    said = request.POST.copy()
    moment, refused_moment = _moment(said.get("nhan_luc", ""), at)
    on = legal_day(moment or at)
    code = named_procedure(said.get("ma", "").strip(), said.get("thu_tuc", "").strip()[:500], actor, on=on)
    version = version_of(code, on=on)
    case = chosen_case(version, said.get("truong_hop", ""))
    papers = papers_of(version, case)
    said["ma"] = code
    said["truong_hop"] = case.key if case else ""
    if version is not None:
        said["thu_tuc"] = f"{version.name} ({version.code})"
    refused = {}
    for paper, upload in uploads(request, papers).items():
        try:
            said[f"tep_{paper}"] = str(keep_upload(request, upload).public_id)
        except Fault as fault:
            refused[paper] = fault.message
    for paper_card in papers:
        name = f"tep_{paper_card.code}"
        if said.get(name) and not mine(request, said[name]):
            said[name] = ""
            refused[paper_card.code] = UnknownFile().message
    return Screen(said, code, version, case, papers, moment, refused_moment, refused)


def _moment(text: str, at: datetime) -> tuple[datetime | None, str]:
    """The moment that was typed, or the sentence that says why it is none."""
    try:
        return moment_said(text[:40], at=at), ""
    except Fault as fault:
        return None, fault.message


def _fresh(request: HttpRequest) -> tuple[Screen, IntakeForm]:
    """The empty screen; `?giong=1` fills in what the last dossier of this person said."""
    on, said = legal_day(request.at), QueryDict(mutable=True)  # type: ignore[attr-defined]
    if "giong" in request.GET:
        said.update(last_received(request))
    code = said.get("ma", "") or request.GET.get("ma", "")[:40]
    version = version_of(code, on=on)
    case = chosen_case(version, said.get("truong_hop", ""))
    if version is not None:
        said["ma"], said["thu_tuc"] = code, f"{version.name} ({version.code})"
    screen = Screen(said, code if version else "", version, case, papers_of(version, case))
    return screen, _form(request, screen, bound=False)


def _form(request: HttpRequest, screen: Screen, *, bound: bool) -> IntakeForm:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    form = IntakeForm(screen.said) if bound else IntakeForm(initial=screen.said.dict())
    form.offer(
        cases=case_choices(screen.version),
        agencies=agency_choices(screen.version, actor, on=legal_day(screen.received_at or at)),
        reasons=[(reason.code, reason.text) for reason in reasons("refusal_reasons", on=legal_day(at))],
    )
    return form


def _fit(form: IntakeForm, screen: Screen, *, refusing: bool) -> bool:
    """Whether the form can become an order; the faults stand at their fields."""
    form.is_valid()
    text = screen.said.get("thu_tuc", "").strip()
    if not screen.code:
        where = f"Chưa thấy thủ tục nào khớp với “{text}” ở quầy này. Gõ mã, viết tắt hoặc vài chữ không dấu."
        form.add_error("thu_tuc", where if text else "Chọn thủ tục trước, phím F2.")
    if not refusing:
        _ask_for_choices(form, screen)
    if screen.refused_moment and not refusing:
        form.add_error("nhan_luc", screen.refused_moment)
    if refusing and not screen.said.get("ly_do"):
        form.add_error("ly_do", "Chọn lý do từ chối.")
    if refusing and not screen.said.get("noi_ro", "").strip():
        form.add_error("noi_ro", "Viết rõ lý do để người nộp hiểu và biết phải làm gì.")
    return form.is_valid() and not screen.refused_files


def _ask_for_choices(form: IntakeForm, screen: Screen) -> None:
    """Where there are several cases or agencies, one of each; said at the field."""
    for name, chosen, sentence in (
        ("truong_hop", screen.case is not None, "Chọn một trường hợp của thủ tục."),
        ("co_quan", bool(screen.said.get("co_quan")), "Thủ tục này có nhiều cơ quan giải quyết. Chọn một cơ quan."),
    ):
        offered = [value for value, _words in form.fields[name].choices if value]  # type: ignore[attr-defined]
        if len(offered) > 1 and not chosen and not form.has_error(name):
            form.add_error(name, sentence)


def _look(request: HttpRequest, screen: Screen, *, refusing: bool) -> HttpResponse:
    """The live parts for htmx, the whole page for a browser without scripts."""
    form = _form(request, screen, bound=False)
    if request.headers.get("HX-Request"):
        return render(request, "desk/_parts/intake_live.html", _context(request, screen, form))
    return _page(request, screen, form, refusing=refusing)


def _context(request: HttpRequest, screen: Screen, form: IntakeForm) -> dict[str, Any]:
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    said, survey = screen.said, _survey(screen)
    return {
        "screen": screen,
        "form": form,
        "rows": paper_rows(
            screen.papers, said, files=files_of(named_files(screen.papers, said)), refused=screen.refused_files
        ),
        "other_paper": said.get("giay_khac", ""),
        "summary": summary(survey, actor=actor, at=at) if survey else None,
        "many_cases": len(screen.version.cases) > 0 if screen.version else False,
        "many_agencies": len(form.fields["co_quan"].choices) > 1,  # type: ignore[attr-defined]
        "twins": _twins(request, screen),
        "file_limit": read("file_limit_mb", on=legal_day(at), unit_id=actor.unit_id),
    }


def _survey(screen: Screen) -> ReceiveOrder | None:
    """As much of the order as the promise depends on; nobody's name. None where nothing can be promised of it: of no
    procedure, of what no order can hold (its field says so).
    """
    if not screen.code:
        return None
    try:
        return ReceiveOrder(
            procedure=screen.code,
            applicant=PartyOrder(name=""),
            case=screen.said.get("truong_hop", ""),
            competent_unit=screen.said.get("co_quan", ""),
            channel=screen.channel,
            received_at=screen.received_at,
        )
    except Fault:
        return None


def _page(
    request: HttpRequest,
    screen: Screen,
    form: IntakeForm,
    *,
    refusing: bool = False,
    asking: bool = False,
    fault: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = _context(request, screen, form) | {
        "shell": shell_for(request, "intake"),
        "refusing": refusing,
        "missing": screen.missing if asking else (),
        "fault": fault or next(iter(screen.refused_files.values()), ""),
        "just": _just(request),
        "desk_code": _desk_code(request),
    }
    return render(request, "desk/intake.html", context, status=status)


def _twins(request: HttpRequest, screen: Screen) -> list[dict[str, Any]]:
    """Open dossiers of the same person and procedure; the amber note before F9."""
    at = request.at  # type: ignore[attr-defined]
    numbers = [number for name in ("so_dinh_danh", "chu_so") if (number := screen.said.get(name, "").strip())]
    found = [twin for number in dict.fromkeys(numbers) for twin in duplicates(number, screen.code, at=at)]
    if found:
        seen(request, [], page="desk:intake:twins")
    return [
        {
            "code": twin.code,
            "url": reverse("desk:dossier", args=[twin.code]),
            "state": STATE_WORDS[twin.state],
            "received_at": twin.received_at,
            "unit": roster().unit(twin.receiving_unit_id).label,
        }
        for twin in dict.fromkeys(found)
    ]


def _just(request: HttpRequest) -> dict[str, str] | None:
    """What has just been received or refused here, with the address of its paper."""
    code, refused = request.GET.get("vua", "")[:40], request.GET.get("tu-choi", "")[:8]
    if code and _is_code(code):
        url = reverse("desk:print", args=[code, "tiep-nhan"]) if request.GET.get("in") else ""
        return {"code": code, "print": url, "words": "Đã tiếp nhận", "paper": "In giấy hẹn"}
    if refused and is_reference(refused):
        url = reverse("desk:print", args=[refused, "tu-choi"])
        return {"code": refused, "print": url, "words": "Đã từ chối tiếp nhận", "paper": "In phiếu từ chối"}
    return None


def _is_code(text: str) -> bool:
    try:
        parse_code(text)
    except Fault:
        return False
    return True


def _after(request: HttpRequest, done: Done, *, refusing: bool) -> HttpResponse:
    """The screen again, empty, with the toast that can undo."""
    dossier, at = done.change.dossier, request.at  # type: ignore[attr-defined]
    code = str(dossier)
    seen(request, [dossier.pk], page="desk:intake")
    url = reverse("desk:dossier", args=[code])
    if done.replayed:
        say(request, Toast(f"Bạn đã gửi hồ sơ này rồi, mã {code}.", "warn", 20, url=url, action="Xem hồ sơ"))
        return HttpResponseRedirect(f"{reverse('desk:intake')}?{urlencode({'vua': code})}")
    if refusing:
        say(request, Toast(f"Đã từ chối tiếp nhận, số tham chiếu {code}."))
        return HttpResponseRedirect(f"{reverse('desk:intake')}?{urlencode({'tu-choi': code})}")
    if dossier.returned_at is not None:
        say(request, Toast(f"Đã tiếp nhận và trả kết quả {code}.", url=url, action="Xem hồ sơ"))
    else:
        seconds = int(read("undo_seconds", on=legal_day(at)))
        undo = reverse("desk:undo", args=[code])
        say(request, Toast(f"Đã tiếp nhận {code}.", seconds=seconds or 6, undo_url=undo if seconds else ""))
    printed = {"in": "1"} if dossier.first_due is not None or request.POST.get("in_phieu") else {}
    return HttpResponseRedirect(f"{reverse('desk:intake')}?{urlencode({'vua': code} | printed)}")
