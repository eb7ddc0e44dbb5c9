"""May this desk take this dossier today? Everything is checked before anything is written."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from motcua.catalogue.calendars import calendar_for, current_version_id
from motcua.catalogue.cards import CaseCard, ProcessCard, VersionCard
from motcua.catalogue.shelf import shelf
from motcua.dossiers.books import Book, book_for
from motcua.dossiers.orders import ReceiveOrder, RefuseOrder
from motcua.ledger.actor import Actor
from motcua.people.permissions import Place
from motcua.people.roster import UnitCard, roster
from motcua.rules.calendar import WorkingCalendar, legal_day
from motcua.rules.deadlines import Limit, LimitUnit
from motcua.rules.faults import Fault
from motcua.rules.organisation import UnitLevel


class NoDesk(Fault):
    """The actor sits at no unit."""

    code = "no_desk"
    sentence = "Chọn vị trí công tác tại Bộ phận Một cửa trước khi tiếp nhận."


class FromTheFuture(Fault):
    """The moment of acceptance has not come yet."""

    code = "received_in_future"
    sentence = "Thời điểm tiếp nhận đang ở tương lai. Kiểm tra lại ngày giờ."


class NotReceivable(Fault):
    """The catalogue has no limit or process for this procedure yet: it is shown as information only."""

    code = "not_receivable"
    sentence = "Thủ tục {code} mới có thông tin tham khảo, chưa có thời hạn hoặc quy trình nên chưa tiếp nhận được."


class NotInScope(Fault):
    """The desk does not take this procedure (for that agency)."""

    code = "not_in_intake_scope"
    sentence = "{unit} không tiếp nhận thủ tục này. Hướng dẫn người nộp đến đúng nơi hoặc chọn cơ quan giải quyết khác."


class ChooseAgency(Fault):
    """Several agencies could settle it."""

    code = "choose_agency"
    sentence = "Thủ tục này có nhiều cơ quan giải quyết. Chọn một cơ quan."


class UnitClosed(Fault):
    """The unit ended with a reorganisation, or had not begun on that day."""

    code = "unit_closed"
    sentence = "{unit} {why}."

    @classmethod
    def on(cls, card: UnitCard, day: date) -> "UnitClosed":
        """The refusal of a unit on a day on which it does not exist."""
        if day < card.valid_from:
            return cls(unit=card.name, why=f"chưa hoạt động trước ngày {card.valid_from:%d/%m/%Y}, kiểm tra lại ngày")
        ended = card.valid_to or card.valid_from
        return cls(unit=card.name, why=f"đã ngừng hoạt động từ ngày {ended:%d/%m/%Y}, chọn đơn vị kế thừa")


class UnknownCase(Fault):
    """The procedure has no such case, or has cases and none was chosen."""

    code = "unknown_case"
    sentence = "Chọn một trường hợp của thủ tục."


@dataclass(frozen=True)
class Admission:
    """A dossier that may be taken: the procedure, process and calendar it is pinned to, and the units it concerns."""

    version: VersionCard
    process: ProcessCard | None
    case: CaseCard | None
    receiving: UnitCard
    competent: UnitCard
    calendar_version_id: int
    received_at: datetime

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The appointment is kept at the receiving desk, so its hours count."""
        return calendar_for(self.receiving.id, self.calendar_version_id)

    @property
    def numbering_agency(self) -> UnitCard:
        """Whose code the dossier bears: a commune's or district's desk numbers for its People's Committee."""
        above = self.receiving.parent_id
        if self.receiving.level is not UnitLevel.ONE_STOP or above is None:
            return self.receiving
        parent = roster().unit(above, self.day)
        return parent if parent.level in (UnitLevel.COMMUNE, UnitLevel.DISTRICT) else self.receiving

    @property
    def day(self) -> date:
        """The legal day of acceptance."""
        return legal_day(self.received_at)

    @property
    def book(self) -> Book:
        """The register that the dossier is written into."""
        return book_for(self.version, unit_id=self.receiving.id, on=self.day)

    @property
    def place(self) -> Place:
        """Where the new dossier will stand, for the table of rights."""
        return Place(
            holder_unit_id=self.receiving.id,
            receiving_unit_id=self.receiving.id,
            competent_unit_id=self.competent.id,
        )

    @property
    def limit(self) -> Limit:
        """The legal limit of the case. Only asked of a receivable procedure; raises NotReceivable."""
        limit = self.version.limit_for(self.case.id if self.case else None)
        if limit is None:
            raise NotReceivable(code=self.version.code)
        return limit

    @property
    def is_immediate(self) -> bool:
        """Returned at once, without an appointment (Decree 61/2018 Art. 17(4))."""
        return self.limit.unit is LimitUnit.NOW

    @property
    def running(self) -> ProcessCard:
        """The process, of a dossier that will run. Raises NotReceivable."""
        if self.process is None:
            raise NotReceivable(code=self.version.code)
        return self.process


def admit(order: ReceiveOrder, *, actor: Actor, at: datetime) -> Admission:
    """What a new dossier of this order is pinned to.

    Raises NoDesk, FromTheFuture, UnknownProcedure and NotInForce (catalogue), NotReceivable, UnknownCase,
    UnitClosed, NotInScope, ChooseAgency.
    """
    received_at = order.received_at or at
    if received_at > at:
        raise FromTheFuture()
    admission = _survey(order, actor=actor, received_at=received_at)
    version = admission.version
    case = version.case(order.case)
    if case is None and (version.cases or order.case):
        raise UnknownCase()
    process = shelf().process_for(version.procedure_id, admission.competent.id, admission.day)
    if process is None or not version.is_receivable(case.id if case else None):
        raise NotReceivable(code=version.code)
    return replace(admission, case=case, process=process)


def survey(order: RefuseOrder, *, actor: Actor, at: datetime) -> Admission:
    """The same for a refusal, which needs no case and no process.

    Raises NoDesk, UnknownProcedure, NotInForce, UnitClosed, NotInScope, ChooseAgency.
    """
    return _survey(order, actor=actor, received_at=at)


def _survey(order: ReceiveOrder | RefuseOrder, *, actor: Actor, received_at: datetime) -> Admission:
    if actor.unit_id is None:
        raise NoDesk()
    day = legal_day(received_at)
    version = shelf().in_force(order.procedure, day)
    receiving = _open_unit(actor.unit_id, day)
    return Admission(
        version=version,
        process=None,
        case=None,
        receiving=receiving,
        competent=_competent(order.competent_unit, version, receiving, day),
        calendar_version_id=current_version_id(),
        received_at=received_at,
    )


def _open_unit(unit_id: int, day: date) -> UnitCard:
    people = roster()
    card = people.unit(unit_id, day)
    if not people.is_open(unit_id, day):
        raise UnitClosed.on(card, day)
    return card


def _competent(code: str, version: VersionCard, receiving: UnitCard, day: date) -> UnitCard:
    """The agency that settles: the chosen one, or the only one in the desk's scope."""
    agencies = shelf().agencies_for(version.procedure_id, receiving.id, day)
    if not agencies:
        raise NotInScope(unit=receiving.name)
    if code:
        chosen = roster().unit_by_code(code, day)
        if chosen.id not in agencies:
            raise NotInScope(unit=receiving.name)
        return _open_unit(chosen.id, day)
    if len(agencies) > 1:
        raise ChooseAgency()
    return _open_unit(next(iter(agencies)), day)
