"""Whatever clerks do, in whatever order: time is what the law says, and no dossier that is late is ever on time again.

A machine says verbs, sensible and foolish ones, over several dossiers of both rule profiles at once, and hours and
weeks go by between them. After every act the identities of state, clock and promise are looked at; at the end the
events alone must tell what every row is.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.differences import all_differences
from motcua.dossiers.models import ClockSegment, Dossier, DueChange, Step
from motcua.dossiers.picture import NotForYou, picture
from motcua.ledger.models import Event
from motcua.people.models import Unit
from motcua.rules.codes import Clock, DueChangeKind, Profile, SegmentKind
from motcua.rules.deadlines import FAR_FUTURE
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import TERMINAL, State, Verb
from tests.dossiers.acts import land_to_officer, to_leader, to_office
from tests.dossiers.province import BIRTH, FIVE_STEPS, HOUSEHOLD, LAND, make_procedure, make_province
from tests.dossiers.test_supplements import sent, signed
from tests.dossiers.walking import Walk

OLD_LAW = "1.000488"  # a procedure of the profile of 2018
BEGIN = datetime.fromisoformat("2026-11-16T02:10+00:00")
CHANCE = st.integers(0, 2**40).map(Random)
DONE: Counter[Verb] = Counter()
# What ends a dossier comes seldom, or the machine would walk among the dead.
ENDING = frozenset({Verb.WITHDRAW, Verb.STOP, Verb.DECLINE, Verb.UNDO_RECEIVE, Verb.ANNOTATE, Verb.CORRECT_DETAILS})
TRIED = [verb for verb in Verb if not COMMANDS[verb].creates and verb not in ENDING]
HOURS = (0, 0, 0, 0, 0, 1, 3, 20, 24 * 3, 24 * 8, 24 * 40)
WAYS = (*["what the screen offers"] * 5, *["what comes to mind"] * 2, "comes to the desk")


@dataclass
class Seen:
    """What was seen of a dossier once it was late: neither may ever change."""

    late_at: datetime
    legal_due: datetime | None


class Office(RuleBasedStateMachine):
    """The small province and the people in it."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        province = make_province()
        desk, ward = Unit.objects.get(pk=province.desk.pk), Unit.objects.get(pk=province.ward.pk)
        make_procedure(OLD_LAW, "3 WD", FIVE_STEPS, desk=desk, ward=ward, profile=Profile.R2018)
        self.walk = Walk(province, 0, BEGIN)
        self.late: dict[int, Seen] = {}
        self.first_due: dict[int, datetime | None] = {}
        province.receive(BEGIN, BIRTH)
        for lay in (to_office, to_leader, land_to_officer, signed, sent):
            lay(province, BEGIN)
        self.walk.at = BEGIN + timedelta(hours=1)

    def teardown(self) -> None:
        try:
            assert [str(found) for found in all_differences()] == []
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # --- what happens

    # One rule: of several, Hypothesis leaves some out of each life, and a life without acts proves nothing.
    @rule(
        chance=CHANCE, what=st.sampled_from(WAYS), hours=st.sampled_from(HOURS), minutes=st.integers(1, 300),
        which=st.integers(0, 5), who=st.integers(0, 10),
    )  # fmt: skip
    def time_goes_by_and_somebody_acts(self, chance, what: str, hours: int, minutes: int, which: int, who: int) -> None:
        self.walk.chance = chance
        self.walk.at += timedelta(hours=hours, minutes=minutes)
        if what == "comes to the desk" and Dossier.objects.count() < 8:
            self.walk.province.receive(self.walk.at, chance.choice((HOUSEHOLD, LAND, OLD_LAW)))
        elif what == "what comes to mind":
            self.say(chance.choice(TRIED), self.walk.people[who % len(self.walk.people)], self.ref(which))
        else:
            self.does_what_the_screen_offers(self.ref(which), who)

    def does_what_the_screen_offers(self, ref: str, who: int) -> None:
        """The first of the people, from that one on, to whom the page of the dossier offers anything."""
        people = self.walk.people
        for actor in (*people[who:], *people[:who]):
            try:
                offered = sorted(set(picture(ref, actor=actor, at=self.walk.at).verbs) - {Verb.ANNOTATE})
            except NotForYou:
                continue
            if offered:
                weights = [1 if verb in ENDING else 8 for verb in offered]
                return self.say(self.walk.chance.choices(offered, weights)[0], actor, ref)
        return None

    def ref(self, which: int) -> str:
        return str(Dossier.objects.order_by("pk")[which])

    def say(self, verb: Verb, actor, ref: str) -> None:
        """One act: done with one event, or refused in words and without a trace."""
        before = self.trace()
        self.note_the_late()
        command = COMMANDS[verb]
        fields = self.walk.fields(verb)
        try:
            order = command.order(**fields)
            with transaction.atomic():
                command.function(ref, order, actor=actor, at=self.walk.at)
        except Fault as fault:
            assert str(fault)[0].isupper() and str(fault).endswith(".")
            assert self.trace() == before, "a refusal leaves no trace"
            return
        assert Event.objects.count() == before[0] + 1, "one act is one event"
        assert self.trace()[1] != before[1], "no event without effect"
        DONE[verb] += 1
        if verb is getattr(Verb, "CORRECT_DUE", None):
            self.late.pop(Dossier.objects.named(ref).get().pk, None)  # the one lawful road; it is told for ever

    def trace(self) -> tuple[int, list[tuple[object, ...]]]:
        rows = Dossier.objects.order_by("pk").values_list("pk", "version", "event_count", "state", "clock", "late_at")
        return Event.objects.count(), [*rows, *Step.objects.order_by("pk").values_list("pk", "due", "closed_at")]

    def note_the_late(self) -> None:
        open_late = Dossier.objects.filter(late_at__lt=self.walk.at, closed_at=None, finished_at=None)
        for dossier in open_late:
            self.late.setdefault(dossier.pk, Seen(dossier.late_at, dossier.legal_due))

    # --- what always holds

    @invariant()
    def late_stays_late(self) -> None:
        for dossier in Dossier.objects.filter(pk__in=self.late):
            seen = self.late[dossier.pk]
            assert (dossier.late_at, dossier.legal_due) == (seen.late_at, seen.legal_due), dossier

    @invariant()
    def states_clocks_and_promises_agree(self) -> None:
        for dossier in Dossier.objects.all():
            state = State(dossier.state)
            assert dossier.national_state == state.national
            assert (dossier.clock == Clock.ENDED) == (dossier.outcome is not None), dossier
            if state is State.SUPPLEMENT:
                assert dossier.clock == Clock.PAUSED
            if state in TERMINAL:
                assert dossier.closed_at is not None
            if dossier.legal_due is not None:
                assert dossier.promised_due is not None and dossier.promised_due >= dossier.legal_due
                assert dossier.first_due == self.first_due.setdefault(dossier.pk, dossier.first_due)

    @invariant()
    def the_stretches_of_the_clock_adjoin(self) -> None:
        for dossier in Dossier.objects.all():
            stretches = list(ClockSegment.objects.filter(dossier=dossier).order_by("no"))
            for before, after in pairwise(stretches):
                assert (before.to_at, before.no + 1) == (after.from_at, after.no)
            runs = dossier.clock in (Clock.RUNNING, Clock.PAUSED)
            assert (stretches[-1].to_at is None) == runs
            if runs:
                assert (stretches[-1].kind == SegmentKind.PAUSE) == (dossier.clock == Clock.PAUSED)
            if dossier.clock == Clock.RUNNING and dossier.legal_due is not None:
                assert dossier.late_at < FAR_FUTURE

    @invariant()
    def no_date_moved_but_by_a_lawful_change(self) -> None:
        changes = DueChange.objects.exclude(
            kind__in=(DueChangeKind.FIRST, DueChangeKind.REAPPOINT, DueChangeKind.CORRECTION)
        )
        for change in changes:
            assert change.late_before is not None and change.at < change.late_before

    @invariant()
    def one_main_step_is_open_while_work_is_open(self) -> None:
        for dossier in Dossier.objects.all():
            steps = Step.objects.filter(dossier=dossier, main=True, closed_at=None).count()
            assert steps == (0 if dossier.closed_at else 1), dossier


def live(lives: int, acts: int, *, same_every_time: bool) -> None:
    """Run the machine that often, each time for that many acts. A found life is told as it is, at once."""
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=lives,
            stateful_step_count=acts,
            derandomize=same_every_time,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_random_acts_on_several_dossiers_keep_every_identity(db):
    DONE.clear()
    live(5, 40, same_every_time=True)
    assert len(DONE) > 9, dict(DONE)


@pytest.mark.slow
def test_many_long_weeks_keep_every_identity(db):
    live(25, 80, same_every_time=False)
