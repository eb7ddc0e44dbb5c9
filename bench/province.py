"""The province of the benchmark, made by the product's own verbs: 200 wards, each with a desk, an office and a leader.

    python -m bench.province AGENCIES      in the environment of the product; prints what the callers need, as JSON

Two procedures: HOUSEHOLD with five steps (a whole life), CHAIN with many steps of the officer (transitions).
"""

import json
import sys
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.test import Client

from bench.names import CHAIN, HOUSEHOLD, LINKS
from motcua.catalogue import commands as catalogue
from motcua.catalogue.definitions import (
    EdgeDefinition,
    LimitDefinition,
    NodeDefinition,
    PaperDefinition,
    ProcessDefinition,
    ResultDefinition,
    VersionDefinition,
)
from motcua.ledger.actor import SYSTEM
from motcua.ledger.installation import install, mark_as_bench
from motcua.people import commands as people
from motcua.people.actions import ClientScope
from motcua.people.models import Account, Unit
from motcua.rules.codes import PaperNature, Profile
from motcua.rules.lifecycle import NodeKind, Role
from motcua.rules.organisation import UnitLevel
from motcua.rules.procedures import Evidence, IntakeMode, Level, Online

BEGIN = date(2020, 1, 1)
BEGAN = datetime(2020, 1, 1, 1, tzinfo=UTC)
PASSWORDS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in with one; the real ones take seconds
STAFF = {
    "desk": (Role.DESK, "desk"), "coordinator": (Role.COORDINATOR, "office"), "officer": (Role.OFFICER, "office"),
    "leader": (Role.APPROVER, "ward"), "clerk": (Role.CLERK, "ward"),
}  # fmt: skip


def build(agencies: int) -> dict[str, Any]:
    """The whole province; gives the token, the people of every agency and session cookies of the first one."""
    install("H99", province_name="Lam Giang", number=99)
    mark_as_bench()
    province = _unit("H99", "Tỉnh Lam Giang", UnitLevel.PROVINCE, None)
    catalogue.publish_calendar(catalogue.national_days(), decision="Lịch nghỉ lễ", actor=SYSTEM, at=BEGAN)
    made = [_agency(number, province) for number in range(1, agencies + 1)]
    catalogue.name_sector("ho-kinh-doanh", name="Hộ kinh doanh", actor=SYSTEM, at=BEGAN)
    scopes = [catalogue.ScopeDefinition(desk.pk, ward.pk, IntakeMode.OWN) for _, ward, desk in made]
    for code, process in ((HOUSEHOLD, _five_steps()), (CHAIN, _chain())):
        _procedure(code, process, scopes)
    _, token = people.create_client(
        "Phép đo", unit_id=province.pk, scopes=[ClientScope.READ, ClientScope.ACT], actor=SYSTEM, at=BEGAN
    )
    logins = [said for said, _, _ in made]
    return {"token": token, "agencies": logins, "sessions": {role: _session(logins[0][role]) for role in STAFF}}


def _unit(code: str, name: str, level: UnitLevel, parent: Unit | None) -> Unit:
    parent_id = parent.pk if parent else None
    return people.open_unit(code, name=name, level=level, on=BEGIN, parent_id=parent_id, actor=SYSTEM, at=BEGAN)


def _agency(number: int, province: Unit) -> tuple[dict[str, Any], Unit, Unit]:
    code = f"H99.{number + 100}"
    ward = _unit(code, f"UBND phường Số {number}", UnitLevel.COMMUNE, province)
    units = {
        "ward": ward,
        "desk": _unit(f"{code}.10", f"Trung tâm Phục vụ hành chính công phường Số {number}", UnitLevel.ONE_STOP, ward),
        "office": _unit(f"{code}.01", f"Phòng Kinh tế phường Số {number}", UnitLevel.SUB_DEPARTMENT, ward),
    }
    said: dict[str, Any] = {"code": code, "ward": ward.pk, "office": units["office"].pk, "receiving": units["desk"].pk}
    for word, (role, where) in STAFF.items():
        said[word] = f"{word}-{number}"
        staff = people.hire_staff("Nguyễn Văn An", login=said[word], actor=SYSTEM, at=BEGAN)
        said[f"{word}_id"] = staff.pk
        people.grant_posting(
            staff.pk, unit_id=units[where].pk, role=role, title="Cán bộ", sectors=(), on=BEGIN, actor=SYSTEM, at=BEGAN
        )
    return said, ward, units["desk"]


def _session(login: str) -> str:
    """A signed-in session of a member of staff with a second factor, as the sign-in leaves it."""
    account = Account.objects.get(login=login)
    Account.objects.filter(pk=account.pk).update(must_change_password=False)
    people.enrol_second_factor(account.pk, actor=SYSTEM, at=BEGAN)
    visitor = Client()
    visitor.force_login(account)
    return visitor.cookies[settings.SESSION_COOKIE_NAME].value


def _node(key: str, kind: NodeKind, role: Role, unit: str, limit: str | None) -> NodeDefinition:
    return NodeDefinition(key=key, kind=kind, name=key, role=role, unit=unit, limit=limit)


def _sequence(name: str, *nodes: NodeDefinition) -> ProcessDefinition:
    edges = tuple(EdgeDefinition(a.key, b.key) for a, b in pairwise(nodes))
    return ProcessDefinition(name, nodes, edges, False)


_INTAKE = _node("Tiếp nhận", NodeKind.INTAKE, Role.DESK, "receiving", "4 WH")
_APPROVE = _node("Ký duyệt", NodeKind.APPROVE, Role.APPROVER, "competent", "4 WH")
_NUMBER = _node("Vào sổ", NodeKind.NUMBER, Role.CLERK, "competent", "1 WH")
_HAND = _node("Trả kết quả", NodeKind.RETURN, Role.DESK, "receiving", None)


def _five_steps() -> ProcessDefinition:
    assign = _node("Phân công", NodeKind.WORK, Role.COORDINATOR, "competent", "2 WH")
    appraise = _node("Thẩm định", NodeKind.WORK, Role.OFFICER, "competent", "1 WD")
    return _sequence("Năm bước", _INTAKE, assign, appraise, _APPROVE, _NUMBER, _HAND)


def _chain() -> ProcessDefinition:
    links = [_node(f"Bước {no}", NodeKind.WORK, Role.OFFICER, "competent", "2 WH") for no in range(1, LINKS + 1)]
    return _sequence("Nhiều bước", _INTAKE, *links, _APPROVE, _NUMBER, _HAND)


def _procedure(code: str, process: ProcessDefinition, scopes: list[catalogue.ScopeDefinition]) -> None:
    catalogue.open_procedure(code, sector="ho-kinh-doanh", actor=SYSTEM, at=BEGAN)
    version = VersionDefinition(
        no=1,
        profile=Profile.R2025,
        valid_from=BEGIN,
        valid_to=None,
        name="Đăng ký thành lập hộ kinh doanh",
        level=Level.COMMUNE,
        online=Online.FULL,
        result=ResultDefinition("Giấy chứng nhận"),
        cases=(),
        limits=(LimitDefinition("3 WD", basis="Luật", evidence=Evidence.CONFIDENT),),
        papers=tuple(PaperDefinition(f"TP0{n}", f"Giấy tờ thứ {n}", 1, 0, PaperNature.ORIGINAL) for n in (1, 2, 3)),
    )
    catalogue.publish_version(code, version=version, actor=SYSTEM, at=BEGAN)
    catalogue.publish_process(code, process=process, valid_from=BEGIN, actor=SYSTEM, at=BEGAN)
    catalogue.open_scopes(code, scopes=scopes, valid_from=BEGIN, actor=SYSTEM, at=BEGAN)


if __name__ == "__main__":
    settings.PASSWORD_HASHERS = PASSWORDS
    print(json.dumps(build(int(sys.argv[1]))))
