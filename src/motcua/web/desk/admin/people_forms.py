"""The acts over a person: hire, correct, postings, absences."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.catalogue.shelf import shelf
from motcua.people.commands import change_staff, end_absence, end_posting, grant_posting, hire_staff, set_absence
from motcua.people.models import Absence, Posting
from motcua.people.permissions import Action
from motcua.people.roster import UnknownUnit, roster
from motcua.rules.lifecycle import ROLE_WORDS, Role
from motcua.rules.organisation import (
    ABSENCE_WORDS,
    POSTING_KIND_WORDS,
    RATING_WORDS,
    AbsenceCause,
    PostingKind,
    Rating,
)
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.acting import Act, AdminForm, answer, posted
from motcua.web.desk.admin.frame import actor_of, moment_of, today_of
from motcua.web.desk.admin.people_pages import SECTION, person_or_404
from motcua.web.shared.policy import needs


def _words(words: dict[Any, str]) -> list[tuple[str, str]]:
    return [(str(int(key)), word) for key, word in words.items()]


class PersonForm(AdminForm):
    """A person's name and how to reach her."""

    name = fields.text("Họ, chữ đệm và tên", "Nhập họ, chữ đệm và tên như trên quyết định.", max_length=200)
    phone = fields.text("Điện thoại", max_length=40)
    email = fields.text("Thư công vụ", max_length=200)


class HireForm(PersonForm):
    """A new person with an account."""

    button = "Lập tài khoản"
    hint = "Tài khoản chưa đăng nhập được cho đến khi bạn cấp mật khẩu đầu tiên ở trang của người đó."
    faults = {"login_taken": "login", "wrong_login": "login"}
    login = fields.text(
        "Tên đăng nhập",
        "Nhập tên đăng nhập, ví dụ lan.tran.",
        max_length=64,
        help_text="Viết thường không dấu, ví dụ lan.tran",
    )


class PostingForm(AdminForm):
    """A seat, a role, and what the law asks of those who serve at a one-stop unit."""

    button = "Giao vị trí"
    faults = {"posting_exists": "role", "unit_not_open": "unit"}
    unit = fields.choice("Đơn vị", (), "Chọn đơn vị.")
    role = fields.choice("Vai trò", _words(ROLE_WORDS), "Chọn vai trò.")
    title = fields.text("Chức danh", "Nhập chức danh, ví dụ: Chuyên viên.", max_length=200)
    sectors = fields.several("Lĩnh vực phụ trách", help_text="Không chọn lĩnh vực nào là mọi lĩnh vực của đơn vị")
    on = fields.day("Từ ngày")
    planned_to = fields.day("Dự kiến đến ngày", required=False)
    decision = fields.text("Quyết định", "Ghi số quyết định.", max_length=200)
    kind = fields.choice("Ở Bộ phận Một cửa là", [("", "Không phải người được cử"), *_words(POSTING_KIND_WORDS)])
    sending = fields.choice("Cơ quan cử")
    grade = fields.text("Ngạch", max_length=100)
    years = fields.whole("Số năm công tác trong lĩnh vực", 0, 60)
    rating = fields.choice("Xếp loại năm gần nhất", [("", "Chưa ghi"), *_words(RATING_WORDS)])

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = fields.unit_choices(on, empty="Chọn đơn vị")
        self.fields["sending"].choices = fields.unit_choices(on, empty="Không có")
        self.fields["sectors"].choices = [(card.code, card.name) for card in shelf().sectors()]

    def terms(self) -> dict[str, Any]:
        """What the posting says besides."""
        said = self.cleaned_data
        return {
            "planned_to": said["planned_to"],
            "sending_unit_id": fields.unit_id(said["sending"]),
            "kind": PostingKind(int(said["kind"])) if said["kind"] else None,
            "grade": said["grade"],
            "years_in_sector": said["years"],
            "last_rating": Rating(int(said["rating"])) if said["rating"] else None,
            "decision": said["decision"],
        }


class EndForm(AdminForm):
    """The day from which a posting is no more."""

    button, danger = "Kết thúc vị trí", True
    faults = {"posting_ended": "on"}
    on = fields.day("Ngày đầu tiên không còn giữ vị trí")
    decision = fields.text("Quyết định", "Ghi số quyết định.", max_length=200)


class AbsenceForm(AdminForm):
    """From when to when, why, and who stands in."""

    button = "Ghi nhận vắng mặt"
    faults = {"wrong_absence": "to_at"}
    from_at = fields.moment("Vắng từ")
    to_at = fields.moment("Đến")
    cause = fields.choice("Lý do", _words(ABSENCE_WORDS), "Chọn lý do.", radio=True)
    substitute = fields.choice("Người thay", help_text="Người thay được xử lý các bước của người vắng")
    ground = fields.text("Căn cứ")


class YesForm(AdminForm):
    """Nothing to fill in: only yes."""


@needs(Action.ADMINISTER_PEOPLE)
def hire(request: HttpRequest) -> HttpResponse:
    """A new person."""
    form = HireForm(posted(request))
    login = request.POST.get("login", "").strip()
    ok = login and login.replace(".", "").replace("-", "").isalnum()
    act = Act(
        "Thêm người dùng",
        SECTION,
        reverse("desk:admin_people"),
        lambda: hire_staff(**form.cleaned_data, actor=actor_of(request), at=moment_of(request)),
        "Đã lập tài khoản. Giao vị trí công tác và cấp mật khẩu để người này đăng nhập được.",
        reverse("desk:admin_person", args=[login]) if ok else "",
    )
    return answer(request, form, act)


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def change(request: HttpRequest, login: str) -> HttpResponse:
    """Correct a name, a phone, an address."""
    card = person_or_404(login)
    form = PersonForm(posted(request), initial={"name": card.name, "phone": card.phone, "email": card.email})
    return answer(
        request,
        form,
        Act(
            f"Sửa thông tin: {card.name}",
            SECTION,
            reverse("desk:admin_person", args=[login]),
            lambda: change_staff(card.id, **form.cleaned_data, actor=actor_of(request), at=moment_of(request)),
        ),
    )


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def grant(request: HttpRequest, login: str) -> HttpResponse:
    """One more posting; the standards of law are warnings on the page of the person."""
    card, today = person_or_404(login), today_of(request)
    form = PostingForm(posted(request), on=today, initial={"on": today, "unit": request.GET.get("don-vi", "")})

    def run() -> Posting:
        said = form.cleaned_data
        return grant_posting(
            card.id,
            unit_id=fields.unit_id(said["unit"]) or 0,
            role=Role(int(said["role"])),
            title=said["title"],
            on=said["on"],
            sectors=said["sectors"],
            actor=actor_of(request),
            at=moment_of(request),
            **form.terms(),
        )

    back = reverse("desk:admin_person", args=[login])
    return answer(request, form, Act(f"Giao vị trí: {card.name}", SECTION, back, run, "Đã giao vị trí công tác."))


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def end(request: HttpRequest, login: str, unit: str, role: str) -> HttpResponse:
    """End the open posting in a unit and role."""
    card, today = person_or_404(login), today_of(request)
    row = _open_posting(card.id, unit, role)
    form = EndForm(posted(request), initial={"on": today})
    act = Act(
        f"Kết thúc vị trí: {card.name}, {ROLE_WORDS[Role(row.role)]}, {roster().unit(row.unit_id).label}",
        SECTION,
        reverse("desk:admin_person", args=[login]),
        lambda: end_posting(row.pk, **form.cleaned_data, actor=actor_of(request), at=moment_of(request)),
        "Đã kết thúc vị trí công tác.",
        warning="Việc đang giữ ở vị trí này cần được phân công lại cho người khác.",
    )
    return answer(request, form, act)


def _open_posting(staff_id: int, unit: str, role: str) -> Posting:
    try:
        place = {"unit_id": roster().unit_by_code(unit).id, "role": Role[role.upper()]}
    except (UnknownUnit, KeyError):
        raise Http404 from None
    row = Posting.objects.filter(staff_id=staff_id, valid_to__isnull=True, **place).first()
    if row is None:
        raise Http404
    return row


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def absence(request: HttpRequest, login: str) -> HttpResponse:
    """Note an absence."""
    card = person_or_404(login)
    form = AbsenceForm(posted(request))
    others = [(one.login, one.name) for one in roster().everybody() if one.id != card.id and one.login]
    form.fields["substitute"].choices = [("", "Không có người thay"), *others]

    def run() -> Absence:
        said = form.cleaned_data
        return set_absence(
            card.id,
            from_at=said["from_at"],
            to_at=said["to_at"],
            cause=AbsenceCause(int(said["cause"])),
            substitute_id=roster().staff_by_login(said["substitute"]).id if said["substitute"] else None,
            ground=said["ground"],
            actor=actor_of(request),
            at=moment_of(request),
        )

    back = reverse("desk:admin_person", args=[login])
    return answer(request, form, Act(f"Vắng mặt: {card.name}", SECTION, back, run, "Đã ghi nhận vắng mặt."))


@needs(Action.ADMINISTER_PEOPLE, hidden=True)
def back_again(request: HttpRequest, login: str) -> HttpResponse:
    """Somebody is back earlier than noted: the running absence ends now."""
    card, at = person_or_404(login), moment_of(request)
    row = Absence.objects.filter(person_id=card.id, from_at__lt=at, to_at__gt=at).first()
    if row is None:
        raise Http404
    form = YesForm(posted(request))
    form.button = "Đã đi làm lại"  # type: ignore[misc]
    act = Act(
        f"{card.name} đi làm lại",
        SECTION,
        reverse("desk:admin_person", args=[login]),
        lambda: end_absence(row.pk, actor=actor_of(request), at=at),
        "Đã kết thúc vắng mặt.",
    )
    return answer(request, form, act)
