"""The small closed lists that stand in columns. A number, once stored, keeps its meaning for ever.

Timing, limit units and end modes stand in `deadlines`, states and roles in `lifecycle`.
"""

from enum import IntEnum


class Profile(IntEnum):
    """Which set of rules and forms a dossier lives under, by its day of acceptance."""

    R2018 = 1  # Decree 61/2018, Circular 01/2018/TT-VPCP
    R2025 = 2  # Decree 118/2025, Circular 03/2025/TT-VPCP


class Channel(IntEnum):
    """How the dossier came in; the numbers are the national portal's."""

    DIRECT = 1
    ONLINE = 2
    POST = 3


class MasterSystem(IntEnum):
    """Whose system leads. What is not LOCAL is a read-only mirror."""

    LOCAL = 1
    MINISTRY = 2
    NATIONAL = 3


class Clock(IntEnum):
    """The settlement clock of a dossier."""

    NOT_STARTED = 1
    RUNNING = 2
    PAUSED = 3
    ENDED = 4


class OutcomeKind(IntEnum):
    """How a dossier ended."""

    APPROVED = 1
    REFUSED = 2
    WITHDRAWN = 3
    RETURNED = 4
    STOPPED = 5


class Apology(IntEnum):
    """The apology regime's class (Decree 61/2018 Art. 19(9))."""

    NONE = 0
    IN_TIME = 1
    AFTER_DUE = 2


class ReturnMethod(IntEnum):
    """Where the applicant wants the result."""

    DESK = 1
    POST = 2
    ONLINE = 3
    ONLINE_AND_DESK = 4


class PartyRole(IntEnum):
    """What a person is to a dossier: who files it and whose it is are two parties (Decree 61/2018 Art. 6)."""

    APPLICANT = 1
    OWNER = 2
    REPRESENTATIVE = 3
    TAKER = 4


class PartyKind(IntEnum):
    """What a party is."""

    PERSON = 1
    BUSINESS = 2
    AGENCY = 3
    OTHER = 4
    HOUSEHOLD = 5


class IdentityKind(IntEnum):
    """What kind of number identifies a party."""

    NONE = 0
    CITIZEN = 1  # số định danh cá nhân, 12 digits
    TAX = 2  # mã số thuế / mã số doanh nghiệp
    PASSPORT = 3
    OTHER = 4


class PaperNature(IntEnum):
    """In what form a paper was handed in; the numbers are the national portal's."""

    ORIGINAL = 0
    COPY = 1
    ELECTRONIC = 2


class PaperSource(IntEnum):
    """Where a paper came from."""

    DESK = 0  # seen at the counter, not digitised
    SCAN = 1
    UPLOAD = 2
    DATABASE = 3
    STORE = 4


class PaperVerdict(IntEnum):
    """What the appraising officer says of a paper."""

    PASS = 1
    NEEDS_WORK = 2


class SegmentKind(IntEnum):
    """What the clock did in a stretch of time."""

    ANSWER = 1
    RUN = 2
    PAUSE = 3


class SegmentCause(IntEnum):
    """Why a stretch of the clock began."""

    ACCEPTANCE = 1
    SUPPLEMENT = 2
    OBLIGATION = 3
    POSTING = 4
    VERIFICATION = 5
    FORCE_MAJEURE = 6
    RESUMED = 7


class DueChangeKind(IntEnum):
    """Why the dates of a dossier are what they are."""

    FIRST = 1
    RESUME = 2
    RESTART = 3
    EXTEND = 4
    REAPPOINT = 5
    RECOMPUTE = 6
    CORRECTION = 7


class StepEnd(IntEnum):
    """How a step ended."""

    DONE = 1
    SENT_BACK = 2
    TAKEN_BACK = 3
    CANCELLED = 4
    TRANSFERRED = 5


class NoteVisibility(IntEnum):
    """Who may read a note."""

    INTERNAL = 1
    APPLICANT = 2


class ResultState(IntEnum):
    """The life of a result in the registry."""

    VALID = 1
    SUSPENDED = 2
    REVOKED = 3
    REPLACED = 4
    CORRECTED = 5
    EXPIRED = 6


class SupplementState(IntEnum):
    """Where a request for missing papers stands: the officer proposes, the leader signs, the desk sends."""

    PROPOSED = 1
    SIGNED = 2
    SENT = 3
    ANSWERED = 4
    ACCEPTED = 5
    LAPSED = 6
    DROPPED = 7
    CLOSED = 8  # the dossier ended first


class ApologyState(IntEnum):
    """Where an apology stands."""

    DRAFTED = 1
    SIGNED = 2
    SENT = 3
    DROPPED = 4  # the dossier ended before it was sent


class ProofKind(IntEnum):
    """By what the applicant was reached (Decree 61/2018 Art. 19(9): e-mail, SMS, telephone, approved network)."""

    HANDED_OVER = 1
    EMAIL = 2
    SMS = 3
    PHONE = 4
    POST = 5


PROOF_WORDS: dict[ProofKind, str] = {
    ProofKind.HANDED_OVER: "Trao tận tay",
    ProofKind.EMAIL: "Thư điện tử",
    ProofKind.SMS: "Tin nhắn",
    ProofKind.PHONE: "Điện thoại",
    ProofKind.POST: "Bưu điện",
}

SEGMENT_CAUSE_WORDS: dict[SegmentCause, str] = {
    SegmentCause.ACCEPTANCE: "Tiếp nhận",
    SegmentCause.SUPPLEMENT: "Chờ bổ sung giấy tờ",
    SegmentCause.OBLIGATION: "Chờ thực hiện nghĩa vụ tài chính",
    SegmentCause.POSTING: "Niêm yết công khai",
    SegmentCause.VERIFICATION: "Xác minh",
    SegmentCause.FORCE_MAJEURE: "Bất khả kháng",
    SegmentCause.RESUMED: "Tiếp tục giải quyết",
}
