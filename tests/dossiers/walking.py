"""A random walk over the verbs, by seed: what clerks could do in a busy week, sense and nonsense alike."""

import random
from collections import Counter as Tally
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.catalogue import commands as catalogue
from motcua.dossiers import orders
from motcua.dossiers.commands import COMMANDS
from motcua.dossiers.models import Dossier
from motcua.dossiers.picture import NotForYou, picture
from motcua.dossiers.supplement_orders import AnswerOrder, AskedForOrder
from motcua.ledger import generation
from motcua.ledger.actor import SYSTEM, Actor
from motcua.people.settings import reasons
from motcua.rules.calendar import legal_day
from motcua.rules.codes import OutcomeKind, PaperVerdict, ProofKind, SegmentCause
from motcua.rules.days import DayKind
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Role, Verb
from tests.dossiers.acts import login_of
from tests.dossiers.province import BIRTH, COPY, HOUSEHOLD, LAND, UNKNOWN, Province, applicant, three_papers
from tests.people.factories import make_actor


def judged_all() -> tuple[orders.PaperJudgement, ...]:
    """The second paper is not good enough."""
    verdicts = (PaperVerdict.PASS, PaperVerdict.NEEDS_WORK, PaperVerdict.PASS)
    return tuple(orders.PaperJudgement(paper=no, verdict=said, reason="Mờ") for no, said in enumerate(verdicts, 1))


def judged_parts() -> tuple[orders.FieldJudgement, ...]:
    """The declaration is."""
    return tuple(orders.FieldJudgement(part=part, verdict=PaperVerdict.PASS) for part in ("applicant", "request"))


NODES = ("Phân công", "Thẩm định", "Lấy ý kiến", "Ký duyệt", "Đóng dấu", "Vào sổ", "Tiếp nhận", "")
MOVING = frozenset({Verb.FORWARD, Verb.PROPOSE, Verb.APPROVE, Verb.FINISH, Verb.RETURN_RESULT, Verb.RESUME})
MOVING |= {Verb.CONFIRM_OBLIGATION}
ASKING = frozenset({Verb.PROPOSE_SUPPLEMENT, Verb.SIGN_SUPPLEMENT, Verb.REQUEST_SUPPLEMENT, Verb.ACCEPT_SUPPLEMENT})


class Walk:
    """One walk through the small province; `said` counts what was done and what was refused."""

    def __init__(self, province: Province, seed: int, begin: datetime) -> None:
        self.province, self.at, self.chance = province, begin, random.Random(seed)
        self.said: Tally[tuple[str, bool]] = Tally()
        on_site = [make_actor(role, province.desk) for role in (Role.OFFICER, Role.DUTY)]
        p = province
        self.people: list[Actor] = [
            *(p.clerk_at_desk, p.second_at_desk, p.head_of_desk, p.coordinator, p.officer, p.second_officer),
            *(p.leader, p.secretary, p.control, *on_site),
        ]
        # They were here before the walk: what a transaction changed itself is read anew for each act inside it.
        generation.forget()

    def go(self, steps: int) -> None:
        """Six dossiers, then that many acts, minutes or days apart."""
        for procedure in (HOUSEHOLD, LAND, BIRTH, HOUSEHOLD, LAND, COPY):
            self.province.receive(self.at, procedure)
            self.said[Verb.RECEIVE, True] += 1
        for no in range(steps):
            self.at += timedelta(minutes=self.chance.choice((0, 1, 7, 60, 60 * 5, 60 * 20)))
            if no % 40 == 39:
                self.publish_a_calendar()
            if self.chance.random() < 0.75:
                self.say_something_offered()
            else:
                self.say(self.chance.choice((Verb.RECEIVE, *Verb)), self.chance.choice(self.people), self.a_dossier())

    def say_something_offered(self) -> None:
        """Somebody does with a dossier what the screen offers."""
        ref = self.a_dossier()
        for actor in self.chance.sample(self.people, len(self.people)) if ref else ():
            try:
                offered = set(picture(ref, actor=actor, at=self.at).verbs) - {Verb.ANNOTATE, Verb.CORRECT_DETAILS}
            except NotForYou:
                continue
            if offered:
                # What moves a dossier on comes oftener, as in life.
                weights = [4 if verb in MOVING | ASKING else 1 for verb in sorted(offered)]
                return self.say(self.chance.choices(sorted(offered), weights)[0], actor, ref)
        return None

    def say(self, verb: Verb, actor: Actor, ref: str) -> None:
        """One verb by one person over one dossier; a refusal is an answer like any other."""
        command, target = COMMANDS[verb], [] if COMMANDS[verb].creates else [ref]
        if target == [""]:
            return
        try:
            with transaction.atomic():
                command.function(*target, command.order(**self.fields(verb)), actor=actor, at=self.at)
            self.said[verb, True] += 1
        except Fault:
            self.said[verb, False] += 1

    def a_dossier(self) -> str:
        """One of the newest, which still have something to do."""
        names = [str(dossier) for dossier in Dossier.objects.order_by("-pk")[:6]]
        return self.chance.choice(names) if names else ""

    def fields(self, verb: Verb) -> dict[str, Any]:
        """What is said with a verb: mostly sensible."""
        pick = self.chance.choice
        match verb:
            case Verb.RECEIVE:
                past = pick((None, None, None, self.at - timedelta(hours=30)))
                procedure = pick((HOUSEHOLD, HOUSEHOLD, LAND, LAND, BIRTH, COPY, UNKNOWN))
                return {"procedure": procedure, "applicant": applicant(), "papers": three_papers(), "received_at": past}
            case Verb.REFUSE:
                reason = self.a_reason("refusal_reasons")
                return {"procedure": HOUSEHOLD, "applicant": applicant(), "reason": reason, "explanation": "Thiếu"}
            case Verb.CORRECT_DETAILS:
                return {"phone": pick(("0999000111", "0999000222", "1"))}
            case Verb.ASSIGN:
                return {"person": login_of(pick(self.people))}
            case Verb.FORWARD:
                return {"to": pick(("", "", "", "", *NODES)), "person": pick(("", "", "", login_of(pick(self.people))))}
            case Verb.SEND_BACK:
                return {"to": pick(NODES), "reason": self.a_reason("send_back_reasons"), "explanation": "Xem lại"}
            case Verb.JUDGE_PAPER:
                verdict = pick(tuple(PaperVerdict))
                said = (orders.PaperJudgement(paper=pick((1, 2, 2, 9)), verdict=verdict, reason="Mờ"),)
                return {"judgements": pick((said, judged_all())), "parts": pick(((), judged_parts()))}
            case Verb.PROPOSE:
                kind = pick((OutcomeKind.APPROVED,) * 4 + (OutcomeKind.REFUSED, OutcomeKind.STOPPED))
                return {"opinion": pick(("Đủ điều kiện", "Đủ điều kiện", "Đủ điều kiện", "")), "outcome": kind}
            case Verb.RETURN_RESULT:
                return {"identity_seen": pick((True, True, False))}
            case Verb.ANNOTATE:
                return {"text": "Đã gọi cho người nộp"}
            case Verb.RECOMPUTE_DUE:
                return {"document_no": "15/QĐ-UBND"}
            case _:
                return self.fields_of_times(verb)

    def fields_of_times(self, verb: Verb) -> dict[str, Any]:
        """The same of the verbs over supplements, pauses, ends and apologies."""
        pick = self.chance.choice
        match verb:
            case Verb.PROPOSE_SUPPLEMENT:
                items = (AskedForOrder(paper=2, words="Nộp bản rõ"),)
                return {"items": items, "reason": "paper_invalid", "second_ground": pick(("", "Sót lần trước"))}
            case Verb.DROP_SUPPLEMENT:
                return {"explanation": pick(("Đã có giấy", ""))}
            case Verb.ACCEPT_SUPPLEMENT:
                return {"answers": pick(((AnswerOrder(no=1, copies=1),), ()))}
            case Verb.PAUSE:
                cause = pick((SegmentCause.POSTING, SegmentCause.POSTING, SegmentCause.FORCE_MAJEURE))
                return {"cause": cause, "document_no": pick(("", "7/QĐ-UBND", "8/QĐ-UBND"))}
            case Verb.REQUEST_OBLIGATION:
                return {"amount": pick((50_000, 0)), "basis": "Luật phí", "document_no": "4/TB"}
            case Verb.CONFIRM_OBLIGATION:
                return {"receipt_no": pick(("000412", "000413", ""))}
            case Verb.EXTEND:
                return {"explanation": "Xác minh nơi cũ"}
            case Verb.CORRECT_DUE:
                moment = self.at - timedelta(hours=pick((-5, 0, 3, 30, 70)))
                return {
                    "moment": moment, "reason": self.a_reason("due_correction_reasons"), "explanation": "Ghi nhầm",
                    "document_no": "8/QĐ",
                }  # fmt: skip
            case Verb.WITHDRAW:
                asked_on = legal_day(self.at) - timedelta(days=pick((0, 0, 0, 9)))
                return {"asked_on": asked_on, "document_no": "5", "reason": "Không cần nữa"}
            case Verb.STOP:
                return {"reason": self.a_reason("stop_reasons"), "explanation": "Có tranh chấp"}
            case Verb.DECLINE:
                return {"reason": self.a_reason("decline_reasons"), "explanation": "Không đủ điều kiện"}
            case Verb.DRAFT_APOLOGY:
                return {"days": pick((None, None, 1, 9))}
            case Verb.SEND_APOLOGY:
                return {"proof": pick(tuple(ProofKind)), "words": pick(("Đã gọi", "Đã gọi", ""))}
            case _:
                return {}

    def a_reason(self, setting: str) -> str:
        """One of the list in force."""
        return self.chance.choice(reasons(setting, on=legal_day(self.at))).code

    def publish_a_calendar(self) -> None:
        """One of the days around now is taken off, shortened, made up for, or left as it ever was."""
        day = legal_day(self.at) + timedelta(days=self.chance.randrange(-3, 6))
        kind = self.chance.choice((DayKind.OFF, *DayKind))
        entry = catalogue.DayDefinition(day, kind, "Nghỉ bão", document_no="1/CĐ-TTg")
        catalogue.publish_calendar([entry], decision="Nghỉ bão", actor=SYSTEM, at=self.at)
