"""Publishing: what is published stands, in the rows as in the ledger."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.catalogue.commands import (
    ScopeDefinition,
    close_scope,
    describe_procedure,
    end_process,
    end_version,
    open_procedure,
    open_scopes,
    publish_process,
    publish_version,
    withdraw_version,
)
from motcua.catalogue.commands.procedures import (
    EndBeforeStart,
    NoSuchSector,
    NoSuchVersion,
    ProcedureExists,
    VersionExists,
    VersionOverlaps,
)
from motcua.catalogue.commands.processes import LaterProcess, NothingToWithdraw
from motcua.catalogue.commands.scopes import NoSuchScope
from motcua.catalogue.definitions import VersionDefinition
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.shelf import NotInForce, UnknownProcedure, shelf
from motcua.ledger.actor import SYSTEM
from motcua.ledger.models import Event
from motcua.ledger.streams import StreamKind
from motcua.people.permissions import Denied
from motcua.rules.lifecycle import Role
from motcua.rules.numbering import BadProcedureCode
from motcua.rules.procedures import IntakeMode
from tests.catalogue.factories import AT, TODAY, folder, import_sample
from tests.people.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db
CODE = "1.004837"


def second(**changes: object) -> VersionDefinition:
    """A second version of the sample, from 2027 on."""
    first = folder().procedures[CODE].versions[0]
    values: dict[str, object] = {"no": 2, "valid_from": date(2027, 1, 1), **changes}
    return replace(first, **values)  # type: ignore[arg-type]


def publish(version: VersionDefinition) -> ProcedureVersion:
    return publish_version(CODE, version=version, actor=SYSTEM, at=AT)


def test_the_version_of_the_day_is_in_force() -> None:
    import_sample()
    publish(second())
    assert shelf().in_force(CODE, date(2025, 7, 1)).no == 1
    assert shelf().in_force(CODE, date(2026, 12, 31)).no == 1
    assert shelf().in_force(CODE, date(2027, 1, 1)).no == 2
    with pytest.raises(NotInForce) as refusal:
        shelf().in_force(CODE, date(2025, 6, 30))
    assert refusal.value.message == "Thủ tục 1.004837 không có phiên bản nào đang có hiệu lực ngày 30/06/2025."
    with pytest.raises(UnknownProcedure):
        shelf().in_force("1.000001", TODAY)


def test_publishing_is_one_event_that_names_the_version_it_ended() -> None:
    import_sample()
    first = shelf().in_force(CODE, TODAY)
    row = publish(second(decision="12/QĐ-UBND"))
    event = Event.objects.filter(stream_kind=StreamKind.PROCEDURE, stream_id=row.procedure_id).latest("seq")
    assert event.kind == "procedure.publish_version"
    assert event.facts["version_id"] == row.pk
    assert event.facts["ended_version_id"] == first.id
    assert event.facts["decision"] == "12/QĐ-UBND"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procedure_version SET name = 'khác'",
        "UPDATE procedure_version SET valid_from = '2020-01-01'",
        "UPDATE procedure_version SET status = 1",
        "DELETE FROM procedure_version",
        'UPDATE "limit" SET value = 9',
        'DELETE FROM "case"',
        "UPDATE paper_item SET name = 'khác'",
        "UPDATE fee_rule SET amount = 0",
        "UPDATE process_node SET limit_value = 99",
        "DELETE FROM process_edge",
        "UPDATE process_version SET on_site = NOT on_site",
    ],
)
def test_what_is_published_cannot_be_changed_by_sql_either(statement: str) -> None:
    import_sample()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_end_once_given_stays() -> None:
    import_sample()
    end_version(CODE, no=1, on=date(2027, 1, 1), actor=SYSTEM, at=AT)
    with pytest.raises(EndBeforeStart):
        end_version(CODE, no=1, on=date(2028, 1, 1), actor=SYSTEM, at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureVersion.objects.update(valid_to=date(2028, 1, 1))


def test_a_version_number_is_used_once() -> None:
    import_sample()
    with pytest.raises(VersionExists):
        publish(second(no=1))


def test_two_versions_are_never_in_force_on_one_day() -> None:
    import_sample()
    publish(second())
    with pytest.raises(VersionOverlaps):
        publish(second(no=3, valid_from=date(2026, 1, 1)))
    with pytest.raises(VersionOverlaps):
        publish(second(no=3, valid_from=date(2025, 7, 1), valid_to=date(2025, 8, 1)))
    assert publish(second(no=3, valid_from=date(2024, 1, 1), valid_to=date(2025, 1, 1))).no == 3


def test_a_withdrawn_version_is_not_in_force_but_its_dossiers_keep_it() -> None:
    import_sample()
    version = shelf().in_force(CODE, TODAY)
    withdraw_version(CODE, no=1, on=TODAY, reason="15/QĐ-UBND", actor=SYSTEM, at=AT)
    assert shelf().find(CODE).on(TODAY) is None
    assert shelf().version(version.id).name == version.name
    with pytest.raises(NoSuchVersion):
        withdraw_version(CODE, no=1, on=TODAY, reason="16/QĐ-UBND", actor=SYSTEM, at=AT)
    assert publish(second(valid_from=date(2025, 7, 1))).no == 2


def test_a_version_cannot_end_before_it_begins() -> None:
    import_sample()
    with pytest.raises(EndBeforeStart) as refusal:
        end_version(CODE, no=1, on=date(2025, 7, 1), actor=SYSTEM, at=AT)
    assert "01/07/2025" in refusal.value.message


def test_a_procedure_needs_a_code_of_its_own_and_a_known_sector() -> None:
    import_sample()
    with pytest.raises(ProcedureExists):
        open_procedure(CODE, sector="ho-tich", actor=SYSTEM, at=AT)
    with pytest.raises(NoSuchSector):
        open_procedure("1.000001", sector="khong-co", actor=SYSTEM, at=AT)
    with pytest.raises(BadProcedureCode):
        open_procedure("1-1", sector="ho-tich", actor=SYSTEM, at=AT)
    with pytest.raises(UnknownProcedure):
        describe_procedure("1.000001", sector="ho-tich", abbreviations=(), synonyms=(), actor=SYSTEM, at=AT)


def test_a_procedure_without_a_version_is_on_no_shelf() -> None:
    import_sample()
    open_procedure("1.000001", sector="ho-tich", actor=SYSTEM, at=AT)
    with pytest.raises(UnknownProcedure):
        shelf().find("1.000001")


def test_a_process_is_published_for_one_agency_and_ends_again() -> None:
    import_sample()
    unit = make_unit()
    procedure = shelf().find(CODE).id
    template = shelf().process_for(procedure, unit.pk, TODAY)
    process = folder().procedures[CODE].versions[0].process
    assert process is not None
    own = publish_process(
        CODE, process=replace(process, on_site=True), unit_id=unit.pk, valid_from=TODAY, actor=SYSTEM, at=AT
    )
    found = shelf().process_for(procedure, unit.pk, TODAY)
    assert found is not None
    assert (found.id, found.on_site) == (own.pk, True)
    with pytest.raises(LaterProcess):
        publish_process(CODE, process=process, unit_id=unit.pk, valid_from=date(2026, 1, 1), actor=SYSTEM, at=AT)
    end_process(CODE, unit_id=unit.pk, on=date(2026, 12, 1), actor=SYSTEM, at=AT)
    assert shelf().process_for(procedure, unit.pk, date(2026, 11, 30)) == found or found.no == 1
    after = shelf().process_for(procedure, unit.pk, date(2026, 12, 1))
    assert after is not None and template is not None
    assert after.id == template.id
    with pytest.raises(NothingToWithdraw):
        end_process(CODE, unit_id=unit.pk, on=date(2027, 1, 1), actor=SYSTEM, at=AT)


def test_a_desk_receives_for_itself_and_for_others() -> None:
    import_sample()
    desk, agency, far = make_unit(), make_unit(), make_unit()
    scopes = [
        ScopeDefinition(desk.pk),
        ScopeDefinition(desk.pk, agency.pk, IntakeMode.ON_BEHALF),
        ScopeDefinition(desk.pk, far.pk, IntakeMode.TRACKED),
    ]
    rows = open_scopes(CODE, scopes=scopes, valid_from=TODAY, actor=SYSTEM, at=AT)
    procedure = shelf().find(CODE).id
    assert shelf().agencies_for(procedure, desk.pk, TODAY) == {desk.pk, agency.pk}
    assert shelf().agencies_for(procedure, desk.pk, date(2026, 1, 1)) == frozenset()
    assert shelf().received_by(desk.pk, TODAY) == {procedure}
    assert open_scopes(CODE, scopes=scopes, valid_from=TODAY, actor=SYSTEM, at=AT) == []
    close_scope(rows[1].pk, on=date(2026, 12, 1), actor=SYSTEM, at=AT)
    assert shelf().agencies_for(procedure, desk.pk, date(2026, 12, 1)) == {desk.pk}
    with pytest.raises(NoSuchScope):
        close_scope(rows[1].pk, on=date(2026, 12, 2), actor=SYSTEM, at=AT)


def test_only_who_administers_the_catalogue_may_publish() -> None:
    import_sample()
    with pytest.raises(Denied):
        publish_version(CODE, version=second(), actor=make_actor(role=Role.APPROVER), at=AT)
    assert publish_version(CODE, version=second(), actor=make_actor(role=Role.CONTROL), at=AT).no == 2
