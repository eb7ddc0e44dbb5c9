"""The life of a dossier as one table: which verb may follow which state, and who may say it.

The table is data. The door asks it, the screens draw their buttons from it, the tests walk it, and docs/ prints it.
States 1–10 are the national ones (trạng thái hồ sơ trên Cổng Dịch vụ công quốc gia); every local state maps to
exactly one of them, or to none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from motcua.rules.faults import Fault


class State(IntEnum):
    """Where a dossier stands. The numbers are the national codes; ANNULLED has none and is in no count."""

    SUBMITTED = 1
    RECEIVED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    OBLIGATION = 6
    WITHDRAWN = 7
    STOPPED = 8
    SETTLED = 9
    RETURNED = 10
    ANNULLED = 90

    @property
    def national(self) -> int | None:
        """The code that the national portal knows, None for a receipt undone at the counter."""
        return None if self is State.ANNULLED else int(self)


TERMINAL = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED, State.RETURNED, State.ANNULLED})


class Role(IntEnum):
    """Who acts (Decree 61/2018 Art. 9–12). Rights hang on postings, and a posting has one role."""

    DESK = 1
    HEAD_DESK = 2
    COORDINATOR = 3
    OFFICER = 4
    DUTY = 5
    APPROVER = 6
    CLERK = 7
    CONSULT = 8
    CASHIER = 9
    CONTROL = 10
    POST = 11
    AUDIT = 12
    ADMIN = 13


class Verb(StrEnum):
    """What can be done to a dossier. The same word is function, permission, address, form, event and label."""

    RECEIVE = "receive"
    REFUSE = "refuse"
    UNDO_RECEIVE = "undo_receive"
    CORRECT_DETAILS = "correct_details"
    ASSIGN = "assign"
    FORWARD = "forward"
    SEND_BACK = "send_back"
    JUDGE_PAPER = "judge_paper"
    PROPOSE = "propose"
    APPROVE = "approve"
    FINISH = "finish"
    RETURN_RESULT = "return_result"
    ANNOTATE = "annotate"
    RECOMPUTE_DUE = "recompute_due"
    PROPOSE_SUPPLEMENT = "propose_supplement"
    SIGN_SUPPLEMENT = "sign_supplement"
    DROP_SUPPLEMENT = "drop_supplement"
    REQUEST_SUPPLEMENT = "request_supplement"
    ACCEPT_SUPPLEMENT = "accept_supplement"
    LAPSE_SUPPLEMENT = "lapse_supplement"
    REQUEST_OBLIGATION = "request_obligation"
    CONFIRM_OBLIGATION = "confirm_obligation"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    CORRECT_DUE = "correct_due"
    WITHDRAW = "withdraw"
    STOP = "stop"
    DECLINE = "decline"
    DRAFT_APOLOGY = "draft_apology"
    SIGN_APOLOGY = "sign_apology"
    SEND_APOLOGY = "send_apology"


# A note touches nothing that another could have typed: it asks for no version of the dossier and makes none.
NOTING = frozenset({Verb.ANNOTATE})

# Said by whoever the process gives the open step to; every other verb over a dossier is said beside it.
BY_ROLE_OF_STEP = frozenset(
    {
        Verb.FORWARD,
        Verb.SEND_BACK,
        Verb.JUDGE_PAPER,
        Verb.PROPOSE,
        Verb.APPROVE,
        Verb.FINISH,
        Verb.RETURN_RESULT,
        Verb.PROPOSE_SUPPLEMENT,
        Verb.REQUEST_OBLIGATION,
        Verb.DECLINE,
    }
)

# Work that goes on only while the clock runs: a pause stops the hands as well as the clock, or the time under it would
# be worked away unseen. What ends the pause, ends the dossier, or only writes something down may be said at any time.
NEEDS_RUNNING_CLOCK = frozenset(
    {
        Verb.FORWARD,
        Verb.SEND_BACK,
        Verb.PROPOSE,
        Verb.APPROVE,
        Verb.FINISH,
        Verb.DECLINE,
        Verb.PROPOSE_SUPPLEMENT,
        Verb.SIGN_SUPPLEMENT,
        Verb.REQUEST_SUPPLEMENT,
        Verb.REQUEST_OBLIGATION,
        Verb.PAUSE,
        Verb.EXTEND,
        Verb.RECOMPUTE_DUE,
        Verb.DRAFT_APOLOGY,
        Verb.SIGN_APOLOGY,
        Verb.SEND_APOLOGY,
    }
)


class NodeKind(IntEnum):
    """What kind of work a step is."""

    INTAKE = 1
    WORK = 2
    APPROVE = 3
    SEAL = 4
    NUMBER = 5
    CONSULT = 6
    JOIN = 7
    RETURN = 8
    TASK = 9


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table: in `source`, at a step of one of `at`, `verb` leads to `target`."""

    source: State | None
    verb: Verb
    target: State
    at: frozenset[NodeKind] | None = None  # None: whatever step is open, or none


_DESK = frozenset({NodeKind.INTAKE})
_WORK = frozenset({NodeKind.WORK, NodeKind.TASK})
_DECIDE = frozenset({NodeKind.APPROVE})
_LAST = frozenset({NodeKind.APPROVE, NodeKind.SEAL, NodeKind.NUMBER})
_MOVABLE = _WORK | frozenset({NodeKind.SEAL})
_ASSIGNABLE = _WORK | _LAST
_OPEN = (State.RECEIVED, State.PROCESSING, State.SUPPLEMENT, State.OBLIGATION)
_ANYTIME = (*_OPEN, State.SETTLED)
_ENDED = (State.RETURNED, State.REFUSED, State.WITHDRAWN, State.STOPPED)


def _stay(verb: Verb, *states: State, at: frozenset[NodeKind] | None = None) -> Iterator[Transition]:
    for state in states:
        yield Transition(state, verb, state, at)


TABLE: tuple[Transition, ...] = (
    Transition(None, Verb.RECEIVE, State.RECEIVED),
    Transition(None, Verb.REFUSE, State.REFUSED),
    Transition(State.RECEIVED, Verb.UNDO_RECEIVE, State.ANNULLED, _DESK),
    # The first forward hands the dossier over to the competent agency (Decree 61/2018 Art. 18).
    Transition(State.RECEIVED, Verb.FORWARD, State.PROCESSING, _DESK),
    *_stay(Verb.FORWARD, State.PROCESSING, at=_MOVABLE),
    *_stay(Verb.ASSIGN, State.PROCESSING, at=_ASSIGNABLE),
    *_stay(Verb.SEND_BACK, State.PROCESSING, at=_WORK | _LAST),
    *_stay(Verb.JUDGE_PAPER, State.PROCESSING, at=_WORK),
    *_stay(Verb.PROPOSE, State.PROCESSING, at=_WORK),
    *_stay(Verb.APPROVE, State.PROCESSING, at=_DECIDE),
    Transition(State.PROCESSING, Verb.FINISH, State.SETTLED, _LAST),
    # Returned at once: the process has nothing between intake and return (Decree 61/2018 Art. 17(4)).
    Transition(State.RECEIVED, Verb.FINISH, State.SETTLED, _DESK),
    Transition(State.SETTLED, Verb.RETURN_RESULT, State.RETURNED, frozenset({NodeKind.RETURN})),
    *_stay(Verb.CORRECT_DETAILS, *_ANYTIME),
    *_stay(Verb.ANNOTATE, *_ANYTIME, *_ENDED),
    *_stay(Verb.RECOMPUTE_DUE, State.RECEIVED, State.PROCESSING),
    # The officer proposes, the leader signs, the desk sends: nobody else speaks to the applicant (Decree 61/2018
    # Art. 5(1)(e), 19(4)), while it is appraised and not afterwards. When the window has passed the dossier is closed.
    *_stay(Verb.PROPOSE_SUPPLEMENT, State.PROCESSING, at=_WORK),
    *_stay(Verb.SIGN_SUPPLEMENT, State.PROCESSING),
    *_stay(Verb.DROP_SUPPLEMENT, State.PROCESSING),
    Transition(State.PROCESSING, Verb.REQUEST_SUPPLEMENT, State.SUPPLEMENT, _WORK),
    Transition(State.SUPPLEMENT, Verb.ACCEPT_SUPPLEMENT, State.PROCESSING),
    Transition(State.SUPPLEMENT, Verb.LAPSE_SUPPLEMENT, State.STOPPED),
    Transition(State.PROCESSING, Verb.REQUEST_OBLIGATION, State.OBLIGATION, _WORK),
    Transition(State.OBLIGATION, Verb.CONFIRM_OBLIGATION, State.PROCESSING),
    *_stay(Verb.PAUSE, State.PROCESSING),
    *_stay(Verb.RESUME, State.PROCESSING),
    *_stay(Verb.EXTEND, State.PROCESSING),
    *_stay(Verb.CORRECT_DUE, *_OPEN),
    # The applicant's wish, the agency's finding, the decision against: three ways to end without a result.
    *(Transition(state, Verb.WITHDRAW, State.WITHDRAWN) for state in _OPEN),
    *(Transition(state, Verb.STOP, State.STOPPED) for state in _OPEN[1:]),
    Transition(State.PROCESSING, Verb.DECLINE, State.STOPPED, _DECIDE),
    *_stay(Verb.DRAFT_APOLOGY, State.RECEIVED, State.PROCESSING, State.OBLIGATION),
    *_stay(Verb.SIGN_APOLOGY, State.RECEIVED, State.PROCESSING, State.OBLIGATION),
    *_stay(Verb.SEND_APOLOGY, State.RECEIVED, State.PROCESSING, State.OBLIGATION),
)

_BY_SOURCE = {(line.source, line.verb): line for line in TABLE}


class WrongState(Fault):
    """The verb does not fit the state of the dossier."""

    code = "wrong_state"
    sentence = "Hồ sơ đang ở trạng thái “{state}” nên không {verb} được."


class WrongStep(Fault):
    """The verb fits the state, not the step that is open."""

    code = "wrong_step"
    sentence = "Hồ sơ đang ở bước “{step}” nên không {verb} được."


STATE_WORDS: dict[State, str] = {
    State.SUBMITTED: "Mới đăng ký",
    State.RECEIVED: "Được tiếp nhận",
    State.REFUSED: "Không được tiếp nhận",
    State.PROCESSING: "Đang xử lý",
    State.SUPPLEMENT: "Yêu cầu bổ sung giấy tờ",
    State.OBLIGATION: "Yêu cầu thực hiện nghĩa vụ tài chính",
    State.WITHDRAWN: "Công dân yêu cầu rút hồ sơ",
    State.STOPPED: "Dừng xử lý",
    State.SETTLED: "Đã xử lý xong",
    State.RETURNED: "Đã trả kết quả",
    State.ANNULLED: "Đã hủy tại quầy",
}

VERB_WORDS: dict[Verb, str] = {
    Verb.RECEIVE: "tiếp nhận",
    Verb.REFUSE: "từ chối tiếp nhận",
    Verb.UNDO_RECEIVE: "hoàn tác tiếp nhận",
    Verb.CORRECT_DETAILS: "sửa thông tin",
    Verb.ASSIGN: "phân công",
    Verb.FORWARD: "chuyển bước",
    Verb.SEND_BACK: "trả lại bước trước",
    Verb.JUDGE_PAPER: "đánh giá giấy tờ",
    Verb.PROPOSE: "trình ký",
    Verb.APPROVE: "phê duyệt",
    Verb.FINISH: "kết thúc xử lý",
    Verb.RETURN_RESULT: "trả kết quả",
    Verb.ANNOTATE: "ghi chú",
    Verb.RECOMPUTE_DUE: "tính lại hạn trả",
    Verb.PROPOSE_SUPPLEMENT: "trình yêu cầu bổ sung",
    Verb.SIGN_SUPPLEMENT: "ký yêu cầu bổ sung",
    Verb.DROP_SUPPLEMENT: "bỏ yêu cầu bổ sung",
    Verb.REQUEST_SUPPLEMENT: "gửi yêu cầu bổ sung",
    Verb.ACCEPT_SUPPLEMENT: "nhận giấy tờ bổ sung",
    Verb.LAPSE_SUPPLEMENT: "đóng hồ sơ quá hạn bổ sung",
    Verb.REQUEST_OBLIGATION: "thông báo nghĩa vụ tài chính",
    Verb.CONFIRM_OBLIGATION: "xác nhận hoàn thành nghĩa vụ tài chính",
    Verb.PAUSE: "tạm dừng",
    Verb.RESUME: "tiếp tục giải quyết",
    Verb.EXTEND: "gia hạn để xác minh",
    Verb.CORRECT_DUE: "đính chính hạn trả",
    Verb.WITHDRAW: "rút hồ sơ",
    Verb.STOP: "dừng giải quyết",
    Verb.DECLINE: "từ chối giải quyết",
    Verb.DRAFT_APOLOGY: "soạn thư xin lỗi",
    Verb.SIGN_APOLOGY: "ký thư xin lỗi",
    Verb.SEND_APOLOGY: "gửi thư xin lỗi",
}

NODE_WORDS: dict[NodeKind, str] = {
    NodeKind.INTAKE: "Tiếp nhận",
    NodeKind.WORK: "Thẩm định",
    NodeKind.APPROVE: "Ký duyệt",
    NodeKind.SEAL: "Đóng dấu",
    NodeKind.NUMBER: "Vào sổ, đóng dấu",
    NodeKind.CONSULT: "Lấy ý kiến",
    NodeKind.JOIN: "Chờ đủ ý kiến",
    NodeKind.RETURN: "Trả kết quả",
    NodeKind.TASK: "Công việc",
}

ROLE_WORDS: dict[Role, str] = {
    Role.DESK: "Cán bộ tiếp nhận và trả kết quả",
    Role.HEAD_DESK: "Người đứng đầu Bộ phận Một cửa",
    Role.COORDINATOR: "Lãnh đạo phòng",
    Role.OFFICER: "Chuyên viên thụ lý",
    Role.DUTY: "Lãnh đạo trực phê duyệt",
    Role.APPROVER: "Người có thẩm quyền phê duyệt",
    Role.CLERK: "Văn thư",
    Role.CONSULT: "Cơ quan được lấy ý kiến",
    Role.CASHIER: "Thu phí, lệ phí",
    Role.CONTROL: "Kiểm soát thủ tục hành chính",
    Role.POST: "Nhân viên bưu chính công ích",
    Role.AUDIT: "Thanh tra, kiểm tra",
    Role.ADMIN: "Quản trị hệ thống",
}


def step(state: State | None, verb: Verb, *, at: NodeKind | None) -> State:
    """The state after `verb`, said in `state` at a step of kind `at` (None: no step is open).

    Raises WrongState when the table has no such line, WrongStep when the open step is of another kind.
    """
    line = _BY_SOURCE.get((state, verb))
    if line is None:
        raise WrongState(state="chưa có" if state is None else STATE_WORDS[state], verb=VERB_WORDS[verb])
    if line.at is not None and at not in line.at:
        raise WrongStep(step="không có bước nào" if at is None else NODE_WORDS[at], verb=VERB_WORDS[verb])
    return line.target


def verbs_in(state: State, *, at: NodeKind | None) -> tuple[Verb, ...]:
    """The verbs that the table allows in this state at this step, in the order of the table."""
    return tuple(line.verb for line in TABLE if line.source is state and (line.at is None or at in line.at))


_NEEDS_STEP = frozenset(line.verb for line in TABLE if line.at is not None)


def fits_clock(verb: Verb, *, stands: bool) -> bool:
    """Whether the verb may be said while the clock stands (or runs): work needs it running, going on needs it still."""
    return verb not in NEEDS_RUNNING_CLOCK if stands else verb is not Verb.RESUME


def needs_step(verb: Verb) -> bool:
    """Whether the table asks at which step the verb is said."""
    return verb in _NEEDS_STEP
