"""Units and staff for the tests of every room, made with the product's own verbs."""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from motcua.ledger.actor import SYSTEM, Actor
from motcua.people import commands
from motcua.people.actors import actor_for
from motcua.people.models import Posting, Staff, Unit
from motcua.people.roster import roster
from motcua.rules.lifecycle import ROLE_WORDS, Role
from motcua.rules.organisation import STANDS_BELOW, UnitLevel

BEGIN = date(2020, 1, 1)
BEGAN = datetime(2020, 1, 1, 1, 0, tzinfo=UTC)
PASSWORD = "mat-khau-thu-nghiem-1"

_numbers = itertools.count(1)


def make_unit(
    code: str = "",
    *,
    name: str = "",
    level: UnitLevel | None = None,
    parent: Unit | None = None,
    on: date = BEGIN,
    **columns: Any,
) -> Unit:
    """A unit that exists from 2020 on: a commune, or an office when it stands below one."""
    code = code or f"H99.{next(_numbers) % 900 + 100}"
    parent_id = parent.pk if parent else None
    if level is None:
        above = roster().unit(parent_id).level if parent_id else UnitLevel.PROVINCE
        level = UnitLevel.COMMUNE if above in STANDS_BELOW[UnitLevel.COMMUNE] else UnitLevel.SUB_DEPARTMENT
    return commands.open_unit(
        code, name=name or f"Đơn vị {code}", level=level, on=on, parent_id=parent_id, actor=SYSTEM, at=BEGAN, **columns
    )


def make_staff(
    *,
    role: Role = Role.DESK,
    unit: Unit | None = None,
    name: str = "Trần Thị Lan",
    login: str = "",
    sectors: Iterable[str] = (),
    on: date = BEGIN,
    **columns: Any,
) -> Staff:
    """A member of staff with one posting, who signs in with PASSWORD."""
    staff = commands.hire_staff(
        name, login=login or f"can-bo-{next(_numbers)}", password=PASSWORD, actor=SYSTEM, at=BEGAN
    )
    make_posting(staff, role=role, unit=unit or make_unit(), sectors=sectors, on=on, **columns)
    return staff


def make_posting(
    staff: Staff, *, role: Role, unit: Unit, sectors: Iterable[str] = (), on: date = BEGIN, **columns: Any
) -> Posting:
    """One more posting of a person."""
    return commands.grant_posting(
        staff.pk,
        unit_id=unit.pk,
        role=role,
        title=columns.pop("title", ROLE_WORDS[role]),
        sectors=sectors,
        on=on,
        actor=SYSTEM,
        at=BEGAN,
        **columns,
    )


def actor_of(staff: Staff, *, on: date = date(2026, 11, 23)) -> Actor:
    """The actor that a person is in the first posting."""
    return actor_for(roster().postings_of(staff.pk, on)[0], on=on)


def make_actor(
    role: Role, unit: Unit | None = None, *, sectors: Iterable[str] = (), name: str = "Trần Thị Lan"
) -> Actor:
    """A person in one posting, as an actor."""
    return actor_of(make_staff(role=role, unit=unit, sectors=sectors, name=name))
