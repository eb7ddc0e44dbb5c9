"""Which desk receives a procedure for which agency: opened and closed, dated."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from motcua.catalogue.commands import ScopeDefinition, close_scope, open_scopes
from motcua.catalogue.models import IntakeScope
from motcua.people.permissions import Action
from motcua.people.roster import UnknownUnit, roster
from motcua.rules.organisation import UnitLevel
from motcua.rules.procedures import INTAKE_MODE_WORDS, IntakeMode
from motcua.web.desk.admin import fields
from motcua.web.desk.admin.acting import Act, AdminForm, answer, posted
from motcua.web.desk.admin.frame import actor_of, moment_of, today_of
from motcua.web.desk.admin.procedures_pages import SECTION, procedure_or_404
from motcua.web.shared.policy import needs


class OpenForm(AdminForm):
    """Desks, and the agency for which they receive."""

    button = "Mở tiếp nhận"
    desks = fields.several("Nơi tiếp nhận", (), "Chọn ít nhất một nơi tiếp nhận.")
    competent = fields.choice(
        "Cơ quan giải quyết", help_text="Để trống thì cấp trên trực tiếp của nơi tiếp nhận giải quyết"
    )
    mode = fields.choice(
        "Hình thức",
        [(str(int(mode)), words) for mode, words in INTAKE_MODE_WORDS.items()],
        "Chọn hình thức.",
        radio=True,
    )
    on = fields.day("Từ ngày")

    def __init__(self, *args: Any, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        desks = roster().units(on, UnitLevel.ONE_STOP)
        self.fields["desks"].choices = [(card.code, f"{card.label} ({card.code})") for card in desks]
        self.fields["competent"].choices = fields.unit_choices(on, empty="Cấp trên của nơi tiếp nhận")

    def scopes(self) -> list[ScopeDefinition]:
        """One for each desk that was ticked."""
        said, people = self.cleaned_data, roster()
        named = fields.unit_id(said["competent"])
        desks = [people.unit_by_code(code) for code in said["desks"]]
        return [ScopeDefinition(desk.id, named or desk.parent_id, IntakeMode(int(said["mode"]))) for desk in desks]


class CloseForm(AdminForm):
    """The day from which a desk no longer receives."""

    button, danger = "Đóng tiếp nhận", True
    faults = {"no_such_scope": "on"}
    on = fields.day("Ngày đầu tiên không tiếp nhận")


@needs(Action.ADMINISTER_CATALOGUE)
def open_(request: HttpRequest, code: str) -> HttpResponse:
    """Open a procedure at desks."""
    card, today = procedure_or_404(code), today_of(request)
    form = OpenForm(posted(request), on=today, initial={"on": today, "mode": str(int(IntakeMode.OWN))})
    act = Act(
        f"Mở tiếp nhận: {card.newest.name}",
        SECTION,
        reverse("desk:admin_procedure", args=[code]),
        lambda: open_scopes(
            code,
            scopes=form.scopes(),
            valid_from=form.cleaned_data["on"],
            actor=actor_of(request),
            at=moment_of(request),
        ),
        "Đã mở tiếp nhận.",
    )
    return answer(request, form, act)


@needs(Action.ADMINISTER_CATALOGUE)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close it at one desk: `?noi=` the desk, `?cho=` the agency, by their codes."""
    card, today = procedure_or_404(code), today_of(request)
    row = _scope(card.id, request.GET.get("noi", ""), request.GET.get("cho", ""))
    form = CloseForm(posted(request), initial={"on": today})
    desk = roster().unit(row.receiving_unit_id).label
    act = Act(
        f"Đóng tiếp nhận: {card.newest.name} tại {desk}",
        SECTION,
        reverse("desk:admin_procedure", args=[code]),
        lambda: close_scope(row.pk, on=form.cleaned_data["on"], actor=actor_of(request), at=moment_of(request)),
        "Đã đóng tiếp nhận.",
        warning="Hồ sơ đã tiếp nhận vẫn được giải quyết và trả kết quả như đã hẹn.",
    )
    return answer(request, form, act)


def _scope(procedure_id: int, desk: str, agency: str) -> IntakeScope:
    try:
        units = {
            "receiving_unit_id": roster().unit_by_code(desk).id,
            "competent_unit_id": roster().unit_by_code(agency).id if agency else None,
        }
    except UnknownUnit:
        raise Http404 from None
    row = IntakeScope.objects.filter(procedure_id=procedure_id, valid_to__isnull=True, **units).first()
    if row is None:
        raise Http404
    return row
