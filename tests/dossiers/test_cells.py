"""The whole table at the real door with real rights: state × kind of step × clock × verb × role.

Whoever may not, or not now, reads one sentence that names the verb and says what is the case; no row was written by
then, not even one that is taken back. Whoever may, opens the door.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import pytest
from django.db import transaction

from motcua.dossiers.change import Change, ClockStands, change
from motcua.dossiers.clock import NotPaused
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.work import WrongRole
from motcua.ledger.actor import Actor
from motcua.people.permissions import Denied, NotHolder, OutOfScope
from motcua.people.roster import roster
from motcua.rules.codes import Clock
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import (
    BY_ROLE_OF_STEP,
    NEEDS_RUNNING_CLOCK,
    NODE_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    TABLE,
    VERB_WORDS,
    NodeKind,
    Role,
    State,
    Verb,
    WrongState,
    WrongStep,
)
from tests.dossiers.acts import everything, refused
from tests.dossiers.province import Province, applicant
from tests.dossiers.test_table import CHANGING, FIELDS
from tests.people.factories import make_actor, make_unit
from tests.people.test_permissions import SAYS

LINES = {(line.source, line.verb): line.at for line in TABLE}
# By hand: to whom the process gives a step of each kind, and who may work it.
HANDS: dict[NodeKind, tuple[Role, ...]] = {
    NodeKind.INTAKE: (Role.DESK, Role.HEAD_DESK, Role.POST),
    NodeKind.WORK: (Role.OFFICER, Role.COORDINATOR),
    NodeKind.APPROVE: (Role.APPROVER, Role.DUTY),
    NodeKind.SEAL: (Role.CLERK,),
    NodeKind.NUMBER: (Role.CLERK,),
    NodeKind.CONSULT: (Role.CONSULT,),
    NodeKind.JOIN: (Role.COORDINATOR,),
    NodeKind.RETURN: (Role.DESK, Role.HEAD_DESK, Role.POST),
    NodeKind.TASK: (Role.OFFICER, Role.COORDINATOR),
}
# By hand: what only the holder of the step says, and who may take a step over from him.
PERSONAL = {
    *(Verb.FORWARD, Verb.JUDGE_PAPER, Verb.PROPOSE, Verb.APPROVE, Verb.FINISH, Verb.DECLINE),
    *(Verb.PROPOSE_SUPPLEMENT, Verb.REQUEST_OBLIGATION, Verb.PAUSE, Verb.RESUME),
}
TAKES_OVER = {Role.COORDINATOR, Role.HEAD_DESK}
LEADS = {Role.COORDINATOR, Role.DUTY, Role.APPROVER}  # they stop a clock, whoever holds the step
EVERYWHERE = {Role.CONTROL, Role.AUDIT, Role.ADMIN}
# The steps at which a dossier of each state really lies; None: no step is open.
REAL: dict[State, tuple[NodeKind | None, ...]] = {
    State.SUBMITTED: (None,),
    State.RECEIVED: (NodeKind.INTAKE,),
    State.REFUSED: (None,),
    State.PROCESSING: tuple(kind for kind in NodeKind if kind not in (NodeKind.INTAKE, NodeKind.RETURN)),
    State.SUPPLEMENT: (NodeKind.WORK, NodeKind.TASK),
    State.OBLIGATION: (NodeKind.WORK,),
    State.WITHDRAWN: (None,),
    State.STOPPED: (None,),
    State.SETTLED: (NodeKind.RETURN,),
    State.RETURNED: (None,),
    State.ANNULLED: (None,),
}
MAY_STAND = (State.PROCESSING, State.SUPPLEMENT, State.OBLIGATION)


class Spot(NamedTuple):
    """Where a dossier lies, who holds it, and whether its clock stands."""

    state: State
    kind: NodeKind | None
    stands: bool
    elsewhere: bool = False  # those who ask are of another agency
    held: bool = False  # by somebody else than those who ask


class Opened(Exception):
    """The door stood open; nothing was done behind it."""


@pytest.fixture
def cast(province: Province) -> dict[Role, Actor]:
    """Somebody of every role, all in the agency where everything of the dossier is."""
    return {role: make_actor(role, province.ward) for role in Role}


def spots(state: State, kinds: tuple[NodeKind | None, ...]) -> Iterator[Spot]:
    for kind in kinds:
        yield Spot(state, kind, stands=False)
        if state in MAY_STAND:
            yield Spot(state, kind, stands=True)


def strange_spots(state: State, kinds: tuple[NodeKind | None, ...]) -> Iterator[Spot]:
    for kind in kinds:
        yield Spot(state, kind, stands=False, elsewhere=True)
        yield Spot(state, kind, stands=False, held=True)


def put(made: Change, spot: Spot, *, unit_id: int, holder_id: int | None) -> Dossier:
    """Write the place straight into the rows, past every verb."""
    row = Dossier.objects.filter(pk=made.dossier.pk)
    row.update(
        state=spot.state, national_state=spot.state.national, clock=Clock.PAUSED if spot.stands else Clock.RUNNING,
        receiving_unit_id=unit_id, competent_unit_id=unit_id, holder_unit_id=unit_id,
        holder_id=holder_id if spot.held else None,
    )  # fmt: skip
    steps = Step.objects.filter(dossier=made.dossier)
    if spot.kind is None:
        steps.update(closed_at="2026-12-31T00:00Z")
    else:
        steps.update(closed_at=None, kind=spot.kind, role=HANDS[spot.kind][0])
    return row.get()


def expected(verb: Verb, role: Role, spot: Spot, holder: str) -> tuple[type[Fault], tuple[str, ...]] | None:
    """What a cell of the table says: the fault and what its sentence must tell; None where the door opens."""
    allowed = ", ".join(ROLE_WORDS[other] for other in Role if verb in SAYS[other])
    if verb not in SAYS[role]:
        return Denied, (allowed,)
    if spot.elsewhere and role not in EVERYWHERE:
        return OutOfScope, (allowed, holder)
    over = LEADS if verb in (Verb.PAUSE, Verb.RESUME) else TAKES_OVER
    if spot.held and verb in PERSONAL and role not in over:
        return NotHolder, (holder,)
    if verb in BY_ROLE_OF_STEP and spot.kind is not None and role not in HANDS[spot.kind]:
        return WrongRole, (NODE_WORDS[spot.kind], ROLE_WORDS[HANDS[spot.kind][0]])
    return _by_place(verb, spot)


def _by_place(verb: Verb, spot: Spot) -> tuple[type[Fault], tuple[str, ...]] | None:
    if (spot.state, verb) not in LINES:
        return WrongState, (STATE_WORDS[spot.state],)
    steps = LINES[spot.state, verb]
    if steps is not None and spot.kind not in steps:
        return WrongStep, ("không có bước nào" if spot.kind is None else NODE_WORDS[spot.kind],)
    if spot.stands and verb in NEEDS_RUNNING_CLOCK:
        return ClockStands, ("đang tạm dừng",)
    if not spot.stands and verb is Verb.RESUME:
        return NotPaused, ("không tạm dừng",)
    return None


def walk(province: Province, cast: dict[Role, Actor], at: datetime, places: Iterator[Spot]) -> int:
    """Say every verb in every role at each place; how many were refused."""
    made, count = province.receive(at), 0
    holder, other = province.second_officer, make_unit(name="UBND phường Đông Hà")
    for spot in places:
        here = other.pk if spot.elsewhere else province.ward.pk
        dossier = put(made, spot, unit_id=here, holder_id=holder.staff_id)
        named = roster().staff(holder.staff_id or 0).name if spot.held else roster().unit(here).label
        before = everything()
        for verb in CHANGING:
            order = COMMANDS[verb].order(**FIELDS.get(verb, {}))
            for role, actor in cast.items():
                cell = expected(verb, role, spot, named)
                if cell is None:
                    open_door(dossier, verb, actor, at)
                    continue
                said = refusal(dossier, verb, order, actor, at)
                count += 1
                assert type(said) is cell[0], (verb, role, spot, said)
                in_words(str(said), VERB_WORDS[verb], *cell[1])
        assert everything() == before, spot
    return count


def refusal(dossier: Dossier, verb: Verb, order: object, actor: Actor, at: datetime) -> Fault:
    """What the verb answers. What it wrote before would stay: nothing is taken back here."""
    try:
        COMMANDS[verb].function(str(dossier), order, actor=actor, at=at, expected=dossier.version)
    except Fault as fault:
        transaction.set_rollback(False)
        return fault
    raise AssertionError(f"{actor.role!r} said {verb} to {dossier.state_now!r}")


def open_door(dossier: Dossier, verb: Verb, actor: Actor, at: datetime) -> None:
    with pytest.raises(Opened), change(str(dossier), verb, actor=actor, at=at, expected=dossier.version):
        raise Opened
    transaction.set_rollback(False)


def in_words(sentence: str, *words: str) -> None:
    assert sentence[0].isupper() and sentence.endswith(".") and "{" not in sentence, sentence
    assert all(word in sentence for word in words), (sentence, words)


@pytest.mark.parametrize("state", State, ids=lambda state: state.name)
def test_whoever_may_not_or_not_now_is_told_so_by_the_verb(province, cast, monday, state):
    assert walk(province, cast, monday, spots(state, REAL[state])) > 300


@pytest.mark.parametrize("state", State, ids=lambda state: state.name)
def test_a_dossier_of_another_agency_or_in_other_hands_names_who_has_it(province, cast, monday, state):
    assert walk(province, cast, monday, strange_spots(state, REAL[state][:1])) > 650


@pytest.mark.slow
@pytest.mark.parametrize("state", State, ids=lambda state: state.name)
def test_the_whole_table_even_where_no_dossier_should_ever_lie(province, cast, monday, state):
    everywhere = (None, *NodeKind)
    assert walk(province, cast, monday, spots(state, everywhere)) > 3000
    assert walk(province, cast, monday, strange_spots(state, everywhere)) > 6500


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name)
def test_whoever_has_no_counter_begins_no_dossier(province, cast, monday, role):
    for verb in {Verb.RECEIVE, Verb.REFUSE} - SAYS[role]:
        words = {"reason": "khac", "explanation": "x"} if verb is Verb.REFUSE else {}
        order = COMMANDS[verb].order(procedure="1.001612", applicant=applicant(), **words)
        with refused(Denied, VERB_WORDS[verb], *(ROLE_WORDS[other] for other in Role if verb in SAYS[other])):
            COMMANDS[verb].function(order, actor=cast[role], at=monday)
