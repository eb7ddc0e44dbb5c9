"""`thu-tuc/`: the catalogue as its keepers see it: what can be received and why not, versions, processes, lints."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from motcua.catalogue.cards import ProcedureCard, ProcessCard, VersionCard, VersionLine
from motcua.catalogue.files.findings import Finding, Severity
from motcua.catalogue.files.folder import Files
from motcua.catalogue.files.lints import lint
from motcua.catalogue.files.staff_lints import lint_staffing
from motcua.catalogue.models import IntakeScope, ProcessVersion
from motcua.catalogue.published import published
from motcua.catalogue.shelf import UnknownProcedure, shelf
from motcua.ledger.streams import StreamKind
from motcua.people.permissions import Action
from motcua.people.roster import UnknownUnit, roster
from motcua.rules.lifecycle import ROLE_WORDS
from motcua.rules.procedures import (
    EVIDENCE_WORDS,
    INTAKE_MODE_WORDS,
    LEVEL_WORDS,
    ONLINE_WORDS,
    Evidence,
    IntakeMode,
    Status,
)
from motcua.rules.text import fold
from motcua.web.desk.admin.frame import admin_page, today_of
from motcua.web.desk.admin.history import deeds
from motcua.web.shared.asked import asked
from motcua.web.shared.limit_words import limit_words, step_limit_words
from motcua.web.shared.policy import needs
from motcua.web.shared.steps import Mark, StepView

SECTION = "admin_catalogue"
PAGE = 100
LOOKS = {Evidence.VERIFIED: "ok", Evidence.CONFIDENT: "brand", Evidence.UNCERTAIN: "warn", Evidence.ILLUSTRATIVE: "err"}
UNIT_WORDS = {
    "receiving": "Nơi tiếp nhận",
    "competent": "Cơ quan giải quyết",
    "province_centre": "Trung tâm phục vụ hành chính công tỉnh",
}
SEVERITY_LOOKS = {Severity.ERROR: "err", Severity.WARNING: "warn", Severity.NOTE: ""}
SEVERITY_NAMES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Ghi chú"}


@dataclass(frozen=True, slots=True)
class ProcedureLine:
    """One procedure in the list; `reasons` say why nothing can be received, empty when it can."""

    card: ProcedureCard
    version: VersionLine
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A fact with the mark that says how sure we are of it."""

    label: str
    words: str
    basis: str = ""
    mark: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a process in the table."""

    no: int
    name: str
    role: str
    where: str
    limit: str
    optional: bool
    next: str


@dataclass(frozen=True, slots=True)
class ProcessView:
    """A process: the table first, the drawing second."""

    name: str
    no: int
    since: date
    until: date | None
    holds: bool
    on_site: bool
    rows: list[StepRow]
    steps: list[StepView]


@needs(Action.ADMINISTER_CATALOGUE)
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure; `?q=` words, `?loc=tiep-nhan|chua` by whether it can be received."""
    today = today_of(request)
    q, only = asked(request), asked(request, "loc", most=20)
    lines = _lines(today)
    counts = {"all": len(lines), "yes": sum(not line.reasons for line in lines)}
    words = fold(q).split()
    found = [line for line in lines if all(word in f" {line.card.words} {line.card.code}" for word in words)]
    if only:
        found = [line for line in found if bool(line.reasons) == (only == "chua")]
    page = request.GET.get("trang", "1")
    number = max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1
    said = urlencode({"q": q, "loc": only, "trang": number + 1})
    context = {
        "title": "Thủ tục",
        "lines": found[(number - 1) * PAGE : number * PAGE],
        "next_url": f"?{said}" if len(found) > number * PAGE else "",
        "q": q,
        "only": only,
        "counts": counts | {"no": counts["all"] - counts["yes"]},
    }
    return admin_page(request, "procedures.html", context, current=SECTION)


def _lines(today: date) -> list[ProcedureLine]:
    """Two statements, whatever the number of procedures."""
    holds = Q(valid_from__lte=today) & (Q(valid_to__isnull=True) | Q(valid_to__gt=today))
    with_process = set(
        ProcessVersion.objects.filter(holds, status=Status.PUBLISHED, withdrawn_on__isnull=True).values_list(
            "process__procedure_id", flat=True
        )
    )
    scopes = IntakeScope.objects.filter(holds).exclude(mode=IntakeMode.TRACKED)
    with_scope = set(scopes.values_list("procedure_id", flat=True))
    found = []
    for card in shelf().procedures():
        line = card.on(today)
        reasons = _reasons(line, card.id in with_process, card.id in with_scope)
        found.append(ProcedureLine(card, line or card.newest, reasons))
    return found


def _reasons(line: VersionLine | None, has_process: bool, has_scope: bool) -> tuple[str, ...]:
    if line is None:
        return ("Không có phiên bản nào đang có hiệu lực",)
    found = [] if line.receivable else ["Chưa rõ thời hạn giải quyết"]
    found += [] if has_process else ["Chưa có quy trình nội bộ"]
    found += [] if has_scope else ["Chưa đơn vị nào được giao tiếp nhận"]
    return tuple(found)


@needs(Action.ADMINISTER_CATALOGUE)
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure; `?ban=` chooses a version."""
    card, today = procedure_or_404(code), today_of(request)
    line = _chosen(card, request.GET.get("ban", ""), today)
    version = shelf().version(line.id)
    scopes = IntakeScope.objects.filter(procedure_id=card.id).order_by("valid_to", "receiving_unit_id")[:300]
    reasons = next((one.reasons for one in _lines(today) if one.card.id == card.id), ())
    context: dict[str, Any] = {
        "title": version.name,
        "card": card,
        "version": version,
        "line": line,
        "now": card.on(today),
        "reasons": reasons,
        "level": LEVEL_WORDS[version.level],
        "online": ONLINE_WORDS[version.online],
        "limits": _limits(version),
        "papers": [(paper, _case(version, paper.case_id), *_mark(paper.evidence)) for paper in version.papers],
        "fees": [(fee, _case(version, fee.case_id), *_mark(fee.evidence)) for fee in version.fees],
        "marks": _marks(version),
        "processes": [_process(one, today) for one in shelf().processes(card.id)],
        "scopes": [_scope(row, today) for row in scopes],
        "findings": [finding_view(one) for one in _findings(card, today)],
        "deeds": deeds((StreamKind.PROCEDURE, card.id)),
    }
    return admin_page(request, "procedure.html", context, current=SECTION)


def procedure_or_404(code: str) -> ProcedureCard:
    """The procedure of an address."""
    try:
        return shelf().find(code)
    except UnknownProcedure:
        raise Http404 from None


def _chosen(card: ProcedureCard, no: str, today: date) -> VersionLine:
    named = next((line for line in card.versions if str(line.no) == no), None)
    return named or card.on(today) or card.newest


def _mark(evidence: Evidence) -> tuple[str, str]:
    return EVIDENCE_WORDS[evidence], LOOKS[evidence]


def _case(version: VersionCard, case_id: int | None) -> str:
    case = version.case_by_id(case_id) if case_id else None
    return case.name if case else "Mọi trường hợp"


def _limits(version: VersionCard) -> list[Said]:
    return [
        Said(
            _case(version, limit.case_id),
            limit_words(limit.limit) if limit.limit else "Chưa rõ",
            limit.basis,
            *_mark(limit.evidence),
        )
        for limit in version.limits
    ]


def _marks(version: VersionCard) -> list[tuple[str, str, int]]:
    """How many facts bear each mark, the surest first."""
    marks = [limit.evidence for limit in version.limits] + [paper.evidence for paper in version.papers]
    marks += [fee.evidence for fee in version.fees] + [evidence for _, evidence in version.evidence]
    return [(*_mark(evidence), marks.count(evidence)) for evidence in Evidence if evidence in marks]


def _process(card: ProcessCard, today: date) -> ProcessView:
    rows, steps = [], []
    for no, node in enumerate(card.nodes, start=1):
        where = UNIT_WORDS.get(node.unit) or _unit_name(node.unit)
        limit = step_limit_words(node.limit)
        follow = ", ".join(card.node(edge.target).name for edge in card.map.edges if edge.source == node.key)
        rows.append(StepRow(no, node.name, ROLE_WORDS[node.role], where, limit, node.optional, follow))
        mark = Mark.OPTIONAL if node.optional else Mark.PLAIN
        steps.append(StepView(node.name, mark, tuple(word for word in (ROLE_WORDS[node.role], limit) if word)))
    unit = "Quy trình mẫu" if card.unit_id is None else f"Riêng của {roster().unit(card.unit_id).label}"
    return ProcessView(
        f"{unit}: {card.name}", card.no, card.valid_from, card.valid_to, card.holds(today), card.on_site, rows, steps
    )


def _unit_name(code: str) -> str:
    try:
        return roster().unit_by_code(code).label
    except UnknownUnit:
        return code


def _scope(row: IntakeScope, today: date) -> dict[str, Any]:
    receiving = roster().unit(row.receiving_unit_id)
    competent = roster().unit(row.competent_unit_id) if row.competent_unit_id else None
    return {
        "receiving": receiving,
        "competent": competent,
        "mode": INTAKE_MODE_WORDS[IntakeMode(row.mode)],
        "row": row,
        "holds": row.valid_from <= today and (row.valid_to is None or today < row.valid_to),
    }


def _findings(card: ProcedureCard, today: date) -> list[Finding]:
    """What the checks of the catalogue say of what is published."""
    files = Files(procedures={card.code: published(card.code)})
    known = frozenset(one.code for one in shelf().procedures())
    sectors = frozenset(one.code for one in shelf().sectors())
    return sorted({*lint(files, known=known, sectors=sectors), *lint_staffing(files, on=today)}, key=_order)


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.severity, finding.line, finding.sentence


def finding_view(finding: Finding) -> dict[str, Any]:
    """A finding as the screens print it."""
    return {
        "look": SEVERITY_LOOKS[finding.severity],
        "kind": SEVERITY_NAMES[finding.severity],
        "where": f"{finding.file}:{finding.line}" if finding.line else finding.file,
        "sentence": finding.sentence,
    }
