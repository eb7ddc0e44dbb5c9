"""The acts over an account: password, second factor, suspension. Each asks once more, naming the person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.ledger.actor import Actor
from motcua.people.cards import StaffCard
from motcua.people.commands import reset_password, reset_second_factor, resume_account, suspend_account
from motcua.people.permissions import Action
from motcua.rules.faults import Fault
from motcua.web.desk.admin.acting import AGAIN, Act, AdminForm, answer, attempt, form_page, posted, secret_page
from motcua.web.desk.admin.frame import actor_of, moment_of
from motcua.web.desk.admin.people_pages import SECTION, person_or_404
from motcua.web.shared.policy import needs
from motcua.web.shared.toasts import Toast, say

Command = Callable[..., Any]
ONCE_ONLY = "Mật khẩu chỉ hiện một lần. Ghi lại và trao tận tay; người nhận phải đổi ngay ở lần đăng nhập đầu tiên."


class OwnAccount(Fault):
    """Nobody shuts himself out."""

    code = "own_account"
    sentence = "Đây là tài khoản của chính bạn. Đề nghị một quản trị khác thực hiện."


class SuspendForm(AdminForm):
    """Only yes."""

    button, danger = "Khóa tài khoản", True


class ResumeForm(AdminForm):
    """Only yes."""

    button = "Mở lại tài khoản"


class DeviceForm(AdminForm):
    """Only yes."""

    button, danger = "Hủy thiết bị tạo mã", True


class PasswordForm(AdminForm):
    """Only yes."""

    button = "Cấp mật khẩu mới"


def _account(login: str) -> tuple[StaffCard, int]:
    card = person_or_404(login)
    if card.account_id is None:
        raise Http404
    return card, card.account_id


def _run(command: Command, account_id: int, actor: Actor, at: datetime) -> Any:
    if actor.account_id == account_id:
        raise OwnAccount()
    return command(account_id, actor=actor, at=at)


def _act(request: HttpRequest, login: str, command: Command, title: str, said: str, warning: str) -> Act:
    card, account_id = _account(login)
    return Act(
        f"{title}: {card.name}",
        SECTION,
        reverse("desk:admin_person", args=[login]),
        lambda: _run(command, account_id, actor_of(request), moment_of(request)),
        said,
        warning=warning,
    )


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def suspend(request: HttpRequest, login: str) -> HttpResponse:
    """Lock the account."""
    warning = "Các phiên đang mở của người này kết thúc ở lần bấm tiếp theo."
    act = _act(request, login, suspend_account, "Khóa tài khoản", "Đã khóa tài khoản.", warning)
    return answer(request, SuspendForm(posted(request)), act)


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def resume(request: HttpRequest, login: str) -> HttpResponse:
    """Open it again."""
    act = _act(request, login, resume_account, "Mở lại tài khoản", "Đã mở lại tài khoản.", "")
    return answer(request, ResumeForm(posted(request)), act)


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def device(request: HttpRequest, login: str) -> HttpResponse:
    """Forget a lost telephone."""
    warning = "Lần đăng nhập sau, người này phải đăng ký thiết bị mới bằng điện thoại của mình."
    act = _act(request, login, reset_second_factor, "Hủy thiết bị tạo mã", "Đã hủy thiết bị tạo mã.", warning)
    return answer(request, DeviceForm(posted(request)), act)


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def password(request: HttpRequest, login: str) -> HttpResponse:
    """A new first password, shown on the answer itself and nowhere else."""
    warning = "Mật khẩu cũ hết tác dụng và các phiên đang mở kết thúc."
    given: list[str] = []
    act = _act(request, login, reset_password, "Cấp lại mật khẩu", "", warning)
    form = PasswordForm(posted(request))
    if request.method != "POST":
        return form_page(request, form, act)
    refusal = attempt(request, form, lambda: given.append(act.run()))
    if refusal is not None:
        return form_page(request, form, act, status=refusal)
    if not given:  # sent twice: what was shown the first time is kept nowhere
        say(request, Toast(AGAIN, kind="warn"))
        return form_page(request, PasswordForm(), act)
    return secret_page(request, act, label="Mật khẩu đầu tiên", secret=given[0], advice=ONCE_ONLY)
