"""What happens to a dossier beside its ordinary way: supplements, payments, pauses, early ends, delays, apologies."""

from datetime import datetime, timedelta
from functools import partial

from motcua.catalogue.calendars import calendar_for
from motcua.config.demo.deeds import Act, Deeds
from motcua.config.demo.orders import DETAILS, PROOFS, SECOND_GROUND, STOPS, SUPPLEMENTS, WITHDRAWALS
from motcua.config.demo.stories import AGES, BEHIND, Turn
from motcua.dossiers.models import Paper, Step, SupplementRequest
from motcua.dossiers.orders import FieldJudgement, PaperJudgement
from motcua.dossiers.supplement_orders import AnswerOrder, AskedForOrder
from motcua.dossiers.supplements import APPLICANT, judged, open_items, parts_in
from motcua.ledger.actor import SYSTEM, Actor
from motcua.people.settings import read
from motcua.rules.apologies import draft_from
from motcua.rules.calendar import legal_day
from motcua.rules.codes import PaperVerdict, SegmentCause, SupplementState
from motcua.rules.lifecycle import NodeKind, Role, Verb

DAY = 480  # working minutes
AT_A_TASK = (Turn.OBLIGATION_OPEN, Turn.OBLIGATION_MET, Turn.POSTING)
FEE_BASIS = "Nghị định 10/2022/NĐ-CP về lệ phí trước bạ"
LEADERS = (Role.APPROVER, Role.DUTY)
POOR = "Chưa đạt, cần bổ sung."
DESK = (Role.DESK, Role.HEAD_DESK)


class Times(Deeds):
    """The one thing that a rare story is about, begun when the dossier lies with an officer."""

    begun = False

    def is_moment_for(self, step: Step) -> bool:
        """Whether what the story is about begins at this step."""
        if self.begun or self.story.turn not in AGES or self.story.turn is Turn.DECLINED:
            return False
        if step.role != Role.OFFICER or step.kind not in (NodeKind.WORK, NodeKind.TASK):
            return False
        tasks = any(node.kind is NodeKind.TASK and node.role is Role.OFFICER for node in self.map().nodes)
        return step.kind == NodeKind.TASK or not tasks or self.story.turn not in AT_A_TASK

    def begin(self, at: datetime) -> None:
        """Begin it; the ordinary work goes on when it is over."""
        self.begun = True
        if self.story.turn in BEHIND:
            self._fall_behind(at)
            return
        first: dict[Turn, Act] = {
            Turn.OBLIGATION_OPEN: self._ask_money,
            Turn.OBLIGATION_MET: self._ask_money,
            Turn.POSTING: self._post,
            Turn.EXTENDED: self._extend,
            Turn.WITHDRAWN: self._withdraw,
            Turn.STOPPED: self._stop,
        }
        self.later(self.soon(at, 20, 240), first.get(self.story.turn, self._judge_all))

    # --- supplements

    def _judge_all(self, at: datetime) -> None:
        """A verdict on every paper and part: one paper, or what the applicant declared, needs work."""
        actor = self.hand(self.steps()[-1], at)
        if actor is None:
            return
        present = Paper.objects.filter(dossier_id=self.dossier.pk, replaced_by__isnull=True)
        numbers = list(present.order_by("no").values_list("no", flat=True))
        poor = self.rng.choice(numbers) if numbers else 0
        reason = self.rng.choice(tuple(SUPPLEMENTS))
        poor_part = APPLICANT if not poor or self.rng.random() < 0.3 else ""
        self.say(
            Verb.JUDGE_PAPER,
            actor,
            at,
            judgements=tuple(
                PaperJudgement(paper=no, verdict=_verdict(no == poor), reason=POOR if no == poor else "")
                for no in numbers
            ),
            parts=tuple(
                FieldJudgement(part=part, verdict=_verdict(part == poor_part), reason=POOR if part == poor_part else "")
                for part in parts_in(self.dossier.pk)
            ),
        )
        asked = [AskedForOrder(paper=poor, words=SUPPLEMENTS[reason])] if poor else []
        if poor_part:
            asked.append(AskedForOrder(part=poor_part, reason="details_wrong", words=DETAILS))
        self.later(self.soon(at, 10, 90), partial(self._propose, tuple(asked), reason))

    def _propose(self, asked: tuple[AskedForOrder, ...], reason: str, at: datetime) -> None:
        actor = self.hand(self.steps()[-1], at)
        if actor is None:
            return
        ground = SECOND_GROUND if self.now().supplements else ""
        self.say(Verb.PROPOSE_SUPPLEMENT, actor, at, items=asked, reason=reason, second_ground=ground)
        if self.story.turn is not Turn.SUPPLEMENT_PROPOSED:
            roles = LEADERS if ground else (Role.COORDINATOR, *LEADERS)
            self.later(self.soon(at, 30, 240), partial(self._sign, roles, actor.staff_id))

    def _sign(self, roles: tuple[Role, ...], proposer: int | None, at: datetime) -> None:
        actor = self.who(Verb.SIGN_SUPPLEMENT, at, *roles, without=(proposer,))
        if actor is None:
            return
        self.say(Verb.SIGN_SUPPLEMENT, actor, at)
        if self.story.turn is not Turn.SUPPLEMENT_SIGNED:
            self.later(self.soon(at, 10, 120), self._send)

    def _send(self, at: datetime) -> None:
        actor = self.who(Verb.REQUEST_SUPPLEMENT, at, *DESK)
        if actor is None:
            return
        self.say(Verb.REQUEST_SUPPLEMENT, actor, at)
        request = SupplementRequest.objects.get(dossier_id=self.dossier.pk, state=SupplementState.SENT)
        if self.story.turn is Turn.SUPPLEMENT_LAPSED and request.window_ends is not None:
            self.later(request.window_ends + timedelta(minutes=7), self._lapse)
        elif self.story.turn in (Turn.SUPPLEMENT_ANSWERED, Turn.SUPPLEMENT_AGAIN) and request.ordinal == 1:
            self.later(self.soon(at, 2 * DAY, 6 * DAY), self._accept)

    def _lapse(self, at: datetime) -> None:
        """Nobody came within the window: the system closes it, as it does every day."""
        self.say(Verb.LAPSE_SUPPLEMENT, SYSTEM, at)

    def _accept(self, at: datetime) -> None:
        actor = self.who(Verb.ACCEPT_SUPPLEMENT, at, *DESK)
        if actor is None:
            return
        items = open_items(self.dossier.pk, SupplementState.SENT, where="")
        answers = tuple(
            AnswerOrder(no=item.no, words="Đã sửa theo căn cước, có chữ ký người nộp.")
            if item.field_key
            else AnswerOrder(no=item.no, copies=1, original_seen=True)
            for item in items
        )
        self.say(Verb.ACCEPT_SUPPLEMENT, actor, at, answers=answers)
        if self.story.turn is Turn.SUPPLEMENT_AGAIN:
            self.later(self.soon(at, 60, 400), self._judge_all)
        else:
            self.later(self.soon(at, 10, 120), self._judge_answers)

    def _judge_answers(self, at: datetime) -> None:
        """What came is good; until somebody has looked at it nothing goes to signature."""
        actor = self.hand(self.steps()[-1], at)
        if actor is None:
            return
        self.pass_what_is(None, actor, at)
        self.plan(at)

    def pass_what_is(self, last: PaperVerdict | None, actor: Actor, at: datetime) -> None:
        """Every paper and part of which that was the last word (None: nobody has looked) is good by now."""
        said, good = judged(self.dossier.pk), PaperVerdict.PASS
        papers = tuple(PaperJudgement(paper=no, verdict=good) for no, was in said.papers.items() if was is last)
        parts = tuple(FieldJudgement(part=part, verdict=good) for part, was in said.parts.items() if was is last)
        if papers or parts:
            self.say(Verb.JUDGE_PAPER, actor, at, judgements=papers, parts=parts)

    # --- money, posting, a longer term

    def _ask_money(self, at: datetime) -> None:
        actor = self.hand(self.steps()[-1], at)
        if actor is None:
            return
        listed = self.story.version.pause(SegmentCause.OBLIGATION)
        self.say(
            Verb.REQUEST_OBLIGATION,
            actor,
            at,
            amount=self.rng.randint(12, 480) * 50_000,
            basis=listed.basis if listed and len(listed.basis) <= 200 else FEE_BASIS,
            document_no=f"{self.rng.randint(100, 999)}/TB",
            explanation="Nộp tại ngân hàng hoặc trên Cổng thanh toán, giữ lại biên lai.",
        )
        if self.story.turn is Turn.OBLIGATION_MET:
            self.later(self.soon(at, 2 * DAY, 7 * DAY), partial(self._confirm_money, actor.staff_id))

    def _confirm_money(self, asker: int | None, at: datetime) -> None:
        actor = self.who(Verb.CONFIRM_OBLIGATION, at, *DESK, without=(asker,))
        if actor is not None:
            self.say(Verb.CONFIRM_OBLIGATION, actor, at, receipt_no=f"BL{self.rng.randrange(10**6):06d}")
            self.plan(at)

    def _post(self, at: datetime) -> None:
        """Posted at the commune for thirty days, which do not count."""
        actor = self.hand(self.steps()[-1], at)
        if actor is not None:
            words = "Thông báo mất Giấy chứng nhận đang niêm yết tại UBND cấp xã."
            number = f"{legal_day(at):%d%m}/TB-NY"
            self.say(Verb.PAUSE, actor, at, cause=SegmentCause.POSTING, document_no=number, explanation=words)
            self.later(self.soon(at, 21 * DAY, 22 * DAY), self._take_down)

    def _take_down(self, at: datetime) -> None:
        actor = self.hand(self.steps()[-1], at)
        if actor is not None:
            self.say(Verb.RESUME, actor, at, note="Hết thời gian niêm yết, không có khiếu nại.")
            self.plan(at)

    def _extend(self, at: datetime) -> None:
        actor, dossier = self.who(Verb.EXTEND, at, *LEADERS), self.now()
        if actor is not None and at < dossier.late_at:
            words = "Đã gửi văn bản xác minh tới nơi thường trú trước đây, chờ trả lời."
            self.say(Verb.EXTEND, actor, at, explanation=words)
            self.dossier = self.now()
            self.later(self.soon(at, 2 * DAY, 4 * DAY), self.plan)
        else:
            self.plan(at)

    # --- ends without a result

    def _withdraw(self, at: datetime) -> None:
        actor = self.who(Verb.WITHDRAW, at, *DESK)
        if actor is not None:
            number, reason = f"{self.rng.randint(10, 900)}/ĐN", self.rng.choice(WITHDRAWALS)
            self.say(Verb.WITHDRAW, actor, at, asked_on=legal_day(at), document_no=number, reason=reason)

    def _stop(self, at: datetime) -> None:
        actor = self.who(Verb.STOP, at, *LEADERS)
        if actor is not None:
            reason = self.rng.choice(tuple(STOPS))
            self.say(Verb.STOP, actor, at, reason=reason, explanation=STOPS[reason])

    # --- delays and apologies

    def _fall_behind(self, at: datetime) -> None:
        """The officer keeps it beyond its date, with an apology or without."""
        dossier, turn = self.now(), self.story.turn
        due = dossier.legal_due
        if due is None:
            self.plan(at)
        elif turn is Turn.LATE:
            self.later(self.soon(due, 40 * DAY, 60 * DAY), self.plan)
        elif turn is Turn.LATE_SETTLED:
            self.later(self.soon(due, DAY, 3 * DAY), self.plan)
        else:
            calendar = calendar_for(dossier.receiving_unit_id, dossier.calendar_version_id)
            ready = draft_from(due, calendar, hours=read("apology_draft_hours", on=legal_day(at)))
            self.later(max(ready, self.soon(at, 5, 20)), partial(self._draft_apology, due))

    def _draft_apology(self, due: datetime, at: datetime) -> None:
        """The system drafts, as it does for every dossier that nears its date."""
        self.say(Verb.DRAFT_APOLOGY, SYSTEM, at)
        turn = self.story.turn
        after = turn is Turn.APOLOGY_AFTER or (turn is not Turn.APOLOGY_IN_TIME and self.rng.random() < 0.3)
        self.later(self.soon(due if after else at, 20, 120), partial(self._sign_apology, due))

    def _sign_apology(self, due: datetime, at: datetime) -> None:
        actor = self.who(Verb.SIGN_APOLOGY, at, Role.APPROVER)
        if actor is None:
            self.plan(at)
            return
        days = 1 if self.story.turn is Turn.APOLOGY_BROKEN else self.rng.randint(6, 8)
        self.say(Verb.SIGN_APOLOGY, actor, at, days=days)
        self.later(self.soon(at, 10, 60), partial(self._send_apology, due))

    def _send_apology(self, due: datetime, at: datetime) -> None:
        """By telephone or on paper; the work is done some days behind the date, within the new one or beyond it."""
        actor = self.who(Verb.SEND_APOLOGY, at, *DESK)
        if actor is not None:
            proof = self.rng.choice(tuple(PROOFS))
            self.say(Verb.SEND_APOLOGY, actor, at, proof=proof, words=f"{PROOFS[proof]} ngày {legal_day(at):%d/%m/%Y}.")
        least = {Turn.APOLOGY_BROKEN: 3, Turn.APOLOGY_KEPT: 2}.get(self.story.turn, 6)
        self.later(max(self.soon(at, 5, 10), self.soon(due, least * DAY, (least + 1) * DAY)), self.plan)


def _verdict(poor: bool) -> PaperVerdict:
    return PaperVerdict.NEEDS_WORK if poor else PaperVerdict.PASS
