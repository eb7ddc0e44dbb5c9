"""`ket-noi/`: the machines that may call the API. A token is shown once; a client is revoked, never changed."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.people.actions import ClientScope
from motcua.people.commands import create_client, revoke_client
from motcua.people.models import ApiClient
from motcua.people.permissions import Action
from motcua.people.roster import roster
from motcua.rules.calendar import VIETNAM
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.acting import AGAIN, Act, AdminForm, answer, attempt, form_page, posted, secret_page
from motcua.web.desk.admin.frame import actor_of, admin_page, moment_of, today_of
from motcua.web.desk.admin.history import deed
from motcua.web.shared.policy import needs
from motcua.web.shared.toasts import Toast, say

SECTION = "admin_clients"
SCOPE_WORDS = {
    ClientScope.READ: "Đọc hồ sơ và danh mục của đơn vị",
    ClientScope.SUBMIT: "Gửi hồ sơ nộp trực tuyến",
    ClientScope.ACT: "Thực hiện thao tác thay mặt một cán bộ được nêu tên",
}
ONCE_ONLY = "Mã chỉ hiện một lần và không được lưu. Chép vào phần mềm của đơn vị ngay bây giờ; mất thì lập kết nối mới."


class ClientForm(AdminForm):
    """Who calls, for which unit, what it may do, until when."""

    button = "Lập kết nối"
    name = fields.text("Tên phần mềm", "Nhập tên phần mềm hoặc nơi gọi.", max_length=200)
    unit = fields.choice("Đơn vị", (), "Chọn đơn vị mà phần mềm phục vụ.")
    scopes = fields.several(
        "Được phép", [(scope.value, words) for scope, words in SCOPE_WORDS.items()], "Chọn ít nhất một quyền."
    )
    until = fields.day("Hết hạn vào ngày", required=False)

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.on = on
        self.fields["unit"].choices = fields.unit_choices(on, empty="Chọn đơn vị")

    def clean_until(self) -> date | None:
        """A day to come."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until <= self.on:
            self.add_error("until", "Ngày hết hạn phải sau hôm nay.")
        return until

    def expires_at(self) -> datetime | None:
        """The beginning of the day after which the token is refused."""
        until: date | None = self.cleaned_data["until"]
        return None if until is None else datetime(until.year, until.month, until.day, tzinfo=VIETNAM)


class RevokeForm(AdminForm):
    """Only yes."""

    button, danger = "Thu hồi", True


@needs(Action.ADMINISTER_CLIENTS)
def clients(request: HttpRequest) -> HttpResponse:
    """Every client, working ones first."""
    at = moment_of(request)
    rows = ApiClient.objects.select_related("unit").order_by("revoked_at", "name", "pk")
    events = Event.objects.filter(stream_kind=StreamKind.CLIENT).order_by("-pk")[:30]
    context = {
        "title": "Kết nối",
        "lines": [_line(row, at) for row in rows],
        "deeds": [deed(event) for event in events],
    }
    return admin_page(request, "clients.html", context, current=SECTION)


def _line(row: ApiClient, at: datetime) -> dict[str, Any]:
    over = row.expires_at is not None and row.expires_at <= at
    return {
        "row": row,
        "unit": roster().unit(row.unit_id).label,
        "scopes": [SCOPE_WORDS[ClientScope(word)] for word in row.scopes],
        "state": "Đã thu hồi" if row.revoked_at else ("Hết hạn" if over else "Đang hoạt động"),
        "works": row.revoked_at is None and not over,
    }


@needs(Action.ADMINISTER_CLIENTS)
def create(request: HttpRequest) -> HttpResponse:
    """A new client; its token stands on the answer and nowhere else."""
    form = ClientForm(posted(request), on=today_of(request))
    given: list[str] = []

    def run() -> None:
        said = form.cleaned_data
        _, token = create_client(
            said["name"],
            unit_id=fields.unit_id(said["unit"]) or 0,
            scopes=[ClientScope(word) for word in said["scopes"]],
            expires_at=form.expires_at(),
            actor=actor_of(request),
            at=moment_of(request),
        )
        given.append(token)

    act = Act("Lập kết nối", SECTION, reverse("desk:admin_clients"), run)
    if request.method != "POST":
        return form_page(request, form, act)
    refusal = attempt(request, form, run)
    if refusal is not None:
        return form_page(request, form, act, status=refusal)
    if not given:
        say(request, Toast(AGAIN, kind="warn"))
        return HttpResponseRedirect(act.back)
    return secret_page(request, act, label="Mã truy cập", secret=given[0], advice=ONCE_ONLY)


@needs(Action.ADMINISTER_CLIENTS, hidden=True)
def revoke(request: HttpRequest) -> HttpResponse:
    """First the question, then the act. The client's row comes with the form: it has no code of its own."""
    number = request.POST.get("client", "")
    row = ApiClient.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None
    if row is None:
        raise Http404
    act = Act(
        f"Thu hồi kết nối: {row.name}",
        SECTION,
        reverse("desk:admin_clients"),
        lambda: revoke_client(row.pk, actor=actor_of(request), at=moment_of(request)),
        f"Đã thu hồi kết nối {row.name}.",
        warning="Phần mềm này bị từ chối từ lần gọi tiếp theo. Thu hồi rồi thì phải lập kết nối mới.",
    )
    context = {"carried": [("client", number), ("sure", "1")]}
    if request.POST.get("sure") != "1":
        return form_page(request, RevokeForm(), act, **context)
    return answer(request, RevokeForm(posted(request)), act, **context)
