"""The published catalogue as every request needs it, read once per generation.

`shelf()` is a list of all procedures and their versions in brief (four statements); what a version or a process says
is read when it is first asked for. While nobody has administered anything, no question costs a statement.
"""

import re
from collections.abc import Iterable
from datetime import date

from motcua.catalogue.cards import (
    ProcedureCard,
    ProcessCard,
    ScopeCard,
    SectorCard,
    VersionCard,
    VersionLine,
)
from motcua.catalogue.models import IntakeScope, Limit, Procedure, ProcedureVersion, Process, Sector
from motcua.catalogue.reading import read_process, read_processes, read_version
from motcua.ledger.generation import per_generation
from motcua.people.roster import roster
from motcua.rules.faults import Fault
from motcua.rules.procedures import IntakeMode, Level, Online, Start, Status
from motcua.rules.text import fold

_WORD = re.compile(r"[\w.]+")


class UnknownProcedure(Fault):
    """No procedure has this code."""

    code = "unknown_procedure"
    sentence = "Không có thủ tục mang mã “{procedure}”."


class NotInForce(Fault):
    """The procedure has no published version in force on the day."""

    code = "procedure_not_in_force"
    sentence = "Thủ tục {procedure} không có phiên bản nào đang có hiệu lực ngày {day}."


class Shelf:
    """All procedures of one generation. Never changed after it is made."""

    def __init__(self, procedures: Iterable[ProcedureCard], sectors: Iterable[SectorCard]) -> None:
        self._procedures = {card.code: card for card in procedures}
        self._by_id = {card.id: card for card in self._procedures.values()}
        self._procedure_of = {line.id: card for card in self._procedures.values() for line in card.versions}
        self._sectors = {card.code: card for card in sectors}

    # --- procedures

    def procedures(self) -> tuple[ProcedureCard, ...]:
        """Every procedure that was ever published, by code."""
        return tuple(self._procedures.values())

    def sectors(self) -> tuple[SectorCard, ...]:
        """Every sector, by code."""
        return tuple(self._sectors.values())

    def sector(self, code: str) -> SectorCard | None:
        """The sector with this code."""
        return self._sectors.get(code)

    def find(self, code: str) -> ProcedureCard:
        """The procedure with this code. Raises UnknownProcedure."""
        card = self._procedures.get(code)
        if card is None:
            raise UnknownProcedure(procedure=code)
        return card

    def procedure(self, procedure_id: int) -> ProcedureCard:
        """The procedure with this row id. Raises UnknownProcedure."""
        card = self._by_id.get(procedure_id)
        if card is None:
            raise UnknownProcedure(procedure=procedure_id)
        return card

    def in_force(self, code: str, on: date) -> VersionCard:
        """What holds for a procedure on a day. Raises UnknownProcedure, NotInForce."""
        line = self.find(code).on(on)
        if line is None:
            raise NotInForce(procedure=code, day=f"{on:%d/%m/%Y}")
        return self.version(line.id)

    def version(self, version_id: int) -> VersionCard:
        """A published version, in force or not: what a dossier is pinned to. Raises UnknownProcedure."""
        procedure = self._procedure_of.get(version_id)
        if procedure is None:
            raise UnknownProcedure(procedure=version_id)
        return _version(version_id)

    # --- processes

    def process_for(self, procedure_id: int, unit_id: int, on: date) -> ProcessCard | None:
        """The process of a procedure at an agency on a day: its own, that of an agency above it, or the template."""
        return _process_for(procedure_id, unit_id, on)

    def processes(self, procedure_id: int) -> tuple[ProcessCard, ...]:
        """Every published process of a procedure, template first, in the order of publication."""
        return _processes(procedure_id)

    def process(self, version_id: int) -> ProcessCard:
        """A published process version by row id: what a dossier is pinned to."""
        return _process(version_id)

    # --- scopes

    def scopes(self, receiving_unit_id: int) -> tuple[ScopeCard, ...]:
        """What a unit receives or has ever received."""
        return tuple(scope for scopes in _scopes(receiving_unit_id).values() for scope in scopes)

    def agencies_for(self, procedure_id: int, receiving_unit_id: int, on: date) -> frozenset[int]:
        """The agencies for which a desk receives a procedure on a day; empty: it does not. Tracked ones not counted."""
        return frozenset(
            scope.competent_unit_id
            for scope in _scopes(receiving_unit_id).get(procedure_id, ())
            if scope.mode is not IntakeMode.TRACKED and scope.holds(on)
        )

    def received_by(self, receiving_unit_id: int, on: date) -> frozenset[int]:
        """The ids of the procedures that a desk receives on a day."""
        return frozenset(
            scope.procedure_id
            for scope in self.scopes(receiving_unit_id)
            if scope.mode is not IntakeMode.TRACKED and scope.holds(on)
        )


@per_generation
def shelf() -> Shelf:
    """The shelf of the generation in hand: four statements when somebody has administered something, else none."""
    sectors = {row.pk: SectorCard(row.pk, row.code, row.name) for row in Sector.objects.order_by("code")}
    lines = _lines()
    rows = Procedure.objects.order_by("code")
    cards = (_procedure_card(row, sectors[row.sector_id], lines[row.pk]) for row in rows if row.pk in lines)
    return Shelf(cards, sectors.values())


def _lines() -> dict[int, tuple[VersionLine, ...]]:
    """The published versions of every procedure in brief, oldest first."""
    known = set(
        Limit.objects.filter(unit__isnull=False, start=Start.ACCEPTANCE).values_list("version_id", flat=True).distinct()
    )
    rows = ProcedureVersion.objects.filter(status=Status.PUBLISHED).order_by("valid_from", "no")
    columns = ("procedure_id", "id", "no", "name", "competent_level", "service_level", "valid_from", "valid_to")
    lines: dict[int, tuple[VersionLine, ...]] = {}
    for procedure_id, pk, no, name, level, online, start, end, withdrawn in rows.values_list(*columns, "withdrawn_on"):
        line = VersionLine(
            pk, procedure_id, no, name, Level(level), Online(online), start, end, withdrawn, receivable=pk in known
        )
        lines[procedure_id] = (*lines.get(procedure_id, ()), line)
    return lines


def _procedure_card(row: Procedure, sector: SectorCard, versions: tuple[VersionLine, ...]) -> ProcedureCard:
    names = tuple(dict.fromkeys(line.name for line in versions))
    spoken = (row.code, *row.abbreviations, *row.synonyms, *names, sector.name)
    return ProcedureCard(
        id=row.pk,
        code=row.code,
        national_uuid=row.national_uuid,
        sector=sector,
        abbreviations=tuple(row.abbreviations),
        synonyms=tuple(row.synonyms),
        versions=versions,
        short=frozenset(
            [fold(text).replace(" ", "") for text in (*row.abbreviations, *row.synonyms)] + [initials(n) for n in names]
        ),
        words=" ".join(["", *_WORD.findall(fold(" ".join(spoken)))]),
    )


def initials(name: str) -> str:
    """The first letters of the words, folded: "Đăng ký khai sinh" is found by "dkks"."""
    return "".join(word[0] for word in _WORD.findall(fold(name)))


@per_generation
def _version(version_id: int) -> VersionCard:
    return read_version(version_id)


@per_generation
def _processes(procedure_id: int) -> tuple[ProcessCard, ...]:
    ids = Process.objects.filter(procedure_id=procedure_id)
    return read_processes(ids)


@per_generation
def _process_for(procedure_id: int, unit_id: int, on: date) -> ProcessCard | None:
    cards = [card for card in _processes(procedure_id) if card.holds(on)]
    for here in (*roster().ancestors(unit_id, on), None):
        own = [card for card in cards if card.unit_id == here]
        if own:
            return max(own, key=lambda card: card.no)
    return None


@per_generation
def _process(version_id: int) -> ProcessCard:
    return read_process(version_id)


@per_generation
def _scopes(receiving_unit_id: int) -> dict[int, tuple[ScopeCard, ...]]:
    """What a unit receives, by the row id of the procedure."""
    found: dict[int, tuple[ScopeCard, ...]] = {}
    for row in IntakeScope.objects.filter(receiving_unit_id=receiving_unit_id).order_by("procedure_id", "valid_from"):
        card = ScopeCard(
            id=row.pk,
            procedure_id=row.procedure_id,
            receiving_unit_id=row.receiving_unit_id,
            competent_unit_id=row.competent_unit_id or row.receiving_unit_id,
            mode=IntakeMode(row.mode),
            supporting=row.supporting,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        found[row.procedure_id] = (*found.get(row.procedure_id, ()), card)
    return found
