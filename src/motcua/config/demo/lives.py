"""A story while it happens: one dossier, carried by the people of its offices through the verbs, moment by moment."""

from collections import deque
from datetime import datetime, timedelta
from functools import partial
from random import Random

from motcua.catalogue.calendars import calendar_for
from motcua.config.demo.deeds import Act
from motcua.config.demo.orders import DECLINES, NOTES, OPINIONS, handing_order, receive_order, refuse_order
from motcua.config.demo.stories import Story, Turn
from motcua.config.demo.times import Times
from motcua.documents.models import File
from motcua.dossiers import orders
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import Paper, Step
from motcua.dossiers.routing import candidates, office_of
from motcua.ledger.actor import Actor
from motcua.people.actors import actor_for
from motcua.people.rights import SPEAKS_TO_APPLICANT
from motcua.people.roster import roster
from motcua.rules.calendar import legal_day
from motcua.rules.codes import NoteVisibility, OutcomeKind, PaperVerdict
from motcua.rules.deadlines import LimitUnit
from motcua.rules.documents import FileOrigin
from motcua.rules.lifecycle import NodeKind, Role, Verb
from motcua.rules.process import Node

MINUTES = {LimitUnit.WD: 480, LimitUnit.CD: 480, LimitUnit.WH: 60}
SEND_BACK_REASONS = ("draft_wrong", "form_wrong", "appraisal_thin", "paper_unclear")


class Life(Times):
    """One dossier on its way. `next_at` is when the next act is due, None when nothing more will happen."""

    def __init__(self, story: Story, rng: Random, samples: tuple[File, ...]) -> None:
        super().__init__(story, rng, samples)
        self.sent_back = False
        first: Act = self._refuse if story.turn is Turn.REFUSED else self._receive
        self.later(story.received_at, first)

    @property
    def next_at(self) -> datetime | None:
        """When the next act is due."""
        return self.pending[0][0] if self.pending else None

    def act(self) -> None:
        """Do what is due. Raises the Fault of a verb that did not go; then nothing more follows."""
        at, do = self.pending.popleft()
        rest, self.pending = self.pending, deque()
        do(at)
        self.pending.extendleft(reversed(rest))

    # --- the counter

    def _refuse(self, at: datetime) -> None:
        actor = actor_for(self.story.desk, on=legal_day(at))
        COMMANDS[Verb.REFUSE].function(refuse_order(self.story, self.rng), actor=actor, at=at)

    def _receive(self, at: datetime) -> None:
        actor = actor_for(self.story.desk, on=legal_day(at))
        order = receive_order(self.story, self.rng, self.samples, actor)
        change = COMMANDS[Verb.RECEIVE].function(order, actor=actor, at=at)
        self.dossier, self.ref = change.dossier, str(change.dossier)
        if self.story.turn is Turn.UNDONE:
            self.later(at + timedelta(seconds=self.rng.randint(4, 18)), partial(self.say, Verb.UNDO_RECEIVE, actor))
        elif self.story.turn is not Turn.FRESH:
            self.plan(at)
            if self.rng.random() < 0.07:
                self.pending.appendleft((at + timedelta(minutes=self.rng.randint(1, 3)), partial(self._correct, actor)))

    def _correct(self, actor: Actor, at: datetime) -> None:
        self.say(Verb.CORRECT_DETAILS, actor, at, phone=f"09990{self.rng.randrange(10**5):05d}")

    # --- one step after the other

    def plan(self, at: datetime) -> None:
        """What will be done at the open step, and when: in working time, by the pace of the story."""
        steps = self.steps()
        step = steps[-1]
        if step.closed_at is not None:
            return
        if self.is_moment_for(step):
            self.begin(at)
            return
        calendar = calendar_for(step.unit_id)
        minutes = self._minutes(step)
        done_at = calendar.add_minutes(at, minutes)
        if step.kind in (NodeKind.WORK, NodeKind.TASK) and step.role == Role.OFFICER:
            early = (calendar.add_minutes(at, minutes * part // 10) for part in (1, 3, 6))
            assign_at, note_at, judge_at = early
            if step.person_id is None and self.rng.random() < 0.3:
                self.later(assign_at, self._assign)
            if self.rng.random() < 0.18:
                self.later(note_at, self._annotate)
            if self.rng.random() < 0.85:
                self.later(judge_at, self._judge)
        if step.kind != NodeKind.RETURN or self.story.turn is not Turn.UNFETCHED:
            self.later(done_at, self._do_step)

    def _minutes(self, step: Step) -> int:
        """How long the step takes, in working minutes."""
        if step.kind == NodeKind.RETURN:
            days = self.rng.choices((0, 1, 2, 4), (45, 30, 15, 10))[0]
            return days * 480 + self.rng.randint(10, 300)
        if self.map().is_immediate:
            return self.rng.randint(4, 14)
        allowed = 120
        if step.limit_unit is not None and step.limit_value is not None:
            allowed = round(float(step.limit_value) * MINUTES.get(LimitUnit(step.limit_unit), 480))
        return max(3, round(allowed * self.story.pace * self.rng.uniform(0.6, 1.2)))

    def _do_step(self, at: datetime) -> None:
        """The act that ends the open step; if nobody can do it now, it stays as it is."""
        step = self.steps()[-1]
        actor = self.hand(step, at)
        if actor is None:
            return
        match NodeKind(step.kind):
            case NodeKind.INTAKE | NodeKind.WORK | NodeKind.TASK | NodeKind.SEAL:
                self._move_on(step, actor, at)
            case NodeKind.APPROVE:
                self._decide(step, actor, at)
            case NodeKind.NUMBER:
                self._finish(actor, at)
            case NodeKind.RETURN:
                order = handing_order(self.rng, on=at)
                COMMANDS[Verb.RETURN_RESULT].function(self.ref, order, actor=actor, at=at)
                return
        self.plan(at)

    def _move_on(self, step: Step, actor: Actor, at: datetime) -> None:
        choices = self.map().choices(step.node_key, self.questions())
        node = choices[0]
        optional = [choice for choice in choices if choice.optional]
        if optional and self.rng.random() < 0.2:
            node = optional[0]
        if node.kind is NodeKind.RETURN:
            self._finish(actor, at)
        elif node.kind is NodeKind.APPROVE:
            file = self.file("Dự thảo", actor, at, FileOrigin.DRAFT) if self.rng.random() < 0.6 else ""
            if self.story.turn is Turn.DECLINED:
                words = "Không đủ điều kiện, đề nghị từ chối giải quyết."
                self.say(Verb.PROPOSE, actor, at, outcome=OutcomeKind.REFUSED, opinion=words, file=file)
            else:
                self.pass_what_is(PaperVerdict.NEEDS_WORK, actor, at)  # nobody says yes on what is not good enough
                self.say(Verb.PROPOSE, actor, at, opinion=self.rng.choice(OPINIONS), file=file)
        else:
            self.say(Verb.FORWARD, actor, at, to=node.key, person=self._chosen(step, node, at))

    def _chosen(self, step: Step, node: Node, at: datetime) -> str:
        """A coordinator mostly names the officer."""
        if step.role != Role.COORDINATOR or node.role is not Role.OFFICER:
            return ""
        return self._officer(node, at) if self.rng.random() < 0.7 else ""

    def _officer(self, node: Node, at: datetime) -> str:
        """Somebody of the office, present and with no other hand in the dossier."""
        dossier, on, picture = self.dossier, legal_day(at), roster()
        unit_id = office_of(
            node,
            receiving_unit_id=dossier.receiving_unit_id,
            competent_unit_id=dossier.competent_unit_id,
            sector=self.story.version.sector,
            on=on,
        )
        others = candidates(node.role, unit_id=unit_id, sector=self.story.version.sector, on=on)
        free = [p.staff_id for p in others if p.staff_id != self.story.desk.staff_id]
        there = sorted({staff_id for staff_id in free if picture.absence(staff_id, at) is None})
        return picture.staff(self.rng.choice(there)).login if there else ""

    def _decide(self, step: Step, actor: Actor, at: datetime) -> None:
        """Approve as drafted, or once in a while hand it back."""
        if self.story.turn is Turn.DECLINED:
            reason = self.rng.choice(tuple(DECLINES))
            self.say(Verb.DECLINE, actor, at, reason=reason, explanation=DECLINES[reason])
            return
        backs = [node for node in self.map().earlier(step.node_key) if node.role is Role.OFFICER]
        if backs and not self.sent_back and self.rng.random() < 0.09:
            self.sent_back = True
            reason = self.rng.choice(SEND_BACK_REASONS)
            self.say(Verb.SEND_BACK, actor, at, to=backs[-1].key, reason=reason, explanation="Xem lại rồi trình lại.")
            return
        self.say(Verb.APPROVE, actor, at)
        if self.map().ends_at(step.node_key, self.questions()):
            self._finish(actor, at + timedelta(seconds=self.rng.randint(20, 50)))

    def _finish(self, actor: Actor, at: datetime) -> None:
        file = self.file("Kết quả", actor, at, FileOrigin.RESULT) if self.rng.random() < 0.6 else ""
        self.say(Verb.FINISH, actor, at, file=file)

    # --- beside the way

    def _assign(self, at: datetime) -> None:
        """Whoever leads the office gives the waiting step to somebody."""
        step, on = self.steps()[-1], legal_day(at)
        leaders = roster().postings_in(step.unit_id, on, Role.COORDINATOR)
        login = self._officer(self.map().node(step.node_key), at)
        if leaders and login:
            self.say(Verb.ASSIGN, actor_for(self.rng.choice(leaders), on=on), at, person=login)

    def _annotate(self, at: datetime) -> None:
        actor = self.hand(self.steps()[-1], at)
        if actor is not None:
            told = self.rng.random() < 0.2 and actor.role in SPEAKS_TO_APPLICANT
            visibility = NoteVisibility.APPLICANT if told else NoteVisibility.INTERNAL
            self.say(Verb.ANNOTATE, actor, at, text=self.rng.choice(NOTES), visibility=visibility)

    def _judge(self, at: datetime) -> None:
        """A verdict on every paper; the odd one needs work."""
        actor = self.hand(self.steps()[-1], at)
        numbers = list(
            Paper.objects.filter(dossier_id=self.dossier.pk, replaced_by__isnull=True)
            .order_by("no")
            .values_list("no", flat=True)
        )
        if actor is None or not numbers:
            return
        poor = self.rng.choice(numbers) if self.rng.random() < 0.08 else 0
        judgements = tuple(
            orders.PaperJudgement(paper=no, verdict=PaperVerdict.NEEDS_WORK, reason="Ảnh chụp mờ, không đọc được số.")
            if no == poor
            else orders.PaperJudgement(paper=no, verdict=PaperVerdict.PASS)
            for no in numbers
        )
        self.say(Verb.JUDGE_PAPER, actor, at, judgements=judgements)
