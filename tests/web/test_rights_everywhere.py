"""Every role × verb × place: the command refuses what the table refuses, and API, desk and shell say the very same.

What is expected is reckoned here from the rows of the table alone, by units written out one by one.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from motcua.config.cli import main
from motcua.dossiers.change import Change
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import Dossier
from motcua.dossiers.orders import PartyOrder
from motcua.ledger.actor import SYSTEM, Actor
from motcua.ledger.installation import install
from motcua.ledger.models import Event
from motcua.people import commands
from motcua.people.actions import ClientScope, Scope
from motcua.people.models import Unit
from motcua.people.rights import ALLOWED
from motcua.people.roster import roster
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Role, Verb
from motcua.rules.organisation import UnitLevel
from motcua.web.shared.refusals import status_for_machine, status_on_screen
from tests.dossiers.acts import everything, to_clerk, to_leader, to_office, to_officer, to_return
from tests.dossiers.province import HOUSEHOLD, Province, make_province
from tests.dossiers.test_table import FIELDS
from tests.people.factories import BEGAN, make_actor, make_unit
from tests.web.test_doors import sit

SECTOR, OTHER = "ho-kinh-doanh", "dat-dai"
# Whom a step is for, besides its own role.
ALSO = {
    Role.DESK: {Role.HEAD_DESK, Role.POST},
    Role.OFFICER: {Role.COORDINATOR},
    Role.APPROVER: {Role.DUTY},
    Role.CLERK: set(),
}
AT_THE_STEP = {Verb.ASSIGN, Verb.FORWARD, Verb.SEND_BACK, Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.APPROVE, Verb.FINISH}
AT_THE_STEP |= {Verb.PROPOSE_SUPPLEMENT, Verb.REQUEST_OBLIGATION, Verb.DECLINE}
AT_THE_DESK = {Verb.RECEIVE, Verb.REFUSE, Verb.UNDO_RECEIVE, Verb.WITHDRAW, Verb.SEND_APOLOGY}
AT_THE_DESK |= {Verb.REQUEST_SUPPLEMENT, Verb.ACCEPT_SUPPLEMENT}
FOR_THE_STEP = AT_THE_STEP - {Verb.ASSIGN} | {Verb.RETURN_RESULT}
# Which units tie a dossier to a role for what is done neither at the step nor at the desk.
TIED = {
    **dict.fromkeys((Role.DESK, Role.HEAD_DESK), ("desk", "holder")),
    **dict.fromkeys((Role.COORDINATOR, Role.OFFICER, Role.APPROVER, Role.CLERK), ("ward", "holder")),
    **dict.fromkeys((Role.CONSULT, Role.DUTY), ("holder",)),
    **dict.fromkeys((Role.POST, Role.CASHIER), ("desk",)),
}
BELOW = {"province": {"province", "ward", "desk", "office", "far"}, "ward": {"ward", "desk", "office"}}


@dataclass(frozen=True)
class Lying:
    """A dossier as it lies before a verb: with whom, at a step for whom."""

    change: Change
    holder: str
    step: Role


@dataclass(frozen=True)
class Standing:
    """Somebody of a role, at a place, for some sectors."""

    actor: Actor
    place: str
    sectors: frozenset[str]


@pytest.fixture
def world(transactional_db: None, clock: Any) -> tuple[Province, dict[Verb, Lying], str]:
    """The province with a dossier for every verb, and the token of a machine that may act for anybody."""
    at = clock.set("2026-11-16T09:10")
    install("H99", province_name="Lam Giang", number=99)
    p = make_province()
    desk = Lying(p.receive(at), "desk", Role.DESK)
    coordinator = Lying(to_office(p, at), "office", Role.COORDINATOR)
    officer = Lying(to_officer(p, at), "office", Role.OFFICER)
    lying = {
        **dict.fromkeys((Verb.UNDO_RECEIVE, Verb.CORRECT_DETAILS, Verb.FORWARD), desk),
        **dict.fromkeys((Verb.ANNOTATE, Verb.RECOMPUTE_DUE, Verb.ASSIGN), coordinator),
        **dict.fromkeys((Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.SEND_BACK, Verb.PAUSE, Verb.RESUME), officer),
        **dict.fromkeys((Verb.DRAFT_APOLOGY, Verb.SIGN_APOLOGY, Verb.SEND_APOLOGY), officer),
        **dict.fromkeys((Verb.REQUEST_OBLIGATION, Verb.CONFIRM_OBLIGATION, Verb.EXTEND, Verb.CORRECT_DUE), officer),
        **dict.fromkeys((Verb.WITHDRAW, Verb.STOP), officer),
        **dict.fromkeys((verb for verb in Verb if verb.endswith("_supplement")), officer),
        **dict.fromkeys((Verb.APPROVE, Verb.DECLINE), Lying(to_leader(p, at), "ward", Role.APPROVER)),
        Verb.FINISH: Lying(to_clerk(p, at), "ward", Role.CLERK),
        Verb.RETURN_RESULT: Lying(to_return(p, at), "desk", Role.DESK),
    }
    unit_id = roster().unit_by_code("H99").id
    scopes = [ClientScope.READ, ClientScope.ACT]
    _, token = commands.create_client("Trục của tỉnh", unit_id=unit_id, scopes=scopes, actor=SYSTEM, at=BEGAN)
    return p, lying, token


def people_of(role: Role, p: Province) -> list[Standing]:
    """One at every place, and for the roles bound to sectors one with the wrong sector."""
    province = Unit.objects.get(pk=p.ward.versions.first().parent_id)
    far = make_unit(level=UnitLevel.ONE_STOP if role in (Role.DESK, Role.HEAD_DESK, Role.POST) else UnitLevel.COMMUNE,
                    parent=province)  # fmt: skip
    places = {"desk": p.desk, "office": p.office, "ward": p.ward, "province": province, "far": far}
    found = [Standing(make_actor(role, unit), place, frozenset()) for place, unit in places.items()]
    if role in (Role.DESK, Role.OFFICER):
        for place in ("desk", "office"):
            for sector in (SECTOR, OTHER):
                actor = make_actor(role, places[place], sectors=[sector])
                found.append(Standing(actor, place, frozenset({sector})))
    return found


def expected(role: Role, verb: Verb, who: Standing, lies: Lying | None) -> str:
    """The word of the refusal that the table makes, or nothing."""
    scope = ALLOWED[role].get(verb, Scope.NONE)
    if scope is Scope.NONE:
        return "denied"
    if lies is None:  # received or refused where she sits
        return "out_of_sector" if _narrow(scope, who) else ""
    reach = BELOW.get(who.place, {who.place}) if scope is Scope.UNIT_TREE else {who.place}
    if verb in AT_THE_STEP or (verb in (Verb.PAUSE, Verb.RESUME) and role is Role.OFFICER):
        ties = {lies.holder}
    elif verb in AT_THE_DESK:
        ties = {"desk"}
    else:
        ties = {lies.holder if tie == "holder" else tie for tie in TIED.get(role, ())}
    if scope is not Scope.PROVINCE and not reach & ties:
        return "out_of_scope"
    if _narrow(scope, who):
        return "out_of_sector"
    if lies.holder == "desk" and verb is Verb.FORWARD and role not in (Role.DESK, Role.HEAD_DESK, Role.COORDINATOR):
        return "not_holder"  # it lies in the hands of whoever received
    if verb is Verb.FORWARD and role is Role.DESK:
        return "not_holder"
    if verb in FOR_THE_STEP and role is not lies.step and role not in ALSO[lies.step]:
        return "wrong_role"
    return ""


def _narrow(scope: Scope, who: Standing) -> bool:
    return scope is Scope.SECTORS and bool(who.sectors) and SECTOR not in who.sectors


PLAIN = {"denied", "out_of_scope", "out_of_sector", "not_holder", "wrong_role"}
CREATING = {
    Verb.RECEIVE: {"procedure": HOUSEHOLD, "applicant": {"name": "Nguyễn An"}},
    Verb.REFUSE: {
        "procedure": HOUSEHOLD, "applicant": {"name": "Nguyễn An"}, "reason": "khac", "explanation": "Thiếu",
    },
}  # fmt: skip


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.name)
def test_every_way_in_refuses_what_the_table_refuses(world, role, capsys):
    p, lying, token = world
    people, at = people_of(role, p), lying[Verb.ASSIGN].change.event.occurred_at
    before, asked = rows_of_dossiers(), set()
    for verb, command in COMMANDS.items():
        for who in people:
            lies = lying.get(verb)
            refusal = expected(role, verb, who, lies)
            if command.creates and refusal != "denied" and who.place != "desk":
                continue  # there the catalogue refuses: not in the scope of that desk
            came = said_plainly(command, lies, who.actor, at)
            assert (came if came in PLAIN else "") == refusal, (verb, who.place, sorted(who.sectors), came)
            if refusal and (verb, refusal) not in asked:
                asked.add((verb, refusal))
                assert by_machine(verb, lies, who.actor, token) == (status_for_machine(refusal), refusal), verb
                assert by_shell(verb, lies, who.actor, capsys) == (1, refusal), verb
                if lies is not None or refusal == "denied":  # the counter offers procedures of other sectors to nobody
                    assert on_screen(verb, lies, who.actor) == status_on_screen(refusal), (verb, refusal)
    assert rows_of_dossiers() == before
    assert asked


def rows_of_dossiers() -> tuple[dict[str, Any], int]:
    """Everything that a verb writes; signing in writes events of its own."""
    rows = {table: kept for table, kept in everything().items() if table != "event"}
    return rows, Event.objects.filter(kind__startswith="dossier.").count()


def fields_of(verb: Verb) -> dict[str, Any]:
    """What is said with a verb, as plain JSON."""
    if verb is Verb.JUDGE_PAPER:
        return {"judgements": [{"paper": 1, "verdict": "pass"}]}
    return CREATING.get(verb) or {name: _plain(value) for name, value in FIELDS.get(verb, {}).items()}


def _plain(value: Any) -> Any:
    """A value as machines and the shell write it."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.name.lower() if isinstance(value, IntEnum) else value


def said_plainly(command: Any, lies: Lying | None, actor: Actor, at: Any) -> str:
    """The word of what the command itself says; nothing of it stays."""
    if command.creates:
        order = command.order(**fields_of(command.verb) | {"applicant": PartyOrder(name="Nguyễn An")})
        target: tuple[str, ...] = ()
    else:
        assert lies is not None
        order, target = command.order(**FIELDS.get(command.verb, {})), (str(lies.change.dossier),)
    try:
        with transaction.atomic():
            command.function(*target, order, actor=actor, at=at)
            transaction.set_rollback(True)
    except Fault as fault:
        return fault.code
    return ""


def by_machine(verb: Verb, lies: Lying | None, actor: Actor, token: str) -> tuple[int, str]:
    """Status and word over the API, for that person."""
    headers = {"Authorization": f"Bearer {token}", "Acting-For": login(actor)}
    address, body = "/api/v1/dossiers/", fields_of(verb) | {"verb": verb.value}
    if lies is not None:
        address, body = f"/api/v1/dossiers/{lies.change.dossier}/{verb.value}/", fields_of(verb)
        headers["If-Match"] = f'"{version_of(lies)}"'
    answer = Client().post(address, json.dumps(body), content_type="application/json", headers=headers)
    return answer.status_code, answer.json()["code"]


def by_shell(verb: Verb, lies: Lying | None, actor: Actor, capsys: Any) -> tuple[int, str]:
    """Exit code and word at the shell."""
    target = [] if lies is None else [str(lies.change.dossier)]
    said = [f"{name}={json.dumps(value) if isinstance(value, dict | list) else value}"
            for name, value in fields_of(verb).items()]  # fmt: skip
    code = main(["act", verb.value, *target, "--json", "--as", login(actor), *said])
    return code, json.loads(capsys.readouterr().out)["code"]


def on_screen(verb: Verb, lies: Lying | None, actor: Actor) -> int:
    """Status of the page that the form is sent to, or that would show it."""
    client = sit(actor)
    if lies is None:
        return client.get("/nv/tiep-nhan/").status_code
    address = f"/nv/ho-so/{lies.change.dossier}/{verb.value}/"
    return client.post(address, {"version": version_of(lies), **fields_of(verb)}).status_code


def login(actor: Actor) -> str:
    return roster().staff(actor.staff_id or 0).login


def version_of(lies: Lying) -> int:
    return Dossier.objects.get(pk=lies.change.dossier.pk).version
