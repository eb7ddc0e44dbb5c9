"""The internal process of a procedure is published: as a template, or for one agency that works differently."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from motcua.catalogue.commands.procedures import locked_procedure
from motcua.catalogue.definitions import NodeDefinition, ProcessDefinition, checksum
from motcua.catalogue.models import Process, ProcessEdge, ProcessNode, ProcessVersion
from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.permissions import require
from motcua.rules.deadlines import parse_limit
from motcua.rules.faults import Fault
from motcua.rules.procedures import Status

RULES = ("receiving", "competent", "province_centre")


class LaterProcess(Fault):
    """A process from a later day is already published."""

    code = "later_process"
    sentence = "Quy trình của thủ tục {procedure} đã có phiên bản từ ngày {since:%d/%m/%Y}. Chọn ngày hiệu lực sau đó."


class NothingToWithdraw(Fault):
    """There is no process in force from that day on."""

    code = "no_process_to_withdraw"
    sentence = "Thủ tục {procedure} không có quy trình đang áp dụng cho đơn vị này."


@transaction.atomic
def publish_process(
    code: str,
    *,
    process: ProcessDefinition,
    valid_from: date,
    actor: Actor,
    at: datetime,
    unit_id: int | None = None,
) -> ProcessVersion:
    """A process of a procedure is in force from a day on; the one before it ends on that day.

    Without a unit it is the template. Published again on its own first day, the earlier one is withdrawn: it never
    was in force. Running dossiers keep the version they are pinned to. Raises UnknownProcedure, LaterProcess, Denied.
    """
    require(actor, Action.ADMINISTER_CATALOGUE)
    procedure = locked_procedure(code)
    owner = Process.objects.filter(_of_unit(unit_id), procedure=procedure).first() or Process.objects.create(
        procedure=procedure, unit_id=unit_id
    )
    row = _write(owner, process, no=_make_room(owner, code, valid_from), valid_from=valid_from)
    facts = {
        "version_id": row.pk,
        "no": row.no,
        "procedure_id": procedure.pk,
        "unit_id": unit_id,
        "valid_from": valid_from.isoformat(),
        "checksum": row.checksum,
    }
    record(StreamKind.PROCESS, owner.pk, kind="process.publish", actor=actor, at=at, facts=facts)
    generation.bump()
    return row


@transaction.atomic
def end_process(code: str, *, unit_id: int | None, on: date, actor: Actor, at: datetime) -> ProcessVersion:
    """The process of an agency ends: from `on` the template holds for it. Raises NothingToWithdraw, Denied."""
    require(actor, Action.ADMINISTER_CATALOGUE)
    procedure = locked_procedure(code)
    row = (
        ProcessVersion.objects.filter(
            process__in=Process.objects.filter(_of_unit(unit_id), procedure=procedure),
            valid_to__isnull=True,
            withdrawn_on__isnull=True,
        )
        .order_by("-no")
        .first()
    )
    if row is None:
        raise NothingToWithdraw(procedure=code)
    _end(row, on)
    facts = {"version_id": row.pk, "no": row.no, "unit_id": unit_id, "on": on.isoformat()}
    record(StreamKind.PROCESS, row.process_id, kind="process.end", actor=actor, at=at, facts=facts)
    generation.bump()
    return row


def _of_unit(unit_id: int | None) -> Q:
    return Q(unit__isnull=True) if unit_id is None else Q(unit_id=unit_id)


def _make_room(owner: Process, code: str, valid_from: date) -> int:
    """End or withdraw what the new version replaces; the number of the new one."""
    versions = list(ProcessVersion.objects.filter(process=owner).order_by("no"))
    for row in versions:
        if row.withdrawn_on is not None or (row.valid_to is not None and row.valid_to <= valid_from):
            continue
        if row.valid_from > valid_from:
            raise LaterProcess(procedure=code, since=row.valid_from)
        _end(row, valid_from)
    return versions[-1].no + 1 if versions else 1


def _end(row: ProcessVersion, on: date) -> None:
    """From `on` the version is not in force: an end where it has had a day, else withdrawn."""
    ends = row.valid_to is None and on > row.valid_from
    change = {"valid_to": on} if ends else {"withdrawn_on": max(on, row.valid_from)}
    ProcessVersion.objects.filter(pk=row.pk).update(**change)


def _write(owner: Process, process: ProcessDefinition, *, no: int, valid_from: date) -> ProcessVersion:
    """The rows of a process version, published."""
    row = ProcessVersion.objects.create(
        process=owner,
        no=no,
        status=Status.PUBLISHED,
        name=process.name,
        valid_from=valid_from,
        on_site=process.on_site,
        checksum=checksum(process),
    )
    ProcessNode.objects.bulk_create(_node(row, order, node) for order, node in enumerate(process.nodes))
    ProcessEdge.objects.bulk_create(
        ProcessEdge(
            version=row,
            from_key=edge.source,
            to_key=edge.target,
            order=order,
            condition={"if": edge.condition} if edge.condition else None,
        )
        for order, edge in enumerate(process.edges)
    )
    return row


def _node(row: ProcessVersion, order: int, node: NodeDefinition) -> ProcessNode:
    limit = parse_limit(node.limit) if node.limit else None
    return ProcessNode(
        version=row,
        order=order,
        key=node.key,
        kind=node.kind,
        name=node.name,
        role=node.role,
        unit_rule={"unit": node.unit} if node.unit in RULES else {"code": node.unit},
        limit_value=limit.value if limit and limit.value > Decimal(0) else None,
        limit_unit=limit.unit if limit else None,
        optional=node.optional,
        join=node.join,
        join_count=node.join_count,
    )
