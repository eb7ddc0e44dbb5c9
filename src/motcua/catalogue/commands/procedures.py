"""Procedures come into being, are described, get versions, and versions end. Each verb one transaction, one event."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.catalogue.commands.parts import version_row, write_parts
from motcua.catalogue.definitions import VersionDefinition, version_checksum
from motcua.catalogue.models import Procedure, ProcedureVersion, Sector
from motcua.catalogue.shelf import UnknownProcedure
from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.permissions import require
from motcua.rules.faults import Fault
from motcua.rules.numbering import parse_procedure_code
from motcua.rules.procedures import Status
from motcua.rules.text import nfc


class ProcedureExists(Fault):
    """The code is taken."""

    code = "procedure_exists"
    sentence = "Mã thủ tục {procedure} đã có trong danh mục."


class NoSuchSector(Fault):
    """The sector is not in the catalogue."""

    code = "no_such_sector"
    sentence = "Danh mục chưa có lĩnh vực “{sector}”."


class VersionExists(Fault):
    """A published version never changes."""

    code = "version_exists"
    sentence = "Phiên bản {no} của thủ tục {procedure} đã được công bố và không sửa được. Hãy lập phiên bản mới."


class VersionOverlaps(Fault):
    """Two versions would be in force on one day."""

    code = "version_overlaps"
    sentence = "Phiên bản {no} của thủ tục {procedure} chồng thời gian với phiên bản {other}."


class NoSuchVersion(Fault):
    """The procedure has no published version of that number."""

    code = "no_such_version"
    sentence = "Thủ tục {procedure} không có phiên bản {no} đang được công bố."


class EndBeforeStart(Fault):
    """A version ends after the day on which it begins, and not twice."""

    code = "version_end_before_start"
    sentence = "Phiên bản {no} có hiệu lực từ {since:%d/%m/%Y}, không thể kết thúc ngày {on:%d/%m/%Y}."


@transaction.atomic
def open_procedure(
    code: str,
    *,
    sector: str,
    actor: Actor,
    at: datetime,
    abbreviations: Sequence[str] = (),
    synonyms: Sequence[str] = (),
    national_uuid: str | None = None,
) -> Procedure:
    """A procedure comes into the catalogue, without any version yet.

    Raises BadProcedureCode, ProcedureExists, NoSuchSector, Denied.
    """
    require(actor, Action.ADMINISTER_CATALOGUE)
    code = parse_procedure_code(code)
    if Procedure.objects.filter(code=code).exists():
        raise ProcedureExists(procedure=code)
    procedure = Procedure.objects.create(
        code=code,
        sector=_sector(sector),
        abbreviations=_words(abbreviations),
        synonyms=_words(synonyms),
        national_uuid=national_uuid,
    )
    facts = {"code": code, "sector": sector}
    record(StreamKind.PROCEDURE, procedure.pk, kind="procedure.open", actor=actor, at=at, facts=facts)
    generation.bump()
    return procedure


@transaction.atomic
def describe_procedure(
    code: str,
    *,
    sector: str,
    abbreviations: Sequence[str],
    synonyms: Sequence[str],
    actor: Actor,
    at: datetime,
    national_uuid: str | None = None,
) -> Procedure:
    """How a procedure is found and where it is filed: no law, so it may change at any time.

    Raises UnknownProcedure, NoSuchSector, Denied.
    """
    require(actor, Action.ADMINISTER_CATALOGUE)
    procedure = locked_procedure(code)
    procedure.sector = _sector(sector)
    procedure.abbreviations, procedure.synonyms = _words(abbreviations), _words(synonyms)
    procedure.national_uuid = national_uuid
    procedure.save()
    facts = {"sector": sector, "abbreviations": procedure.abbreviations, "synonyms": procedure.synonyms}
    record(StreamKind.PROCEDURE, procedure.pk, kind="procedure.describe", actor=actor, at=at, facts=facts)
    generation.bump()
    return procedure


@transaction.atomic
def publish_version(code: str, *, version: VersionDefinition, actor: Actor, at: datetime) -> ProcedureVersion:
    """A version is in force from its first day on; the one before it ends on that day unless it already has an end.

    The process is published apart (`publish_process`). Raises UnknownProcedure, VersionExists, VersionOverlaps, Denied.
    """
    require(actor, Action.ADMINISTER_CATALOGUE)
    procedure = locked_procedure(code)
    ended = _make_room(procedure, version)
    row = version_row(procedure, version)
    row.published_by, row.checksum = actor.staff_id, version_checksum(version)
    row.save(force_insert=True)
    write_parts(row, version)
    record(
        StreamKind.PROCEDURE,
        procedure.pk,
        kind="procedure.publish_version",
        actor=actor,
        at=at,
        facts={
            "version_id": row.pk,
            "no": row.no,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat() if row.valid_to else None,
            "decision": row.decision,
            "checksum": row.checksum,
            "ended_version_id": ended.pk if ended else None,
        },
    )
    generation.bump()
    return row


@transaction.atomic
def end_version(code: str, *, no: int, on: date, actor: Actor, at: datetime) -> ProcedureVersion:
    """A version ends: `on` is the first day without it.

    Raises UnknownProcedure, NoSuchVersion, EndBeforeStart, Denied.
    """
    require(actor, Action.ADMINISTER_CATALOGUE)
    procedure = locked_procedure(code)
    row = _published(procedure, no)
    if row.valid_to is not None or on <= row.valid_from:
        raise EndBeforeStart(no=no, since=row.valid_from, on=on)
    ProcedureVersion.objects.filter(pk=row.pk).update(valid_to=on)
    row.valid_to = on
    facts = {"version_id": row.pk, "no": no, "valid_to": on.isoformat()}
    record(StreamKind.PROCEDURE, procedure.pk, kind="procedure.end_version", actor=actor, at=at, facts=facts)
    generation.bump()
    return row


@transaction.atomic
def withdraw_version(code: str, *, no: int, on: date, reason: str, actor: Actor, at: datetime) -> ProcedureVersion:
    """A version is taken back: from `on` it is not in force, whatever days it names. Running dossiers keep it.

    `reason` is the number of the document that takes it back. Raises UnknownProcedure, NoSuchVersion, Denied.
    """
    require(actor, Action.ADMINISTER_CATALOGUE)
    procedure = locked_procedure(code)
    row = _published(procedure, no)
    ProcedureVersion.objects.filter(pk=row.pk).update(withdrawn_on=on)
    row.withdrawn_on = on
    facts = {"version_id": row.pk, "no": no, "on": on.isoformat(), "document_no": nfc(reason).strip()}
    record(StreamKind.PROCEDURE, procedure.pk, kind="procedure.withdraw_version", actor=actor, at=at, facts=facts)
    generation.bump()
    return row


def locked_procedure(code: str) -> Procedure:
    """The procedure under a lock, so that two publishers come one after the other. Raises UnknownProcedure."""
    procedure = Procedure.objects.select_for_update().filter(code=code).first()
    if procedure is None:
        raise UnknownProcedure(procedure=code)
    return procedure


def _make_room(procedure: Procedure, version: VersionDefinition) -> ProcedureVersion | None:
    """End the open version before the new one, which is returned; nothing else may lie in the new one's days."""
    if ProcedureVersion.objects.filter(procedure=procedure, no=version.no).exists():
        raise VersionExists(no=version.no, procedure=procedure.code)
    before = None
    published = ProcedureVersion.objects.filter(procedure=procedure, status=Status.PUBLISHED, withdrawn_on__isnull=True)
    for other in published:
        if other.valid_to is None and other.valid_from < version.valid_from:
            before = other
        elif _overlap(other, version):
            raise VersionOverlaps(no=version.no, procedure=procedure.code, other=other.no)
    if before:
        ProcedureVersion.objects.filter(pk=before.pk).update(valid_to=version.valid_from)
    return before


def _overlap(other: ProcedureVersion, version: VersionDefinition) -> bool:
    begins_late = other.valid_to is not None and other.valid_to <= version.valid_from
    ends_early = version.valid_to is not None and version.valid_to <= other.valid_from
    return not (begins_late or ends_early)


def _published(procedure: Procedure, no: int) -> ProcedureVersion:
    row = ProcedureVersion.objects.filter(
        procedure=procedure, no=no, status=Status.PUBLISHED, withdrawn_on__isnull=True
    ).first()
    if row is None:
        raise NoSuchVersion(no=no, procedure=procedure.code)
    return row


def _sector(key: str) -> Sector:
    sector = Sector.objects.filter(code=key).first()
    if sector is None:
        raise NoSuchSector(sector=key)
    return sector


def _words(words: Sequence[str]) -> list[str]:
    return [nfc(word).strip() for word in words if word.strip()]
