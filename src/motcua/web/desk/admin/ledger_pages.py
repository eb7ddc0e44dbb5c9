"""`doi-soat/` and `so-su-kien/`: what the machine says of itself. Nothing here changes a dossier."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from motcua.dossiers import watch, words
from motcua.dossiers.differences import differences
from motcua.dossiers.heads import HEADS
from motcua.dossiers.models import Dossier, FoldDifference
from motcua.ledger import deliveries
from motcua.ledger.findings import DAMAGE_WORDS
from motcua.ledger.installation import BenchLedger
from motcua.ledger.jobs import note_run
from motcua.ledger.models import Checkpoint, Event, Reader, ScheduledJob, SealOfHour
from motcua.ledger.readers import lag
from motcua.ledger.status import read_status
from motcua.ledger.verify import examine
from motcua.notices import reader
from motcua.people.permissions import Action
from motcua.rules.codes import MasterSystem
from motcua.web.desk.admin.frame import admin_page, moment_of
from motcua.web.shared.asked import asked
from motcua.web.shared.policy import needs

SAMPLE = 200
ON_SCREEN = 200_000  # events that a request may verify; more belongs to the shell
COMPARED = "dossiers.compare_all"
VERIFIED = "ledger.verify"

READER_WORDS = {words.NAME: "Từ khóa tìm kiếm", watch.NAME: "Đối soát hồ sơ", reader.NAME: "Báo việc cho cán bộ"}
JOB_WORDS = {
    "worker.heartbeat": "Nhịp của tiến trình nền",
    "ledger.seal_hours": "Niêm phong từng giờ",
    "ledger.thin_deliveries": "Dọn lượt gửi đã xong",
    "ledger.thin_looks": "Dọn nhật ký xem hết hạn giữ",
    VERIFIED: "Kiểm tra toàn vẹn",
    "web.forget_keys": "Dọn khóa chống gửi lặp",
    "dossiers.forget_unused_files": "Bỏ tệp không thuộc hồ sơ nào",
    "documents.sweep": "Xóa nội dung tệp không còn dùng",
    COMPARED: "Đối soát mọi hồ sơ",
    "notices.sweep": "Báo sắp đến hạn, quá hạn",
    "notices.mail": "Gửi thư báo",
    "notices.supplement_limit": "Báo hạn gửi yêu cầu bổ sung",
    "dossiers.lapse_windows": "Đóng hồ sơ quá hạn bổ sung",
    "dossiers.draft_apologies": "Soạn thư xin lỗi phải gửi",
}


@needs(Action.VIEW_FOLD)
def fold(request: HttpRequest) -> HttpResponse:
    """What the reader of the ledger has found; with `?ma=` one dossier, with `?mau=1` the newest ones, compared now."""
    code, wanted = asked(request, "ma", most=40), request.GET.get("mau") == "1"
    ids = _asked(code, wanted)
    found = list(differences(ids))
    standing = FoldDifference.objects.select_related("dossier").order_by("pk")
    context = {
        "title": "Đối soát hồ sơ với nhật ký",
        "code": code,
        "asked": bool(code) or wanted,
        "compared": len(ids),
        "sample": SAMPLE,
        "found": found[:SAMPLE],
        "dossiers": len({one.dossier_id for one in found}),
        "standing": standing[:SAMPLE],
        "reader": Reader.objects.filter(name=watch.NAME).first(),
        "lag": lag(watch.NAME),
        "nightly": ScheduledJob.objects.filter(name=COMPARED).first(),
    }
    return admin_page(request, "fold.html", context, current="fold")


def _asked(code: str, newest: bool) -> list[int]:
    """The dossiers that a person wants compared now."""
    rows = Dossier.objects.filter(imported=False, master_system=MasterSystem.LOCAL)
    if code:
        return list(rows.named(code)[:1].values_list("pk", flat=True))
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:SAMPLE]) if newest else []


@needs(Action.VIEW_LEDGER)
def ledger(request: HttpRequest) -> HttpResponse:
    """Readers, deliveries, checkpoints and seals."""
    status = read_status()
    context: dict[str, Any] = {
        "title": "Sổ sự kiện",
        "status": status,
        "checkpoint": Checkpoint.objects.order_by("-no").first(),
        "seal": SealOfHour.objects.order_by("-hour").first(),
        "stuck": deliveries.stuck().select_related("reader", "event")[:50],
        "readers": [(READER_WORDS.get(row.name, row.name), row) for row in status.readers],
        "jobs": [(JOB_WORDS.get(job.name, job.name), job) for job in ScheduledJob.objects.order_by("name")],
        "verified": ScheduledJob.objects.filter(name=VERIFIED).first(),
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
        report = examine(HEADS)
        outcome = f"{len(report.findings)} điểm không đúng" if report.findings else None
        note_run(VERIFIED, at=moment_of(request), error=outcome)
        context |= {
            "events": report.events,
            "found": [(one, DAMAGE_WORDS[one.damage]) for one in report.findings[:100]],
        }
    except BenchLedger as fault:
        context["bench"] = fault.message
    return admin_page(request, "verify.html", context, current="admin_ledger")
