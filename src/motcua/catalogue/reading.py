"""From rows to cards: one version with all its parts, one process with its steps. Used by the shelf alone."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from motcua.catalogue.cards import (
    CaseCard,
    FeeCard,
    JoinCard,
    LegalCard,
    LimitCard,
    PaperCard,
    PauseCard,
    ProcessCard,
    VersionCard,
)
from motcua.catalogue.models import (
    Case,
    FeeRule,
    Limit,
    PaperItem,
    ProcedureVersion,
    Process,
    ProcessEdge,
    ProcessNode,
    ProcessVersion,
)
from motcua.rules import expressions
from motcua.rules.codes import Channel, PaperNature, Profile, SegmentCause
from motcua.rules.deadlines import EndMode, LimitUnit, Resume, parse_limit
from motcua.rules.deadlines import Limit as Term
from motcua.rules.lifecycle import NodeKind, Role
from motcua.rules.procedures import Evidence, FeeKind, FeeMoment, Join, Level, Online, Per, Refund, Start, Status
from motcua.rules.process import Edge, Node, ProcessMap


def read_version(version_id: int) -> VersionCard:
    """A version with its cases, limits, papers and fees: five statements."""
    row = ProcedureVersion.objects.select_related("procedure__sector").get(pk=version_id)
    content, marks = row.content, row.evidence
    return VersionCard(
        id=row.pk,
        procedure_id=row.procedure_id,
        code=row.procedure.code,
        no=row.no,
        name=row.name,
        sector=row.procedure.sector.code,
        sector_name=row.procedure.sector.name,
        level=Level(row.competent_level),
        online=Online(row.service_level),
        profile=Profile(row.profile),
        decision=row.decision,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        withdrawn_on=row.withdrawn_on,
        returns_paper=row.returns_paper,
        supplement_mode=Resume(row.supplement_mode),
        supplement_limit=row.supplement_limit,
        supplement_window=parse_limit(row.supplement_window) if row.supplement_window else None,
        answer=tuple((Channel[name.upper()], parse_limit(limit)) for name, limit in row.answer_limit.items()),
        pauses=tuple(_pause(pause) for pause in row.pauses),
        cases=_cases(version_id),
        limits=_limits(version_id),
        papers=_papers(version_id),
        fees=_fees(version_id),
        result_name=content["result"]["name"],
        result_code=content["result"]["code"],
        guidance=content["guidance"],
        legal=tuple(LegalCard(**entry) for entry in content["legal"]),
        evidence=tuple((fact, Evidence[mark.upper()]) for fact, mark in marks.items()),
        checksum=row.checksum,
    )


def _pause(entry: dict[str, Any]) -> PauseCard:
    return PauseCard(
        cause=SegmentCause[entry["cause"].upper()],
        mode=Resume[entry["mode"].upper()],
        basis=entry["basis"],
        evidence=Evidence[entry["evidence"].upper()],
        case=entry.get("case"),
    )


def _cases(version_id: int) -> tuple[CaseCard, ...]:
    rows = Case.objects.filter(version_id=version_id).order_by("pk")
    return tuple(CaseCard(row.pk, row.key, row.name, _prose(row.condition)) for row in rows)


def _limits(version_id: int) -> tuple[LimitCard, ...]:
    return tuple(
        LimitCard(
            id=row.pk,
            case_id=row.case_id,
            limit=_term(row),
            start=Start(row.start),
            cutoff=row.count_cutoff,
            mode=EndMode(row.mode),
            basis=row.basis,
            evidence=Evidence(row.evidence),
        )
        for row in Limit.objects.filter(version_id=version_id).order_by("pk")
    )


def _term(row: Limit) -> Term | None:
    if row.unit is None:
        return None
    return Term(row.value or Decimal(0), LimitUnit(row.unit), EndMode(row.mode), row.count_cutoff)


def _papers(version_id: int) -> tuple[PaperCard, ...]:
    return tuple(
        PaperCard(
            id=row.pk,
            case_id=row.case_id,
            code=row.code,
            name=row.name,
            originals=row.originals,
            copies=row.copies,
            nature=PaperNature(row.nature),
            required_if=_prose(row.required_if),
            result_of=row.result_of_procedure.code if row.result_of_procedure else None,
            source=row.source_system or None,
            evidence=Evidence(row.evidence),
        )
        for row in PaperItem.objects.filter(version_id=version_id)
        .select_related("result_of_procedure")
        .order_by("order")
    )


def _fees(version_id: int) -> tuple[FeeCard, ...]:
    return tuple(
        FeeCard(
            id=row.pk,
            case_id=row.case_id,
            code=row.fee_code,
            name=row.name,
            kind=FeeKind(row.kind),
            amount=row.amount,
            percent=row.percent,
            per=Per(row.per),
            from_page=row.from_page,
            to_page=row.to_page,
            at_most=row.at_most,
            channel=None if row.channel is None else Channel(row.channel),
            group=row.group or None,
            when=FeeMoment(row.when),
            refund=Refund(row.refund),
            basis=row.basis,
            evidence=Evidence(row.evidence),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in FeeRule.objects.filter(version_id=version_id).order_by("order")
    )


def _prose(entry: dict[str, str] | None) -> str | None:
    return entry["text"] if entry else None


def read_process(version_id: int) -> ProcessCard:
    """One process version: three statements."""
    return _process_cards(ProcessVersion.objects.filter(pk=version_id))[0]


def read_processes(processes: QuerySet[Process]) -> tuple[ProcessCard, ...]:
    """Every published version of some processes, templates first: three statements."""
    rows = ProcessVersion.objects.filter(process__in=processes, status=Status.PUBLISHED)
    cards = _process_cards(rows)
    return tuple(sorted(cards, key=lambda card: (card.unit_id is not None, card.unit_id or 0, card.no)))


def _process_cards(rows: QuerySet[ProcessVersion]) -> list[ProcessCard]:
    versions = list(rows.select_related("process"))
    nodes: dict[int, list[ProcessNode]] = defaultdict(list)
    for node in ProcessNode.objects.filter(version__in=versions).order_by("order"):
        nodes[node.version_id].append(node)
    edges: dict[int, list[ProcessEdge]] = defaultdict(list)
    for edge in ProcessEdge.objects.filter(version__in=versions).order_by("order", "pk"):
        edges[edge.version_id].append(edge)
    return [_process_card(row, nodes[row.pk], edges[row.pk]) for row in versions]


def _process_card(row: ProcessVersion, nodes: list[ProcessNode], edges: list[ProcessEdge]) -> ProcessCard:
    return ProcessCard(
        id=row.pk,
        process_id=row.process_id,
        procedure_id=row.process.procedure_id,
        unit_id=row.process.unit_id,
        no=row.no,
        name=row.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        withdrawn_on=row.withdrawn_on,
        map=ProcessMap(tuple(_node(node) for node in nodes), tuple(_edge(edge) for edge in edges), on_site=row.on_site),
        conditions=tuple((edge.from_key, edge.to_key, edge.condition["if"]) for edge in edges if edge.condition),
        joins=tuple((node.key, JoinCard(Join(node.join), node.join_count)) for node in nodes),
        checksum=row.checksum,
    )


def _node(node: ProcessNode) -> Node:
    rule: dict[str, Any] = node.unit_rule
    return Node(
        key=node.key,
        kind=NodeKind(node.kind),
        name=node.name,
        role=Role(node.role),
        unit=rule.get("unit") or rule["code"],
        limit=_step_limit(node),
        optional=node.optional,
    )


def _step_limit(node: ProcessNode) -> str | None:
    if node.limit_unit is None:
        return None
    return str(Term(node.limit_value or Decimal(0), LimitUnit(node.limit_unit)))


def _edge(edge: ProcessEdge) -> Edge:
    condition = expressions.condition(edge.condition["if"]) if edge.condition else None
    return Edge(edge.from_key, edge.to_key, edge.order, condition)
