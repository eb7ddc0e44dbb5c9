"""Units come, change, end and are succeeded. Nothing is renamed in place: a change is a new version from a day on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import Q

from motcua.ledger import generation
from motcua.ledger.actor import Actor
from motcua.ledger.record import record
from motcua.ledger.streams import StreamKind
from motcua.people.actions import Action
from motcua.people.cards import parse_week
from motcua.people.commands.paths import extend_paths, rebuild_paths
from motcua.people.models import OfficeHours, Posting, Seat, Succession, Unit, UnitVersion
from motcua.people.permissions import require
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.faults import Fault
from motcua.rules.organisation import LEVEL_WORDS, STANDS_BELOW, UnitLevel
from motcua.rules.text import nfc

CHANGEABLE = ("name", "level", "parent_id", "short_name", "office_hours_id", "address", "phone")


class UnitExists(Fault):
    """The code belongs to a unit that is open."""

    code = "unit_exists"
    sentence = "Mã {unit} đã là mã của một đơn vị đang hoạt động."


class UnitNotOpen(Fault):
    """The unit does not exist on that day, or has already ended."""

    code = "unit_not_open"
    sentence = "Đơn vị {unit} không hoạt động vào ngày {on:%d/%m/%Y}."


class LaterVersion(Fault):
    """A change from a later day is already known."""

    code = "later_version"
    sentence = "Đơn vị {unit} đã có thay đổi từ ngày {since:%d/%m/%Y}. Chọn ngày hiệu lực sau ngày đó."


class UnitHasChildren(Fault):
    """Units below are still open."""

    code = "unit_has_children"
    sentence = "Đơn vị {unit} còn {count} đơn vị trực thuộc đang hoạt động. Chuyển hoặc kết thúc các đơn vị đó trước."


class CircularTree(Fault):
    """A unit cannot stand below itself."""

    code = "circular_tree"
    sentence = "Đơn vị {unit} không thể trực thuộc chính nó hoặc đơn vị dưới nó."


class WrongLevel(Fault):
    """Its level does not stand below that of the other unit."""

    code = "wrong_level"
    sentence = "{unit} ({level}) không thể trực thuộc {parent} ({parent_level})."


class WrongHours(Fault):
    """Office hours need seven days of sessions in order."""

    code = "wrong_hours"
    sentence = "Giờ làm việc cần đủ bảy ngày, mỗi buổi có giờ bắt đầu và giờ kết thúc theo thứ tự."


class UnitColumns(TypedDict, total=False):
    """What else a version of a unit says."""

    parent_id: int | None
    short_name: str
    office_hours_id: int | None
    address: str
    phone: str


@transaction.atomic
def open_unit(
    code: str,
    *,
    name: str,
    level: UnitLevel,
    on: date,
    actor: Actor,
    at: datetime,
    **columns: Unpack[UnitColumns],
) -> Unit:
    """A unit begins on a day; a code that ended earlier begins again.

    Raises UnitExists, UnitNotOpen, WrongLevel, Denied.
    """
    require(actor, Action.ADMINISTER_UNITS)
    code = code.strip().upper()
    unit, new = Unit.objects.get_or_create(code=code, defaults={"created_on": on})
    if not new and unit.versions.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).exists():
        raise UnitExists(unit=code)
    parent_id = columns.get("parent_id")
    if parent_id is not None:
        _check_level(name, level, _open_version(parent_id, on))
    said = _clean({"name": name, **columns})
    version = UnitVersion.objects.create(unit=unit, level=level, valid_from=on, **said)
    extend_paths(version)
    facts = {"code": code, "version_id": version.pk, "parent_id": parent_id, "level": int(level), "on": on.isoformat()}
    record(StreamKind.UNIT, unit.pk, kind="unit.open", actor=actor, at=at, facts=facts)
    generation.bump()
    return unit


@transaction.atomic
def change_unit(unit_id: int, *, on: date, actor: Actor, at: datetime, **changes: Any) -> UnitVersion:
    """A new version of a unit from a day on: any of CHANGEABLE. Undone by changing back from a later day.

    Raises UnitNotOpen, LaterVersion, CircularTree, WrongLevel, Denied.
    """
    require(actor, Action.ADMINISTER_UNITS)
    old = _open_version(unit_id, on)
    unknown = changes.keys() - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not a column of a unit version: {sorted(unknown)}")
    changes = _clean(changes)
    before = {key: getattr(old, key) for key in changes}
    _check_parent(unit_id, changes.get("parent_id", old.parent_id), on)
    if old.valid_from == on:
        raise LaterVersion(unit=old.name, since=on)
    version = _succeeding(old, changes, on)
    _check_place(old, version)
    if "parent_id" in changes:
        rebuild_paths(on)
    record(
        StreamKind.UNIT,
        unit_id,
        kind="unit.change",
        actor=actor,
        at=at,
        facts={"version_id": version.pk, "on": on.isoformat(), "before": before, "after": _plain(changes)},
    )
    generation.bump()
    return version


@transaction.atomic
def close_unit(unit_id: int, *, on: date, decision: str, actor: Actor, at: datetime) -> None:
    """A unit ends: `on` is the first day without it. Its seats and postings end with it.

    Raises UnitNotOpen, LaterVersion, UnitHasChildren, Denied.
    """
    require(actor, Action.ADMINISTER_UNITS)
    version = _open_version(unit_id, on)
    children = UnitVersion.objects.filter(parent_id=unit_id, valid_to__isnull=True).count()
    if version.valid_from == on:
        raise LaterVersion(unit=version.name, since=on)
    if children:
        raise UnitHasChildren(unit=version.name, count=children)
    version.valid_to = on
    version.save(update_fields=["valid_to"])
    Seat.objects.filter(unit_id=unit_id, valid_to__isnull=True, valid_from__lt=on).update(valid_to=on)
    ended = Posting.objects.filter(unit_id=unit_id, valid_to__isnull=True, valid_from__lt=on).update(valid_to=on)
    rebuild_paths(on)
    facts = {"on": on.isoformat(), "decision": decision, "postings_ended": ended}
    record(StreamKind.UNIT, unit_id, kind="unit.close", actor=actor, at=at, facts=facts)
    generation.bump()


@transaction.atomic
def succeed_unit(
    old_unit_id: int,
    *,
    new_unit_id: int,
    on: date,
    decision: str,
    actor: Actor,
    at: datetime,
    share: Decimal = Decimal(1),
) -> Succession:
    """One unit takes over (a share of) another's work from a day on. What it may see follows. Raises UnitNotOpen."""
    require(actor, Action.ADMINISTER_UNITS)
    _open_version(new_unit_id, on)
    succession = Succession.objects.create(
        old_unit_id=old_unit_id, new_unit_id=new_unit_id, on=on, decision=nfc(decision).strip(), share=share
    )
    facts = {"new_unit_id": new_unit_id, "on": on.isoformat(), "share": str(share), "decision": decision}
    record(StreamKind.UNIT, old_unit_id, kind="unit.succeed", actor=actor, at=at, facts=facts)
    generation.bump()
    return succession


@transaction.atomic
def set_hours(
    key: str,
    *,
    name: str,
    sessions: Sequence[Sequence[Sequence[str]]],
    on: date,
    legal_basis: str,
    actor: Actor,
    at: datetime,
) -> OfficeHours:
    """Office hours under a key from a day on; units that use the key follow. [[["07:30", "11:30"], …], …] from Monday.

    Raises WrongHours, LaterVersion, Denied.
    """
    require(actor, Action.ADMINISTER_CALENDAR)
    _check_hours(sessions)
    old = OfficeHours.objects.filter(key=key, valid_to__isnull=True).first()
    if old is not None and old.valid_from > on:
        raise LaterVersion(unit=old.name, since=old.valid_from)
    values = {"name": nfc(name).strip(), "sessions": sessions, "legal_basis": nfc(legal_basis).strip()}
    if old is not None and old.valid_from == on:
        OfficeHours.objects.filter(pk=old.pk).update(**values)
        hours = old
    else:
        OfficeHours.objects.filter(key=key, valid_to__isnull=True).update(valid_to=on)
        hours = OfficeHours.objects.create(key=key, valid_from=on, **values)
    facts = {"key": key, "on": on.isoformat(), "sessions": sessions, "before": old.sessions if old else None}
    record(StreamKind.CALENDAR, hours.pk, kind="calendar.set_hours", actor=actor, at=at, facts=facts)
    generation.bump()
    return hours


def _open_version(unit_id: int, on: date) -> UnitVersion:
    """The version without an end, which must have begun by the day. Raises UnitNotOpen, LaterVersion."""
    version = UnitVersion.objects.select_related("unit").filter(unit_id=unit_id, valid_to__isnull=True).first()
    if version is None:
        raise UnitNotOpen(unit=unit_id, on=on)
    if version.valid_from > on:
        raise LaterVersion(unit=version.name, since=version.valid_from)
    return version


def _succeeding(old: UnitVersion, changes: Mapping[str, Any], on: date) -> UnitVersion:
    values = {key: getattr(old, key) for key in CHANGEABLE} | dict(changes)
    old.valid_to = on
    old.save(update_fields=["valid_to"])
    return UnitVersion.objects.create(unit_id=old.unit_id, valid_from=on, **values)


def _check_parent(unit_id: int, parent_id: int | None, on: date) -> None:
    """The way up from the new parent must not meet the unit."""
    here = parent_id
    while here is not None:
        if here == unit_id:
            raise CircularTree(unit=Unit.objects.get(pk=unit_id).code)
        here = _open_version(here, on).parent_id


def _check_place(old: UnitVersion, new: UnitVersion) -> None:
    """A unit that moves, or whose level changes, stands below what it may, and what stands below it may do so."""
    if (old.level, old.parent_id) != (new.level, new.parent_id) and new.parent_id is not None:
        _check_level(new.name, UnitLevel(new.level), _open_version(new.parent_id, new.valid_from))
    if old.level != new.level:
        for child in UnitVersion.objects.filter(parent_id=new.unit_id, valid_to__isnull=True):
            _check_level(child.name, UnitLevel(child.level), new)


def _check_level(name: str, level: UnitLevel, parent: UnitVersion) -> None:
    above = UnitLevel(parent.level)
    if above not in STANDS_BELOW[level]:
        raise WrongLevel(unit=name, level=LEVEL_WORDS[level], parent=parent.name, parent_level=LEVEL_WORDS[above])


def _check_hours(sessions: Sequence[Sequence[Sequence[str]]]) -> None:
    try:
        WorkingCalendar(parse_week(sessions), {})
    except (ValueError, TypeError, Fault):
        raise WrongHours from None


def _clean(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {key: nfc(value).strip() if isinstance(value, str) else value for key, value in columns.items()}


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: int(value) if isinstance(value, UnitLevel) else value for key, value in changes.items()}
