"""A small province for the tests: one ward with a one-stop unit, an office, a leader and a clerk; four procedures.

Made with the product's own verbs. Sessions are the default ones (07:30–11:30, 13:30–17:30).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from motcua.catalogue import commands
from motcua.catalogue.definitions import (
    CaseDefinition,
    EdgeDefinition,
    LimitDefinition,
    NodeDefinition,
    PaperDefinition,
    PauseDefinition,
    ProcessDefinition,
    ResultDefinition,
    SupplementDefinition,
    VersionDefinition,
)
from motcua.dossiers import orders
from motcua.dossiers.change import Change
from motcua.dossiers.commands import receive
from motcua.ledger.actor import SYSTEM, Actor
from motcua.people.models import Unit
from motcua.rules.codes import PaperNature, PartyKind, Profile, SegmentCause
from motcua.rules.deadlines import Resume
from motcua.rules.lifecycle import NodeKind, Role
from motcua.rules.organisation import UnitLevel
from motcua.rules.procedures import Evidence, IntakeMode, Level, Online
from tests.laying import laid
from tests.people.factories import BEGAN, BEGIN, make_actor, make_unit

HOUSEHOLD = "1.001612"  # 3 WD, five steps with assignment
BIRTH = "1.001193"  # same day, on site: one person may do it all
COPY = "2.000908"  # returned at once
LAND = "1.012783"  # 5 WD with an optional consultation and a seal before the number; tax and posting stop the clock
UNKNOWN = "1.013314"  # limit not known: information only

DESK, OFFICE, LEADER, CLERK = "receiving", "competent", "competent", "competent"


def node(key: str, kind: NodeKind, role: Role, unit: str, limit: str | None, **more: bool) -> NodeDefinition:
    """One step; its name is its key."""
    return NodeDefinition(key=key, kind=kind, name=key, role=role, unit=unit, limit=limit, **more)


INTAKE = node("Tiếp nhận", NodeKind.INTAKE, Role.DESK, DESK, "4 WH")
ASSIGN = node("Phân công", NodeKind.WORK, Role.COORDINATOR, OFFICE, "2 WH")
APPRAISE = node("Thẩm định", NodeKind.WORK, Role.OFFICER, OFFICE, "1 WD")
CONSULT = node("Lấy ý kiến", NodeKind.TASK, Role.OFFICER, OFFICE, "1 WD", optional=True)
APPROVE = node("Ký duyệt", NodeKind.APPROVE, Role.APPROVER, LEADER, "4 WH")
SEAL = node("Đóng dấu", NodeKind.SEAL, Role.CLERK, CLERK, "1 WH")
NUMBER = node("Vào sổ", NodeKind.NUMBER, Role.CLERK, CLERK, "1 WH")
HAND = node("Trả kết quả", NodeKind.RETURN, Role.DESK, DESK, None)


SUPPLEMENT = SupplementDefinition(mode=Resume.RESTART, limit=1, window="30 CD")
LAND_PAUSES = (
    PauseDefinition(SegmentCause.OBLIGATION, Resume.RESUME, basis="Nghị định 151/2025/NĐ-CP"),
    PauseDefinition(SegmentCause.POSTING, Resume.RESUME, basis="Nghị định 151/2025/NĐ-CP, Phụ lục I"),
)


def in_sequence(name: str, *nodes: NodeDefinition, on_site: bool = False) -> ProcessDefinition:
    """A process whose steps follow one another; an optional one may be left out."""
    edges = tuple(EdgeDefinition(a.key, b.key) for a, b in pairwise(nodes))
    return ProcessDefinition(name, nodes, edges, on_site)


FIVE_STEPS = in_sequence("Năm bước", INTAKE, ASSIGN, APPRAISE, APPROVE, NUMBER, HAND)
ON_SITE = in_sequence(
    "Tại chỗ",
    INTAKE,
    node("Thẩm định", NodeKind.WORK, Role.OFFICER, DESK, "2 WH"),
    node("Ký duyệt", NodeKind.APPROVE, Role.DUTY, DESK, "1 WH"),
    HAND,
    on_site=True,
)
AT_ONCE = in_sequence("Trả ngay", INTAKE, HAND)
WITH_SEAL = in_sequence("Có lấy ý kiến và đóng dấu", INTAKE, APPRAISE, CONSULT, APPROVE, SEAL, NUMBER, HAND)


@dataclass
class Province:
    """The ward, its people, and a way to receive."""

    ward: Unit
    desk: Unit
    office: Unit
    clerk_at_desk: Actor
    second_at_desk: Actor
    head_of_desk: Actor
    coordinator: Actor
    officer: Actor
    second_officer: Actor
    leader: Actor
    secretary: Actor
    control: Actor
    admin: Actor
    papers: tuple[orders.PaperOrder, ...] = field(default_factory=lambda: three_papers())

    def receive(self, at: datetime, procedure: str = HOUSEHOLD, **fields: object) -> Change:
        """The desk clerk receives a complete dossier."""
        order = orders.ReceiveOrder(
            **{"procedure": procedure, "applicant": applicant(), "papers": self.papers} | fields
        )
        return receive(order, actor=self.clerk_at_desk, at=at)


def applicant(**fields: object) -> orders.PartyOrder:
    """A person who cannot exist: identity and phone from ranges that are not given out."""
    values = {
        "name": "Hoàng Thị Thu Hà",
        "identity_no": "999187002416",
        "phone": "0999000318",
        "address": "Số 112 đường Nguyễn Công Trứ, phường Tân Hòa",
    }
    return orders.PartyOrder(**values | fields)


def three_papers() -> tuple[orders.PaperOrder, ...]:
    """What the applicant hands in."""
    return tuple(orders.PaperOrder(item=f"TP0{no}", originals=1) for no in (1, 2, 3))


def make_province() -> Province:
    """Units, people, calendar, catalogue and scopes, from 2020 on; made once a process, then laid as it was."""
    return laid(found_province)


def found_province() -> Province:
    """The same by the verbs, act by act."""
    province = make_unit("H99", name="Tỉnh Lam Giang", level=UnitLevel.PROVINCE)
    ward = make_unit("H99.27", name="UBND phường Tân Hòa", parent=province)
    desk = make_unit(
        "H99.27.10",
        name="Trung tâm Phục vụ hành chính công phường Tân Hòa",
        level=UnitLevel.ONE_STOP,
        parent=ward,
        phone="02999 000 100",
    )
    office = make_unit("H99.27.01", name="Phòng Kinh tế phường Tân Hòa", level=UnitLevel.SUB_DEPARTMENT, parent=ward)
    commands.publish_calendar(commands.national_days(), decision="Lịch nghỉ lễ", actor=SYSTEM, at=BEGAN)
    made = Province(
        ward=ward,
        desk=desk,
        office=office,
        clerk_at_desk=make_actor(Role.DESK, desk, name="Phạm Thu Trang"),
        second_at_desk=make_actor(Role.DESK, desk, name="Lê Thị Mai"),
        head_of_desk=make_actor(Role.HEAD_DESK, desk, name="Vũ Văn Nam"),
        coordinator=make_actor(Role.COORDINATOR, office, name="Nguyễn Lan Anh"),
        officer=make_actor(Role.OFFICER, office, name="Trần Quốc Việt"),
        second_officer=make_actor(Role.OFFICER, office, name="Đỗ Minh Tâm"),
        leader=make_actor(Role.APPROVER, ward, name="Bùi Thanh Sơn"),
        secretary=make_actor(Role.CLERK, ward, name="Hồ Thị Yến"),
        control=make_actor(Role.CONTROL, province, name="Mai Văn Kiểm"),
        admin=make_actor(Role.ADMIN, province, name="Cao Quản Trị"),
    )
    commands.name_sector("ho-kinh-doanh", name="Hộ kinh doanh", actor=SYSTEM, at=BEGAN)
    for code, limit, process in (
        (HOUSEHOLD, "3 WD", FIVE_STEPS),
        (BIRTH, "SAMEDAY", ON_SITE),
        (COPY, "NOW", AT_ONCE),
        (LAND, "5 WD", WITH_SEAL),
        (UNKNOWN, "unknown", FIVE_STEPS),
    ):
        pauses = LAND_PAUSES if code == LAND else ()
        make_procedure(code, limit, process, desk=desk, ward=ward, pauses=pauses)
    return made


def make_procedure(
    code: str,
    limit: str,
    process: ProcessDefinition,
    *,
    desk: Unit,
    ward: Unit,
    cases: tuple[CaseDefinition, ...] = (),
    valid_from: date = BEGIN,
    sector: str = "ho-kinh-doanh",
    pauses: tuple[PauseDefinition, ...] = (),
    supplement: SupplementDefinition = SUPPLEMENT,
    profile: Profile = Profile.R2025,
    more_limits: tuple[LimitDefinition, ...] = (),
) -> None:
    """A published procedure that the desk receives for its ward."""
    names = {HOUSEHOLD: "Đăng ký thành lập hộ kinh doanh", BIRTH: "Đăng ký khai sinh"}
    commands.open_procedure(code, sector=sector, actor=SYSTEM, at=BEGAN)
    version = VersionDefinition(
        no=1,
        profile=profile,
        valid_from=valid_from,
        valid_to=None,
        name=names.get(code, f"Thủ tục {code}"),
        level=Level.COMMUNE,
        online=Online.FULL,
        result=ResultDefinition("Giấy chứng nhận"),
        cases=cases,
        pauses=pauses,
        supplement=supplement,
        limits=(LimitDefinition(limit, basis="Luật", evidence=Evidence.CONFIDENT), *more_limits),
        papers=tuple(PaperDefinition(f"TP0{no}", f"Giấy tờ thứ {no}", 1, 0, PaperNature.ORIGINAL) for no in (1, 2, 3)),
    )
    commands.publish_version(code, version=version, actor=SYSTEM, at=BEGAN)
    commands.publish_process(code, process=process, valid_from=valid_from, actor=SYSTEM, at=BEGAN)
    scope = commands.ScopeDefinition(desk.pk, ward.pk, IntakeMode.OWN)
    commands.open_scopes(code, scopes=[scope], valid_from=valid_from, actor=SYSTEM, at=BEGAN)


def business(**fields: object) -> orders.PartyOrder:
    """A company that files for itself."""
    return applicant(**{"kind": PartyKind.BUSINESS, "name": "Công ty TNHH Tân Hòa", "identity_no": ""} | fields)
