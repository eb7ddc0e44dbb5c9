"""`doi-soat/` and `so-su-kien/`: what the machine says of itself. Nothing here changes a dossier."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.dossiers.differences import differences
from motcua.dossiers.models import Dossier
from motcua.ledger import deliveries
from motcua.ledger.findings import DAMAGE_WORDS
from motcua.ledger.installation import BenchLedger
from motcua.ledger.models import Checkpoint, Event, ScheduledJob, SealOfHour
from motcua.ledger.status import read_status
from motcua.ledger.verify import examine
from motcua.people.permissions import Action
from motcua.web.desk.admin.frame import admin_page
from motcua.web.shared.policy import needs

SAMPLE = 200
ON_SCREEN = 200_000  # events that a request may verify; more belongs to the shell
COMPARED = "dossiers.compare_all"


@needs(Action.VIEW_FOLD)
def fold(request: HttpRequest) -> HttpResponse:
    """The newest dossiers, or one by its code, folded from their events and compared with their rows."""
    code = request.GET.get("ma", "").strip()
    rows = Dossier.objects.filter(imported=False, master_system=1)
    ids = list(rows.named(code)[:1].values_list("pk", flat=True)) if code else []
    if not code:
        ids = list(rows.order_by("-pk").values_list("pk", flat=True)[:SAMPLE])
    found = list(differences(ids))
    context = {
        "title": "Đối soát hồ sơ với nhật ký",
        "code": code,
        "compared": len(ids),
        "sample": SAMPLE,
        "found": found[:SAMPLE],
        "dossiers": len({one.dossier_id for one in found}),
        "nightly": ScheduledJob.objects.filter(name=COMPARED).first(),
    }
    return admin_page(request, "fold.html", context, current="fold")


@needs(Action.VIEW_LEDGER)
def ledger(request: HttpRequest) -> HttpResponse:
    """Readers, deliveries, checkpoints and seals; `?kiem-tra=1` verifies a ledger that is small enough."""
    status = read_status()
    context: dict[str, Any] = {
        "title": "Sổ sự kiện",
        "status": status,
        "checkpoint": Checkpoint.objects.order_by("-no").first(),
        "seal": SealOfHour.objects.order_by("-hour").first(),
        "stuck": deliveries.stuck().select_related("reader", "event")[:50],
        "jobs": ScheduledJob.objects.order_by("name"),
        "newest": Event.objects.order_by("-pk").first(),
        "small": status.last_position <= ON_SCREEN,
    }
    return admin_page(request, "ledger.html", context, current="admin_ledger")


@needs(Action.VIEW_LEDGER)
def verify(request: HttpRequest) -> HttpResponse:
    """Verify every event, checkpoint and seal now, and say what was found."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk:admin_ledger"))
    context: dict[str, Any] = {"title": "Kiểm tra toàn vẹn", "events": 0, "found": [], "bench": False}
    try:
        report = examine()
        context |= {
            "events": report.events,
            "found": [(one, DAMAGE_WORDS[one.damage]) for one in report.findings[:100]],
        }
    except BenchLedger as fault:
        context["bench"] = fault.message
    return admin_page(request, "verify.html", context, current="admin_ledger")
