"""The picture of units, staff and postings that every request needs, read once per generation.

`roster()` costs no statement while nobody has administered anything. Everything in it is dated: a question without a
day is answered with the newest version.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from django.db.models import F

from motcua.ledger import generation
from motcua.people.cards import (
    AbsenceCard,
    ClientCard,
    HoursCard,
    PostingCard,
    StaffCard,
    UnitCard,
    parse_week,
)
from motcua.people.models import Absence, ApiClient, OfficeHours, Posting, Staff, Succession, UnitVersion
from motcua.rules.calendar import DEFAULT_WEEK, Week
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import PostingKind, Rating, UnitLevel

__all__ = [
    "AbsenceCard",
    "ClientCard",
    "HoursCard",
    "PostingCard",
    "Roster",
    "StaffCard",
    "UnitCard",
    "UnknownStaff",
    "UnknownUnit",
    "card_of",
    "roster",
]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

# Absences older than the newest of these are history, which nothing in a request asks for.
NEWEST_ABSENCES = 20_000


class UnknownUnit(Fault):
    """No unit has this code or id."""

    code = "unknown_unit"
    sentence = "Không có đơn vị mang mã “{unit}”."


class UnknownStaff(Fault):
    """No member of staff has this login or id."""

    code = "unknown_staff"
    sentence = "Không có cán bộ mang tên đăng nhập “{staff}”."


class Roster:
    """Units, staff and postings of one generation. Never changed after it is made."""

    def __init__(
        self,
        *,
        units: Iterable[UnitCard],
        staff: Iterable[StaffCard],
        postings: Iterable[PostingCard],
        absences: Iterable[tuple[int, AbsenceCard]],
        hours: Iterable[tuple[str, HoursCard]],
        heirs: Iterable[tuple[int, int]],
        clients: Iterable[ClientCard],
    ) -> None:
        self._units = _grouped((card.id, card) for card in units)
        self._codes = {cards[-1].code: unit_id for unit_id, cards in self._units.items()}
        self._staff = {card.id: card for card in staff}
        self._logins = {card.login: card for card in self._staff.values() if card.login}
        self._accounts = {card.account_id: card for card in self._staff.values() if card.account_id}
        self._postings = {card.id: card for card in postings}
        self._by_staff = _grouped((card.staff_id, card) for card in self._postings.values())
        self._by_unit = _grouped((card.unit_id, card) for card in self._postings.values())
        self._absences = _grouped(absences)
        self._hours = _grouped(hours)
        self._predecessors = _grouped(heirs)
        self._clients = {card.id: card for card in clients}
        self._trees: dict[int, dict[int, frozenset[int]]] = {}

    # --- units

    def unit(self, unit_id: int, on: date | None = None) -> UnitCard:
        """The unit as on a day, or its newest version. Before its first day: the first. Raises UnknownUnit."""
        versions = self._units.get(unit_id)
        if not versions:
            raise UnknownUnit(unit=unit_id)
        if on is None:
            return versions[-1]
        place = bisect_right(versions, on, key=lambda card: card.valid_from)
        return versions[max(place - 1, 0)]

    def unit_by_code(self, code: str, on: date | None = None) -> UnitCard:
        """The unit with this code. Raises UnknownUnit."""
        unit_id = self._codes.get(code)
        if unit_id is None:
            raise UnknownUnit(unit=code)
        return self.unit(unit_id, on)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code that a unit has or had."""
        return tuple({card.code for versions in self._units.values() for card in versions})

    def is_open(self, unit_id: int, on: date) -> bool:
        """Whether the unit exists on this day."""
        card = self.unit(unit_id, on)
        return card.valid_from <= on and (card.valid_to is None or on < card.valid_to)

    def units(self, on: date, level: UnitLevel | None = None) -> tuple[UnitCard, ...]:
        """Every unit that exists on this day, by code; of one level if named."""
        cards = (self.unit(unit_id, on) for unit_id in self._units if self.is_open(unit_id, on))
        return tuple(sorted((c for c in cards if level in (None, c.level)), key=lambda card: card.code))

    def versions(self, unit_id: int) -> tuple[UnitCard, ...]:
        """Every version of a unit, oldest first."""
        return tuple(self._units.get(unit_id, ()))

    def version(self, unit_id: int, version_id: int) -> UnitCard:
        """One version, as an old paper names it. Raises UnknownUnit."""
        for card in self._units.get(unit_id, ()):
            if card.version_id == version_id:
                return card
        raise UnknownUnit(unit=unit_id)

    @cached_property
    def _turns(self) -> list[date]:
        days = {card.valid_from for cards in self._units.values() for card in cards}
        days |= {card.valid_to for cards in self._units.values() for card in cards if card.valid_to}
        return sorted(days)

    def descendants(self, unit_id: int, on: date | None = None) -> frozenset[int]:
        """The unit itself and every unit below it, on a day or in the newest tree."""
        turn = len(self._turns) if on is None else bisect_right(self._turns, on)
        if turn not in self._trees:
            self._trees[turn] = self._tree(self._turns[turn - 1] if turn else None)
        return self._trees[turn].get(unit_id, frozenset({unit_id}))

    def _tree(self, on: date | None) -> dict[int, frozenset[int]]:
        """For every unit, what stands below it; follows parents upwards from each unit, so a cycle cannot hang it."""
        below: dict[int, set[int]] = {unit_id: {unit_id} for unit_id in self._units}
        for unit_id in self._units:
            if on is None or not self.is_open(unit_id, on):
                continue
            seen = {unit_id}
            parent = self.unit(unit_id, on).parent_id
            while parent is not None and parent not in seen:
                below[parent].add(unit_id)
                seen.add(parent)
                parent = self.unit(parent, on).parent_id
        return {unit_id: frozenset(ids) for unit_id, ids in below.items()}

    def ancestors(self, unit_id: int, on: date | None = None) -> tuple[int, ...]:
        """The unit and those above it, nearest first."""
        path: list[int] = []
        here: int | None = unit_id
        while here is not None and here not in path:
            path.append(here)
            here = self.unit(here, on).parent_id
        return tuple(path)

    def inherited(self, unit_ids: frozenset[int]) -> frozenset[int]:
        """These units and every unit whose work they took over."""
        found, waiting = set(unit_ids), list(unit_ids)
        while waiting:
            for old in self._predecessors.get(waiting.pop(), ()):
                if old not in found:
                    found.add(old)
                    waiting.append(old)
        return frozenset(found)

    def covers_all(self, unit_ids: frozenset[int]) -> bool:
        """Whether no unit that ever was lies outside."""
        return len(unit_ids) >= len(self._units) and unit_ids >= self._units.keys()

    def hours(self, unit_id: int, on: date) -> Week:
        """Sessions of the week of a unit: its own, or the nearest above, or the default of Labour Code practice."""
        for here in self.ancestors(unit_id, on):
            for card in self._hours.get(self.unit(here, on).hours_key or "", ()):
                if card.valid_from <= on and (card.valid_to is None or on < card.valid_to):
                    return card.week
        return DEFAULT_WEEK

    # --- staff and postings

    def staff(self, staff_id: int) -> StaffCard:
        """A member of staff. Raises UnknownStaff."""
        card = self._staff.get(staff_id)
        if card is None:
            raise UnknownStaff(staff=staff_id)
        return card

    def staff_by_login(self, login: str) -> StaffCard:
        """A member of staff by login. Raises UnknownStaff."""
        card = self._logins.get(login)
        if card is None:
            raise UnknownStaff(staff=login)
        return card

    def staff_of_account(self, account_id: int) -> StaffCard | None:
        """Whose account it is, None for an account without a member of staff."""
        return self._accounts.get(account_id)

    def everybody(self) -> tuple[StaffCard, ...]:
        """All staff in the order of their names."""
        return tuple(sorted(self._staff.values(), key=lambda card: card.sort_key))

    def posting(self, posting_id: int) -> PostingCard | None:
        """A posting, in force or not."""
        return self._postings.get(posting_id)

    def postings_of(self, staff_id: int, on: date) -> tuple[PostingCard, ...]:
        """The postings of a person in force on a day, oldest first."""
        return tuple(card for card in self._by_staff.get(staff_id, ()) if card.covers(on))

    def postings_in(self, unit_id: int, on: date, role: Role | None = None) -> tuple[PostingCard, ...]:
        """The postings at a unit in force on a day, of one role if named."""
        cards = self._by_unit.get(unit_id, ())
        return tuple(card for card in cards if card.covers(on) and role in (None, card.role))

    def members(self, unit_id: int, role: Role | None, on: date) -> tuple[StaffCard, ...]:
        """Who serves at a unit (in a role) on a day, in the order of their names."""
        ids = {card.staff_id for card in self.postings_in(unit_id, on, role)}
        return tuple(sorted((self._staff[i] for i in ids), key=lambda card: card.sort_key))

    def absence(self, staff_id: int, at: datetime) -> AbsenceCard | None:
        """The absence of a person at a moment, if any."""
        for card in self._absences.get(staff_id, ()):
            if card.from_at <= at < card.to_at:
                return card
        return None

    def stands_in(self, staff_id: int, *, for_id: int, at: datetime) -> bool:
        """Whether the one is the named substitute of the other, who is absent at this moment."""
        absence = self.absence(for_id, at)
        return absence is not None and absence.substitute_id == staff_id

    def client(self, client_id: int) -> ClientCard | None:
        """An API client by id."""
        return self._clients.get(client_id)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


@generation.per_generation
def roster() -> Roster:
    """The roster of the generation in hand. Seven statements when somebody has administered something, else none."""
    return Roster(
        units=_unit_cards(),
        staff=_staff_cards(),
        postings=_posting_cards(),
        absences=_absence_cards(),
        hours=_hours_cards(),
        heirs=Succession.objects.values_list("new_unit_id", "old_unit_id"),
        clients=_client_cards(),
    )


def _unit_cards() -> Iterator[UnitCard]:
    rows = UnitVersion.objects.order_by("unit_id", "valid_from").annotate(
        code=F("unit__code"), hours_key=F("office_hours__key")
    )
    for row in rows:
        yield UnitCard(
            id=row.unit_id,
            code=row.code,
            version_id=row.pk,
            name=row.name,
            short_name=row.short_name,
            level=UnitLevel(row.level),
            parent_id=row.parent_id,
            address=row.address,
            phone=row.phone,
            hours_key=row.hours_key,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )


def _staff_cards() -> Iterator[StaffCard]:
    for row in Staff.objects.select_related("account"):
        yield StaffCard(
            id=row.pk,
            account_id=row.account_id,
            login=row.account.login if row.account else "",
            active=row.account.active if row.account else False,
            name=row.name,
            sort_key=row.sort_key,
            phone=row.phone,
            email=row.email,
        )


def _posting_cards() -> Iterator[PostingCard]:
    for row in Posting.objects.select_related("seat").order_by("valid_from", "pk"):
        yield card_of(row)


def card_of(row: Posting) -> PostingCard:
    """A posting row (with its seat at hand) as a card, saved or not."""
    return PostingCard(
        id=row.pk or 0,
        staff_id=row.staff_id,
        unit_id=row.unit_id,
        seat_id=row.seat_id,
        title=row.seat.title,
        role=Role(row.role),
        sectors=frozenset(row.sectors),
        kind=None if row.kind is None else PostingKind(row.kind),
        sending_unit_id=row.sending_unit_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        planned_to=row.planned_to,
        grade=row.grade,
        years_in_sector=row.years_in_sector,
        last_rating=None if row.last_rating is None else Rating(row.last_rating),
        decision=row.decision,
    )


def _absence_cards() -> Iterator[tuple[int, AbsenceCard]]:
    for row in Absence.objects.order_by("-to_at")[:NEWEST_ABSENCES]:
        yield row.person_id, AbsenceCard(row.person_id, row.substitute_id, row.from_at, row.to_at)


def _hours_cards() -> Iterator[tuple[str, HoursCard]]:
    for row in OfficeHours.objects.order_by("valid_from"):
        yield row.key, HoursCard(row.name, parse_week(row.sessions), row.valid_from, row.valid_to)


def _client_cards() -> Iterator[ClientCard]:
    for row in ApiClient.objects.filter(revoked_at__isnull=True):
        yield ClientCard(row.pk, row.name, frozenset(row.scopes), row.unit_id)
