"""Who is told how much of a clock is used up: the holder, then those above, the higher the share.

Who is away is told all the same, and the named substitute with them. Asks the roster, makes no statement.
"""

from collections.abc import Iterator
from datetime import date, datetime

from motcua.dossiers.alarms import OpenStep, Rung
from motcua.dossiers.models import Dossier, Step
from motcua.ledger.generation import per_generation
from motcua.people.roster import PostingCard, roster
from motcua.rules.calendar import legal_day
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import UnitLevel

DIVISION, AGENCY, PROVINCE = 75, 90, 100  # from which share on the next one above is told
_AT_DESK = frozenset({Role.DESK, Role.HEAD_DESK, Role.POST})

People = frozenset[int]
NOBODY: People = frozenset()


class Audience:
    """Who is told at one moment; what was found once is remembered, for thousands of clocks ring together."""

    def __init__(self, at: datetime) -> None:
        self.at, self._on = at, legal_day(at)
        self._found: dict[tuple[object, ...], People] = {}

    def of_clock(self, share: int, dossier: Dossier | Rung, step: Step | OpenStep | None, *, sector: str) -> People:
        """Whom the share of a clock concerns, with substitutes."""
        unit_id = step.unit_id if step else dossier.receiving_unit_id
        role = Role(step.role) if step else Role.DESK
        key = (share, step and step.person_id, unit_id, role, dossier.competent_unit_id, sector)
        if key not in self._found:
            self._found[key] = self._of_clock(share, key[1], unit_id, role, dossier.competent_unit_id, sector)  # type: ignore[arg-type]
        return self._found[key]

    def of_broken_promise(self, dossier: Dossier | Rung, step: Step | OpenStep | None, *, sector: str) -> People:
        """Whom a broken second date concerns: all whom the end of the term concerns, the head of the one-stop desk, and
        whoever leads the province (Decree 61/2018 Art. 19(9): no third date can be promised).
        """
        told = self.of_clock(PROVINCE, dossier, step, sector=sector)
        desk = self.serving(Role.HEAD_DESK, dossier.receiving_unit_id, sector=sector)
        return told | desk | self.with_substitutes(heads_of_province(self._on.isoformat()))

    def serving(self, role: Role, unit_id: int, *, sector: str) -> People:
        """Those with the role in the unit, or in the nearest above it, with substitutes."""
        key = (role, unit_id, sector)
        if key not in self._found:
            self._found[key] = self.with_substitutes(self._nearest(role, unit_id, sector))
        return self._found[key]

    def on_duty(self, unit_id: int, *, sector: str) -> People:
        """Those on duty in this very unit, with substitutes: they decide only what lies with them."""
        return self.with_substitutes(self._serving(unit_id, Role.DUTY, sector))

    def with_substitutes(self, people: People) -> People:
        """The people who still work here, and the substitute of each who is away at the moment."""
        staff = roster()
        absences = (staff.absence(person, self.at) for person in people)
        named = {absence.substitute_id for absence in absences if absence and absence.substitute_id}
        return frozenset(person for person in people | named if staff.staff(person).active)

    def _of_clock(
        self, share: int, holder: int | None, unit_id: int, role: Role, agency_id: int, sector: str
    ) -> People:
        head = Role.HEAD_DESK if role in _AT_DESK else Role.COORDINATOR
        division = self._nearest(head, unit_id, sector)
        told = frozenset({holder}) if holder else division or self._serving(unit_id, role, sector)
        if share >= DIVISION:
            told |= division
        if share >= AGENCY:
            told |= self._nearest(Role.APPROVER, agency_id, sector) | self._nearest(Role.APPROVER, unit_id, sector)
        if share >= PROVINCE:
            told |= provincial_office(self._on.isoformat())
        return self.with_substitutes(told)

    def _nearest(self, role: Role, unit_id: int, sector: str) -> People:
        """Those with the role in the unit, or in the nearest unit above it, short of the province."""
        for number, here in enumerate(roster().ancestors(unit_id, self._on)):
            if number and roster().unit(here, self._on).level is UnitLevel.PROVINCE:
                break
            if found := self._serving(here, role, sector):
                return found
        return NOBODY

    def _serving(self, unit_id: int, role: Role, sector: str) -> People:
        postings = roster().postings_in(unit_id, self._on, role)
        return frozenset(one.staff_id for one in postings if _in_sector(one, sector))


def _in_sector(posting: PostingCard, sector: str) -> bool:
    return not posting.sectors or sector in posting.sectors


@per_generation
def provincial_office(on: str) -> People:
    """Everybody who controls administrative procedures in the province on a day (Decree 63/2010)."""
    return frozenset(posting.staff_id for posting in _everywhere(Role.CONTROL, datetime.fromisoformat(on).date()))


@per_generation
def heads_of_province(on: str) -> People:
    """The chairman of the province and the deputies on a day: who signs for the unit that stands above all others."""
    day = datetime.fromisoformat(on).date()
    signing = _everywhere(Role.APPROVER, day)
    return frozenset(one.staff_id for one in signing if roster().unit(one.unit_id, day).level is UnitLevel.PROVINCE)


def _everywhere(role: Role, on: date) -> Iterator[PostingCard]:
    """The postings of a role in all units of the province."""
    people = roster()
    postings = (posting for card in people.everybody() for posting in people.postings_of(card.id, on))
    return (posting for posting in postings if posting.role is role)
