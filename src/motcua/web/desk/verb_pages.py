"""One view for every verb over a dossier: GET shows its form, POST says it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from motcua.catalogue.calendars import calendar_for
from motcua.dossiers.change import StaleVersion, require_right
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.diary import diary
from motcua.dossiers.picture import Picture, picture
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.rules.calendar import legal_day
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import VERB_WORDS, Verb
from motcua.web.desk.apology_forms import DraftApologyForm, SendApologyForm, SignApologyForm
from motcua.web.desk.correct_form import CorrectDetailsForm
from motcua.web.desk.ending_forms import DeclineForm, StopForm, WithdrawForm
from motcua.web.desk.judge_form import JudgePaperForm
from motcua.web.desk.nav import shell_for
from motcua.web.desk.supplement_forms import (
    AcceptSupplementForm,
    DropSupplementForm,
    LapseSupplementForm,
    ProposeSupplementForm,
    RequestSupplementForm,
    SignSupplementForm,
)
from motcua.web.desk.times_forms import (
    ConfirmObligationForm,
    CorrectDueForm,
    ExtendForm,
    PauseForm,
    RequestObligationForm,
    ResumeForm,
)
from motcua.web.desk.uploads import MOST_AT_ONCE, guarded_size
from motcua.web.desk.verb_forms import (
    AnnotateForm,
    ApproveForm,
    AssignForm,
    FinishForm,
    ForwardForm,
    ProposeForm,
    RecomputeDueForm,
    ReturnResultForm,
    SendBackForm,
    UndoReceiveForm,
    VerbForm,
)
from motcua.web.shared.deadline_words import deadline_words
from motcua.web.shared.errors import status_of
from motcua.web.shared.form_keys import body_of, key_of
from motcua.web.shared.idempotency import came_before, once
from motcua.web.shared.policy import decides_inside
from motcua.web.shared.seen import seen
from motcua.web.shared.toasts import Toast
from motcua.web.shared.toasts import say as say_toast

FORMS: dict[Verb, type[VerbForm]] = {
    Verb.UNDO_RECEIVE: UndoReceiveForm,
    Verb.CORRECT_DETAILS: CorrectDetailsForm,
    Verb.ASSIGN: AssignForm,
    Verb.FORWARD: ForwardForm,
    Verb.SEND_BACK: SendBackForm,
    Verb.JUDGE_PAPER: JudgePaperForm,
    Verb.PROPOSE: ProposeForm,
    Verb.APPROVE: ApproveForm,
    Verb.FINISH: FinishForm,
    Verb.RETURN_RESULT: ReturnResultForm,
    Verb.ANNOTATE: AnnotateForm,
    Verb.RECOMPUTE_DUE: RecomputeDueForm,
    Verb.PROPOSE_SUPPLEMENT: ProposeSupplementForm,
    Verb.SIGN_SUPPLEMENT: SignSupplementForm,
    Verb.DROP_SUPPLEMENT: DropSupplementForm,
    Verb.REQUEST_SUPPLEMENT: RequestSupplementForm,
    Verb.ACCEPT_SUPPLEMENT: AcceptSupplementForm,
    Verb.LAPSE_SUPPLEMENT: LapseSupplementForm,
    Verb.PAUSE: PauseForm,
    Verb.RESUME: ResumeForm,
    Verb.REQUEST_OBLIGATION: RequestObligationForm,
    Verb.CONFIRM_OBLIGATION: ConfirmObligationForm,
    Verb.EXTEND: ExtendForm,
    Verb.CORRECT_DUE: CorrectDueForm,
    Verb.WITHDRAW: WithdrawForm,
    Verb.STOP: StopForm,
    Verb.DECLINE: DeclineForm,
    Verb.DRAFT_APOLOGY: DraftApologyForm,
    Verb.SIGN_APOLOGY: SignApologyForm,
    Verb.SEND_APOLOGY: SendApologyForm,
}
DONE_WORDS: dict[Verb, str] = {
    Verb.UNDO_RECEIVE: "Đã hoàn tác tiếp nhận {code}.",
    Verb.CORRECT_DETAILS: "Đã sửa thông tin {code}; giấy hẹn được cấp lại.",
    Verb.ASSIGN: "Đã phân công {code}.",
    Verb.FORWARD: "Đã chuyển {code}.",
    Verb.SEND_BACK: "Đã trả lại {code} kèm lý do.",
    Verb.JUDGE_PAPER: "Đã lưu đánh giá giấy tờ của {code}.",
    Verb.PROPOSE: "Đã trình {code}.",
    Verb.APPROVE: "Đã duyệt {code}.",
    Verb.FINISH: "Đã kết thúc xử lý {code}.",
    Verb.RETURN_RESULT: "Đã trả kết quả {code}.",
    Verb.ANNOTATE: "Đã lưu ghi chú.",
    Verb.RECOMPUTE_DUE: "Đã tính lại hạn trả {code}.",
    Verb.PROPOSE_SUPPLEMENT: "Đã trình yêu cầu bổ sung của {code}.",
    Verb.SIGN_SUPPLEMENT: "Đã ký yêu cầu bổ sung của {code}, Bộ phận Một cửa sẽ gửi.",
    Verb.DROP_SUPPLEMENT: "Đã bỏ yêu cầu bổ sung của {code}.",
    Verb.REQUEST_SUPPLEMENT: "Đã gửi yêu cầu bổ sung của {code}; in phiếu rồi trao người nộp.",
    Verb.ACCEPT_SUPPLEMENT: "Đã nhận đủ giấy tờ bổ sung của {code}; giấy hẹn được cấp lại.",
    Verb.LAPSE_SUPPLEMENT: "Đã đóng {code} vì hết thời gian bổ sung.",
    Verb.PAUSE: "Đã tạm dừng {code}.",
    Verb.RESUME: "Đã tiếp tục giải quyết {code}.",
    Verb.REQUEST_OBLIGATION: "Đã ghi nhận thông báo nghĩa vụ tài chính của {code}.",
    Verb.CONFIRM_OBLIGATION: "Đã xác nhận nghĩa vụ tài chính của {code}.",
    Verb.EXTEND: "Đã gia hạn {code} để xác minh.",
    Verb.CORRECT_DUE: "Đã đính chính hạn trả {code}; cả hai hạn được giữ lại.",
    Verb.WITHDRAW: "Đã ghi nhận rút hồ sơ {code}.",
    Verb.STOP: "Đã dừng giải quyết {code}.",
    Verb.DECLINE: "Đã từ chối giải quyết {code}.",
    Verb.DRAFT_APOLOGY: "Đã soạn thư xin lỗi của {code}, chờ người có thẩm quyền ký.",
    Verb.SIGN_APOLOGY: "Đã ký thư xin lỗi của {code}, Bộ phận Một cửa sẽ gửi.",
    Verb.SEND_APOLOGY: "Đã ghi nhận thư xin lỗi và ngày hẹn mới của {code}.",
}


@decides_inside(*FORMS)
@csrf_exempt  # looked for behind the length, by `guarded_size`
def say(request: HttpRequest, ref: str, verb: Verb) -> HttpResponse:
    """The form of a verb, and the saying of it. An answer may bring a file for every line, other verbs one."""
    guarded = _say_with_many if verb is Verb.ACCEPT_SUPPLEMENT else _say_with_one
    return guarded(request, ref, verb)


def _say(request: HttpRequest, ref: str, verb: Verb) -> HttpResponse:
    """What was typed survives every refusal."""
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    found = picture(ref, actor=actor, at=at)
    seen(request, [found.dossier.pk], page=f"desk:verb:{verb}")
    form = form_of(verb, found, request)
    if request.method != "POST":
        require_right(_work(request, found), verb)
        return _page(request, found, verb, form)
    failure = attempt(request, found, verb, form)
    if failure is None:
        return HttpResponseRedirect(_way_back(request, found, verb))
    return _page(request, found, verb, form, failure)


_say_with_one, _say_with_many = guarded_size(files=1)(_say), guarded_size(files=MOST_AT_ONCE)(_say)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a verb was not said; without a fault the fields of its form say it."""

    fault: Fault | None = None

    @property
    def status(self) -> int:
        """The status of the answer."""
        return status_of(self.fault) if self.fault else HTTPStatus.UNPROCESSABLE_ENTITY

    @property
    def stale(self) -> bool:
        """Whether somebody else was faster."""
        return isinstance(self.fault, StaleVersion)


def attempt(request: HttpRequest, found: Picture, verb: Verb, form: VerbForm) -> Failure | None:
    """Say the verb with what was sent; None when it is done, or was done when the same was sent before."""
    refusal = _refusal(request, found, verb)
    failure = Failure(refusal) if refusal or not form.is_valid() else None
    if failure and not came_before(*_sent(request, found, verb), at=request.at):  # type: ignore[attr-defined]
        return failure
    try:
        if not failure:
            act(request, found, verb, form)
    except Fault as fault:
        return Failure(fault)
    say_toast(request, Toast(DONE_WORDS[verb].format(code=str(found.dossier))))
    return None


def _sent(request: HttpRequest, found: Picture, verb: Verb) -> tuple[Actor, str | None, bytes]:
    """Who sends, its key, and what is compared under the key."""
    body = repr((str(found.dossier), verb.value)).encode() + body_of(request)
    return request.actor, key_of(request), body  # type: ignore[attr-defined]


def _refusal(request: HttpRequest, found: Picture, verb: Verb) -> Fault | None:
    """Why this person may not say the verb at all, before fields are looked at and uploads kept.

    Over a dossier that has changed meanwhile it is the change that has to be told, which the verb itself does.
    """
    if COMMANDS[verb].guarded and _expected(request) != found.dossier.version:
        return None
    try:
        require_right(_work(request, found), verb)
    except Fault as fault:
        return fault
    return None


def _work(request: HttpRequest, found: Picture) -> Work:
    """What the right to a verb is asked of; the steps have been read already."""
    work = Work(found.dossier, actor=request.actor, at=request.at)  # type: ignore[attr-defined]
    work.steps = list(found.steps)
    return work


def form_of(verb: Verb, found: Picture, request: HttpRequest) -> VerbForm:
    """The form of a verb over a dossier, bound on POST."""
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    asked = {name: request.GET[name] for name in ("party",) if name in request.GET}
    return FORMS[verb](*bound, initial=asked, picture=found, actor=actor, on=legal_day(at), auto_id=f"{verb}-%s")


def act(request: HttpRequest, found: Picture, verb: Verb, form: VerbForm) -> None:
    """Say the verb once: the key of the form makes a second send harmless. Raises the faults of the verb.

    A file that was sent before is not kept a second time, where no dossier would come to name it.
    """
    actor, at = request.actor, request.at  # type: ignore[attr-defined]
    sent = _sent(request, found, verb)
    if request.FILES and came_before(*sent, at=at):
        return
    command, ref = COMMANDS[verb], str(found.dossier)
    order = form.order(at=at)
    expected = _expected(request) if command.guarded else None
    once(
        *sent,
        at=at,
        act=lambda: command.function(ref, order, actor=actor, at=at, expected=expected),
    )


def _expected(request: HttpRequest) -> int:
    """The version that the form was made from; a form without one is stale."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and version.isascii() and len(version) < 10 else 0


def _way_back(request: HttpRequest, found: Picture, verb: Verb) -> str:
    """To the list that the person came from, else to the dossier."""
    return _back(request) or reverse("desk:dossier", args=[str(found.dossier)])


def _back(request: HttpRequest) -> str:
    """The list named in the form or in the address, if it is one of ours."""
    back = request.POST.get("back", request.GET.get("back", ""))
    local = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/nv/")
    return back if local else ""


def _page(
    request: HttpRequest,
    found: Picture,
    verb: Verb,
    form: VerbForm,
    failure: Failure | None = None,
) -> HttpResponse:
    """The form with everything that was typed, and what came of it."""
    calendar = calendar_for(found.dossier.receiving_unit_id, found.dossier.calendar_version_id)
    context: dict[str, Any] = {
        "shell": shell_for(request, "work"),
        "picture": found,
        "dossier": found.dossier,
        "verb": verb,
        "verb_words": VERB_WORDS[verb],
        "form": form,
        **told(found, failure),
        "back": _back(request),
        "dossier_url": reverse("desk:dossier", args=[str(found.dossier)]),
        "deadline": deadline_words(found.dossier, at=request.at, calendar=calendar),  # type: ignore[attr-defined]
    }
    return render(request, "desk/verb.html", context, status=failure.status if failure else HTTPStatus.OK)


def told(found: Picture, failure: Failure | None) -> dict[str, Any]:
    """What a page says of a failure: the sentence, and after a stale write what the other person did."""
    return {
        "fault": failure.fault.message if failure and failure.fault else "",
        "changes": diary(found)[:3] if failure and failure.stale else (),
    }
