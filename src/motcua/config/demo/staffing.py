"""Who works in a demo province: invented names in the numbers of its file, and the accounts a visitor may try."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from motcua.config.demo.building import Content, first_day, units_below
from motcua.config.demo.marker import Account
from motcua.config.demo.names import full_name, login_for
from motcua.ledger.actor import SYSTEM
from motcua.people import commands
from motcua.people.models import Staff
from motcua.rules.calendar import VIETNAM, legal_day
from motcua.rules.lifecycle import Role
from motcua.rules.organisation import AbsenceCause, PostingKind, Rating

# Roles that a commune has, and those that only the provincial offices have.
AT_HOME = frozenset({Role.DESK, Role.HEAD_DESK, Role.COORDINATOR, Role.OFFICER, Role.APPROVER, Role.CLERK})
ABOVE = frozenset({Role.DUTY, Role.CASHIER, Role.POST, Role.CONTROL, Role.ADMIN, Role.AUDIT})
# Roles of which a visitor finds one at every level of government.
AT_EVERY_LEVEL = frozenset({Role.DESK, Role.OFFICER, Role.APPROVER})
TIERS = ("province", "district", "commune")
NOTES = {
    "hai-vi-tri": "giữ hai vị trí công tác",
    "vang-mat": "đang vắng mặt",
    "lanh-dao-truc": "giữ hai vị trí công tác",
}


@dataclass
class Hiring:
    """The staff of one province while it is hired. `at` is when that is recorded, `now` the province's today."""

    content: Content
    ids: Mapping[str, int]
    seed: int
    password: str
    at: datetime
    now: datetime
    logins: set[str] = field(default_factory=set)
    tried: list[tuple[Role, str, str]] = field(default_factory=list)  # role, level of government, posting
    special: dict[str, Staff] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = Random(f"{self.seed}:staff")
        self.units = {unit["code"]: unit for unit in self.content["units"]}
        first = self.content["people"][0]["postings"][0]["unit"]
        # The agency in which a visitor can carry one dossier from the counter to its result.
        self.home = frozenset(units_below(self.content, self.units[first]["parent"]))
        self.home_sectors = frozenset(self.units[first].get("sectors", ()))
        self.home_tier = self._tier(self.units[first])

    def everybody(self) -> tuple[Account, ...]:
        """Hire all; the accounts to try, one a role and level, and those of special people."""
        for person in self.content["people"]:
            self.special[person["key"]] = self._special(person)
        for unit in self.content["units"]:
            for role, number in unit.get("staff", {}).items():
                self._fill(unit, Role[role], number)
        self._absences()
        return self._accounts()

    def _special(self, person: Content) -> Staff:
        staff = self._hire(can_sign_in=True)
        for said in person["postings"]:
            unit, role = self.units[said["unit"]], Role[said["role"]]
            self._post(staff, unit, role, said["title"], said if role is Role.DESK else None)
        return staff

    def _fill(self, unit: Content, role: Role, number: int) -> None:
        """So many people of a role in a unit; the special ones are among them."""
        there = sum(
            said["unit"] == unit["code"] and Role[said["role"]] is role
            for person in self.content["people"]
            for said in person["postings"]
        )
        desk = [entry for entry in self.content["desk"]["people"] if entry["unit"] == unit["code"]]
        titles = self.content["titles"][unit["level"]][role.name]
        count = max(number - there, len(desk)) if role is Role.DESK else number - there
        for no in range(count):
            terms = None
            if role is Role.DESK:
                terms = {**self.content["desk"]["default"], **(desk[no] if no < len(desk) else {})}
            title = titles[0] if no == 0 and not there else titles[-1]
            worth = self._is_worth_trying(unit, role, _sectors(unit, terms))
            staff = self._hire(can_sign_in=worth)
            if worth:
                self.tried.append((role, self._tier(unit), f"{_login(staff)}@{unit['code']}/{role.name}"))
            self._post(staff, unit, role, title, terms)

    def _is_worth_trying(self, unit: Content, role: Role, sectors: frozenset[str]) -> bool:
        """Who can sign in: the people of one office at home, and one of each role elsewhere. A hash takes its time."""
        tier, at_home = self._tier(unit), unit["code"] in self.home
        if at_home and role in AT_HOME and (not sectors or bool(sectors & self.home_sectors)):
            return True
        if role in AT_EVERY_LEVEL and tier != self.home_tier:
            # The committee of the province itself decides nothing here, its departments do.
            return unit["level"] != TIERS[0] and (role, tier) not in {(known, where) for known, where, _ in self.tried}
        if at_home:
            return False
        return role in ABOVE and role not in {known for known, _, _ in self.tried}

    def _tier(self, unit: Content) -> str:
        """The level of government to which a unit belongs: its own, or that of the nearest unit above."""
        while unit["level"] not in TIERS:
            unit = self.units[unit["parent"]]
        level: str = unit["level"]
        return level

    def _hire(self, *, can_sign_in: bool) -> Staff:
        """An invented person, mostly without a password: an administrator could give one."""
        name = full_name(self.rng, woman=self.rng.random() < 0.5)
        login = login_for(name, self.logins)
        self.logins.add(login)
        staff = commands.hire_staff(
            name,
            login=login,
            actor=SYSTEM,
            at=self.at,
            phone=f"09991{self.rng.randrange(10**5):05d}",
            email=f"{login}@{self.content['province']['host'].removeprefix('dvc.')}",
            password=self.password if can_sign_in else None,
        )
        if can_sign_in and staff.account_id is not None:
            commands.enrol_second_factor(staff.account_id, actor=SYSTEM, at=self.at)
        return staff

    def _post(self, staff: Staff, unit: Content, role: Role, title: str, desk: Content | None) -> None:
        since = first_day(unit)
        terms: dict[str, Any] = {}
        if desk is not None:
            since, terms = self._desk_terms(desk, since)
        commands.grant_posting(
            staff.pk,
            unit_id=self.ids[unit["code"]],
            role=role,
            title=title,
            on=since,
            actor=SYSTEM,
            at=self.at,
            sectors=_sectors(unit, desk),
            **terms,
        )

    def _desk_terms(self, desk: Content, since: date) -> tuple[date, dict[str, Any]]:
        """Begun so many months ago and sent for so many (Decree 61/2018 Art. 11)."""
        said = {**self.content["desk"]["default"], **desk}
        began = max(since, _months_from(legal_day(self.now), -said["started"]))
        terms = {
            "planned_to": _months_from(began, said["planned"]),
            "sending_unit_id": self.ids[said["sending_unit"]] if "sending_unit" in said else None,
            "kind": PostingKind[said["kind"].upper()],
            "grade": said["grade"],
            "years_in_sector": said["years_in_sector"],
            "last_rating": Rating[said["last_rating"].upper()],
            "decision": said["decision"],
        }
        return began, terms

    def _absences(self) -> None:
        for person in self.content["people"]:
            if "absence" not in person:
                continue
            said = person["absence"]
            midnight = datetime.combine(legal_day(self.now), datetime.min.time(), tzinfo=VIETNAM)
            substitute = self.special.get(said.get("substitute", ""))
            commands.set_absence(
                self.special[person["key"]].pk,
                from_at=midnight + timedelta(days=int(said["from_days"])),
                to_at=midnight + timedelta(days=int(said["to_days"])),
                cause=AbsenceCause[said["cause"].upper()],
                actor=SYSTEM,
                at=self.at,
                substitute_id=substitute.pk if substitute else None,
                ground=said["ground"],
            )

    def _accounts(self) -> tuple[Account, ...]:
        """One posting a role and level, in the order of the roles, those at home first, and the special people."""
        tiers = sorted(TIERS, key=lambda tier: tier != self.home_tier)
        firsts = {(role, tier): posting for role, tier, posting in reversed(self.tried)}
        plain = [Account(firsts[role, tier]) for role in Role for tier in tiers if (role, tier) in firsts]
        for person in self.content["people"]:
            said, staff = person["postings"][0], self.special[person["key"]]
            plain.append(Account(f"{_login(staff)}@{said['unit']}/{said['role']}", NOTES.get(person["key"], "")))
        return tuple(plain)


def _login(staff: Staff) -> str:
    return staff.account.login if staff.account else ""


def _sectors(unit: Content, desk: Content | None) -> frozenset[str]:
    """The sectors of a person: those of the desk's list, else those of the unit; none: all."""
    return frozenset(desk["sectors"] if desk and "sectors" in desk else unit.get("sectors", ()))


def _months_from(day: date, months: int) -> date:
    """The same day of the month so many months away, never behind the 28th."""
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, min(day.day, 28))
