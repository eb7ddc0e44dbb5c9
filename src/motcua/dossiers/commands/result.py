"""Verbs of the end: the result exists, and the result is handed over. Lateness is measured at the first of the two."""

from datetime import datetime

from django.db import IntegrityError

from motcua.documents.models import Result, ResultStatus
from motcua.dossiers.attachments import content_hash, find_file
from motcua.dossiers.change import Change, change
from motcua.dossiers.facts import Finished, Returned
from motcua.dossiers.leftovers import close_left, end_last
from motcua.dossiers.models import Handing, Outcome, Party
from motcua.dossiers.orders import FinishOrder, ReturnResultOrder
from motcua.dossiers.parties import draw_party
from motcua.dossiers.texts import tidy
from motcua.dossiers.unguessable import fresh_secret
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.counters import next_number
from motcua.ledger.rows import update_telling
from motcua.rules.calendar import legal_day
from motcua.rules.codes import Clock, OutcomeKind, PartyRole, ResultState, StepEnd
from motcua.rules.deadlines import verdict
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import NodeKind, Verb


class NotApproved(Fault):
    """Nothing has been decided yet."""

    code = "not_approved"
    sentence = "Kết quả chưa được duyệt nên chưa kết thúc xử lý được."


class RefusalHasNoResult(Fault):
    """What was decided is a refusal (before `decline` was a verb of its own): no number and seal makes it a result."""

    code = "refusal_has_no_result"
    sentence = (
        "Hồ sơ đã được duyệt từ chối nên không kết thúc bằng kết quả. Trả lại bước ký duyệt để từ chối giải quyết."
    )


class NotAtOnce(Fault):
    """Only a procedure that is returned at once may be finished at the desk."""

    code = "not_at_once"
    sentence = "Thủ tục này không trả ngay tại quầy. Chuyển hồ sơ đến cơ quan giải quyết."


class MoreSteps(Fault):
    """Another step must come before the result can leave."""

    code = "more_steps"
    sentence = "Còn bước “{step}” trước khi trả kết quả."


class IssuedInFuture(Fault):
    """The day of the result has not come yet."""

    code = "issued_in_future"
    sentence = "Ngày kết quả đang ở tương lai. Kiểm tra lại ngày."


class IssuedBeforeReceived(Fault):
    """The day of the result lies before the dossier was there."""

    code = "issued_before_received"
    sentence = "Ngày kết quả {issued_on:%d/%m/%Y} trước ngày tiếp nhận hồ sơ {received_on:%d/%m/%Y}. Kiểm tra lại ngày."


class NumberTaken(Fault):
    """The agency has given that number to another result of the year."""

    code = "number_taken"
    sentence = "Số {number} đã được cấp cho kết quả khác trong năm {year}."


class IdentityNotSeen(Fault):
    """A result is handed over only after the taker's identity was checked (Decree 61/2018 Art. 20)."""

    code = "identity_not_seen"
    sentence = "Kiểm tra căn cước của người nhận rồi đánh dấu trước khi trả kết quả."


class AuthorityNotSeen(Fault):
    """Somebody else takes it only with the receipt and the authorisation (Decree 61/2018 Art. 6)."""

    code = "authority_not_seen"
    sentence = "Người nhận thay phải có giấy ủy quyền. Kiểm tra rồi đánh dấu."


class TakerMissing(Fault):
    """Nobody was named as the taker."""

    code = "taker_missing"
    sentence = "Chọn người nhận kết quả, hoặc ghi người nhận thay."


def finish(ref: str, order: FinishOrder, *, actor: Actor, at: datetime, expected: int | None = None) -> Change:
    """The result is there, with number, day and file: the clock ends, the verdict falls (state 9).

    Said by the clerk, by the approver where the process has no such step, by the desk for what is returned at once.
    Raises what `change` raises; NotApproved, RefusalHasNoResult, NotAtOnce, MoreSteps, IssuedInFuture,
    IssuedBeforeReceived, UnprintableSign, NumberTaken, UnknownFile.
    """
    with change(ref, Verb.FINISH, actor=actor, at=at, expected=expected) as door:
        work = door.work
        _require_last(work)
        result = _register(work, order)
        outcome_kind = _settle_outcome(work, result)
        dossier = work.dossier
        timing = verdict(at, dossier.legal_due, work.limit.unit)
        closed = work.close_step(work.open_step, StepEnd.DONE)
        left = close_left(work, end_last(work))
        work.set(finished_at=at, clock=Clock.ENDED, timing=timing, outcome=outcome_kind, soon_from=None)
        door.facts = Finished(
            result=result.pk,
            number=result.number,
            issued_on=result.issued_on,
            outcome_kind=outcome_kind,
            file_sha256=content_hash(result.file),
            timing=timing,
            closed=closed,
            opened=work.open_step_of(work.process.map.handing, unit_id=dossier.receiving_unit_id, person_id=None),
            request=left.request,
            letter=left.letter,
        )
    return door.result


def _require_last(work: Work) -> None:
    """Nothing but the return follows the open step. Raises NotAtOnce, MoreSteps."""
    key = work.open_step.node_key
    if work.process.map.ends_at(key, work.questions):
        return
    if work.main_kind is NodeKind.INTAKE:
        raise NotAtOnce()
    raise MoreSteps(step=work.process.map.after(key, work.questions).name)


def _register(work: Work, order: FinishOrder) -> Result:
    """The row of the registry of results, valid from now; the next number of the year when none is given."""
    issued_on = order.issued_on or work.today
    if issued_on > work.today:
        raise IssuedInFuture()
    dossier = work.dossier
    received_on = legal_day(dossier.received_at) if dossier.received_at else issued_on
    if issued_on < received_on:
        raise IssuedBeforeReceived(issued_on=issued_on, received_on=received_on)
    kind = work.version.result_code or work.version.code
    number = tidy("Số kết quả", order.number)
    if not number:
        serial = next_number(f"result:{kind}", dossier.competent_unit_id, issued_on.replace(month=1, day=1))
        number = f"{serial:02d}"
    result = Result(
        kind_code=kind,
        issuer_unit_id=dossier.competent_unit_id,
        issuer_unit_version_id=work.unit_version_id(dossier.competent_unit_id),
        year=issued_on.year,
        number=number,
        issued_on=issued_on,
        subject_id=dossier.pk,
        file=find_file(order.file, actor=work.actor, dossier_id=dossier.pk) if order.file else None,
        paper_issued=not order.file,
        valid_until=order.valid_until,
        secret=fresh_secret(),
    )
    try:
        result.save(force_insert=True)
    except IntegrityError:  # the database is the last guard, and here the first one too
        raise NumberTaken(number=number, year=issued_on.year) from None
    ResultStatus(result=result, seq=1, status=ResultState.VALID, at=work.at).save(force_insert=True)
    return result


def _settle_outcome(work: Work, result: Result) -> int:
    """The approved outcome gets its result; what is returned at once was approved by handing it over. Its kind."""
    if work.main_kind is NodeKind.INTAKE:
        at_once = Outcome(
            dossier_id=work.dossier.pk,
            no=work.seq,
            draft=False,
            result=result,
            approved_by_id=work.actor.staff_id,
            approved_at=work.at,
        )
        at_once.save(force_insert=True)
        return at_once.kind
    approved = Outcome.objects.filter(dossier_id=work.dossier.pk, draft=False)
    decided = update_telling(approved, {"result": result}, "kind")
    if decided is None:
        raise NotApproved()
    kind: int = decided[0]
    if kind == OutcomeKind.REFUSED:
        raise RefusalHasNoResult()
    return kind


def return_result(
    ref: str, order: ReturnResultOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Hand the result over and write down who took it (state 10). Late collection makes nothing late.

    Raises what `change` raises; TakerMissing, IdentityNotSeen, AuthorityNotSeen, the faults of the party.
    """
    with change(ref, Verb.RETURN_RESULT, actor=actor, at=at, expected=expected) as door:
        work = door.work
        if not order.identity_seen:
            raise IdentityNotSeen()
        taker = _taker(work, order)
        Handing(
            dossier_id=work.dossier.pk,
            taker_party_id=taker,
            identity_seen=order.identity_seen,
            authority_seen=order.authority_seen,
            method=order.method,
            at=at,
            by_id=work.staff_id,
        ).save(force_insert=True)
        door.facts = Returned(
            taker=taker,
            method=order.method,
            identity_seen=order.identity_seen,
            authority_seen=order.authority_seen,
            closed=work.close_step(work.open_step, StepEnd.DONE),
        )
        work.set(returned_at=at, closed_at=at)
    return door.result


_TAKERS = {"applicant": PartyRole.APPLICANT, "owner": PartyRole.OWNER}


def _taker(work: Work, order: ReturnResultOrder) -> int:
    """The party who takes it: one of the dossier, or somebody else with the authorisation in hand."""
    if order.somebody is not None:
        if not order.authority_seen:
            raise AuthorityNotSeen()
        party = draw_party(order.somebody, PartyRole.TAKER, dossier_id=work.dossier.pk)
        party.save(force_insert=True)
        return party.pk
    role = _TAKERS.get(order.taker)
    if role is None:
        raise TakerMissing()
    known = Party.objects.filter(dossier_id=work.dossier.pk, role=role, replaced_by__isnull=True)
    party_id = known.values_list("pk", flat=True).first()
    if party_id is None:
        raise TakerMissing()
    return party_id
