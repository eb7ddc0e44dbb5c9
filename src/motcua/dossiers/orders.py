"""What a person says with each verb. One frozen dataclass a verb, filled by a form, the API or the shell.

People, units, papers and files are named by their public names (login, code, number, public id), never by database
ids. The `label` of a field is its Vietnamese name on every face, its bounds are those of every face (`bounds`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.dossiers.bounds import ASKED, MOST_COPIES, MOST_NUMBER, NAMED, NOTED, NUMBERED, SAID, WHY, Order, named
from motcua.rules.codes import (
    Channel,
    IdentityKind,
    NoteVisibility,
    OutcomeKind,
    PaperNature,
    PaperSource,
    PaperVerdict,
    PartyKind,
    ReturnMethod,
    SegmentCause,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyOrder(Order):
    """A person or body, as written down at the counter."""

    name: str = named("Họ và tên", limit=200)
    kind: PartyKind = named("Loại", default=PartyKind.PERSON)
    identity_kind: IdentityKind = named("Loại giấy tờ định danh", default=IdentityKind.NONE)
    identity_no: str = named("Số định danh", limit=40, default="")
    birth_on: date | None = named("Ngày sinh", default=None)
    phone: str = named("Điện thoại", limit=40, default="")
    email: str = named("Thư điện tử", limit=254, default="")
    address: str = named("Địa chỉ", limit=300, default="")
    authority: str = named("Giấy ủy quyền", limit=120, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder(Order):
    """One paper as handed in: `item` is the code of the paper in the procedure, empty for one more of the citizen's."""

    item: str = named("Mã thành phần", limit=NAMED, default="")
    name: str = named("Tên giấy tờ", limit=500, default="")
    nature: PaperNature = named("Loại bản", default=PaperNature.ORIGINAL)
    source: PaperSource = named("Nguồn", default=PaperSource.DESK)
    originals: int = named("Số bản chính", least=0, most=MOST_COPIES, default=0)
    copies: int = named("Số bản sao", least=0, most=MOST_COPIES, default=0)
    original_seen: bool = named("Đã đối chiếu bản chính", default=False)
    file: str = named("Tệp", limit=NAMED, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveOrder(Order):
    """Everything the counter takes down."""

    procedure: str = named("Thủ tục", limit=NAMED)
    applicant: PartyOrder = named("Người nộp")
    owner: PartyOrder | None = named("Chủ hồ sơ", default=None)
    case: str = named("Trường hợp", limit=NAMED, default="")
    competent_unit: str = named("Cơ quan giải quyết", limit=NAMED, default="")
    papers: tuple[PaperOrder, ...] = named("Giấy tờ", default=())
    sets: int = named("Số bộ", least=1, most=99, default=1)
    title: str = named("Trích yếu", limit=500, default="")
    channel: Channel = named("Cách nộp", default=Channel.DIRECT)
    received_at: datetime | None = named("Thời điểm tiếp nhận", default=None)
    return_method: ReturnMethod = named("Cách nhận kết quả", default=ReturnMethod.DESK)
    slip_wanted: bool = named("In giấy hẹn khi trả ngay", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseOrder(Order):
    """A refusal at the counter, always with its reason in writing."""

    procedure: str = named("Thủ tục", limit=NAMED)
    applicant: PartyOrder = named("Người nộp")
    reason: str = named("Lý do", limit=NAMED)
    explanation: str = named("Nói rõ lý do", limit=ASKED)
    competent_unit: str = named("Cơ quan giải quyết", limit=NAMED, default="")
    papers: tuple[PaperOrder, ...] = named("Giấy tờ", default=())
    channel: Channel = named("Cách nộp", default=Channel.DIRECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoReceiveOrder(Order):
    """Nothing to say: the receipt of a moment ago is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDetailsOrder(Order):
    """A typing mistake put right. A field left None stays as it is."""

    party: str = named("Bên", limit=NAMED, default="applicant")
    name: str | None = named("Họ và tên", limit=200, default=None)
    phone: str | None = named("Điện thoại", limit=40, default=None)
    email: str | None = named("Thư điện tử", limit=254, default=None)
    address: str | None = named("Địa chỉ", limit=300, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignOrder(Order):
    """Who is to do the open step."""

    person: str = named("Người xử lý", limit=NAMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardOrder(Order):
    """On to the next step; to a chosen step or person where the process leaves the choice."""

    to: str = named("Bước tiếp theo", limit=NAMED, default="")
    person: str = named("Người xử lý", limit=NAMED, default="")
    note: str = named("Lời nhắn", limit=NOTED, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackOrder(Order):
    """Back to an earlier step, with the reason."""

    to: str = named("Trả lại bước", limit=NAMED)
    reason: str = named("Lý do", limit=NAMED)
    explanation: str = named("Nói rõ lý do", limit=SAID, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperJudgement(Order):
    """One verdict on one paper, named by its number on the receipt."""

    paper: int = named("Giấy tờ số", least=1, most=MOST_NUMBER)
    verdict: PaperVerdict = named("Đánh giá")
    reason: str = named("Lý do", limit=WHY, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldJudgement(Order):
    """One verdict on one part of the declaration: `applicant`, `owner` or `request`."""

    part: str = named("Phần kê khai", limit=NAMED)
    verdict: PaperVerdict = named("Đánh giá")
    reason: str = named("Lý do", limit=WHY, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgePaperOrder(Order):
    """One act over one or more papers and parts of the declaration."""

    judgements: tuple[PaperJudgement, ...] = named("Đánh giá", default=())
    parts: tuple[FieldJudgement, ...] = named("Đánh giá phần kê khai", default=())
    note: str = named("Ghi chú", limit=NOTED, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeOrder(Order):
    """The appraised dossier with its drafted outcome."""

    outcome: OutcomeKind = named("Đề xuất", default=OutcomeKind.APPROVED)
    file: str = named("Dự thảo kết quả", limit=NAMED, default="")
    opinion: str = named("Ý kiến thẩm định", limit=NOTED, default="")
    person: str = named("Người duyệt", limit=NAMED, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveOrder(Order):
    """Nothing to say but yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishOrder(Order):
    """The result as it leaves the agency: number, date, file. Without a number the register gives the next one."""

    number: str = named("Số kết quả", limit=NUMBERED, default="")
    issued_on: date | None = named("Ngày kết quả", default=None)
    file: str = named("Tệp kết quả", limit=NAMED, default="")
    valid_until: date | None = named("Có giá trị đến", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnResultOrder(Order):
    """Who takes the result. `taker` is `applicant`, `owner`, or empty for somebody else, who is then written down."""

    taker: str = named("Người nhận", limit=NAMED, default="applicant")
    somebody: PartyOrder | None = named("Người nhận thay", default=None)
    identity_seen: bool = named("Đã kiểm tra căn cước", default=False)
    authority_seen: bool = named("Đã kiểm tra giấy ủy quyền", default=False)
    method: ReturnMethod = named("Cách trả", default=ReturnMethod.DESK)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateOrder(Order):
    """A note in the diary."""

    text: str = named("Nội dung", limit=NOTED)
    visibility: NoteVisibility = named("Ai được đọc", default=NoteVisibility.INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputeDueOrder(Order):
    """A published calendar is applied, by a document."""

    document_no: str = named("Số văn bản", limit=NUMBERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseOrder(Order):
    """The clock stops for a cause of the procedure, or by a decision."""

    cause: SegmentCause = named("Lý do tạm dừng")
    document_no: str = named("Số thông báo hoặc quyết định", limit=NUMBERED, default="")
    explanation: str = named("Nói rõ", limit=SAID, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeOrder(Order):
    """The clock goes on."""

    note: str = named("Ghi chú", limit=NOTED, default="")
