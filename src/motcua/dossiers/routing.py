"""Where a step goes: which office of an agency, and who in it may hold it. Asks the roster, makes no statement."""

from datetime import date

from motcua.people.permissions import works_as
from motcua.people.roster import PostingCard, UnknownUnit, roster
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import UnitLevel
from motcua.rules.process import Node


class NotAMember(Fault):
    """The chosen person does not serve there in that role."""

    code = "not_a_member"
    sentence = "{person} không đảm nhận bước “{step}” tại {unit}."


def office_of(node: Node, *, receiving_unit_id: int, competent_unit_id: int, sector: str, on: date) -> int:
    """The unit in which a step of `node` is worked on.

    A node names the receiving unit, the competent agency, or a unit by code. Within that agency it is the office that
    has somebody in the node's role for the sector: the agency itself first, then the offices below in order of code.
    When there is nobody, the agency itself (the catalogue's check names such a process).
    """
    if node.unit == "receiving":
        return receiving_unit_id
    people = roster()
    agency = _agency(node, competent_unit_id, on)
    for unit_id in sorted(people.descendants(agency, on), key=lambda u: (u != agency, people.unit(u).code)):
        if any(_serves(posting, node.role, sector) for posting in people.postings_in(unit_id, on)):
            return unit_id
    return agency


def _agency(node: Node, competent_unit_id: int, on: date) -> int:
    """The unit that a node names, outside the desk."""
    if node.unit == "competent":
        return competent_unit_id
    if node.unit == "province_centre":
        return province_centre(on)
    return roster().unit_by_code(node.unit).id


def province_centre(on: date) -> int:
    """The provincial one-stop centre: the one-stop unit that stands nearest below the province. Raises UnknownUnit."""
    people = roster()
    centres = people.units(on, UnitLevel.ONE_STOP)
    if not centres:
        raise UnknownUnit(unit="Trung tâm Phục vụ hành chính công cấp tỉnh")
    return min(centres, key=lambda card: (len(people.ancestors(card.id, on)), card.code)).id


def posting_for(login: str, *, node: Node, unit_id: int, agency_id: int, sector: str, on: date) -> PostingCard:
    """The posting in which a named person can hold a step of `node`: at the office, or elsewhere in its agency.

    A posting for other sectors cannot: its holder would not even see the dossier.

    Raises UnknownStaff, NotAMember.
    """
    people = roster()
    staff = people.staff_by_login(login)
    within = people.descendants(agency_id, on) | {unit_id}
    postings = people.postings_of(staff.id, on)
    for posting in sorted(postings, key=lambda posting: posting.unit_id != unit_id):
        if posting.unit_id in within and _may_hold(posting, node, sector):
            return posting
    raise NotAMember(person=staff.name, step=node.name, unit=people.unit(unit_id, on).label)


def who_could_hold(
    node: Node, *, unit_id: int, agency_id: int, sector: str, on: date
) -> tuple[tuple[PostingCard, ...], tuple[PostingCard, ...]]:
    """Whom `posting_for` would take for a step of `node`: the office's own, then others of the agency by their units.

    Others only where the process gives the step to the competent agency as a whole, not to the desk or a named unit.
    """
    people = roster()
    agency = people.descendants(agency_id, on) if node.unit == "competent" else frozenset()
    units = [unit_id, *sorted(agency - {unit_id}, key=lambda other: people.unit(other, on).code)]
    found: dict[int, PostingCard] = {}
    for posting in (posting for unit in units for posting in people.postings_in(unit, on)):
        if _may_hold(posting, node, sector):
            found.setdefault(posting.staff_id, posting)
    own = tuple(posting for posting in found.values() if posting.unit_id == unit_id)
    return own, tuple(posting for posting in found.values() if posting.unit_id != unit_id)


def candidates(node_role: Role, *, unit_id: int, sector: str, on: date) -> tuple[PostingCard, ...]:
    """The postings at an office that can hold a step of this role."""
    return tuple(p for p in roster().postings_in(unit_id, on) if _serves(p, node_role, sector))


def _may_hold(posting: PostingCard, node: Node, sector: str) -> bool:
    return works_as(posting.role, node.role) and _in_sector(posting, sector)


def _serves(posting: PostingCard, role: Role, sector: str) -> bool:
    return posting.role is role and _in_sector(posting, sector)


def _in_sector(posting: PostingCard, sector: str) -> bool:
    return not posting.sectors or sector in posting.sectors
