"""Verbs that ask the applicant for what is missing: the officer proposes, a leader signs, the desk sends.

One request lists everything; every paper and part is judged first. A second one needs a leader of the agency and a
ground that the applicant reads, and is counted (Decree 61/2018 Art. 11(2)(c), 19(4)). The officer never speaks to the
applicant (Art. 5(1)(e)). What is late stays late (decision 12).
"""

from datetime import datetime

from motcua.dossiers.change import Change, change, require_after
from motcua.dossiers.clock import stop_clock
from motcua.dossiers.hands import require_other_hand
from motcua.dossiers.models import SupplementItem, SupplementRequest
from motcua.dossiers.models.supplements import UNFINISHED
from motcua.dossiers.notes import keep_note, keep_notes
from motcua.dossiers.reasons import ReasonNeedsWords, require_reason
from motcua.dossiers.supplement_brakes import require_trip_left
from motcua.dossiers.supplement_facts import (
    AskedFor,
    SupplementDropped,
    SupplementProposed,
    SupplementRequested,
    SupplementSigned,
)
from motcua.dossiers.supplement_lines import Asked, asked_for
from motcua.dossiers.supplement_orders import (
    DropSupplementOrder,
    ProposeSupplementOrder,
    RequestSupplementOrder,
    SignSupplementOrder,
)
from motcua.dossiers.supplement_sheets import supplement_print
from motcua.dossiers.supplements import notice_due, open_items, open_request, window_of
from motcua.dossiers.texts import worded
from motcua.dossiers.work import Work
from motcua.ledger.actor import Actor
from motcua.ledger.rows import insert, insert_one, update
from motcua.people.settings import read
from motcua.rules.codes import NoteVisibility, Profile, SegmentCause, SupplementState
from motcua.rules.deadlines import due
from motcua.rules.faults import Fault
from motcua.rules.lifecycle import Role, Verb

MAY_SIGN_FIRST = frozenset({Role.COORDINATOR, Role.APPROVER, Role.DUTY})
MAY_SIGN_AGAIN = frozenset({Role.APPROVER, Role.DUTY})
BASIS_2018 = "Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4"


class SupplementOpen(Fault):
    """One request at a time."""

    code = "supplement_open"
    sentence = "Hồ sơ đang có một yêu cầu bổ sung chưa xong. Bỏ yêu cầu đó hoặc chờ người nộp bổ sung."


class SecondNeedsGround(Fault):
    """The applicant has been asked already; he reads why he is asked again."""

    code = "second_needs_ground"
    sentence = "Người nộp đã được yêu cầu bổ sung {times} lần. Ghi rõ cho người nộp vì sao phải yêu cầu thêm lần nữa."


class SecondNeedsLeader(Fault):
    """A second request is signed by whoever decides."""

    code = "second_needs_leader"
    sentence = "Yêu cầu bổ sung lần {ordinal} do người có thẩm quyền phê duyệt ký."


class OwnRequest(Fault):
    """Nobody signs his own request."""

    code = "own_request"
    sentence = "Bạn đã trình yêu cầu bổ sung này nên không tự ký được. Chuyển cho lãnh đạo khác ký."


def propose_supplement(
    ref: str, order: ProposeSupplementOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """List everything that is missing, for a leader to sign.

    Raises what `change` raises; SamePerson, SupplementOpen, TripsUsed, SecondNeedsGround, UnknownReason, the faults of
    `asked_for`.
    """
    with change(ref, Verb.PROPOSE_SUPPLEMENT, actor=actor, at=at, expected=expected) as door:
        work = door.work
        require_other_hand(work, Verb.JUDGE_PAPER)
        before = list(SupplementRequest.objects.filter(dossier_id=work.dossier.pk).order_by("no"))
        if any(request.state in UNFINISHED for request in before):
            raise SupplementOpen()
        require_reason("supplement_reasons", order.reason, on=work.today)
        asked = asked_for(work, order)
        ordinal = work.dossier.supplements + 1
        require_trip_left(work, asked, ordinal)
        ground = worded("Lý do yêu cầu thêm lần nữa", order.second_ground)
        if ordinal > min(1, work.version.supplement_limit) and not ground:
            raise SecondNeedsGround(times=work.dossier.supplements)
        request = _new_request(work, order, before, ordinal=ordinal, ground=ground)
        notice_days = read("supplement_notice_days", on=work.today)
        start = _came_last(work, before)
        request.notice_due = notice_due(start, notice_days, work.calendar(work.dossier.receiving_unit_id))
        insert_one(request)
        door.facts = SupplementProposed(
            request=request.no,
            ordinal=ordinal,
            reason=order.reason,
            asked=_keep_lines(work, request, asked),
            second_ground=request.second_ground_id,
            notice_days=notice_days,
            notice_due=request.notice_due,
            note=keep_note(work, order.note),
        )
    return door.result


def _new_request(
    work: Work, order: ProposeSupplementOrder, before: list[SupplementRequest], *, ordinal: int, ground: str
) -> SupplementRequest:
    return SupplementRequest(
        dossier_id=work.dossier.pk,
        no=len(before) + 1,
        reason=order.reason,
        ordinal=ordinal,
        second_ground_id=keep_note(work, ground, visibility=NoteVisibility.APPLICANT),
        proposed_by_id=work.staff_id,
        proposed_at=work.at,
    )


def _came_last(work: Work, before: list[SupplementRequest]) -> datetime:
    """When the papers that are judged now came: at acceptance, or with the last answer."""
    answers = [request.ended_at for request in before if request.state == SupplementState.ACCEPTED]
    came = [moment for moment in (work.dossier.received_at, *answers) if moment is not None]
    return max(came)


def _keep_lines(work: Work, request: SupplementRequest, asked: list[Asked]) -> tuple[AskedFor, ...]:
    """The lines of the request; two statements."""
    notes = keep_notes(work, [line.words for line in asked], visibility=NoteVisibility.APPLICANT)
    insert(
        [
            SupplementItem(
                request_id=request.pk,
                no=no,
                paper_id=line.paper_id,
                paper_item_id=line.item_id,
                field_key=line.part,
                reason=line.reason,
                note_id=note,
            )
            for no, (line, note) in enumerate(zip(asked, notes, strict=True), 1)
        ]
    )
    return tuple(
        AskedFor(no=no, paper=line.paper_id, item=line.item_id, part=line.part or None, reason=line.reason, note=note)
        for no, (line, note) in enumerate(zip(asked, notes, strict=True), 1)
    )


def sign_supplement(
    ref: str, order: SignSupplementOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Agree that it is asked for. A head of division signs a first request, only who decides a later one.

    Raises what `change` raises; NoSupplement, OwnRequest, SecondNeedsLeader.
    """
    with change(ref, Verb.SIGN_SUPPLEMENT, actor=actor, at=at, expected=expected) as door:
        work = door.work
        request = open_request(work.dossier.pk, SupplementState.PROPOSED, where="chờ ký")
        require_after(work, request.proposed_at)
        if request.proposed_by_id == work.staff_id:
            raise OwnRequest()
        if actor.role not in (MAY_SIGN_FIRST if request.ordinal == 1 else MAY_SIGN_AGAIN):
            raise SecondNeedsLeader(ordinal=request.ordinal)
        update(
            SupplementRequest,
            request.pk,
            {"state": SupplementState.SIGNED, "leader_id": work.staff_id, "signed_at": at},
        )
        door.facts = SupplementSigned(request=request.no)
    return door.result


def drop_supplement(
    ref: str, order: DropSupplementOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Ask for nothing after all, before anything was sent. Raises what `change` raises; NoSupplement,
    ReasonNeedsWords.
    """
    with change(ref, Verb.DROP_SUPPLEMENT, actor=actor, at=at, expected=expected) as door:
        work = door.work
        request = open_request(
            work.dossier.pk, SupplementState.PROPOSED, SupplementState.SIGNED, where="chờ ký hoặc chờ gửi"
        )
        require_after(work, request.signed_at or request.proposed_at)
        if not order.explanation.strip():
            raise ReasonNeedsWords()
        update(SupplementRequest, request.pk, {"state": SupplementState.DROPPED, "ended_at": at})
        door.facts = SupplementDropped(request=request.no, note=keep_note(work, order.explanation))
    return door.result


def request_supplement(
    ref: str, order: RequestSupplementOrder, *, actor: Actor, at: datetime, expected: int | None = None
) -> Change:
    """Send the signed request: form 02 is owed, the clock stands, the applicant's window begins (state 5).

    Raises what `change` raises; NoSupplement, MissingField.
    """
    with change(ref, Verb.REQUEST_SUPPLEMENT, actor=actor, at=at, expected=expected) as door:
        work = door.work
        items = open_items(work.dossier.pk, SupplementState.SIGNED, where="chờ gửi")
        request = items[0].request
        require_after(work, request.signed_at)
        window = window_of(work.version.supplement_window, on=work.today)
        ends = due(window, at, work.calendar(work.dossier.receiving_unit_id)).at or at
        stopped = stop_clock(work, SegmentCause.SUPPLEMENT, basis=_basis(work))
        update(
            SupplementRequest,
            request.pk,
            {"state": SupplementState.SENT, "sent_at": at, "window_ends": ends},
        )
        work.set(supplements=request.ordinal)
        door.facts = SupplementRequested(
            request=request.no,
            stopped=stopped,
            notice_late=request.notice_due is not None and request.notice_due < at,
            window=str(window),
            window_ends=ends,
            print_sha256=door.owe(supplement_print(work, items, last_day=ends)),
        )
    return door.result


def _basis(work: Work) -> str:
    """The article by which a supplement stops the clock of this procedure."""
    listed = work.version.pause(SegmentCause.SUPPLEMENT)
    if listed:
        return listed.basis
    basis: str = BASIS_2018 if work.dossier.profile == Profile.R2018 else read("supplement_basis", on=work.today)
    return basis
