"""Who receives what for whom: intake scopes begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.catalogue.commands.procedures import locked_procedure
from motcua.catalogue.models import IntakeScope
from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.permissions import require
from motcua.rules.faults import Fault
from motcua.rules.procedures import IntakeMode


class NoSuchScope(Fault):
    """The desk does not receive that procedure, or it has already ended."""

    code = "no_such_scope"
    sentence = "Không có phạm vi tiếp nhận đang hiệu lực để kết thúc."


@dataclass(frozen=True, slots=True)
class ScopeDefinition:
    """One desk and the agency for which it receives; None: the desk's own unit decides."""

    receiving_unit_id: int
    competent_unit_id: int | None = None
    mode: IntakeMode = IntakeMode.OWN
    supporting: bool = False


@transaction.atomic
def open_scopes(
    code: str, *, scopes: Sequence[ScopeDefinition], valid_from: date, actor: Actor, at: datetime
) -> list[IntakeScope]:
    """Desks receive a procedure from a day on; what is already in force is left alone.

    Raises UnknownProcedure, Denied.
    """
    require(actor, Action.ADMINISTER_CATALOGUE)
    procedure = locked_procedure(code)
    there = set(
        IntakeScope.objects.filter(procedure=procedure, valid_to__isnull=True).values_list(
            "receiving_unit_id", "competent_unit_id"
        )
    )
    rows = IntakeScope.objects.bulk_create(
        IntakeScope(
            procedure=procedure,
            receiving_unit_id=scope.receiving_unit_id,
            competent_unit_id=scope.competent_unit_id,
            mode=scope.mode,
            supporting=scope.supporting,
            valid_from=valid_from,
        )
        for scope in scopes
        if (scope.receiving_unit_id, scope.competent_unit_id) not in there
    )
    facts = {
        "valid_from": valid_from.isoformat(),
        "scopes": [[row.pk, row.receiving_unit_id, row.competent_unit_id, row.mode, row.supporting] for row in rows],
    }
    record(StreamKind.PROCEDURE, procedure.pk, kind="procedure.open_scopes", actor=actor, at=at, facts=facts)
    generation.bump()
    return rows


@transaction.atomic
def close_scope(scope_id: int, *, on: date, actor: Actor, at: datetime) -> IntakeScope:
    """A desk no longer receives a procedure: `on` is the first day without. Raises NoSuchScope, Denied."""
    require(actor, Action.ADMINISTER_CATALOGUE)
    row = IntakeScope.objects.filter(pk=scope_id, valid_to__isnull=True, valid_from__lt=on).first()
    if row is None:
        raise NoSuchScope()
    IntakeScope.objects.filter(pk=row.pk).update(valid_to=on)
    row.valid_to = on
    facts = {"scope_id": row.pk, "on": on.isoformat()}
    record(StreamKind.PROCEDURE, row.procedure_id, kind="procedure.close_scope", actor=actor, at=at, facts=facts)
    generation.bump()
    return row
